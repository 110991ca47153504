#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace connectparticipant::inline v1 {

// Sixteen octets at a time, without an intrinsics header: the vector extension of GCC and clang
// where there is one, octet by octet elsewhere.

#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define CONNECTPARTICIPANT_VECTORS 1
#endif

namespace block_internal {

#if defined(CONNECTPARTICIPANT_VECTORS)
using octets = signed char __attribute__((vector_size(16)));

inline octets load(const char* from) noexcept {
  octets value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

/// One bit an octet of a comparison's outcome.
inline std::uint32_t mask(octets compared) noexcept {
#if defined(__SSE2__)
  using chars = char __attribute__((vector_size(16)));
  return static_cast<std::uint32_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<chars>(compared)));
#else
  std::uint64_t halves[2];
  std::memcpy(halves, &compared, sizeof halves);
  const auto bits = [](std::uint64_t half) {
    return static_cast<std::uint32_t>(((half & 0x0101010101010101u) * 0x0102040810204080u) >> 56);
  };
  return bits(halves[0]) | bits(halves[1]) << 8;
#endif
}

// Signed: an octet from 0x80 up is below 0x20 too.
inline octets special(octets v) noexcept { return (v < 0x20) | (v == '"') | (v == '\\'); }
inline octets backslash(octets v) noexcept { return v == '\\'; }
/// A control character, quote or backslash: flipping bit 1 puts the quote right behind the
/// controls, flipping bit 7 makes the signed comparison an unsigned one.
inline octets escaped(octets v) noexcept {
  return ((v ^ static_cast<signed char>(0x82)) < static_cast<signed char>(0x21 ^ 0x80)) |
         (v == '\\');
}
/// The same for the 64 octets at `from`, the first octet's bit lowest.
template <class Vector>
std::uint64_t mask_64(const char* from, Vector&& vector) noexcept {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 4; ++i)
    bits |= static_cast<std::uint64_t>(mask(vector(load(from + 16 * i)))) << 16 * i;
  return bits;
}
inline void store(char* to, octets v) noexcept { std::memcpy(to, &v, sizeof v); }
inline octets high(octets v) noexcept { return v < 0; }
#endif

template <class Vector, class Octet>
inline const char* find(const char* at, const char* end, Vector&& vector, Octet&& octet) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  // Short texts are most; long ones go four blocks at a time once the first had nothing.
  while (end - at >= 16) {
    if (const std::uint32_t found = mask(vector(load(at))); found != 0)
      return at + std::countr_zero(found);
    at += 16;
    while (end - at >= 64 && mask((vector(load(at)) | vector(load(at + 16))) |
                                  (vector(load(at + 32)) | vector(load(at + 48)))) == 0)
      at += 64;
  }
#endif
  while (at != end && !octet(*at)) ++at;
  return at;
}

}  // namespace block_internal

/// Whether `size` octets are the same in both places; for a few, a call of memcmp takes longer.
inline bool same_octets(const char* a, const char* b, std::size_t size) noexcept {
  const auto differ = [&]<class Word>(Word, std::size_t at) {
    Word x, y;
    std::memcpy(&x, a + at, sizeof x);
    std::memcpy(&y, b + at, sizeof y);
    return x != y;
  };
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8)
      if (differ(std::uint64_t{}, at)) return false;
    return !differ(std::uint64_t{}, size - 8);
  }
  if (size >= 4) return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, size - 4);
  for (std::size_t at = 0; at != size; ++at)
    if (a[at] != b[at]) return false;
  return true;
}

/// Whether JSON text cannot hold the octet as it is, or it starts a multi-octet character.
constexpr bool is_special(char c) noexcept {
  return static_cast<signed char>(c) < 0x20 || c == '"' || c == '\\';
}

/// The first control character, quote, backslash or non-ASCII octet, or `end`.
inline const char* find_special(const char* at, const char* end) noexcept {
  return block_internal::find(
      at, end, [](auto v) { return block_internal::special(v); },
      [](char c) { return is_special(c); });
}

/// The first backslash, or `end`.
inline const char* find_backslash(const char* at, const char* end) noexcept {
  return block_internal::find(
      at, end, [](auto v) { return block_internal::backslash(v); },
      [](char c) { return c == '\\'; });
}

/// The first octet that is not ASCII, or `end`.
inline const char* find_non_ascii(const char* at, const char* end) noexcept {
  return block_internal::find(
      at, end, [](auto v) { return block_internal::high(v); },
      [](char c) { return static_cast<signed char>(c) < 0; });
}

/// Copies up to the first backslash, which it returns, or `end`, and moves `to` behind the copy. Up
/// to 15 octets more may be written: `to` needs room for `end - at` octets.
inline const char* copy_to_backslash(char*& to, const char* at, const char* end) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  for (; end - at >= 16; at += 16, to += 16) {
    const auto v = block_internal::load(at);
    std::memcpy(to, &v, sizeof v);
    if (const std::uint32_t found = block_internal::mask(block_internal::backslash(v));
        found != 0) {
      to += std::countr_zero(found);
      return at + std::countr_zero(found);
    }
  }
#endif
  while (at != end && *at != '\\') *to++ = *at++;
  return at;
}

}  // namespace connectparticipant::inline v1
