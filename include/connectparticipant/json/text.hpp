#pragma once

#include <array>
#include <bit>
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

/// How far a string is unescaped. By value: what is kept by reference has to be stored after each
/// octet that is written.
struct unescaping {
  const char* at;
  char* to;
  escapes outcome;
};

/// Unescapes in chunks of 64 octets, all backslashes of which are found at once; stops where less
/// than 80 are left. JSON in JSON has one every few octets.
inline unescaping unescape_chunks(const char* at, const char* end, char* to) noexcept {
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
        if (found.size == 0) return {at, to, escapes::invalid};
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
  return {at, to, outcome};
}

}  // namespace text_internal
#endif

/// Unescapes `raw`, the inside of a string, to `to`, which needs room for `raw.size()` octets, and
/// moves it behind what was written unless the outcome is `invalid`.
inline escapes unescape(std::string_view raw, char*& to) noexcept {
  const char* at = raw.data();
  const char* const end = at + raw.size();
  char* out = to;
  escapes outcome = escapes::valid;
#if defined(CONNECTPARTICIPANT_VECTORS)
  const text_internal::unescaping chunks = text_internal::unescape_chunks(at, end, out);
  at = chunks.at;
  out = chunks.to;
  outcome = chunks.outcome;
  if (outcome == escapes::invalid) return outcome;
#endif
  for (;;) {
    at = copy_to_backslash(out, at, end);
    if (at == end) break;
    const escape found = read_escape(at, end);
    if (found.size == 0) return escapes::invalid;
    if (found.lone_surrogate) outcome = escapes::lone_surrogate;
    out += encode_utf8(found.code_point, out);
    at += found.size;
  }
  to = out;
  return outcome;
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

/// The octets that are escaped, as bits, where the lowest is not: those behind an odd number of
/// backslashes. Carries run through the backslashes, apart by where they start.
constexpr std::uint64_t behind_odd_runs(std::uint64_t backslashes) noexcept {
  constexpr std::uint64_t even = 0x5555555555555555;
  const std::uint64_t starts = backslashes & ~(backslashes << 1);
  const std::uint64_t from_even = backslashes + (starts & even);
  const std::uint64_t from_odd = backslashes + (starts & ~even);
  return ((from_even & ~even) | (from_odd & even)) & ~backslashes;
}

/// Looks for the closing quote, 64 octets at once, up to where less are left, which is then `at`.
/// Sets `failed` for a control character.
inline const char* find_quote_in_chunks(const char*& at, const char* end, bool& escaped,
                                        bool& non_ascii, bool& failed) noexcept {
  using namespace block_internal;
  while (end - at >= 64) {
    const std::uint64_t stops = mask_64(at, [](octets v) { return block_internal::escaped(v); });
    std::size_t size = 64;
    bool closed = false;
    if (stops != 0) {
      size = static_cast<std::size_t>(std::countr_zero(stops));
      closed = at[size] == '"';
      if (!closed) {
        const std::uint64_t quotes = mask_64(at, [](octets v) { return v == '"'; });
        const std::uint64_t backslashes = mask_64(at, [](octets v) { return v == '\\'; });
        const std::uint64_t closing = quotes & ~behind_odd_runs(backslashes);
        closed = closing != 0;
        // A last backslash that escapes what follows is left to the next chunk.
        size = closed ? static_cast<std::size_t>(std::countr_zero(closing))
                      : 64u - (static_cast<unsigned>(std::countl_one(backslashes)) & 1u);
        const std::uint64_t inside =
            size == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
        failed = (stops & ~quotes & ~backslashes & inside) != 0;
        if (failed) return nullptr;
        escaped = escaped || (backslashes & inside) != 0;
      }
    }
    if (const octets all = (load(at) | load(at + 16)) | (load(at + 32) | load(at + 48));
        mask(high(all)) != 0)
      non_ascii = non_ascii || find_non_ascii(at, at + size) != at + size;
    at += size;
    if (closed) return at;
  }
  return nullptr;
}

}  // namespace text_internal
#endif

/// The closing quote of the string whose inside starts at `at`, null where the string is broken or
/// has none. Sets `escaped` where there are escapes, which are checked by `unescape` alone.
inline const char* find_closing_quote(const char* at, const char* end, bool& escaped) noexcept {
  const char* const start = at;
  const char* quote = nullptr;
  bool non_ascii = false;
#if defined(CONNECTPARTICIPANT_VECTORS)
  bool failed = false;
  quote = text_internal::find_quote_in_chunks(at, end, escaped, non_ascii, failed);
  if (failed) return nullptr;
#endif
  if (quote == nullptr) {
    const char* const rest = at;
    for (;; at += 2) {
      at = find_escaped(at, end);
      if (at == end) return nullptr;
      if (*at != '\\') break;
      if (end - at < 2 || static_cast<unsigned char>(at[1]) < 0x20) return nullptr;
      escaped = true;
    }
    if (*at != '"') return nullptr;
    quote = at;
    non_ascii = non_ascii || find_non_ascii(rest, quote) != quote;
  }
  return !non_ascii || is_utf8({start, static_cast<std::size_t>(quote - start)}) ? quote : nullptr;
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
