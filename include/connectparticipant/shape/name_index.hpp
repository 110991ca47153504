#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <connectparticipant/base/block.hpp>

namespace connectparticipant::inline v1 {

/// A name as it mostly stands in a document, with its quotes and colon, padded so that it is
/// compared 32 octets at once.
struct quoted_name {
  static constexpr std::size_t longest = 29;  ///< of the name

  std::array<char, 32> text{};
  std::uint32_t octets = 0;  ///< the lowest `size` bits
  std::uint32_t size = 0;    ///< with quotes and colon

  constexpr quoted_name() = default;
  constexpr explicit quoted_name(std::string_view name) noexcept
      : size(static_cast<std::uint32_t>(name.size() + 3)) {
    octets = size < 32 ? (std::uint32_t{1} << size) - 1 : ~std::uint32_t{0};
    text[0] = '"';
    for (std::size_t i = 0; i < name.size() && i < longest; ++i) text[i + 1] = name[i];
    if (name.size() > longest) return;
    text[name.size() + 1] = '"';
    text[name.size() + 2] = ':';
  }

  /// Whether it stands at `at`, from where 32 octets may be read.
  bool stands_at(const char* at) const noexcept {
#if defined(CONNECTPARTICIPANT_VECTORS)
    using namespace block_internal;
    const std::uint32_t same =
        mask(load(at) == load(text.data())) | mask(load(at + 16) == load(text.data() + 16)) << 16;
    return (same & octets) == octets;
#else
    return std::memcmp(at, text.data(), size) == 0;
#endif
  }
};

/// Whether two texts are the same; for names, a call of memcmp takes longer.
constexpr bool same_name(std::string_view a, std::string_view b) noexcept {
  if (std::is_constant_evaluated()) return a == b;
  return a.size() == b.size() && same_octets(a.data(), b.data(), a.size());
}

/// Finds a name among up to 64 in one step: a hash of its length and three octets that has no
/// collision among them, found at compile time.
class name_index {
 public:
  static constexpr std::uint8_t none = 0xFF;

  constexpr name_index() noexcept { slots_.fill(none); }

  /// The number of the only name that `text` can be, or `none`.
  constexpr std::uint8_t candidate(std::string_view text) const noexcept {
    if (text.empty()) return none;
    return slots_[slot(text)];
  }

  /// For `name_of(i)` with each i below `count`; an empty name is left out. False when no
  /// multiplier tried is free of collisions.
  template <class NameOf>
  constexpr bool build(std::size_t count, NameOf name_of) noexcept {
    for (by_first_ = 1; by_first_ < 64; ++by_first_)
      for (by_middle_ = 0; by_middle_ < 64; ++by_middle_)
        if (place(count, name_of)) return true;
    return false;
  }

 private:
  template <class NameOf>
  constexpr bool place(std::size_t count, NameOf name_of) noexcept {
    slots_.fill(none);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = name_of(i);
      if (name.empty()) continue;
      std::uint8_t& taken = slots_[slot(name)];
      if (taken != none) return false;
      taken = static_cast<std::uint8_t>(i);
    }
    return true;
  }

  constexpr std::size_t slot(std::string_view name) const noexcept {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(name.data()[i]); };
    const std::size_t size = name.size();
    return (size + by_first_ * octet(0) + by_middle_ * octet(size / 2) + 3u * octet(size - 1)) % 64;
  }

  std::array<std::uint8_t, 64> slots_{};
  std::uint32_t by_first_ = 0;
  std::uint32_t by_middle_ = 0;
};

namespace shape_internal {
// Not constexpr, so that calling it ends a constant expression with its name in the message.
inline void two_names_hash_alike_whatever_the_multiplier() {}
}  // namespace shape_internal

/// As `name_index::build`, and a collision does not compile.
template <class NameOf>
consteval name_index index_names(std::size_t count, NameOf name_of) {
  name_index names;
  if (!names.build(count, name_of)) shape_internal::two_names_hash_alike_whatever_the_multiplier();
  return names;
}

}  // namespace connectparticipant::inline v1
