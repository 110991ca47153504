#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Gives a signed URL to download a file from. Model shape GetAttachmentRequest.
struct get_attachment_request {
  std::optional<std::string_view> attachment_id{};
  std::optional<std::int64_t> url_expiry_in_seconds{};  ///< 5 to 300
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<get_attachment_request> = object<get_attachment_request>(
    "GetAttachmentRequest",
    field("AttachmentId", &get_attachment_request::attachment_id, scalar::artifact_id, required),
    field("UrlExpiryInSeconds", &get_attachment_request::url_expiry_in_seconds,
          scalar::url_expiry_in_seconds),
    field("ConnectionToken", &get_attachment_request::connection_token, scalar::participant_token,
          required, location::header));

/// Model shape GetAttachmentResponse.
struct get_attachment_response {
  std::optional<std::string_view> url{};
  std::optional<std::string_view> url_expiry{};  ///< ISO 8601
  std::optional<std::int64_t> attachment_size_in_bytes{};
};
template <>
inline constexpr auto shape<get_attachment_response> = object<get_attachment_response>(
    "GetAttachmentResponse",
    field("Url", &get_attachment_response::url, scalar::pre_signed_attachment_url),
    field("UrlExpiry", &get_attachment_response::url_expiry, scalar::iso8601_datetime),
    field("AttachmentSizeInBytes", &get_attachment_response::attachment_size_in_bytes,
          scalar::attachment_size_in_bytes, required));

/// Operation GetAttachment.
struct get_attachment {
  using request = get_attachment_request;
  using response = get_attachment_response;
  static constexpr operation_row row{
      operation_id::get_attachment,     "GetAttachment",       "POST",
      "/participant/attachment",        &table<request>::rows, &table<response>::rows,
      operation_internal::common_errors};
};
template <>
struct operation_of<get_attachment_request> {
  using type = get_attachment;
};

}  // namespace connectparticipant::inline v1
