#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/result.hpp>
#include <connectparticipant/content/content_type.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/send_event.hpp>

namespace connectparticipant::inline v1 {

/// The content of the events message.delivered and message.read: one participant got or read one
/// message. Not to be mistaken for the model's `receipt`, which the service makes of it.
struct message_receipt {
  std::optional<std::string_view> message_id{};
  std::optional<bool>
      disable_throttle{};  ///< set by clients for attachments; the service accepts it
};
template <>
inline constexpr auto shape<message_receipt> = object<message_receipt>(
    "MessageReceipt",
    field("messageId", &message_receipt::message_id, scalar::chat_item_id, required),
    field("disableThrottle", &message_receipt::disable_throttle, scalar::bool_value));

/// The event that sends a receipt; `kind` is `message_delivered` or `message_read`. Its content
/// lies in `memory`. Errors: as `write`, and `invalid_argument` for another kind.
inline result<send_event_request> receipt_event(content_kind kind, const message_receipt& receipt,
                                                std::span<char> memory
                                                    CONNECTPARTICIPANT_LIFETIMEBOUND) {
  if (kind != content_kind::message_delivered && kind != content_kind::message_read)
    return error(errc::invalid_argument);
  const result<std::string_view> content = write(receipt, memory);
  if (!content) return content.error();
  return send_event_request{.content_type = media_type(kind), .content = *content};
}

}  // namespace connectparticipant::inline v1
