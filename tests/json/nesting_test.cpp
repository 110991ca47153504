#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/json/nesting.hpp>

using namespace connectparticipant;

namespace {

TEST(Nesting, KnowsEveryLevel) {
  nesting levels;
  std::vector<bool> expected;
  const auto object = [](std::uint32_t i) { return i % 3 == 0 || i % 64 == 63; };
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < limits::max_depth; ++i) {
      levels.push(object(i) != (round == 1));
      EXPECT_EQ(levels.depth(), i + 1);
      EXPECT_EQ(levels.in_object(), object(i) != (round == 1));
    }
    for (std::uint32_t i = limits::max_depth; i > 0; --i) {
      EXPECT_EQ(levels.in_object(), object(i - 1) != (round == 1));
      levels.pop();
    }
    EXPECT_EQ(levels.depth(), 0u);
  }
}

}  // namespace
