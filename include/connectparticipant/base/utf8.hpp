#pragma once

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

/// The first ill-formed octet, or `end`.
inline const char* find_invalid_utf8(const char* at, const char* end) noexcept {
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
