#pragma once

#include <array>
#include <cstdint>

#include <connectparticipant/base/limits.hpp>

namespace connectparticipant::inline v1 {

/// The nesting of a value that no row describes: one bit a level, set for an object.
class nesting {
 public:
  std::uint32_t depth() const noexcept { return depth_; }
  bool in_object() const noexcept {
    return (levels_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64) & 1) != 0;
  }
  void push(bool object) noexcept {
    const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
    std::uint64_t& word = levels_[depth_ / 64];
    word = object ? word | bit : word & ~bit;
    ++depth_;
  }
  void pop() noexcept { --depth_; }

 private:
  std::array<std::uint64_t, limits::max_depth / 64>
      levels_;  // a level is written before it is read
  std::uint32_t depth_ = 0;
};

}  // namespace connectparticipant::inline v1
