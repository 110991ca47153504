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

#if defined(CONNECTPARTICIPANT_VECTORS)
namespace text_internal {

/// Copies up to 64 octets, and up to 15 more.
inline char* copy_short(char* to, const char* from, std::size_t size) noexcept {
  for (std::size_t i = 0; i < size; i += 16)
    block_internal::store(to + i, block_internal::load(from + i));
  return to + size;
}

/// Unescapes from `at` on in chunks of 64 octets, all backslashes of which are found at once; stops
/// where less than 80 are left. JSON in JSON has one every few octets.
inline escapes unescape_chunks(const char*& at, const char* end, char*& to) noexcept {
  escapes outcome = escapes::valid;
  while (end - at >= 80) {
    std::uint64_t backslashes =
        block_internal::mask_64(at, [](auto v) { return block_internal::backslash(v); });
    std::size_t done = 0;
    while (backslashes != 0) {
      const auto next = static_cast<std::size_t>(std::countr_zero(backslashes));
      to = copy_short(to, at + done, next - done);
      if (const char c = simple_escapes[static_cast<unsigned char>(at[next + 1])]; c != 0) {
        *to++ = c;
        done = next + 2;
      } else {
        const escape found = read_escape(at + next, end);
        if (found.size == 0) return escapes::invalid;
        if (found.lone_surrogate) outcome = escapes::lone_surrogate;
        to += encode_utf8(found.code_point, to);
        done = next + found.size;
      }
      backslashes = done < 64 ? backslashes & (~std::uint64_t{0} << done) : 0;
    }
    if (done < 64) {
      to = copy_short(to, at + done, 64 - done);
      done = 64;
    }
    at += done;
  }
  return outcome;
}

}  // namespace text_internal
#endif

/// Unescapes `raw`, the inside of a string, to `to`, which needs room for `raw.size()` octets, and
/// moves it behind what was written.
inline escapes unescape(std::string_view raw, char*& to) noexcept {
  const char* at = raw.data();
  const char* const end = at + raw.size();
  escapes outcome = escapes::valid;
#if defined(CONNECTPARTICIPANT_VECTORS)
  outcome = text_internal::unescape_chunks(at, end, to);
  if (outcome == escapes::invalid) return outcome;
#endif
  for (;;) {
    at = copy_to_backslash(to, at, end);
    if (at == end) return outcome;
    const escape found = read_escape(at, end);
    if (found.size == 0) return escapes::invalid;
    if (found.lone_surrogate) outcome = escapes::lone_surrogate;
    to += encode_utf8(found.code_point, to);
    at += found.size;
  }
}

/// The same without writing.
inline escapes check_escapes(std::string_view raw) noexcept {
  const char* at = raw.data();
  const char* const end = at + raw.size();
  escapes outcome = escapes::valid;
  while ((at = find_backslash(at, end)) != end) {
    const escape found = read_escape(at, end);
    if (found.size == 0) return escapes::invalid;
    if (found.lone_surrogate) outcome = escapes::lone_surrogate;
    at += found.size;
  }
  return outcome;
}

#if defined(CONNECTPARTICIPANT_VECTORS)
namespace text_internal {

/// Looks for the closing quote in chunks of 64 octets, all special octets of which are found at
/// once. Null: there is none before `at`, which is where it goes on, or `failed`.
inline const char* find_quote_in_chunks(const char*& at, const char* end, bool& escaped,
                                        bool& failed) noexcept {
  while (end - at >= 80) {
    std::uint64_t found =
        block_internal::mask_64(at, [](auto v) { return block_internal::special(v); });
    std::size_t done = 64;
    while (found != 0) {
      const auto next = static_cast<std::size_t>(std::countr_zero(found));
      const char c = at[next];
      if (c == '"') return at + next;
      std::size_t size = 0;
      if (c == '\\') {
        escaped = true;
        // What is escaped is looked at when it is unescaped; here it must not be raw or break
        // UTF-8.
        size = is_special(at[next + 1]) && at[next + 1] != '"' && at[next + 1] != '\\' ? 0 : 2;
      } else if (static_cast<signed char>(c) < 0) {
        size = non_ascii_size(at + next, end);
      }
      if (size == 0) {
        failed = true;
        return nullptr;
      }
      if (next + size > done) done = next + size;
      found = next + size < 64 ? found & (~std::uint64_t{0} << (next + size)) : 0;
    }
    at += done;
  }
  return nullptr;
}

}  // namespace text_internal
#endif

/// The closing quote of the string whose inside starts at `at`, null where the string is broken or
/// has none. Sets `escaped` where there are escapes, which are checked by `unescape` alone.
inline const char* find_closing_quote(const char* at, const char* end, bool& escaped) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  bool failed = false;
  if (const char* quote = text_internal::find_quote_in_chunks(at, end, escaped, failed);
      quote != nullptr || failed)
    return quote;
#endif
  for (;;) {
    at = find_special(at, end);
    if (at == end) return nullptr;
    if (*at == '"') return at;
    if (*at == '\\') {
      escaped = true;
      if (end - at < 2 || (is_special(at[1]) && at[1] != '"' && at[1] != '\\')) return nullptr;
      at += 2;
    } else {
      const std::size_t size = static_cast<signed char>(*at) < 0 ? non_ascii_size(at, end) : 0;
      if (size == 0) return nullptr;
      at += size;
    }
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
