#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <connectparticipant/base/result.hpp>

using namespace connectparticipant;

namespace {

result<int> half(int value) {
  if (value % 2 != 0) return error(errc::invalid_argument);
  return value / 2;
}

result<void> check(bool good) {
  if (!good) return error(errc::wrong_state);
  return {};
}

TEST(Result, HoldsAValueOrAnError) {
  const result<int> good = half(4);
  EXPECT_TRUE(good);
  EXPECT_TRUE(good.has_value());
  EXPECT_EQ(*good, 2);
  EXPECT_EQ(good.value(), 2);
  EXPECT_FALSE(good.error());
  EXPECT_EQ(good.value_or(7), 2);

  const result<int> bad = half(3);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error().code, errc::invalid_argument);
  EXPECT_EQ(bad.value_or(7), 7);
}

TEST(Result, Chains) {
  EXPECT_EQ(*half(8).and_then(half), 2);
  EXPECT_EQ(half(6).and_then(half).error().code, errc::invalid_argument);
  EXPECT_EQ(half(5).and_then(half).error().code, errc::invalid_argument);
  EXPECT_EQ(*half(8).transform([](int v) { return std::to_string(v); }), "4");
  EXPECT_FALSE(half(5).transform([](int v) { return std::to_string(v); }));
  EXPECT_EQ(*half(5).or_else([](const error&) { return result<int>(9); }), 9);
  EXPECT_EQ(*half(4).or_else([](const error&) { return result<int>(9); }), 2);
}

TEST(Result, MovesItsValueOut) {
  result<std::unique_ptr<int>> owner(std::make_unique<int>(3));
  EXPECT_EQ(**owner, 3);
  const std::unique_ptr<int> taken = std::move(owner).value();
  EXPECT_EQ(*taken, 3);
}

TEST(Result, ArrowReachesTheValue) {
  result<std::string> text(std::string("abc"));
  EXPECT_EQ(text->size(), 3u);
  text->push_back('d');
  EXPECT_EQ(*text, "abcd");
}

TEST(Result, OfNothing) {
  EXPECT_TRUE(check(true));
  EXPECT_FALSE(check(false));
  EXPECT_EQ(check(false).error().code, errc::wrong_state);
}

TEST(Result, TakesAnErrorTypeOfItsOwn) {
  const result<int, std::string> bad(std::string("why"));
  EXPECT_EQ(bad.error(), "why");
}

TEST(ResultDeathTest, EndsTheProgramWhereThereIsNoValue) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const result<int> bad = half(3);
  EXPECT_DEATH(static_cast<void>(*bad), "");
  EXPECT_DEATH(static_cast<void>(bad.value()), "");
}

static_assert(result<int>(3).and_then([](int v) { return result<int>(v + 1); }).value() == 4);

}  // namespace
