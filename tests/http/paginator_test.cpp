#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/paginator.hpp>
#include <connectparticipant/json/equal.hpp>

using namespace connectparticipant;

namespace {

constexpr item some_items[1] = {};

get_transcript_response page(std::optional<std::string_view> next,
                             std::span<const item> items = some_items) {
  return {.transcript = items, .next_token = next};
}

class PaginatorTest : public testing::Test {
 protected:
  std::array<char, 1000> room{};
};

TEST_F(PaginatorTest, AsksForPageAfterPage) {
  for (const auto direction : {scan_direction::backward, scan_direction::forward}) {
    const get_transcript_request first{.contact_id = "c",
                                       .max_results = 15,
                                       .scan_direction = direction,
                                       .sort_order = sort_key::ascending,
                                       .start_position = start_position{.id = "start"},
                                       .connection_token = "t"};
    transcript_paginator pages(first, room);
    for (const std::string_view token : {"", "one", "two", "three"}) {
      const auto request = pages.next();
      ASSERT_TRUE(request);
      EXPECT_EQ(request->next_token.value_or(""), token);
      EXPECT_EQ(request->contact_id, "c");
      EXPECT_EQ(request->max_results, 15);
      EXPECT_EQ(request->scan_direction, direction);
      EXPECT_EQ(request->sort_order, sort_key::ascending);
      EXPECT_EQ(request->start_position->id, "start");
      EXPECT_EQ(request->connection_token, "t");
      EXPECT_EQ(pages.end(), page_end::none);
      const std::string_view next = token.empty()    ? "one"
                                    : token == "one" ? "two"
                                    : token == "two" ? "three"
                                                     : "";
      EXPECT_EQ(pages.received(page(next)), !next.empty());
    }
    EXPECT_EQ(pages.end(), page_end::last_page);
    EXPECT_EQ(pages.next(), std::nullopt);
    EXPECT_EQ(pages.next_token(), std::nullopt);
    EXPECT_EQ(pages.pages(), 4u);
    EXPECT_FALSE(pages.received(page("five")));
    EXPECT_EQ(pages.pages(), 4u);
  }
}

TEST_F(PaginatorTest, GivesTheSameRequestAgain) {
  transcript_paginator pages({.connection_token = "t"}, room);
  EXPECT_EQ(pages.next(), pages.next());
  {
    std::string gone = "token";
    EXPECT_TRUE(pages.received(page(gone)));
    std::memset(gone.data(), 'x', gone.size());
  }
  EXPECT_EQ(pages.next()->next_token, "token");
  EXPECT_EQ(pages.next()->next_token, "token");
}

TEST_F(PaginatorTest, EndsWithoutNextToken) {
  for (const auto& last : {page(std::nullopt), page("")}) {
    transcript_paginator pages({}, room);
    EXPECT_FALSE(pages.received(last));
    EXPECT_EQ(pages.end(), page_end::last_page);
  }
}

TEST_F(PaginatorTest, GoesOnBehindAnEmptyPage) {
  transcript_paginator pages({}, room);
  EXPECT_TRUE(pages.received(page("past", {})));
  EXPECT_TRUE(pages.received({.next_token = "more"}));
  EXPECT_FALSE(pages.received(page(std::nullopt)));
}

TEST_F(PaginatorTest, EndsWhereTheStartIsUnknown) {
  transcript_paginator pages({.start_position = start_position{.id = "gone"}}, room);
  EXPECT_FALSE(pages.received(page("elsewhere", {})));
  EXPECT_EQ(pages.end(), page_end::unknown_start);

  transcript_paginator later({.start_position = start_position{.id = "known"}}, room);
  EXPECT_TRUE(later.received(page("one")));
  EXPECT_TRUE(later.received(page("two", {})));

  transcript_paginator resumed({.next_token = "t", .start_position = start_position{.id = "known"}},
                               room);
  EXPECT_TRUE(resumed.received(page("one", {})));
}

TEST_F(PaginatorTest, StopsOnARepeatedToken) {
  transcript_paginator pages({}, room);
  EXPECT_TRUE(pages.received(page("a")));
  EXPECT_FALSE(pages.received(page("a")));
  EXPECT_EQ(pages.end(), page_end::repeated_token);
  EXPECT_EQ(pages.next_token(), std::nullopt);

  transcript_paginator resumed({.next_token = "a"}, room);
  EXPECT_EQ(resumed.next()->next_token, "a");
  EXPECT_FALSE(resumed.received(page("a")));

  transcript_paginator round({.next_token = "a"}, room);
  EXPECT_TRUE(round.received(page("b")));
}

TEST_F(PaginatorTest, StopsInAnyRound) {
  for (std::uint32_t before = 0; before < 40; ++before)
    for (std::uint32_t round = 1; round < 40; ++round) {
      transcript_paginator pages({}, room);
      for (std::uint32_t i = 0;; ++i) {
        const std::uint32_t number = i < before ? i : before + (i - before) % round;
        if (!pages.received(page(std::to_string(number)))) break;
        ASSERT_LT(i, 3 * (before + round) + 3) << before << " " << round;
      }
      EXPECT_EQ(pages.end(), page_end::repeated_token);
      EXPECT_GT(pages.pages(), before + round);
    }
}

TEST_F(PaginatorTest, StopsNowhereElse) {
  transcript_paginator pages({}, room);
  for (int i = 0; i < 5000; ++i) ASSERT_TRUE(pages.received(page(std::to_string(i)))) << i;
}

TEST_F(PaginatorTest, StopsAtItsLimit) {
  transcript_paginator pages({}, room, 2);
  EXPECT_TRUE(pages.received(page("a")));
  EXPECT_FALSE(pages.received(page("b")));
  EXPECT_EQ(pages.end(), page_end::page_limit);
  EXPECT_EQ(pages.next(), std::nullopt);
  EXPECT_EQ(pages.next_token(), "b");

  transcript_paginator none({}, room, 0);
  EXPECT_EQ(none.next(), std::nullopt);
  EXPECT_EQ(none.end(), page_end::page_limit);

  transcript_paginator last({}, room, 1);
  EXPECT_FALSE(last.received(page(std::nullopt)));
  EXPECT_EQ(last.end(), page_end::last_page);
}

TEST_F(PaginatorTest, KeepsToItsMemory) {
  transcript_paginator pages({}, std::span<char>(room).first(4));
  EXPECT_TRUE(pages.received(page("four")));
  EXPECT_EQ(pages.next()->next_token, "four");
  EXPECT_FALSE(pages.received(page("fives")));
  EXPECT_EQ(pages.end(), page_end::token_too_large);
  EXPECT_EQ(pages.next(), std::nullopt);
}

TEST_F(PaginatorTest, TakesAnEmptyTokenForNone) {
  transcript_paginator pages({.next_token = ""}, room);
  EXPECT_EQ(pages.next()->next_token, std::nullopt);
}

}  // namespace
