#pragma once

#include <cstddef>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/base/uuid.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// The patterns of the service model. A text matches as a whole, anchors or not.
namespace pattern {

inline constexpr charset view_id_characters{"09azAZ", "_-:/$"};
inline constexpr charset view_name_characters{"09azAZ", "_.:/=+-@()'"};

/// Code points that are never assigned: the last two of each plane, and U+FDD0 to U+FDEF.
constexpr bool is_noncharacter(char32_t c) noexcept {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/// Model shape GuidString.
constexpr bool matches_guid(std::string_view text) noexcept { return is_uuid(text); }

/// Model shape ViewId.
constexpr bool matches_view_id(std::string_view text) noexcept {
  return !text.empty() && view_id_characters.all_of(text);
}

/// Model shapes ViewName and ViewAction. Their Unicode categories (letters, numbers, separators)
/// are taken to hold every code point from U+00A0 up that is no non-character: wider than the
/// model.
constexpr bool matches_view_name(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (view_name_characters(c) || (c == ' ' && at > 0)) {
      ++at;
      continue;
    }
    const utf8_character next = decode_utf8(text.data() + at, text.data() + text.size());
    if (next.size == 0 || next.code_point < 0xA0 || is_noncharacter(next.code_point)) return false;
    at += next.size;
  }
  return !text.empty();
}

inline constexpr pattern_row guid{"[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}",
                                  matches_guid};
inline constexpr pattern_row view_id{R"(^[a-zA-Z0-9\_\-:\/$]+$)", matches_view_id};
inline constexpr pattern_row view_name{
    R"re(^([\p{L}\p{N}_.:\/=+\-@()']+[\p{L}\p{Z}\p{N}_.:\/=+\-@()']*)$)re", matches_view_name};

}  // namespace pattern
}  // namespace connectparticipant::inline v1
