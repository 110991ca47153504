#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <connectparticipant/base/block.hpp>

namespace connectparticipant::inline v1 {

/// The start of a name, padded, so that it can be compared 16 octets at a time.
using name_block = std::array<char, 32>;

constexpr name_block block_of(std::string_view name) noexcept {
  name_block block{};
  for (std::size_t i = 0; i < name.size() && i < block.size(); ++i) block[i] = name[i];
  return block;
}

/// Whether `raw`, from whose start `readable` octets may be read, is `name`, whose block is
/// `block`.
inline bool same_name(std::string_view raw, std::size_t readable, std::string_view name,
                      [[maybe_unused]] const name_block& block) noexcept {
  if (raw.size() != name.size()) return false;
#if defined(CONNECTPARTICIPANT_VECTORS)
  if (raw.size() <= block.size() && readable >= block.size()) {
    const auto differ = [&](std::size_t at, std::size_t size) {
      using namespace block_internal;
      return ~mask(load(raw.data() + at) == load(block.data() + at)) &
             ((std::uint32_t{1} << size) - 1);
    };
    return raw.size() <= 16 ? differ(0, raw.size()) == 0
                            : (differ(0, 16) | differ(16, raw.size() - 16)) == 0;
  }
#endif
  return raw == name;
}

/// Finds a name among up to 64 in one step: a hash of its length and three octets that has no
/// collision among them, found at compile time.
class name_index {
 public:
  static constexpr std::uint8_t none = 0xFF;

  constexpr name_index() noexcept { slots_.fill(none); }

  /// The number of the only name that `text` can be, or `none`.
  std::uint8_t candidate(std::string_view text) const noexcept {
    if (text.empty()) return none;
    return slots_[slot(text)];
  }

  /// False when no multiplier tried is free of collisions.
  template <class Fields>
  constexpr bool build(const Fields& fields, std::size_t count) noexcept {
    for (by_first_ = 1; by_first_ < 64; ++by_first_)
      for (by_middle_ = 0; by_middle_ < 64; ++by_middle_)
        if (place(fields, count)) return true;
    return false;
  }

 private:
  template <class Fields>
  constexpr bool place(const Fields& fields, std::size_t count) noexcept {
    slots_.fill(none);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = fields[i].name;
      if (!fields[i].indexed()) continue;
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

}  // namespace connectparticipant::inline v1
