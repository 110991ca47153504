#pragma once

#include <cstdint>
#include <string_view>

#include <connectparticipant/content/content_type.hpp>
#include <connectparticipant/model/item.hpp>

namespace connectparticipant::inline v1 {

/// What happened, by a transcript item.
enum class item_kind : std::uint8_t {
  unknown,
  message,
  attachment,
  typing,
  delivered_receipt,
  read_receipt,
  metadata,  ///< receipts of one message, on the websocket
  participant_joined,
  participant_left,
  participant_active,
  participant_inactive,
  participant_idle,
  participant_returned,
  participant_invited,
  autodisconnection,
  displayname_updated,
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
  connection_acknowledged,
};

/// An item's kind, and what its content is. `text` is what told the kind, as it stands in the item:
/// of an unknown one the content type, or the type where there is none or it says no more.
struct item_classification {
  item_kind kind = item_kind::unknown;
  content_kind content = content_kind::unknown;
  std::string_view text{};
};

/// What an event is about, by its content type; `unknown` for what is no event.
constexpr item_kind event_kind(content_kind content) noexcept {
  switch (content) {
    case content_kind::typing: return item_kind::typing;
    case content_kind::connection_acknowledged: return item_kind::connection_acknowledged;
    case content_kind::message_delivered: return item_kind::delivered_receipt;
    case content_kind::message_read: return item_kind::read_receipt;
    case content_kind::message_metadata: return item_kind::metadata;
    case content_kind::participant_joined: return item_kind::participant_joined;
    case content_kind::participant_left: return item_kind::participant_left;
    case content_kind::participant_active: return item_kind::participant_active;
    case content_kind::participant_inactive: return item_kind::participant_inactive;
    case content_kind::participant_idle: return item_kind::participant_idle;
    case content_kind::participant_returned: return item_kind::participant_returned;
    case content_kind::participant_invited: return item_kind::participant_invited;
    case content_kind::participant_autodisconnection: return item_kind::autodisconnection;
    case content_kind::participant_displayname_updated: return item_kind::displayname_updated;
    case content_kind::transfer_succeeded: return item_kind::transfer_succeeded;
    case content_kind::transfer_failed: return item_kind::transfer_failed;
    case content_kind::chat_ended: return item_kind::chat_ended;
    case content_kind::chat_rehydrated: return item_kind::chat_rehydrated;
    case content_kind::authentication_initiated: return item_kind::authentication_initiated;
    case content_kind::authentication_succeeded: return item_kind::authentication_succeeded;
    case content_kind::authentication_failed: return item_kind::authentication_failed;
    case content_kind::authentication_timeout: return item_kind::authentication_timeout;
    case content_kind::authentication_expired: return item_kind::authentication_expired;
    case content_kind::authentication_cancelled: return item_kind::authentication_cancelled;
    case content_kind::workflow_cancelled: return item_kind::workflow_cancelled;
    case content_kind::unknown:
    case content_kind::plain_text:
    case content_kind::markdown:
    case content_kind::json:
    case content_kind::interactive:
    case content_kind::interactive_response:
    case content_kind::attachment: break;
  }
  return item_kind::unknown;
}

/// Tells what an item is, from the websocket (type EVENT and a content type) or from GetTranscript
/// (a type such as PARTICIPANT_JOINED, or EVENT as well). A type that says it all goes first; then
/// the content type. Absent and unknown types are told by the content type alone. Borrows from the
/// item's text.
constexpr item_classification classify(const item& from) noexcept {
  const std::string_view type = from.type ? from.type->text() : std::string_view();
  const std::string_view content_type = from.content_type.value_or(std::string_view());
  const content_kind content = content_kind_of(content_type);
  const auto by_type = [&](item_kind kind) { return item_classification{kind, content, type}; };
  switch (from.type ? from.type->value() : chat_item_type::unknown) {
    case chat_item_type::message: return by_type(item_kind::message);
    case chat_item_type::attachment: return by_type(item_kind::attachment);
    case chat_item_type::typing: return by_type(item_kind::typing);
    case chat_item_type::participant_joined: return by_type(item_kind::participant_joined);
    case chat_item_type::participant_left: return by_type(item_kind::participant_left);
    case chat_item_type::chat_ended: return by_type(item_kind::chat_ended);
    case chat_item_type::transfer_succeeded: return by_type(item_kind::transfer_succeeded);
    case chat_item_type::transfer_failed: return by_type(item_kind::transfer_failed);
    case chat_item_type::connection_ack: return by_type(item_kind::connection_acknowledged);
    case chat_item_type::message_delivered: return by_type(item_kind::delivered_receipt);
    case chat_item_type::message_read: return by_type(item_kind::read_receipt);
    case chat_item_type::message_metadata: return by_type(item_kind::metadata);
    case chat_item_type::event:
    case chat_item_type::unknown: break;
  }
  // A spelling that chat clients accept too.
  if (type == "MESSAGE_METADATA") return by_type(item_kind::metadata);

  item_kind kind = event_kind(content);
  const bool event = from.type == chat_item_type::event;
  if (!event && is_message(content))
    kind = content == content_kind::attachment ? item_kind::attachment : item_kind::message;
  const bool type_says_more = kind == item_kind::unknown && !event && !type.empty();
  return {kind, content, content_type.empty() || type_says_more ? type : content_type};
}

}  // namespace connectparticipant::inline v1
