#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <connectparticipant/base/block.hpp>
#include <connectparticipant/base/config.hpp>

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

/// How far the text is escaped. By value: what is kept by reference has to be stored after each
/// octet that is written.
struct progress {
  char* to;
  const char* at;
  octets all;  ///< what was seen, or'ed
};

/// Copies blocks of 64 octets up to the first with an octet to escape.
inline progress copy_blocks(progress now, const char* end) noexcept {
  for (; end - now.at >= 64; now.at += 64, now.to += 64) {
    const octets a = load(now.at), b = load(now.at + 16), c = load(now.at + 32),
                 d = load(now.at + 48);
    if (mask((escaped(a) | escaped(b)) | (escaped(c) | escaped(d))) != 0) break;
    now.all |= (a | b) | (c | d);
    store(now.to, a);
    store(now.to + 16, b);
    store(now.to + 32, c);
    store(now.to + 48, d);
  }
  return now;
}

#if defined(CONNECTPARTICIPANT_WIDE_VECTORS)
/// The same with blocks of 128 octets.
__attribute__((target("avx2,popcnt"), noinline)) inline progress copy_wide_blocks(
    progress now, const char* end) noexcept {
  using wide = signed char __attribute__((vector_size(32)));
  using chars = char __attribute__((vector_size(32)));
  constexpr auto flip = static_cast<signed char>(0x82),
                 bound = static_cast<signed char>(0x21 ^ 0x80);
  wide seen{};
  char* to = now.to;
  const char* at = now.at;
  for (; end - at >= 128; at += 128, to += 128) {
    wide a, b, c, d;
    std::memcpy(&a, at, sizeof a);
    std::memcpy(&b, at + 32, sizeof b);
    std::memcpy(&c, at + 64, sizeof c);
    std::memcpy(&d, at + 96, sizeof d);
    const wide found = (((a ^ flip) < bound) | (a == '\\') | ((b ^ flip) < bound) | (b == '\\')) |
                       (((c ^ flip) < bound) | (c == '\\') | ((d ^ flip) < bound) | (d == '\\'));
    if (__builtin_ia32_pmovmskb256(reinterpret_cast<chars>(found)) != 0) break;
    seen |= (a | b) | (c | d);
    std::memcpy(to, &a, sizeof a);
    std::memcpy(to + 32, &b, sizeof b);
    std::memcpy(to + 64, &c, sizeof c);
    std::memcpy(to + 96, &d, sizeof d);
  }
  std::array<octets, 2> halves;
  std::memcpy(&halves, &seen, sizeof seen);
  return {to, at, now.all | halves[0] | halves[1]};
}

/// Where the octets of half a block go, for each set of them that is escaped: their numbers, and 8
/// for the backslash before an escaped one.
using half_block = long long __attribute__((vector_size(16)));
inline constexpr std::array<half_block, 256> spread_tables = [] {
  std::array<half_block, 256> tables{};
  for (unsigned escaped = 0; escaped != 256; ++escaped) {
    std::uint64_t places[2] = {};
    unsigned size = 0;
    const auto put = [&](std::uint64_t place) {
      places[size / 8] |= place << size % 8 * 8;
      ++size;
    };
    for (unsigned i = 0; i != 8; ++i) {
      if ((escaped >> i & 1) != 0) put(8);
      put(i);
    }
    tables[escaped] =
        half_block{static_cast<long long>(places[0]), static_cast<long long>(places[1])};
  }
  return tables;
}();

/// Escapes blocks of 32 octets, without a branch that depends on what they hold. Stops behind
/// several with nothing to escape, and in front of one with a control character that has no letter.
__attribute__((target("avx2,popcnt"), noinline)) inline progress spread_blocks(
    progress now, const char* end) noexcept {
  using wide = signed char __attribute__((vector_size(32)));
  using chars = char __attribute__((vector_size(32)));
  using words = long long __attribute__((vector_size(32)));
  constexpr wide letters = {0, 0, 0, 0, 0, 0, 0, 0, 'b', 't', 'n', 0, 'f', 'r', 0, 0,
                            0, 0, 0, 0, 0, 0, 0, 0, 'b', 't', 'n', 0, 'f', 'r', 0, 0};
  const wide backslashes = wide{} + '\\';
  constexpr auto flip = static_cast<signed char>(0x80);
  char* to = now.to;
  const char* at = now.at;
  wide seen{};
  for (int plain = 0; plain != 4 && end - at >= 32; at += 32) {
    wide block;
    std::memcpy(&block, at, sizeof block);
    const wide flipped = block ^ flip;
    // From 0x80 up the table gives 0.
    const wide index = block | (flipped > static_cast<signed char>(0x0F ^ 0x80));
    const auto letter = reinterpret_cast<wide>(
        __builtin_ia32_pshufb256(reinterpret_cast<chars>(letters), reinterpret_cast<chars>(index)));
    const wide control = flipped < static_cast<signed char>(0x20 ^ 0x80);
    const wide no_letter = letter == 0;
    if (!__builtin_ia32_ptestz256(reinterpret_cast<words>(control),
                                  reinterpret_cast<words>(no_letter)))
      break;
    seen |= block;
    const auto spelt = reinterpret_cast<words>(letter | (block & no_letter));
    const auto found = static_cast<unsigned>(__builtin_ia32_pmovmskb256(
        reinterpret_cast<chars>(control | (block == '"') | (block == '\\'))));
    plain = found == 0 ? plain + 1 : 0;
    // Eight octets and eight backslashes to choose from, four times.
    const auto backslash = reinterpret_cast<words>(backslashes);
    const words even = __builtin_shufflevector(spelt, backslash, 0, 4, 2, 6);
    const words odd = __builtin_shufflevector(spelt, backslash, 1, 5, 3, 7);
    const words even_places = __builtin_shufflevector(
        spread_tables[found & 0xFF], spread_tables[found >> 16 & 0xFF], 0, 1, 2, 3);
    const words odd_places = __builtin_shufflevector(spread_tables[found >> 8 & 0xFF],
                                                     spread_tables[found >> 24], 0, 1, 2, 3);
    const auto a = reinterpret_cast<words>(__builtin_ia32_pshufb256(
        reinterpret_cast<chars>(even), reinterpret_cast<chars>(even_places)));
    const auto b = reinterpret_cast<words>(__builtin_ia32_pshufb256(
        reinterpret_cast<chars>(odd), reinterpret_cast<chars>(odd_places)));
    char* const middle = to + 16 + __builtin_popcount(found & 0xFFFF);
    store(to, reinterpret_cast<octets>(__builtin_shufflevector(a, a, 0, 1)));
    store(to + 8 + __builtin_popcount(found & 0xFF),
          reinterpret_cast<octets>(__builtin_shufflevector(b, b, 0, 1)));
    store(middle, reinterpret_cast<octets>(__builtin_shufflevector(a, a, 2, 3)));
    store(middle + 8 + __builtin_popcount(found >> 16 & 0xFF),
          reinterpret_cast<octets>(__builtin_shufflevector(b, b, 2, 3)));
    to += 32 + __builtin_popcount(found);
  }
  std::array<octets, 2> halves;
  std::memcpy(&halves, &seen, sizeof seen);
  return {to, at, now.all | halves[0] | halves[1]};
}
#endif

inline progress copy_long_run(progress now, const char* end) noexcept {
#if defined(CONNECTPARTICIPANT_WIDE_VECTORS)
  if (end - now.at >= 256 && has_wide_vectors()) return copy_wide_blocks(now, end);
#endif
  return copy_blocks(now, end);
}

/// From 4 to 15 octets at once; false, and nothing is done, where one is escaped.
inline bool copy_tail(char* to, const char* at, std::size_t size, octets& all) noexcept {
  using words = std::uint64_t __attribute__((vector_size(16)));
  const auto copy = [&]<class Word>(Word) {
    Word first, last;
    std::memcpy(&first, at, sizeof first);
    std::memcpy(&last, at + size - sizeof last, sizeof last);
    const auto both = sizeof(Word) == 8 ? words{first, last}
                                        : words{first | static_cast<std::uint64_t>(last) << 32,
                                                0x2020202020202020};
    const auto block = reinterpret_cast<octets>(both);
    if (mask(escaped(block)) != 0) return false;
    all |= block;
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + size - sizeof last, &last, sizeof last);
    return true;
  };
  return size >= 8 ? copy(std::uint64_t{}) : copy(std::uint32_t{});
}

/// From 4 to 64 octets at once; false where one is escaped.
inline bool copy_short(char* to, const char* at, std::size_t size, octets& all) noexcept {
  if (size < 16) return copy_tail(to, at, size, all);
  char* const last = to + size - 16;
  const octets a = load(at), b = load(at + size - 16);
  octets c = a, d = b;
  if (size > 32) {
    c = load(at + 16);
    d = load(at + size - 32);
  }
  if (mask((escaped(a) | escaped(b)) | (escaped(c) | escaped(d))) != 0) return false;
  all |= (a | b) | (c | d);
  store(to, a);
  if (size > 32) {
    store(to + 16, c);
    store(last - 16, d);
  }
  store(last, b);
  return true;
}

}  // namespace escape_internal
#endif

/// As `escape_text`, for any text.
CONNECTPARTICIPANT_OUT_OF_LINE inline char* escape_any_text(char* to, const char* at,
                                                            const char* end,
                                                            bool& non_ascii) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  using namespace escape_internal;
  progress now{to, at, {}};
  int plain_blocks = 0;
  while (end - now.at >= 16) {
    const octets block = load(now.at);
    const std::uint32_t found = mask(escaped(block));
    store(now.to, block);
    if (found == 0) {
      now.all |= block;
      now.at += 16;
      now.to += 16;
      if (++plain_blocks >= 4) now = copy_long_run(now, end);
      continue;
    }
    plain_blocks = 0;
#if defined(CONNECTPARTICIPANT_WIDE_VECTORS)
    if (has_wide_vectors()) {
      const char* const before = now.at;
      now = spread_blocks(now, end);
      if (now.at != before) continue;
    }
#endif
    now.all |= block;
    if ((found & (found - 1)) == 0) {
      const int plain = std::countr_zero(found);
      now.to = escape_octet(now.to + plain, now.at[plain]);
      now.at += plain + 1;
    } else {
      // Several: octet by octet, without a branch to mispredict.
#if defined(__clang__)
#pragma clang loop unroll(full)
#else
#pragma GCC unroll 16
#endif
      for (int i = 0; i < 16; ++i) now.to = escape_octet(now.to, now.at[i]);
      now.at += 16;
    }
  }
  if (const auto left = static_cast<std::size_t>(end - now.at);
      left >= 4 && copy_tail(now.to, now.at, left, now.all)) {
    now.to += left;
    now.at = end;
  }
  non_ascii = non_ascii || mask(high(now.all)) != 0;
  to = now.to;
  at = now.at;
#endif
  for (; at != end; ++at) {
    non_ascii = non_ascii || static_cast<signed char>(*at) < 0;
    to = escape_octet(to, *at);
  }
  return to;
}

/// Escapes the text from `at` to `end` to `to`, which needs room for `widest_escape` octets an
/// octet and 16 more; returns the end. `non_ascii` becomes true where the text has to be looked at
/// for its UTF-8, which is copied as it is.
inline char* escape_text(char* to, const char* at, const char* end, bool& non_ascii) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  // Most texts are short and plain.
  block_internal::octets all{};
  if (const auto size = static_cast<std::size_t>(end - at);
      size >= 4 && size <= 64 && escape_internal::copy_short(to, at, size, all)) {
    non_ascii = non_ascii || block_internal::mask(block_internal::high(all)) != 0;
    return to + size;
  }
#endif
  return escape_any_text(to, at, end, non_ascii);
}

}  // namespace connectparticipant::inline v1
