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

#if defined(CONNECTPARTICIPANT_VECTORS)
namespace escape_internal {

using namespace block_internal;

/// Copies blocks of 64 octets up to the first with an octet to escape; `all` gathers what was seen.
inline void copy_blocks(char*& to, const char*& at, const char* end, octets& all) noexcept {
  for (; end - at >= 64; at += 64, to += 64) {
    const octets a = load(at), b = load(at + 16), c = load(at + 32), d = load(at + 48);
    if (mask((escaped(a) | escaped(b)) | (escaped(c) | escaped(d))) != 0) return;
    all |= (a | b) | (c | d);
    store(to, a);
    store(to + 16, b);
    store(to + 32, c);
    store(to + 48, d);
  }
}

#if defined(__x86_64__)
/// The same with blocks twice as wide, for processors that have them.
__attribute__((target("avx2"), noinline)) inline void copy_wide_blocks(char*& to, const char*& at,
                                                                       const char* end,
                                                                       octets& all) noexcept {
  using wide = signed char __attribute__((vector_size(32)));
  using chars = char __attribute__((vector_size(32)));
  wide seen{};
  for (; end - at >= 64; at += 64, to += 64) {
    wide a, b;
    std::memcpy(&a, at, sizeof a);
    std::memcpy(&b, at + sizeof a, sizeof b);
    constexpr auto flip = static_cast<signed char>(0x82),
                   bound = static_cast<signed char>(0x21 ^ 0x80);
    const wide found = ((a ^ flip) < bound) | (a == '\\') | ((b ^ flip) < bound) | (b == '\\');
    if (__builtin_ia32_pmovmskb256(reinterpret_cast<chars>(found)) != 0) break;
    seen |= a | b;
    std::memcpy(to, &a, sizeof a);
    std::memcpy(to + sizeof a, &b, sizeof b);
  }
  octets halves[2];
  std::memcpy(halves, &seen, sizeof halves);
  all |= halves[0] | halves[1];
}
#endif

inline void copy_long_run(char*& to, const char*& at, const char* end, octets& all) noexcept {
#if defined(__x86_64__)
  if (end - at >= 256 && __builtin_cpu_supports("avx2")) return copy_wide_blocks(to, at, end, all);
#endif
  copy_blocks(to, at, end, all);
}

}  // namespace escape_internal
#endif

/// Escapes the text from `at` to `end` to `to`, which needs room for `widest_escape` octets an
/// octet and 16 more; returns the end. `non_ascii` becomes true where the text has to be looked at
/// for its UTF-8, which is copied as it is.
inline char* escape_text(char* to, const char* at, const char* end, bool& non_ascii) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  using namespace block_internal;
  octets all{};
  int plain_blocks = 0;
  while (end - at >= 16) {
    const octets block = load(at);
    const std::uint32_t found = mask(escaped(block));
    all |= block;
    store(to, block);
    if (found == 0) {
      at += 16;
      to += 16;
      if (++plain_blocks >= 4) escape_internal::copy_long_run(to, at, end, all);
      continue;
    }
    plain_blocks = 0;
    if ((found & (found - 1)) == 0) {
      const int plain = std::countr_zero(found);
      to = escape_octet(to + plain, at[plain]);
      at += plain + 1;
    } else {
      // Several: octet by octet, without a branch to mispredict.
#if defined(__clang__)
#pragma clang loop unroll(full)
#else
#pragma GCC unroll 16
#endif
      for (int i = 0; i < 16; ++i) to = escape_octet(to, at[i]);
      at += 16;
    }
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
