#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/json/write.hpp>

namespace connectparticipant::inline v1 {

/// Writes `text` as one path segment: everything but RFC 3986's unreserved characters as upper-case
/// %XX of its octets, the slash included.
inline void write_percent_encoded(output& out, std::string_view text) noexcept {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  for (char c : text) {
    if (unreserved(c)) {
      out.put(c);
    } else {
      const auto octet = static_cast<unsigned char>(c);
      out.put('%');
      out.put(hex[octet >> 4]);
      out.put(hex[octet & 15]);
    }
  }
}

/// Decodes one path segment; without escapes it stays where it is. Errors: `invalid_target` for a
/// bad escape or bad UTF-8, `arena_exhausted`.
inline result<std::string_view> percent_decode(std::string_view text, arena& memory) noexcept {
  std::string_view decoded = text;
  if (text.find('%') != std::string_view::npos) {
    char* const start = memory.allocate_text(text.size());
    if (start == nullptr) return error(errc::arena_exhausted);
    char* end = start;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '%') {
        *end++ = text[i];
        continue;
      }
      if (text.size() - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
        return error(errc::invalid_target, i);
      *end++ = static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    }
    decoded = {start, static_cast<std::size_t>(end - start)};
  }
  if (!is_utf8(decoded)) return error(errc::invalid_target);
  return decoded;
}

}  // namespace connectparticipant::inline v1
