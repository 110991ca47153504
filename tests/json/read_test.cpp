#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/model/item.hpp>
#include <connectparticipant/operation/get_transcript.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

static_assert(reader<small_reader> && reader<const small_reader>);
static_assert(!reader<int>);
static_assert(std::is_trivially_destructible_v<everything>);

class Read : public testing::Test {
 protected:
  std::array<std::byte, 16 * 1024> room_{};
  arena memory_{room_};
  const small_reader reader_{};
};

TEST_F(Read, EveryKind) {
  const auto value = read<everything>(full_text, reader_, memory_, strict);
  ASSERT_TRUE(value);
  everything expected = full();
  expected.token.reset();
  EXPECT_TRUE(*value == expected);
  EXPECT_EQ(value->open->text, R"({"a":[1]})");
}

TEST_F(Read, AnyJsonIsKeptAsItsText) {
  for (std::string_view open :
       {"1", "-1.5e400", "\"a\\u00e9\"", "[ 1 , {} ]", "true", "\"\\ud83d\""}) {
    const std::string document = "{\"Open\": " + std::string(open) + " }";
    const auto value = read<everything>(document, reader_, memory_);
    ASSERT_TRUE(value) << document;
    EXPECT_EQ(value->open->text, open);
  }
  EXPECT_FALSE(read<everything>("{\"Open\":null}", reader_, memory_)->open);
  EXPECT_FALSE(read<everything>("{\"Open\":[1,]}", reader_, memory_));
}

TEST_F(Read, StringsWithoutEscapesAreViewsIntoTheDocument) {
  constexpr std::string_view document = R"({"Content":"plain text","Id":"a\u0062"})";
  const auto value = read<item>(document, reader_, memory_);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->content->data(), document.data() + 12);
  EXPECT_EQ(value->id, "ab");
  EXPECT_LE(memory_.used(), 8u);
}

TEST_F(Read, AFailureLeavesNothingInTheArena) {
  const std::size_t before = memory_.used();
  EXPECT_FALSE(
      read<item>(R"({"Content":"\n\n\n","Attachments":[{},{}],"Id":1})", reader_, memory_));
  EXPECT_EQ(memory_.used(), before);
}

TEST_F(Read, ALoneSurrogateKeepsTheOther99) {
  std::string page = R"({"Transcript":[)";
  for (int i = 0; i < 100; ++i)
    page += std::string(i != 0 ? "," : "") + R"({"Id":"i","Content":")" +
            (i == 42 ? "\\ude00\"}" : "c\"}");
  page += "]}";
  arena memory(memory_source::heap());
  const auto value = read<get_transcript_response>(page, reader_, memory);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->transcript->size(), 100u);
  EXPECT_EQ((*value->transcript)[42].content, "\xEF\xBF\xBD");
}

TEST_F(Read, OfTheServicesMembersTheLastWins) {
  const auto value = read<everything>(
      R"({"Number":1,"Number":2,"Words":["a","b"],"Words":["c"],"Role":"AGENT","Role":"X"})",
      reader_, memory_);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->number, 2);
  EXPECT_EQ(value->words->size(), 1u);
  EXPECT_EQ(value->role->text(), "X");
}

#if defined(CONNECTPARTICIPANT_ASAN) && GTEST_HAS_DEATH_TEST
TEST_F(Read, WhatAResetArenaHeldIsPoisoned) {
  const auto value = read<item>(R"({"Content":"\n0123456789abcdef"})", reader_, memory_);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->content->back(), 'f');
  memory_.reset();
  EXPECT_DEATH(static_cast<void>(std::string(*value->content)), "use-after-poison");
}

TEST_F(Read, WhatALostArenaHeldIsAnybodysAgain) {
  std::array<std::byte, 256> room{};
  {
    arena memory(room);
    ASSERT_TRUE(read<item>(R"({"Content":"\n0123456789abcdef"})", reader_, memory));
  }
  room.fill(std::byte{1});
  EXPECT_EQ(room.front(), std::byte{1});
}
#endif

}  // namespace
