#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/model/attachment.hpp>
#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Announces a file and asks where to put it. Model shape StartAttachmentUploadRequest.
struct start_attachment_upload_request {
  std::optional<std::string_view> content_type{};  ///< the media type of the file
  std::optional<std::int64_t> attachment_size_in_bytes{};
  std::optional<std::string_view> attachment_name{};  ///< with its extension
  std::optional<std::string_view> client_token{};     ///< absent: filled in with a UUID
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<start_attachment_upload_request> =
    object<start_attachment_upload_request>(
        "StartAttachmentUploadRequest",
        field("ContentType", &start_attachment_upload_request::content_type, scalar::content_type,
              required),
        field("AttachmentSizeInBytes", &start_attachment_upload_request::attachment_size_in_bytes,
              scalar::attachment_size_in_bytes, required),
        field("AttachmentName", &start_attachment_upload_request::attachment_name,
              scalar::attachment_name, required),
        field("ClientToken", &start_attachment_upload_request::client_token,
              scalar::non_empty_client_token, required, idempotency_token),
        field("ConnectionToken", &start_attachment_upload_request::connection_token,
              scalar::participant_token, required, location::header));

/// Model shape StartAttachmentUploadResponse.
struct start_attachment_upload_response {
  std::optional<std::string_view> attachment_id{};
  std::optional<connectparticipant::upload_metadata> upload_metadata{};
};
template <>
inline constexpr auto shape<start_attachment_upload_response> =
    object<start_attachment_upload_response>(
        "StartAttachmentUploadResponse",
        field("AttachmentId", &start_attachment_upload_response::attachment_id,
              scalar::artifact_id),
        field("UploadMetadata", &start_attachment_upload_response::upload_metadata));

/// Operation StartAttachmentUpload.
struct start_attachment_upload {
  using request = start_attachment_upload_request;
  using response = start_attachment_upload_response;
  static constexpr service_error_kind errors[] = {
      service_error_kind::access_denied, service_error_kind::internal_server,
      service_error_kind::throttling, service_error_kind::validation,
      service_error_kind::service_quota_exceeded};
  static constexpr operation_row row{operation_id::start_attachment_upload,
                                     "StartAttachmentUpload",
                                     "POST",
                                     "/participant/start-attachment-upload",
                                     &table<request>::rows,
                                     &table<response>::rows,
                                     errors};
};
template <>
struct operation_of<start_attachment_upload_request> {
  using type = start_attachment_upload;
};

}  // namespace connectparticipant::inline v1
