#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/timestamp.hpp>
#include <connectparticipant/content/carousel.hpp>
#include <connectparticipant/content/content_type.hpp>
#include <connectparticipant/content/picker.hpp>
#include <connectparticipant/content/quick_reply.hpp>
#include <connectparticipant/content/time_picker.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/operation/send_message.hpp>

namespace connectparticipant::inline v1 {

// What a customer's choice in an interactive message is sent as, as the chat widget does it. The
// requests lack the connection token alone.

namespace scalar {
inline constexpr value_row reply_action = text("ReplyAction", at_least(1));
inline constexpr value_row reply_data = any_json("ReplyData", privacy::personal);
}  // namespace scalar

/// A choice on one card of a carousel: JSON in a message of type text/plain.
struct carousel_choice {
  std::optional<std::string_view> template_identifier{};
  std::optional<std::string_view> list_title{};
  std::optional<std::string_view> selection_text{};
};
template <>
inline constexpr auto shape<carousel_choice> = object<carousel_choice>(
    "CarouselChoice",
    field("templateIdentifier", &carousel_choice::template_identifier, scalar::template_name,
          required),
    field("listTitle", &carousel_choice::list_title, scalar::template_text, required),
    field("selectionText", &carousel_choice::selection_text, scalar::template_text, required));

/// Where in a longer list the customer is.
struct list_action_data {
  std::optional<std::string_view> action_name{};
  std::optional<std::int64_t> pre_index{};
  std::optional<std::int64_t> next_index{};
  std::optional<std::string_view> list_id{};
  std::optional<std::string_view> template_type{};
  std::optional<std::string_view> reference_id{};
};
template <>
inline constexpr auto shape<list_action_data> = object<list_action_data>(
    "ListActionData",
    field("actionName", &list_action_data::action_name, scalar::reply_action, required),
    field("preIndex", &list_action_data::pre_index, scalar::template_integer),
    field("nextIndex", &list_action_data::next_index, scalar::template_integer),
    field("listId", &list_action_data::list_id, scalar::template_name),
    field("templateType", &list_action_data::template_type, scalar::template_name),
    field("referenceId", &list_action_data::reference_id, scalar::template_name));

/// SHOW_MORE or PREVIOUS_OPTIONS: asks for another page of a picker's list. Of type
/// `…interactive.response`; not to be shown.
struct list_action {
  std::optional<std::string_view> version{};
  std::optional<list_action_data> data{};
  std::optional<std::string_view> action{};
};
template <>
inline constexpr auto shape<list_action> = object<list_action>(
    "ListAction", field("version", &list_action::version, scalar::template_name),
    field("data", &list_action::data, required),
    field("action", &list_action::action, scalar::reply_action, required));

/// An action of a view. Of type `…interactive.response`.
struct view_action {
  std::optional<std::string_view> action{};  ///< never empty; a space for typed text
  std::optional<json_text> data{};           ///< what the form was filled with
  std::optional<std::string_view> template_type{};
  std::optional<std::string_view> version{};
};
template <>
inline constexpr auto shape<view_action> = object<view_action>(
    "ViewAction", field("action", &view_action::action, scalar::reply_action, required),
    field("data", &view_action::data, scalar::reply_data),
    field("templateType", &view_action::template_type, scalar::template_name),
    field("version", &view_action::version, scalar::template_name));

/// A message of content type `…message.interactive.response`.
using interactive_response = std::variant<list_action, view_action>;

namespace reply_internal {

struct action_name_only {
  std::optional<json_text> action_name{};
};

template <described T>
result<send_message_request> written(content_kind kind, const T& value, std::span<char> memory) {
  const result<std::string_view> content = write(value, memory);
  if (!content) return content.error();
  return send_message_request{.content_type = media_type(kind), .content = *content};
}

constexpr send_message_request plain(const std::optional<std::string_view>& text) noexcept {
  return {.content_type = media_type(content_kind::plain_text), .content = text};
}

inline error timeslot_error(errc code) noexcept {
  path where(&table<timeslot>::rows);
  where.push_field(0);
  return error(code, 0, where);
}

}  // namespace reply_internal

template <>
inline constexpr auto shape<reply_internal::action_name_only> =
    object<reply_internal::action_name_only>("ListActionData",
                                             field("actionName",
                                                   &reply_internal::action_name_only::action_name,
                                                   scalar::reply_data));

/// The reply to a ListPicker or Panel: the element's title, word for word.
constexpr send_message_request reply_with(const picker_element& element) noexcept {
  return reply_internal::plain(element.title);
}
/// The reply to a QuickReply: the element's title, word for word.
constexpr send_message_request reply_with(const quick_reply_element& element) noexcept {
  return reply_internal::plain(element.title);
}

/// The octets that a time slot's text takes at the most, unless it is the date word for word.
inline constexpr std::size_t timeslot_text_size = 28;

/// The text that stands for a time slot: its date word for word or, where the picker has an offset
/// other than 0, the local time in the form `2020-10-31T17:00:00.00+00:00`. Lies in `memory` or in
/// the slot. Errors: `required` without a date; `invalid_argument` for a date that is none or
/// leaves the years 0 to 9999; `buffer_too_small`.
inline result<std::string_view> timeslot_text(const timeslot& slot CONNECTPARTICIPANT_LIFETIMEBOUND,
                                              const std::optional<std::int64_t>& time_zone_offset,
                                              std::span<char> memory
                                                  CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept {
  using reply_internal::timeslot_error;
  constexpr std::string_view zone = "+00:00";
  constexpr std::int64_t most_minutes = std::int64_t{10'000} * 366 * 24 * 60;
  if (!slot.date) return timeslot_error(errc::required);
  const std::int64_t offset = time_zone_offset.value_or(0);
  if (offset == 0) return *slot.date;
  const std::optional<std::int64_t> date = parse_timestamp(*slot.date);
  if (!date || offset < -most_minutes || offset > most_minutes)
    return timeslot_error(errc::invalid_argument);
  const auto text = format_timestamp(*date + offset * 60'000);
  if (!text) return timeslot_error(errc::invalid_argument);
  if (memory.size() < timeslot_text_size) return error(errc::buffer_too_small, timeslot_text_size);
  // The widget cuts the last digit of the milliseconds along with the Z.
  const std::size_t kept = timeslot_text_size - zone.size();
  std::memcpy(memory.data(), text->data(), kept);
  std::memcpy(memory.data() + kept, zone.data(), zone.size());
  return std::string_view(memory.data(), timeslot_text_size);
}

/// The reply to a TimePicker. Errors: as `timeslot_text`.
inline result<send_message_request> reply_with(
    const time_picker_content& picker, const timeslot& slot CONNECTPARTICIPANT_LIFETIMEBOUND,
    std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept {
  const result<std::string_view> text = timeslot_text(slot, picker.time_zone_offset, memory);
  if (!text) return text.error();
  return reply_internal::plain(*text);
}

/// The choice of an element on a card.
constexpr carousel_choice choice_on(const carousel_element& card,
                                    const picker_element& element) noexcept {
  carousel_choice choice{.template_identifier = card.template_identifier,
                         .selection_text = element.title};
  if (card.data && card.data->content) choice.list_title = card.data->content->title;
  return choice;
}

/// The reply to a Carousel; its content lies in `memory`. Errors: as `write`.
inline result<send_message_request> reply_with(
    const carousel_choice& choice, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return reply_internal::written(content_kind::plain_text, choice, memory);
}

/// What the button of an element with an `action_detail` asks for.
template <class Template>
constexpr list_action action_of(const picker_content<Template>& list,
                                const picker_element& button) noexcept {
  return {.version = template_version,
          .data = list_action_data{.action_name = button.action_detail,
                                   .pre_index = list.pre_index,
                                   .next_index = list.next_index,
                                   .list_id = list.list_id,
                                   .template_type = Template::name,
                                   .reference_id = list.reference_id},
          .action = button.action_detail};
}

/// The message of a button; its content lies in `memory`. Errors: as `write`.
inline result<send_message_request> reply_with(
    const list_action& action, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return reply_internal::written(content_kind::interactive_response, action, memory);
}

/// An action of a view, to be written: type and version are filled in.
constexpr view_action action_of_view(std::string_view action, json_text data) noexcept {
  return {
      .action = action, .data = data, .template_type = "ViewResource", .version = template_version};
}

/// The message of a view's action; its content lies in `memory`. Errors: as `write`.
inline result<send_message_request> reply_with(
    const view_action& action, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return reply_internal::written(content_kind::interactive_response, action, memory);
}

/// The message of text that is typed while a view is open; its content lies in `memory`. Errors: as
/// `write`.
inline result<send_message_request> reply_to_view(
    std::string_view typed, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  output out(memory);
  out.put(R"({"action":" ","data":{"content":)");
  if (!write_string(out, typed)) return error(errc::utf8);
  out.put(R"(},"templateType":"ViewResource","version":"1.0"})");
  if (!out.complete()) return error(errc::buffer_too_small, out.size());
  return send_message_request{.content_type = media_type(content_kind::interactive_response),
                              .content = out.text()};
}

/// The element whose title a reply repeats, or null.
template <class Element>
constexpr const Element* find_choice(std::span<const Element> elements,
                                     std::string_view reply) noexcept {
  for (const Element& element : elements)
    if (element.title == reply) return &element;
  return nullptr;
}

/// The time slot that a reply stands for, or null.
inline const timeslot* find_timeslot(const time_picker_content& picker
                                         CONNECTPARTICIPANT_LIFETIMEBOUND,
                                     std::string_view reply) noexcept {
  std::array<char, timeslot_text_size> room;
  if (!picker.timeslots) return nullptr;
  for (const timeslot& slot : *picker.timeslots) {
    const result<std::string_view> text = timeslot_text(slot, picker.time_zone_offset, room);
    if (text && *text == reply) return &slot;
  }
  return nullptr;
}

/// The carousel choice that a plain text is, if its JSON has the three members as strings: absent
/// for ordinary text. Borrows from `text` and `memory`. Error: `arena_exhausted` alone.
template <reader R>
result<std::optional<carousel_choice>> decode_carousel_choice(
    std::string_view text CONNECTPARTICIPANT_LIFETIMEBOUND, R& with,
    arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND, const policy& rules = lenient) {
  std::size_t start = 0;
  while (start < text.size() && is_json_whitespace(text[start])) ++start;
  std::optional<carousel_choice> found;
  if (start == text.size() || text[start] != '{') return found;
  const arena::position mark = memory.mark();
  const result<carousel_choice> choice = read<carousel_choice>(text, with, memory, rules);
  if (!choice && choice.error().code == errc::arena_exhausted) return choice.error();
  if (choice && choice->template_identifier && choice->list_title && choice->selection_text) {
    found = *choice;
  } else {
    memory.rewind(mark);
  }
  return found;
}

/// Decodes the content of an interactive response: a button's where its data names an action and it
/// has no template type of its own, else a view's. Borrows from `content` and `memory`. Errors:
/// code, path and offset of the first error in document order.
template <reader R>
result<interactive_response> decode_interactive_response(
    std::string_view content CONNECTPARTICIPANT_LIFETIMEBOUND, R& with,
    arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND, const policy& rules = lenient) {
  const result<view_action> any = read<view_action>(content, with, memory, rules);
  if (!any) return any.error();
  if (any->template_type || !any->data || any->data->text.front() != '{')
    return interactive_response(*any);
  const auto inner = read<reply_internal::action_name_only>(any->data->text, with, memory, lenient);
  if (!inner) return inner.error();
  if (!inner->action_name || inner->action_name->text.front() != '"')
    return interactive_response(*any);
  const result<list_action> button = read<list_action>(content, with, memory, rules);
  if (!button) return button.error();
  return interactive_response(*button);
}

}  // namespace connectparticipant::inline v1
