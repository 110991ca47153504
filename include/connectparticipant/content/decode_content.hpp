#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/content/authentication.hpp>
#include <connectparticipant/content/content_type.hpp>
#include <connectparticipant/content/interactive.hpp>
#include <connectparticipant/content/receipt.hpp>
#include <connectparticipant/content/reply.hpp>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/grammar.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/model/item.hpp>

namespace connectparticipant::inline v1 {

/// All that content can be. The first is text: of messages in plain text or markdown, of events
/// that should have none, and of content types that we do not know. The second is of type
/// application/json.
using content_payload =
    std::variant<std::string_view, json_text, message_receipt, authentication_initiated,
                 list_picker, panel, time_picker, quick_reply, carousel, view_resource,
                 unknown_template, carousel_choice, list_action, view_action>;

namespace decode_content_internal {

template <class T>
result<content_payload> payload(const result<T>& from) {
  if (!from) return from.error();
  return content_payload(*from);
}
template <class... T>
result<content_payload> payload(const result<std::variant<T...>>& from) {
  if (!from) return from.error();
  return std::visit([](const auto& one) { return content_payload(one); }, *from);
}

inline result<content_payload> text(std::string_view content) noexcept {
  const char* const end = content.data() + content.size();
  if (const char* wrong = find_invalid_utf8(content.data(), end); wrong != end)
    return error(errc::invalid_utf8, static_cast<std::size_t>(wrong - content.data()));
  return content_payload(content);
}

}  // namespace decode_content_internal

/// Decodes the content of a message or event by its content type, in any letter case, parameters
/// left aside. What is decoded borrows from `content` and `memory`. Errors: code, path and offset
/// in `content` of the first error in document order. Constraints are `validate_content`'s.
template <reader R>
result<content_payload> decode_content(std::string_view content_type,
                                       std::string_view content CONNECTPARTICIPANT_LIFETIMEBOUND,
                                       R& with, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                       const policy& rules = lenient) {
  using namespace decode_content_internal;
  switch (content_kind_of(content_type)) {
    case content_kind::plain_text: {
      const auto choice = decode_carousel_choice(content, with, memory, rules);
      if (!choice) return choice.error();
      if (*choice) return content_payload(**choice);
      return text(content);
    }
    case content_kind::json: {
      const limits bounds = interactive_internal::bounds_of(with);
      if (const error refused = refuse(content, bounds)) return refused;
      if (const error broken = grammar_check(content, rules, bounds).run()) return broken;
      return content_payload(json_text{content});
    }
    case content_kind::message_delivered:
    case content_kind::message_read:
      return payload(read<message_receipt>(content, with, memory, rules));
    case content_kind::authentication_initiated:
      return payload(read<authentication_initiated>(content, with, memory, rules));
    case content_kind::interactive:
      return payload(decode_interactive(content, with, memory, rules));
    case content_kind::interactive_response:
      return payload(decode_interactive_response(content, with, memory, rules));
    default: return text(content);
  }
}

/// As above, of an item; absent content reads as empty.
template <reader R>
result<content_payload> decode_content(const item& from, R& with,
                                       arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                       const policy& rules = lenient) {
  return decode_content(from.content_type.value_or(std::string_view()),
                        from.content.value_or(std::string_view()), with, memory, rules);
}

/// The payload would borrow from a string that ends here.
template <std::same_as<std::string> S, reader R>
result<content_payload> decode_content(std::string_view, S&& content, R&, arena&,
                                       const policy& = lenient) = delete;

/// `ListPicker` …, where the payload is an interactive message; else absent.
inline std::optional<std::string_view> template_type_of(const content_payload& content) noexcept {
  return std::visit(
      [](const auto& one) -> std::optional<std::string_view> {
        using T = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_constructible_v<interactive_message, const T&>) {
          return one.template_type;
        } else {
          return std::nullopt;
        }
      },
      content);
}

namespace decode_content_internal {

/// Checks one payload against the rows of its shape, and against the rules that no row can hold.
class payload_validator {
 public:
  payload_validator(const checks& which, validator::report to, void* context) noexcept
      : checks_(which), report_(to), context_(context) {}

  template <described T>
  bool operator()(const T& value) const {
    return validator(table<T>::rows, checks_, report_, context_).structure(table<T>::rows, &value);
  }
  bool operator()(const carousel& value) const {
    if (!validator(table<carousel>::rows, checks_, report_, context_)
             .structure(table<carousel>::rows, &value))
      return false;
    if (!checks_.max || !value.data || !value.data->content || !value.data->content->elements)
      return true;
    const auto& cards = *value.data->content->elements;
    for (std::size_t i = 0; i < cards.size(); ++i)
      if (has_too_many_elements(cards[i]) && !too_many(i, *cards[i].data->content->elements))
        return false;
    return true;
  }
  bool operator()(const unknown_template& value) const {
    using interactive_internal::envelope;
    if (!(*this)(envelope{value.template_type})) return false;
    return json(value.document);
  }
  bool operator()(const json_text& value) const { return json(value); }
  bool operator()(std::string_view value) const {
    return is_utf8(value) || report_(context_, violation{error(errc::utf8)});
  }

 private:
  bool json(const json_text& value) const {
    return !checks_.pattern || is_json(value.text) ||
           report_(context_, violation{error(errc::json)});
  }

  bool too_many(std::size_t card, std::span<const picker_element> elements) const {
    // data.content.elements[card].data.content.elements
    path where(&table<carousel>::rows);
    where.push_field(number(table<carousel>::rows, "data"));
    where.push_field(number(table<template_data<carousel_content>>::rows, "content"));
    where.push_field(number(table<carousel_content>::rows, "elements"));
    where.push_index(card);
    where.push_field(number(table<carousel_element>::rows, "data"));
    where.push_field(number(table<template_data<panel_content>>::rows, "content"));
    where.push_field(number(table<panel_content>::rows, "elements"));
    return report_(context_,
                   violation{error(errc::max_items, 0, where), list_picker_template::most_elements,
                             static_cast<std::int64_t>(elements.size())});
  }

  static std::size_t number(const object_rows& rows, std::string_view name) noexcept {
    std::size_t i = 0;
    while (i + 1 < rows.count && rows.fields[i].name != name) ++i;
    return i;
  }

  const checks& checks_;
  validator::report report_;
  void* context_;
};

}  // namespace decode_content_internal

/// Calls `found(const violation&)` for every broken constraint of a payload: members that a
/// template requires, counts of elements, lengths of texts. Returns how many there are.
template <class F>
  requires std::is_invocable_v<F&, const violation&> std::size_t validate_content(
      const content_payload& content, F&& found, const checks& which = {}) {
    struct context {
      std::remove_reference_t<F>& found;
      std::size_t count = 0;
    } all{found};
    const auto report = [](void* to, const violation& broken) {
      auto& all = *static_cast<context*>(to);
      ++all.count;
      all.found(broken);
      return true;
    };
    std::visit(decode_content_internal::payload_validator(which, report, &all), content);
    return all.count;
  }

/// The first broken constraint, or no error.
inline error validate_content(const content_payload& content, const checks& which = {}) {
  error first;
  const auto report = [](void* to, const violation& broken) {
    *static_cast<error*>(to) = broken.failure;
    return false;
  };
  std::visit(decode_content_internal::payload_validator(which, report, &first), content);
  return first;
}

/// Writes a payload as the content that it travels as: text as it is, all else as JSON. Lies in
/// `memory`. Errors: as `write`; `json` for raw JSON that is none.
inline result<std::string_view> write_content(
    const content_payload& content, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  output out(memory);
  const error failure = std::visit(
      [&](const auto& one) {
        using T = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<T, std::string_view>) {
          if (!is_utf8(one)) return error(errc::utf8);
          out.put(one);
        } else if constexpr (std::is_same_v<T, json_text>) {
          if (!is_json(one.text)) return error(errc::json);
          out.put(one.text);
        } else if constexpr (std::is_same_v<T, unknown_template>) {
          if (!is_json(one.document.text)) return error(errc::json);
          out.put(one.document.text);
        } else {
          return structure_writer(out, table<T>::rows).write(table<T>::rows, &one);
        }
        return error();
      },
      content);
  if (failure) return failure;
  if (!out.complete()) return error(errc::buffer_too_small, out.size());
  return out.text();
}

/// As above, into a string that grows as needed; its former content is lost.
inline result<std::string_view> write_content(
    const content_payload& content, std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return write_growing(memory, [&](std::span<char> room) { return write_content(content, room); });
}

}  // namespace connectparticipant::inline v1
