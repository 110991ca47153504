#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace connectparticipant::inline v1 {

// Sixteen octets at a time, without an intrinsics header: the vector extension of GCC and clang
// where the processor has vectors, octet by octet elsewhere and where small code is asked for.

#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && \
    !defined(__OPTIMIZE_SIZE__) &&                                    \
    (defined(__SSE2__) || defined(__ARM_NEON) || defined(__wasm_simd128__))
#define CONNECTPARTICIPANT_VECTORS 1
// And 32 at a time in a few functions, where the processor turns out to have AVX2.
#if defined(__x86_64__)
#define CONNECTPARTICIPANT_WIDE_VECTORS 1
#endif
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

/// The same for the 64 octets at `from`, the first octet's bit lowest.
template <class Vector>
std::uint64_t mask_64(const char* from, Vector&& vector) noexcept {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 4; ++i)
    bits |= static_cast<std::uint64_t>(mask(vector(load(from + 16 * i)))) << 16 * i;
  return bits;
}
#if defined(CONNECTPARTICIPANT_WIDE_VECTORS)
/// Whether functions with the attribute `target("avx2,popcnt")` may be called.
inline bool has_wide_vectors() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}
#endif
inline void store(char* to, octets v) noexcept { std::memcpy(to, &v, sizeof v); }
#endif

// Which octets of a block are of a kind.

template <class Octets>
Octets backslash(Octets v) noexcept {
  return v == '\\';
}
/// A control character, quote or backslash: flipping bit 1 puts the quote right behind the
/// controls, flipping bit 7 makes the signed comparison an unsigned one.
template <class Octets>
Octets escaped(Octets v) noexcept {
  return ((v ^ static_cast<signed char>(0x82)) < static_cast<signed char>(0x21 ^ 0x80)) |
         (v == '\\');
}
template <class Octets>
Octets high(Octets v) noexcept {
  return v < 0;
}

template <class Vector, class Octet>
inline const char* find(const char* at, const char* end, [[maybe_unused]] Vector&& vector,
                        Octet&& octet) noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
  // Short texts are most; long ones go four blocks at a time once the first had nothing.
  if (end - at >= 16) {
    do {
      if (const std::uint32_t found = mask(vector(load(at))); found != 0)
        return at + std::countr_zero(found);
      at += 16;
      while (end - at >= 64 && mask((vector(load(at)) | vector(load(at + 16))) |
                                    (vector(load(at + 32)) | vector(load(at + 48)))) == 0)
        at += 64;
    } while (end - at >= 16);
    // The rest once more with what lies before it.
    const std::uint32_t found = mask(vector(load(end - 16))) >> (16 - (end - at));
    return found != 0 ? at + std::countr_zero(found) : end;
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

/// The first control character, quote or backslash, or `end`.
inline const char* find_escaped(const char* at, const char* end) noexcept {
  return block_internal::find(
      at, end, [](auto v) { return block_internal::escaped(v); },
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
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
