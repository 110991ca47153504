#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/charset.hpp>

namespace connectparticipant::inline v1 {

/// The content types that chat clients and the service use: what an item is about, or how its
/// content is to be read. Events first, then messages.
enum class content_kind : std::uint8_t {
  unknown,
  typing,
  connection_acknowledged,  ///< no longer acted on by the service
  message_delivered,
  message_read,
  message_metadata,  ///< receipts, on the websocket alone
  participant_joined,
  participant_left,
  participant_active,
  participant_inactive,
  participant_idle,
  participant_returned,
  participant_invited,
  participant_autodisconnection,
  participant_displayname_updated,
  transfer_succeeded,
  transfer_failed,
  chat_ended,
  chat_rehydrated,
  authentication_initiated,
  authentication_succeeded,
  authentication_failed,
  authentication_timeout,
  authentication_expired,
  authentication_cancelled,
  workflow_cancelled,
  plain_text,
  markdown,
  json,
  interactive,
  interactive_response,
  attachment,  ///< documented, not seen on the wire: attachments are known by the item's type
};

namespace content_type_internal {

inline constexpr std::array<std::string_view, 32> media_types = {
    "",
    "application/vnd.amazonaws.connect.event.typing",
    "application/vnd.amazonaws.connect.event.connection.acknowledged",
    "application/vnd.amazonaws.connect.event.message.delivered",
    "application/vnd.amazonaws.connect.event.message.read",
    "application/vnd.amazonaws.connect.event.message.metadata",
    "application/vnd.amazonaws.connect.event.participant.joined",
    "application/vnd.amazonaws.connect.event.participant.left",
    "application/vnd.amazonaws.connect.event.participant.active",
    "application/vnd.amazonaws.connect.event.participant.inactive",
    "application/vnd.amazonaws.connect.event.participant.idle",
    "application/vnd.amazonaws.connect.event.participant.returned",
    "application/vnd.amazonaws.connect.event.participant.invited",
    "application/vnd.amazonaws.connect.event.participant.autodisconnection",
    "application/vnd.amazonaws.connect.event.participant.displayname.updated",
    "application/vnd.amazonaws.connect.event.transfer.succeeded",
    "application/vnd.amazonaws.connect.event.transfer.failed",
    "application/vnd.amazonaws.connect.event.chat.ended",
    "application/vnd.amazonaws.connect.event.chat.rehydrated",
    "application/vnd.amazonaws.connect.event.authentication.initiated",
    "application/vnd.amazonaws.connect.event.authentication.succeeded",
    "application/vnd.amazonaws.connect.event.authentication.failed",
    "application/vnd.amazonaws.connect.event.authentication.timeout",
    "application/vnd.amazonaws.connect.event.authentication.expired",
    "application/vnd.amazonaws.connect.event.authentication.cancelled",
    "application/vnd.amazonaws.connect.event.workflow.cancelled",
    "text/plain",
    "text/markdown",
    "application/json",
    "application/vnd.amazonaws.connect.message.interactive",
    "application/vnd.amazonaws.connect.message.interactive.response",
    "application/vnd.amazonaws.connect.message.attachment",
};
static_assert(media_types.size() == static_cast<std::size_t>(content_kind::attachment) + 1);

}  // namespace content_type_internal

/// The content type on the wire; empty for `unknown`.
constexpr std::string_view media_type(content_kind kind) noexcept {
  return content_type_internal::media_types[static_cast<std::size_t>(kind)];
}

/// The kind of a content type, its parameters left aside, in any letter case (RFC 9110, section
/// 8.3.1).
constexpr content_kind content_kind_of(std::string_view content_type) noexcept {
  const std::string_view found = media_type(content_type);
  for (std::size_t i = 1; i < content_type_internal::media_types.size(); ++i)
    if (equal_any_case(content_type_internal::media_types[i], found))
      return static_cast<content_kind>(i);
  return content_kind::unknown;
}

/// Of an event, not of a message; neither for `unknown`.
constexpr bool is_event(content_kind kind) noexcept {
  return kind >= content_kind::typing && kind <= content_kind::workflow_cancelled;
}

/// Of a message, not of an event; neither for `unknown`.
constexpr bool is_message(content_kind kind) noexcept { return kind >= content_kind::plain_text; }

}  // namespace connectparticipant::inline v1
