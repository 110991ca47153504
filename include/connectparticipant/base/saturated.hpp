#pragma once

#include <cstdint>
#include <limits>

namespace connectparticipant::inline v1 {

// Sums of times that come from elsewhere: they stop at the ends of the range.

constexpr std::int64_t saturated_add(std::int64_t a, std::int64_t b) noexcept {
  using bounds = std::numeric_limits<std::int64_t>;
  if (b > 0 && a > (bounds::max)() - b) return (bounds::max)();
  if (b < 0 && a < (bounds::min)() - b) return (bounds::min)();
  return a + b;
}

constexpr std::int64_t saturated_subtract(std::int64_t a, std::int64_t b) noexcept {
  using bounds = std::numeric_limits<std::int64_t>;
  if (b < 0 && a > (bounds::max)() + b) return (bounds::max)();
  if (b > 0 && a < (bounds::min)() + b) return (bounds::min)();
  return a - b;
}

}  // namespace connectparticipant::inline v1
