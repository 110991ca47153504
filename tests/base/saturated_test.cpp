#include <cstdint>
#include <limits>

#include <gtest/gtest.h>
#include <connectparticipant/base/saturated.hpp>

using namespace connectparticipant;

namespace {

constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();
constexpr std::int64_t least = (std::numeric_limits<std::int64_t>::min)();

TEST(Saturated, IsExactInsideTheRange) {
  constexpr std::int64_t values[] = {0, 1, -1, 12'345, -12'345, most / 2, least / 2};
  for (const std::int64_t a : values)
    for (const std::int64_t b : values) {
      EXPECT_EQ(saturated_add(a, b), a + b);
      EXPECT_EQ(saturated_subtract(a, b), a - b);
    }
}

TEST(Saturated, StopsAtTheEnds) {
  EXPECT_EQ(saturated_add(most, 1), most);
  EXPECT_EQ(saturated_add(most, most), most);
  EXPECT_EQ(saturated_add(least, -1), least);
  EXPECT_EQ(saturated_add(least, least), least);
  EXPECT_EQ(saturated_add(least, most), -1);
  EXPECT_EQ(saturated_subtract(most, -1), most);
  EXPECT_EQ(saturated_subtract(least, 1), least);
  EXPECT_EQ(saturated_subtract(0, least), most);
  EXPECT_EQ(saturated_subtract(-1, least), most);
  EXPECT_EQ(saturated_subtract(least, least), 0);
  EXPECT_EQ(saturated_subtract(most, least), most);
}

}  // namespace
