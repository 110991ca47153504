#pragma once

#include <connectparticipant/model/enums.hpp>
#include <connectparticipant/model/patterns.hpp>
#include <connectparticipant/shape/describe.hpp>

namespace connectparticipant::inline v1 {

/// The scalar shapes of the service model, and its lists and maps of scalars: name, constraints and
/// who may see a value. Lengths count code points.
namespace scalar {

inline constexpr value_row arn = text("ARN");
inline constexpr value_row artifact_id = text("ArtifactId", length(1, 256));
inline constexpr value_row attachment_name =
    text("AttachmentName", length(1, 256), privacy::personal);
inline constexpr value_row attendee_id = text("AttendeeId");
inline constexpr value_row authentication_url =
    text("AuthenticationUrl", length(1, 2083), privacy::secret);
inline constexpr value_row chat_content = text("ChatContent", length(1, 16384), privacy::personal);
inline constexpr value_row chat_content_type = text("ChatContentType", length(1, 100));
inline constexpr value_row chat_item_id = text("ChatItemId", length(1, 256));
inline constexpr value_row client_token = text("ClientToken", at_most(500));
inline constexpr value_row contact_id = text("ContactId", length(1, 256));
inline constexpr value_row content_type = text("ContentType", length(1, 255));
inline constexpr value_row display_name = text("DisplayName", length(1, 256), privacy::personal);
inline constexpr value_row guid_string = text("GuidString", pattern::guid);
inline constexpr value_row iso8601_datetime = text("ISO8601Datetime");
inline constexpr value_row instant = text("Instant", length(1, 100));
inline constexpr value_row join_token = text("JoinToken", privacy::secret);
inline constexpr value_row message = text("Message");
inline constexpr value_row next_token = text("NextToken", length(1, 1000), privacy::secret);
inline constexpr value_row non_empty_client_token = text("NonEmptyClientToken", length(1, 500));
inline constexpr value_row participant_id = text("ParticipantId", length(1, 256));
inline constexpr value_row participant_token =
    text("ParticipantToken", length(1, 1000), privacy::secret);
inline constexpr value_row pre_signed_attachment_url =
    text("PreSignedAttachmentUrl", length(1, 2000), privacy::secret);
inline constexpr value_row pre_signed_connection_url =
    text("PreSignedConnectionUrl", length(1, 2000), privacy::secret);
inline constexpr value_row reason = text("Reason", length(1, 2000));
inline constexpr value_row redirect_uri = text("RedirectURI", length(1, 1024));
inline constexpr value_row resource_id = text("ResourceId");
inline constexpr value_row session_id = text("SessionId", length(36, 36));
inline constexpr value_row uri = text("URI", length(1, 2000), privacy::secret);
inline constexpr value_row upload_metadata_signed_headers_key =
    text("UploadMetadataSignedHeadersKey", length(1, 128));
inline constexpr value_row upload_metadata_signed_headers_value =
    text("UploadMetadataSignedHeadersValue", length(1, 256), privacy::secret);
inline constexpr value_row upload_metadata_url =
    text("UploadMetadataUrl", length(1, 2000), privacy::secret);
inline constexpr value_row view_action =
    text("ViewAction", length(1, 255), pattern::view_name, privacy::secret);
inline constexpr value_row view_id = text("ViewId", length(1, 500), pattern::view_id);
inline constexpr value_row view_input_schema = text("ViewInputSchema", privacy::secret);
inline constexpr value_row view_name =
    text("ViewName", length(1, 255), pattern::view_name, privacy::secret);
inline constexpr value_row view_template = text("ViewTemplate", privacy::secret);
inline constexpr value_row view_token = text("ViewToken", length(1, 1000), privacy::secret);

inline constexpr value_row attachment_size_in_bytes = integer("AttachmentSizeInBytes", at_least(1));
inline constexpr value_row max_results = integer("MaxResults", range(0, 100));
inline constexpr value_row most_recent = integer("MostRecent", range(0, 100));
inline constexpr value_row url_expiry_in_seconds = integer("URLExpiryInSeconds", range(5, 300));
inline constexpr value_row view_version = integer("ViewVersion");
inline constexpr value_row bool_value = boolean("Bool");

inline constexpr value_row artifact_status = enumeration<v1::artifact_status>();
inline constexpr value_row chat_item_type = enumeration<v1::chat_item_type>();
inline constexpr value_row connection_type = enumeration<v1::connection_type>();
inline constexpr value_row meeting_feature_status = enumeration<v1::meeting_feature_status>();
inline constexpr value_row message_processing_status = enumeration<v1::message_processing_status>();
inline constexpr value_row participant_role = enumeration<v1::participant_role>();
inline constexpr value_row resource_type = enumeration<v1::resource_type>();
inline constexpr value_row scan_direction = enumeration<v1::scan_direction>();
inline constexpr value_row sort_key = enumeration<v1::sort_key>();

inline constexpr value_row attachment_id_list = list("AttachmentIdList", artifact_id, items(1, 1));
inline constexpr value_row connection_type_list =
    list("ConnectionTypeList", connection_type, at_least(1));
inline constexpr value_row view_actions = list("ViewActions", view_action);
inline constexpr value_row upload_metadata_signed_headers =
    map("UploadMetadataSignedHeaders", upload_metadata_signed_headers_key,
        upload_metadata_signed_headers_value);

}  // namespace scalar
}  // namespace connectparticipant::inline v1
