#include <array>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/shape/inline_list.hpp>

using namespace connectparticipant;

namespace {

using texts = inline_list<std::string_view, 3>;
static_assert(std::is_trivially_copyable_v<texts>);
static_assert(std::is_trivially_destructible_v<texts>);
static_assert(!std::is_constructible_v<texts, int>);
static_assert(!std::is_constructible_v<inline_list<std::string_view, 1>, const char*, const char*>);

std::vector<std::string_view> contents(const texts& list) { return {list.begin(), list.end()}; }

TEST(InlineList, IsAbsentEmptyOrFilled) {
  texts absent;
  EXPECT_FALSE(absent.has_value());
  EXPECT_EQ(absent.size(), 0u);
  absent = {};
  EXPECT_FALSE(absent.has_value());

  const texts none = texts::none();
  EXPECT_TRUE(none.has_value());
  EXPECT_TRUE(none.empty());

  const texts two{"a", "b"};
  EXPECT_TRUE(two.has_value());
  EXPECT_EQ(two.size(), 2u);
  EXPECT_EQ(two[1], "b");
  EXPECT_EQ(contents(two), (std::vector<std::string_view>{"a", "b"}));
}

TEST(InlineList, CopiesHoldTheirOwnElements) {
  texts first{"a"};
  const texts second = first;
  EXPECT_TRUE(first.push_back("b"));
  EXPECT_EQ(contents(first), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(contents(second), (std::vector<std::string_view>{"a"}));
  EXPECT_NE(first.elements().data(), second.elements().data());
}

TEST(InlineList, BorrowsAnyNumber) {
  const std::array<std::string_view, 5> many{"a", "b", "c", "d", "e"};
  texts borrowed{std::span<const std::string_view>(many)};
  EXPECT_EQ(borrowed.size(), 5u);
  EXPECT_EQ(borrowed.elements().data(), many.data());
  EXPECT_FALSE(borrowed.push_back("f"));
  const texts copy = borrowed;
  EXPECT_EQ(copy.elements().data(), many.data());
}

TEST(InlineList, FillsUpToItsCapacity) {
  texts list;
  EXPECT_TRUE(list.push_back("a"));
  EXPECT_TRUE(list.has_value());
  EXPECT_TRUE(list.push_back("b"));
  EXPECT_TRUE(list.push_back("c"));
  EXPECT_FALSE(list.push_back("d"));
  EXPECT_EQ(list.size(), 3u);

  texts none = texts::none();
  EXPECT_TRUE(none.push_back("a"));
  EXPECT_EQ(contents(none), (std::vector<std::string_view>{"a"}));
}

static_assert(texts{"a", "b"}[1] == "b");

}  // namespace
