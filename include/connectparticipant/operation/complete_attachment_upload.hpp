#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>
#include <connectparticipant/shape/inline_list.hpp>

namespace connectparticipant::inline v1 {

/// Says that a file has been put where StartAttachmentUpload said. Model shape
/// CompleteAttachmentUploadRequest.
struct complete_attachment_upload_request {
  inline_list<std::string_view, 1> attachment_ids{};  ///< exactly one
  std::optional<std::string_view> client_token{};     ///< absent: filled in with a UUID
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<complete_attachment_upload_request> =
    object<complete_attachment_upload_request>(
        "CompleteAttachmentUploadRequest",
        field("AttachmentIds", &complete_attachment_upload_request::attachment_ids,
              scalar::attachment_id_list, required),
        field("ClientToken", &complete_attachment_upload_request::client_token,
              scalar::non_empty_client_token, required, idempotency_token),
        field("ConnectionToken", &complete_attachment_upload_request::connection_token,
              scalar::participant_token, required, location::header));

/// No members. Model shape CompleteAttachmentUploadResponse.
struct complete_attachment_upload_response {};
template <>
inline constexpr auto shape<complete_attachment_upload_response> =
    object<complete_attachment_upload_response>("CompleteAttachmentUploadResponse");

/// Operation CompleteAttachmentUpload.
struct complete_attachment_upload {
  using request = complete_attachment_upload_request;
  using response = complete_attachment_upload_response;
  static constexpr service_error_kind errors[] = {service_error_kind::access_denied,
                                                  service_error_kind::internal_server,
                                                  service_error_kind::throttling,
                                                  service_error_kind::validation,
                                                  service_error_kind::service_quota_exceeded,
                                                  service_error_kind::conflict};
  static constexpr operation_row row{operation_id::complete_attachment_upload,
                                     "CompleteAttachmentUpload",
                                     "POST",
                                     "/participant/complete-attachment-upload",
                                     &table<request>::rows,
                                     &table<response>::rows,
                                     errors};
};
template <>
struct operation_of<complete_attachment_upload_request> {
  using type = complete_attachment_upload;
};

}  // namespace connectparticipant::inline v1
