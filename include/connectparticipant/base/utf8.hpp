#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <connectparticipant/base/block.hpp>

namespace connectparticipant::inline v1 {

/// One character of UTF-8 (RFC 3629): `size` octets, 0 where the text is ill-formed.
struct utf8_character {
  char32_t code_point = 0;
  std::uint8_t size = 0;
};

constexpr bool is_surrogate(char32_t c) noexcept { return c >= 0xD800 && c <= 0xDFFF; }

/// The character that starts at `at`, which must lie before `end`.
constexpr utf8_character decode_utf8(const char* at, const char* end) noexcept {
  const auto octet = [&](std::ptrdiff_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i]));
  };
  const auto tail = [&](std::ptrdiff_t i) { return (octet(i) & 0xC0) == 0x80; };
  const std::uint32_t first = octet(0);
  const std::ptrdiff_t room = end - at;
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first <= 0xDF && room >= 2 && tail(1))
    return {(first & 0x1F) << 6 | (octet(1) & 0x3F), 2};
  if (first >= 0xE0 && first <= 0xEF && room >= 3 && tail(1) && tail(2)) {
    const char32_t c = (first & 0x0F) << 12 | (octet(1) & 0x3F) << 6 | (octet(2) & 0x3F);
    return c >= 0x800 && !is_surrogate(c) ? utf8_character{c, 3} : utf8_character{};
  }
  if (first >= 0xF0 && first <= 0xF4 && room >= 4 && tail(1) && tail(2) && tail(3)) {
    const char32_t c =
        (first & 0x07) << 18 | (octet(1) & 0x3F) << 12 | (octet(2) & 0x3F) << 6 | (octet(3) & 0x3F);
    return c >= 0x10000 && c <= 0x10FFFF ? utf8_character{c, 4} : utf8_character{};
  }
  return {};
}

/// Writes a code point that is no surrogate; returns the octets written, up to 4.
constexpr std::size_t encode_utf8(char32_t c, char* to) noexcept {
  const auto put = [&](std::size_t i, char32_t octet) {
    to[i] = static_cast<char>(static_cast<unsigned char>(octet));
  };
  if (c < 0x80) {
    put(0, c);
    return 1;
  }
  if (c < 0x800) {
    put(0, 0xC0 | c >> 6);
    put(1, 0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    put(0, 0xE0 | c >> 12);
    put(1, 0x80 | (c >> 6 & 0x3F));
    put(2, 0x80 | (c & 0x3F));
    return 3;
  }
  put(0, 0xF0 | c >> 18);
  put(1, 0x80 | (c >> 12 & 0x3F));
  put(2, 0x80 | (c >> 6 & 0x3F));
  put(3, 0x80 | (c & 0x3F));
  return 4;
}

/// The size of the character that is not ASCII at `at`, 0 where it is ill-formed.
inline std::size_t non_ascii_size(const char* at, const char* end) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    // Two and three octets, nearly all there are, in one look at four.
    std::uint32_t word = 0;
    if (end - at >= 4) {
      std::memcpy(&word, at, sizeof word);
      if ((word & 0xC0E0) == 0x80C0 && (word & 0x1E) != 0) return 2;
      if (const std::uint32_t range = word & 0x200F;
          (word & 0xC0C0F0) == 0x8080E0 && range != 0 && range != 0x200D)
        return 3;
    }
  }
  return decode_utf8(at, end).size;
}

#if defined(CONNECTPARTICIPANT_WIDE_VECTORS)
namespace utf8_internal {

// What can be wrong with two octets in a row, a bit each: wrong where their three tables agree
// (Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte").
inline constexpr unsigned char too_short = 0x01, too_long = 0x02, overlong_3 = 0x04,
                               too_large = 0x08, surrogate = 0x10, overlong_2 = 0x20,
                               overlong_4 = 0x40, two_tails = 0x80,
                               any_second = too_short | too_long | two_tails,
                               far_too_large = too_large | overlong_4,
                               tail = too_long | overlong_2 | two_tails;

/// By half of an octet, once for each half of a block.
using half_table = std::array<unsigned char, 32>;
template <class Of>
constexpr half_table half_table_of(Of&& of) noexcept {
  half_table table{};
  for (unsigned i = 0; i != table.size(); ++i) table[i] = static_cast<unsigned char>(of(i % 16));
  return table;
}
inline constexpr half_table first_upper = half_table_of([](unsigned half) {
  return half < 0x8    ? too_long
         : half < 0xC  ? two_tails
         : half == 0xC ? too_short | overlong_2
         : half == 0xD ? too_short
         : half == 0xE ? too_short | overlong_3 | surrogate
                       : too_short | far_too_large;
});
inline constexpr half_table first_lower = half_table_of([](unsigned half) {
  return any_second | (half == 0x0   ? overlong_3 | overlong_2 | overlong_4
                       : half == 0x1 ? overlong_2
                       : half < 0x4  ? 0
                       : half == 0x4 ? too_large
                       : half == 0xD ? far_too_large | surrogate
                                     : far_too_large);
});
inline constexpr half_table second_upper = half_table_of([](unsigned half) {
  return half == 0x8                  ? tail | overlong_3 | overlong_4
         : half == 0x9                ? tail | overlong_3 | too_large
         : half == 0xA || half == 0xB ? tail | surrogate | too_large
                                      : too_short;
});

/// For texts of any size, 32 octets at once.
__attribute__((target("avx2,popcnt"), noinline)) inline bool is_utf8_in_blocks(
    const char* at, const char* end) noexcept {
  using block = unsigned char __attribute__((vector_size(32)));
  using chars = char __attribute__((vector_size(32)));
  using words = long long __attribute__((vector_size(32)));
  constexpr std::ptrdiff_t size = sizeof(block), longest_tail = 3;
  // The first and the last block with zeros around the text: a character that its end cuts off is
  // wrong there.
  char edge[longest_tail + size] = {};
  std::ptrdiff_t left = end - at;
  std::memcpy(edge + longest_tail, at, static_cast<std::size_t>(left < size ? left : size));
  const char* from = edge + longest_tail;
  block wrong{};
  for (;;) {
    chars first_upper_table, first_lower_table, second_upper_table;
    std::memcpy(&first_upper_table, first_upper.data(), sizeof first_upper_table);
    std::memcpy(&first_lower_table, first_lower.data(), sizeof first_lower_table);
    std::memcpy(&second_upper_table, second_upper.data(), sizeof second_upper_table);
    block now, one, two, three;  // each octet, and those one, two and three places before it
    std::memcpy(&now, from, sizeof now);
    std::memcpy(&one, from - 1, sizeof one);
    std::memcpy(&two, from - 2, sizeof two);
    std::memcpy(&three, from - 3, sizeof three);
    const auto pair =
        __builtin_ia32_pshufb256(first_upper_table, reinterpret_cast<chars>(one >> 4)) &
        __builtin_ia32_pshufb256(first_lower_table, reinterpret_cast<chars>(one & 0x0F)) &
        __builtin_ia32_pshufb256(second_upper_table, reinterpret_cast<chars>(now >> 4));
    // Behind the lead of three or four octets, tails in a row are right.
    const auto tails = reinterpret_cast<block>((two >= 0xE0) | (three >= 0xF0)) & 0x80;
    wrong |= reinterpret_cast<block>(pair) ^ tails;
    if (left < size) break;
    at += size;
    left -= size;
    from = at;
    if (left < size) {
      std::memset(edge, 0, sizeof edge);
      std::memcpy(edge, at - longest_tail, static_cast<std::size_t>(left + longest_tail));
      from = edge + longest_tail;
    }
  }
  return __builtin_ia32_ptestz256(reinterpret_cast<words>(wrong), reinterpret_cast<words>(wrong));
}

}  // namespace utf8_internal
#endif

/// The first ill-formed octet, or `end`.
inline const char* find_invalid_utf8(const char* at, const char* end) noexcept {
#if defined(CONNECTPARTICIPANT_WIDE_VECTORS)
  if (end - at >= 32 && block_internal::has_wide_vectors() &&
      utf8_internal::is_utf8_in_blocks(at, end))
    return end;
#endif
  while ((at = find_non_ascii(at, end)) != end) {
    // Texts that are not ASCII mix with it, so short runs of ASCII stay in this loop.
    for (int ascii = 0; at != end && ascii < 16;) {
      if (static_cast<signed char>(*at) >= 0) {
        ++at;
        ++ascii;
        continue;
      }
      const std::size_t size = non_ascii_size(at, end);
      if (size == 0) return at;
      at += size;
      ascii = 0;
    }
  }
  return end;
}

inline bool is_utf8(std::string_view text) noexcept {
  return find_invalid_utf8(text.data(), text.data() + text.size()) == text.data() + text.size();
}

/// Code points of well-formed text: the octets that continue none.
constexpr std::size_t count_code_points(std::string_view text) noexcept {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::size_t count = 0;
#if defined(CONNECTPARTICIPANT_VECTORS)
  while (!std::is_constant_evaluated() && end - at >= 16) {
    // Counts of octets, so they are added up before one can overflow.
    block_internal::octets counts{};
    for (int blocks = 0; blocks < 127 && end - at >= 16; ++blocks, at += 16)
      counts -= block_internal::load(at) > static_cast<signed char>(0xBF);
    for (int i = 0; i < 16; ++i) count += static_cast<std::size_t>(counts[i]);
  }
#endif
  for (; at != end; ++at) count += (static_cast<unsigned char>(*at) & 0xC0) != 0x80;
  return count;
}

/// Whether text is well-formed, and its code points where it is.
struct utf8_length {
  bool valid = false;
  std::size_t code_points = 0;
};
inline utf8_length measure_utf8(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  const char* const first = find_non_ascii(text.data(), end);
  if (first == end) return {true, text.size()};
  if (find_invalid_utf8(first, end) != end) return {};
  return {true, count_code_points(text)};
}

}  // namespace connectparticipant::inline v1
