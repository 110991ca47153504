#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

/// A file of a transcript item. Model shape AttachmentItem.
struct attachment_item {
  std::optional<std::string_view> content_type{};  ///< the media type of the file
  std::optional<std::string_view> attachment_id{};
  std::optional<std::string_view> attachment_name{};  ///< with its extension
  std::optional<open_enum<artifact_status>> status{};
};
template <>
inline constexpr auto shape<attachment_item> = object<attachment_item>(
    "AttachmentItem", field("ContentType", &attachment_item::content_type, scalar::content_type),
    field("AttachmentId", &attachment_item::attachment_id, scalar::artifact_id),
    field("AttachmentName", &attachment_item::attachment_name, scalar::attachment_name),
    field("Status", &attachment_item::status, scalar::artifact_status));

/// Where and how a file is to be put: one PUT to `url` with exactly these headers before
/// `url_expiry`. Model shape UploadMetadata.
struct upload_metadata {
  std::optional<std::string_view> url{};
  std::optional<std::string_view> url_expiry{};  ///< ISO 8601, see base/timestamp.hpp
  std::optional<std::span<const map_entry>> headers_to_include{};
};
template <>
inline constexpr auto shape<upload_metadata> = object<upload_metadata>(
    "UploadMetadata", field("Url", &upload_metadata::url, scalar::upload_metadata_url),
    field("UrlExpiry", &upload_metadata::url_expiry, scalar::iso8601_datetime),
    field("HeadersToInclude", &upload_metadata::headers_to_include,
          scalar::upload_metadata_signed_headers));

}  // namespace connectparticipant::inline v1
