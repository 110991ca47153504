#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <connectparticipant/base/block.hpp>

namespace connectparticipant::inline v1 {

// Writing text as the inside of a JSON string.

/// What one octet becomes: itself, or its escape; the size behind it.
struct escaped_octet {
  std::array<char, 7> text{};
  std::uint8_t size = 1;
};

/// Octets that one octet can become.
inline constexpr std::size_t widest_escape = 6;

inline constexpr std::array<escaped_octet, 256> escaped_octets = [] {
  constexpr const char* hex = "0123456789abcdef";
  std::array<escaped_octet, 256> table{};
  for (unsigned c = 0; c < 256; ++c)
    table[c].text[0] = static_cast<char>(static_cast<unsigned char>(c));
  for (unsigned c = 0; c < 0x20; ++c)
    table[c] = {{'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6};
  constexpr std::array<std::array<char, 2>, 7> letters = {
      {{'"', '"'}, {'\\', '\\'}, {'\b', 'b'}, {'\t', 't'}, {'\n', 'n'}, {'\f', 'f'}, {'\r', 'r'}}};
  for (const auto& [c, letter] : letters)
    table[static_cast<unsigned char>(c)] = {{'\\', letter}, 2};
  return table;
}();

/// Escapes one octet to `to`, where 8 octets may be written; returns the end.
inline char* escape_octet(char* to, char c) noexcept {
  const escaped_octet& escaped = escaped_octets[static_cast<unsigned char>(c)];
  std::memcpy(to, &escaped, sizeof escaped);
  return to + escaped.size;
}

/// Escapes the text from `at` to `end` to `to`, which needs room for `widest_escape` octets an
/// octet and 16 more; returns the end. `non_ascii` becomes true where the text has to be looked at
/// for its UTF-8, which is copied as it is.
inline char* escape_text(char* to, const char* at, const char* end, bool& non_ascii) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  using namespace block_internal;
  octets all{};
  while (end - at >= 64) {
    const octets a = load(at), b = load(at + 16), c = load(at + 32), d = load(at + 48);
    all |= (a | b) | (c | d);
    store(to, a);
    if (const octets found = (escaped(a) | escaped(b)) | (escaped(c) | escaped(d));
        mask(found) != 0) {
      // One block of the four, so that the loop comes back to the others.
      const std::uint32_t bits = mask(escaped(a));
      if (bits == 0) {
        at += 16;
        to += 16;
        continue;
      }
      const bool dense = (bits & (bits - 1)) != 0;
      const char* const stop = dense ? at + 16 : at + std::countr_zero(bits) + 1;
      if (!dense) {
        to += std::countr_zero(bits);
        at = stop - 1;
      }
      while (at != stop) to = escape_octet(to, *at++);
      continue;
    }
    store(to + 16, b);
    store(to + 32, c);
    store(to + 48, d);
    at += 64;
    to += 64;
  }
  for (; end - at >= 16;) {
    const octets a = load(at);
    all |= a;
    store(to, a);
    const std::uint32_t bits = mask(escaped(a));
    const int plain = bits != 0 ? std::countr_zero(bits) : 16;
    at += plain;
    to += plain;
    if (bits != 0) to = escape_octet(to, *at++);
  }
  non_ascii = non_ascii || mask(high(all)) != 0;
#endif
  for (; at != end; ++at) {
    non_ascii = non_ascii || static_cast<signed char>(*at) < 0;
    to = escape_octet(to, *at);
  }
  return to;
}

}  // namespace connectparticipant::inline v1
