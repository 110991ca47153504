#include <array>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/timestamp.hpp>

using namespace connectparticipant;

namespace {

std::string_view view_of(const std::array<char, 24>& text) { return {text.data(), text.size()}; }

struct time_row {
  std::string_view text;
  std::int64_t milliseconds;
};

// Values from GNU date.
constexpr time_row good[] = {
    {"1970-01-01T00:00:00.000Z", 0},
    {"1970-01-01T00:00:00Z", 0},
    {"1970-01-01T00:00Z", 0},
    {"1969-12-31T23:59:59.999Z", -1},
    {"2019-11-08T02:41:28.172Z", 1'573'180'888'172},
    {"2023-08-03T08:15:46Z", 1'691'050'546'000},
    {"2020-10-31T17:00+00:00", 1'604'163'600'000},
    {"2020-10-31T17:00:00.00+00:00", 1'604'163'600'000},
    {"2020-10-31T17:00:00-07:30", 1'604'190'600'000},
    {"2020-10-31T17:00:00+05:45", 1'604'142'900'000},
    {"2020-10-31T17:00-00:00", 1'604'163'600'000},
    {"2000-02-29T00:00:00Z", 951'782'400'000},
    {"2024-02-29T23:59:59.999Z", 1'709'251'199'999},
    {"2038-01-19T03:14:08Z", 2'147'483'648'000},
    {"0000-01-01T00:00:00.000Z", -62'167'219'200'000},
    {"9999-12-31T23:59:59.999Z", 253'402'300'799'999},
    {"2019-11-08T02:41:28.1Z", 1'573'180'888'100},
    {"2019-11-08T02:41:28.17Z", 1'573'180'888'170},
    {"2019-11-08T02:41:28.172999999Z", 1'573'180'888'172},
    {"2019-11-08T02:41:28.172999999999999999999999999Z", 1'573'180'888'172},
};

constexpr std::string_view bad[] = {
    "",
    "2019",
    "2019-11-08",
    "2019-11-08T02:41:28.172",
    "2019-11-08T02:41",
    "2019-11-08 02:41:28Z",
    "2019-11-08t02:41:28z",
    "2019-11-08T02:41:28.Z",
    "2019-11-08T02:41:28,172Z",
    "2019-11-08T02:41:28.172ZZ",
    "2019-11-08T02:41:28.172Z ",
    " 2019-11-08T02:41:28.172Z",
    "2019-11-08T02:41:28.172+0000",
    "2019-11-08T02:41:28.172+00",
    "2019-11-08T02:41:28.172+00:0",
    "2019-11-08T02:41:28.172+24:00",
    "2019-11-08T02:41:28.172+00:60",
    "2019-11-08T24:00:00Z",
    "2019-11-08T02:60:00Z",
    "2019-11-08T02:00:60Z",
    "2019-11-08T02:Z",
    "2019-00-08T02:41:28Z",
    "2019-13-08T02:41:28Z",
    "2019-11-00T02:41:28Z",
    "2019-11-31T02:41:28Z",
    "2019-02-29T02:41:28Z",
    "1900-02-29T02:41:28Z",
    "2019-1-08T02:41:28Z",
    "+2019-11-08T02:41:28Z",
    "-019-11-08T02:41:28Z",
    "20a9-11-08T02:41:28Z",
    "12019-11-08T02:41:28Z",
};

TEST(Timestamp, Parses) {
  for (const time_row& r : good) EXPECT_EQ(parse_timestamp(r.text), r.milliseconds) << r.text;
}

TEST(Timestamp, RefusesEverythingElse) {
  for (std::string_view text : bad) EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
}

TEST(Timestamp, RefusesEveryBeginning) {
  constexpr std::string_view whole = "2019-11-08T02:41:28.172+00:00";
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(parse_timestamp(whole.substr(0, size)), std::nullopt) << size;
}

TEST(Timestamp, Formats) {
  for (const time_row& r : good) {
    const auto text = format_timestamp(r.milliseconds);
    ASSERT_TRUE(text);
    if (r.text.size() == 24 && r.text.back() == 'Z') {
      EXPECT_EQ(view_of(*text), r.text);
    }
    EXPECT_EQ(parse_timestamp(view_of(*text)), r.milliseconds);
  }
}

TEST(Timestamp, RefusesYearsThatDoNotFit) {
  for (const std::int64_t outside : {-62'167'219'200'001, 253'402'300'800'000,
                                     std::int64_t{std::numeric_limits<std::int64_t>::min()},
                                     std::int64_t{std::numeric_limits<std::int64_t>::max()}})
    EXPECT_EQ(format_timestamp(outside), std::nullopt) << outside;
}

// Every day of the calendar, counted by hand beside it.
TEST(Timestamp, WalksTheCalendar) {
  std::int64_t time = -62'167'219'200'000 + 45'296'789;  // 12:34:56.789
  for (int year = 0; year < 10'000; ++year) {
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    for (int month = 1; month <= 12; ++month) {
      const bool short_month = month == 4 || month == 6 || month == 9 || month == 11;
      const int days = month == 2 ? (leap ? 29 : 28) : short_month ? 30 : 31;
      const bool every_day = year % 100 < 5;
      for (int day = 1; day <= days; ++day, time += 86'400'000) {
        if (!every_day && day != 1 && day != days) continue;
        std::array<char, 25> expected{};
        std::snprintf(expected.data(), expected.size(), "%04d-%02d-%02dT12:34:56.789Z",
                      year % 10'000, month % 100, day % 100);
        const auto text = format_timestamp(time);
        ASSERT_TRUE(text);
        ASSERT_EQ(view_of(*text), expected.data());
        ASSERT_EQ(parse_timestamp(view_of(*text)), time) << expected.data();
      }
    }
  }
}

static_assert(parse_timestamp("2000-01-01T00:00:00Z") == 946'684'800'000);
static_assert(*format_timestamp(946'684'800'000)->begin() == '2');

}  // namespace
