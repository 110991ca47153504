#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/block.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/utf8.hpp>

namespace connectparticipant::inline v1 {

// The tokens of RFC 8259 that need more than a look at one character: strings and numbers.

constexpr bool is_json_whitespace(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// What may follow a number or a literal.
constexpr bool ends_scalar(char c) noexcept {
  return is_json_whitespace(c) || c == ',' || c == ']' || c == '}';
}

/// What the escapes of one letter stand for; 0 for no such escape.
inline constexpr std::array<char, 256> simple_escapes = [] {
  std::array<char, 256> table{};
  table['"'] = '"';
  table['\\'] = '\\';
  table['/'] = '/';
  table['b'] = '\b';
  table['f'] = '\f';
  table['n'] = '\n';
  table['r'] = '\r';
  table['t'] = '\t';
  return table;
}();

/// One escape sequence. `size` counts its characters, 0 where it is none.
struct escape {
  char32_t code_point = 0;
  std::uint8_t size = 0;
  bool lone_surrogate = false;  ///< `code_point` is then U+FFFD
};

/// Reads the escape that starts at the backslash `at`.
constexpr escape read_escape(const char* at, const char* end) noexcept {
  const auto unit = [end](const char* hex) -> std::int32_t {
    if (end - hex < 4) return -1;
    std::int32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const int digit = hex_value(hex[i]);
      if (digit < 0) return -1;
      value = value << 4 | digit;
    }
    return value;
  };
  if (end - at < 2) return {};
  if (const char c = simple_escapes[static_cast<unsigned char>(at[1])]; c != 0)
    return {static_cast<char32_t>(c), 2};
  if (at[1] != 'u') return {};
  const std::int32_t first = unit(at + 2);
  if (first < 0) return {};
  if (!is_surrogate(static_cast<char32_t>(first))) return {static_cast<char32_t>(first), 6};
  if (first < 0xDC00 && end - at >= 12 && at[6] == '\\' && at[7] == 'u') {
    const std::int32_t second = unit(at + 8);
    if (second >= 0xDC00 && second <= 0xDFFF)
      return {static_cast<char32_t>(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)), 12};
  }
  return {0xFFFD, 6, true};
}

enum class escapes : std::uint8_t { valid, lone_surrogate, invalid };

/// Unescapes `raw`, the inside of a string, to `to`, which needs room for `raw.size()` octets, and
/// moves it behind what was written. With a null `to` the escapes are checked alone.
inline escapes unescape(std::string_view raw, char** to) noexcept {
  const char* at = raw.data();
  const char* const end = at + raw.size();
  escapes outcome = escapes::valid;
  for (;;) {
    const char* const next =
        to != nullptr ? copy_to_backslash(*to, at, end) : find_backslash(at, end);
    if (next == end) return outcome;
    if (end - next >= 2 && simple_escapes[static_cast<unsigned char>(next[1])] != 0) {
      if (to != nullptr) *(*to)++ = simple_escapes[static_cast<unsigned char>(next[1])];
      at = next + 2;
      continue;
    }
    const escape found = read_escape(next, end);
    if (found.size == 0) return escapes::invalid;
    if (found.lone_surrogate) outcome = escapes::lone_surrogate;
    if (to != nullptr) *to += encode_utf8(found.code_point, *to);
    at = next + found.size;
  }
}

/// A number's extent. `end` is behind the number, or where it stops being one.
struct number_token {
  const char* end = nullptr;
  bool valid = false;
  bool integer = false;  ///< neither fraction nor exponent
};

constexpr number_token scan_number(const char* at, const char* end) noexcept {
  const auto some_digits = [&] {
    const char* const start = at;
    while (at != end && digits(*at)) ++at;
    return at != start;
  };
  if (at != end && *at == '-') ++at;
  if (at != end && *at == '0') {
    ++at;
  } else if (!some_digits()) {
    return {at, false, false};
  }
  bool integer = true;
  if (at != end && *at == '.') {
    ++at;
    integer = false;
    if (!some_digits()) return {at, false, false};
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    integer = false;
    if (at != end && (*at == '+' || *at == '-')) ++at;
    if (!some_digits()) return {at, false, false};
  }
  return {at, true, integer};
}

/// Reads a valid integer token; false when it does not fit.
constexpr bool read_integer(std::string_view token, std::int64_t& value) noexcept {
  const bool negative = token.front() == '-';
  if (negative) token.remove_prefix(1);
  if (token.size() > 19) return false;
  std::uint64_t magnitude = 0;
  for (char c : token) magnitude = magnitude * 10 + static_cast<std::uint64_t>(c - '0');
  const std::uint64_t most = static_cast<std::uint64_t>(INT64_MAX) + (negative ? 1 : 0);
  if (magnitude > most) return false;
  value = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
  return true;
}

}  // namespace connectparticipant::inline v1
