#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/model/item.hpp>

using namespace connectparticipant;

namespace {

static_assert(std::is_trivially_copyable_v<small_reader>);
static_assert(std::is_trivially_destructible_v<small_reader>);

TEST(SmallReader, KeepsItsLimits) {
  EXPECT_EQ(small_reader().bounds().depth, limits().depth);
  EXPECT_EQ(small_reader(limits{.depth = 7}).bounds().depth, 7u);
}

TEST(SmallReader, ReadsWithoutAnyMemoryWhereNothingIsUnescaped) {
  arena none;
  item value;
  EXPECT_FALSE(
      small_reader().read(R"({"Id":"a","Content":"b"})", table<item>::rows, &value, none, lenient));
  EXPECT_EQ(value.id, "a");
  EXPECT_EQ(small_reader().read(R"({"Id":"\n"})", table<item>::rows, &value, none, lenient).code,
            errc::arena_exhausted);
}

TEST(TextCursor, WalksTokens) {
  text_cursor in(R"( { "a\n" : [ -1.5 , true ] } )");
  EXPECT_EQ(in.peek(), '{');
  in.advance();
  std::string_view raw;
  bool escaped = false, integer = true;
  ASSERT_TRUE(in.string(raw, escaped));
  EXPECT_EQ(raw, "a\\n");
  EXPECT_TRUE(escaped);
  EXPECT_EQ(in.peek(), ':');
  in.advance();
  in.advance();
  ASSERT_TRUE(in.number(raw, integer));
  EXPECT_EQ(raw, "-1.5");
  EXPECT_FALSE(integer);
  in.advance();
  ASSERT_TRUE(in.literal("true"));
  in.advance();
  in.leave();
  EXPECT_TRUE(in.at_end());
}

}  // namespace
