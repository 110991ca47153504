#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/content/view_resource.hpp>
#include <connectparticipant/json/grammar.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/model/view.hpp>
#include <connectparticipant/shape/json_text.hpp>

namespace connectparticipant::inline v1 {

// A view's schema and template are JSON in strings. DescribeView's response holds the strings
// unescaped, so that here they only need to be checked.

namespace view_content_internal {

/// The first breach of JSON's grammar.
inline error check(std::string_view document, const policy& rules, const limits& bounds) noexcept {
  if (const error refused = refuse(document, bounds)) return refused;
  return grammar_check(document, rules, bounds).run();
}

inline result<json_text> member(const std::optional<std::string_view>& text, std::size_t number,
                                const limits& bounds) noexcept {
  path where(&table<view_content>::rows);
  where.push_field(number);
  if (!text) return error(errc::required, 0, where);
  if (const error broken = check(*text, lenient, bounds))
    return error(broken.code, broken.offset, where);
  return json_text{*text};
}

}  // namespace view_content_internal

/// The JSON schema of what the view takes; borrows what `content` borrows. Errors: `required` when
/// absent; code, path and offset in the string where it is no JSON.
inline result<json_text> input_schema_of(const view_content& content,
                                         const limits& bounds = {}) noexcept {
  return view_content_internal::member(content.input_schema, 0, bounds);
}

/// The view's template; as `input_schema_of`.
inline result<json_text> template_of(const view_content& content,
                                     const limits& bounds = {}) noexcept {
  return view_content_internal::member(content.template_, 1, bounds);
}

/// A value that may be JSON or JSON in a string, such as the view data of a ViewResource or one of
/// its values: the JSON itself, unescaped into `memory`. A string that holds no JSON is ordinary
/// text and given back as it is. Error: `arena_exhausted`.
inline result<json_text> inner_json(json_text value, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                    const limits& bounds = {}) noexcept {
  if (value.text.size() < 2 || value.text.front() != '"') return value;
  const std::string_view raw = value.text.substr(1, value.text.size() - 2);
  std::string_view document = raw;
  const arena::position mark = memory.mark();
  if (raw.find('\\') != std::string_view::npos) {
    char* const room = memory.allocate_text(raw.size());
    if (room == nullptr) return error(errc::arena_exhausted);
    char* end = room;
    (void)unescape(raw, end);
    document = {room, static_cast<std::size_t>(end - room)};
  }
  if (!view_content_internal::check(document, lenient, bounds)) return json_text{document};
  memory.rewind(mark);
  return value;
}

}  // namespace connectparticipant::inline v1
