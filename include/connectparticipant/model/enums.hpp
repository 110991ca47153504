#pragma once

#include <cstdint>
#include <string_view>

#include <connectparticipant/shape/open_enum.hpp>

// The enums of the service model, each with its spellings on the wire. `unknown` is a value that
// the service added later; an `open_enum` keeps its text.

namespace connectparticipant::inline v1 {

/// Model shape ArtifactStatus.
enum class artifact_status : std::uint8_t { unknown, approved, rejected, in_progress };
template <>
struct enum_table<artifact_status> {
  static constexpr std::string_view texts[] = {"APPROVED", "REJECTED", "IN_PROGRESS"};
  static constexpr enum_rows rows{"ArtifactStatus", texts};
};

/// Model shape ChatItemType; `message_metadata`, a receipt, stands on the websocket alone.
enum class chat_item_type : std::uint8_t {
  unknown,
  typing,
  participant_joined,
  participant_left,
  chat_ended,
  transfer_succeeded,
  transfer_failed,
  message,
  event,
  attachment,
  connection_ack,
  message_delivered,
  message_read,
  message_metadata,
};
template <>
struct enum_table<chat_item_type> {
  static constexpr std::string_view texts[] = {"TYPING",
                                               "PARTICIPANT_JOINED",
                                               "PARTICIPANT_LEFT",
                                               "CHAT_ENDED",
                                               "TRANSFER_SUCCEEDED",
                                               "TRANSFER_FAILED",
                                               "MESSAGE",
                                               "EVENT",
                                               "ATTACHMENT",
                                               "CONNECTION_ACK",
                                               "MESSAGE_DELIVERED",
                                               "MESSAGE_READ",
                                               "MESSAGEMETADATA"};
  static constexpr enum_rows rows{"ChatItemType", texts, 12};
};

/// Model shape ConnectionType.
enum class connection_type : std::uint8_t {
  unknown,
  websocket,
  connection_credentials,
  webrtc_connection,
};
template <>
struct enum_table<connection_type> {
  static constexpr std::string_view texts[] = {"WEBSOCKET", "CONNECTION_CREDENTIALS",
                                               "WEBRTC_CONNECTION"};
  static constexpr enum_rows rows{"ConnectionType", texts};
};

/// Model shape MeetingFeatureStatus.
enum class meeting_feature_status : std::uint8_t { unknown, available, unavailable };
template <>
struct enum_table<meeting_feature_status> {
  static constexpr std::string_view texts[] = {"AVAILABLE", "UNAVAILABLE"};
  static constexpr enum_rows rows{"MeetingFeatureStatus", texts};
};

/// Model shape MessageProcessingStatus.
enum class message_processing_status : std::uint8_t { unknown, processing, failed, rejected };
template <>
struct enum_table<message_processing_status> {
  static constexpr std::string_view texts[] = {"PROCESSING", "FAILED", "REJECTED"};
  static constexpr enum_rows rows{"MessageProcessingStatus", texts};
};

/// Model shape ParticipantRole.
enum class participant_role : std::uint8_t {
  unknown,
  agent,
  customer,
  system,
  custom_bot,
  supervisor,
};
template <>
struct enum_table<participant_role> {
  static constexpr std::string_view texts[] = {"AGENT", "CUSTOMER", "SYSTEM", "CUSTOM_BOT",
                                               "SUPERVISOR"};
  static constexpr enum_rows rows{"ParticipantRole", texts};
};

/// Model shape ResourceType.
enum class resource_type : std::uint8_t {
  unknown,
  contact,
  contact_flow,
  instance,
  participant,
  hierarchy_level,
  hierarchy_group,
  user,
  phone_number,
};
template <>
struct enum_table<resource_type> {
  static constexpr std::string_view texts[] = {"CONTACT",     "CONTACT_FLOW",    "INSTANCE",
                                               "PARTICIPANT", "HIERARCHY_LEVEL", "HIERARCHY_GROUP",
                                               "USER",        "PHONE_NUMBER"};
  static constexpr enum_rows rows{"ResourceType", texts};
};

/// Model shape ScanDirection.
enum class scan_direction : std::uint8_t { unknown, forward, backward };
template <>
struct enum_table<scan_direction> {
  static constexpr std::string_view texts[] = {"FORWARD", "BACKWARD"};
  static constexpr enum_rows rows{"ScanDirection", texts};
};

/// Model shape SortKey.
enum class sort_key : std::uint8_t { unknown, descending, ascending };
template <>
struct enum_table<sort_key> {
  static constexpr std::string_view texts[] = {"DESCENDING", "ASCENDING"};
  static constexpr enum_rows rows{"SortKey", texts};
};

}  // namespace connectparticipant::inline v1
