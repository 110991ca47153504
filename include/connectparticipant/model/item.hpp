#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/model/attachment.hpp>
#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

/// When one recipient got and read a message. Model shape Receipt.
struct receipt {
  std::optional<std::string_view> delivered_timestamp{};  ///< ISO 8601
  std::optional<std::string_view> read_timestamp{};       ///< ISO 8601
  std::optional<std::string_view> recipient_participant_id{};
};
template <>
inline constexpr auto shape<receipt> = object<receipt>(
    "Receipt", field("DeliveredTimestamp", &receipt::delivered_timestamp, scalar::instant),
    field("ReadTimestamp", &receipt::read_timestamp, scalar::instant),
    field("RecipientParticipantId", &receipt::recipient_participant_id, scalar::participant_id));

namespace scalar {
inline constexpr value_row receipts = list("Receipts", table<receipt>::value);
inline constexpr value_row attachments = list("Attachments", table<attachment_item>::value);
inline constexpr value_row chunk_number = integer("ChunkNumber");
}  // namespace scalar

/// What is said about a message beside its text. Model shape MessageMetadata.
struct message_metadata {
  std::optional<std::string_view> message_id{};  ///< of the message that the receipts are for
  std::optional<std::span<const receipt>> receipts{};
  std::optional<open_enum<connectparticipant::message_processing_status>>
      message_processing_status{};
  std::optional<bool> message_completed{};     ///< websocket: this item has the whole text
  std::optional<std::int64_t> chunk_number{};  ///< websocket: of a text sent in pieces, from 1
};
template <>
inline constexpr auto shape<message_metadata> = object<message_metadata>(
    "MessageMetadata", field("MessageId", &message_metadata::message_id, scalar::chat_item_id),
    field("Receipts", &message_metadata::receipts, scalar::receipts),
    field("MessageProcessingStatus", &message_metadata::message_processing_status,
          scalar::message_processing_status),
    field("MessageCompleted", &message_metadata::message_completed, scalar::bool_value, wire_only),
    field("ChunkNumber", &message_metadata::chunk_number, scalar::chunk_number, wire_only));

/// A message or event of a chat, from the transcript, the websocket or a stream. Model shape Item.
struct item {
  std::optional<std::string_view> absolute_time{};  ///< ISO 8601 with milliseconds; sorts as text
  std::optional<std::string_view> content{};
  std::optional<std::string_view> content_type{};
  std::optional<std::string_view> id{};
  std::optional<open_enum<chat_item_type>> type{};
  std::optional<std::string_view> participant_id{};
  std::optional<std::string_view> display_name{};
  std::optional<open_enum<connectparticipant::participant_role>> participant_role{};
  std::optional<std::span<const attachment_item>> attachments{};
  std::optional<connectparticipant::message_metadata> message_metadata{};
  std::optional<std::string_view> related_contact_id{};
  std::optional<std::string_view> initial_contact_id{};  ///< websocket
  std::optional<std::string_view> contact_id{};
  std::optional<std::string_view> client_token{};  ///< websocket: of the request that sent it
};
template <>
inline constexpr auto shape<item> = object<item>(
    "Item", field("AbsoluteTime", &item::absolute_time, scalar::instant),
    field("Content", &item::content, scalar::chat_content),
    field("ContentType", &item::content_type, scalar::chat_content_type),
    field("Id", &item::id, scalar::chat_item_id),
    field("Type", &item::type, scalar::chat_item_type),
    field("ParticipantId", &item::participant_id, scalar::participant_id),
    field("DisplayName", &item::display_name, scalar::display_name),
    field("ParticipantRole", &item::participant_role, scalar::participant_role),
    field("Attachments", &item::attachments, scalar::attachments),
    field("MessageMetadata", &item::message_metadata),
    field("RelatedContactId", &item::related_contact_id, scalar::contact_id),
    field("InitialContactId", &item::initial_contact_id, scalar::contact_id, wire_only),
    field("ContactId", &item::contact_id, scalar::contact_id),
    field("ClientToken", &item::client_token, scalar::client_token, wire_only));

namespace scalar {
inline constexpr value_row transcript = list("Transcript", table<item>::value);
}  // namespace scalar

}  // namespace connectparticipant::inline v1
