#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include <connectparticipant/base/block.hpp>

namespace connectparticipant::inline v1 {

/// The masking key of one frame: fresh for each, from a strong random source of the caller (RFC
/// 6455, section 10.3), in the order of the wire.
using mask_key = std::array<std::uint8_t, 4>;

namespace mask_internal {

#if defined(CONNECTPARTICIPANT_VECTORS)
using block = block_internal::octets;
#else
using block = std::uint64_t;
#endif

inline block load(const char* from) noexcept {
  block value;
  std::memcpy(&value, from, sizeof value);
  return value;
}
inline void store(char* to, block value) noexcept { std::memcpy(to, &value, sizeof value); }

}  // namespace mask_internal

/// Masks, or unmasks, which is the same, `size` octets from `from` to `to`; the two are equal or do
/// not overlap. `offset` says how many octets of the payload came before (RFC 6455, section 5.3).
inline void mask_copy(char* to, const char* from, std::size_t size, const mask_key& key,
                      std::size_t offset = 0) noexcept {
  using mask_internal::block;
  using mask_internal::load;
  using mask_internal::store;
  std::array<char, sizeof(block)> pattern{};
  for (std::size_t i = 0; i < pattern.size(); ++i)
    pattern[i] = static_cast<char>(key[(offset + i) % 4]);
  constexpr std::size_t step = sizeof(block);
  const block repeated = load(pattern.data());
  std::size_t i = 0;
  for (; size - i >= 4 * step; i += 4 * step) {
    const block a = load(from + i), b = load(from + i + step), c = load(from + i + 2 * step),
                d = load(from + i + 3 * step);
    store(to + i, a ^ repeated);
    store(to + i + step, b ^ repeated);
    store(to + i + 2 * step, c ^ repeated);
    store(to + i + 3 * step, d ^ repeated);
  }
  for (; size - i >= step; i += step) store(to + i, load(from + i) ^ repeated);
  for (; i != size; ++i) to[i] = static_cast<char>(from[i] ^ pattern[i % step]);
}

/// As `mask_copy`, in place.
inline void mask(std::span<char> octets, const mask_key& key, std::size_t offset = 0) noexcept {
  mask_copy(octets.data(), octets.data(), octets.size(), key, offset);
}

}  // namespace connectparticipant::inline v1
