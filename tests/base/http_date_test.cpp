#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/http_date.hpp>

using namespace connectparticipant;

namespace {

struct date_row {
  std::string_view text;
  std::int64_t milliseconds;
};

// Values from GNU date.
constexpr date_row fixed[] = {
    {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
    {"Wed, 31 Dec 1969 23:59:59 GMT", -1000},
    {"Sun, 06 Nov 1994 08:49:37 GMT", 784'111'777'000},
    {"Tue, 29 Feb 2000 12:00:00 GMT", 951'825'600'000},
    {"Fri, 19 Sep 2025 07:46:00 GMT", 1'758'267'960'000},
    {"Sat, 01 Jan 0000 00:00:00 GMT", -62'167'219'200'000},
    {"Fri, 31 Dec 9999 23:59:59 GMT", 253'402'300'799'000},
};

TEST(HttpDate, ReadsAndWritesTheFixedForm) {
  for (const date_row& r : fixed) {
    EXPECT_EQ(parse_http_date(r.text), r.milliseconds) << r.text;
    const auto text = format_http_date(r.milliseconds);
    ASSERT_TRUE(text);
    EXPECT_EQ(std::string_view(text->data(), text->size()), r.text);
  }
  const auto cut = format_http_date(784'111'777'999);
  EXPECT_EQ(std::string_view(cut->data(), cut->size()), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDate, ReadsTheObsoleteForms) {
  for (const date_row& r : {date_row{"Sunday, 06-Nov-94 08:49:37 GMT", 784'111'777'000},
                            date_row{"Sun Nov  6 08:49:37 1994", 784'111'777'000},
                            date_row{"Tue Feb 29 12:00:00 2000", 951'825'600'000},
                            date_row{"Tuesday, 29-Feb-00 12:00:00 GMT", 951'825'600'000},
                            date_row{"Wednesday, 31-Dec-69 23:59:59 GMT", -1000}})
    EXPECT_EQ(parse_http_date(r.text), r.milliseconds) << r.text;
}

TEST(HttpDate, KnowsTheNamesOfDaysAndMonths) {
  for (int day = 0; day < 366; ++day) {
    const std::int64_t time = 946'684'800'000 + day * std::int64_t{86'400'000} + 3'723'000;
    const auto text = format_http_date(time);
    ASSERT_TRUE(text);
    EXPECT_EQ(parse_http_date(std::string_view(text->data(), text->size())), time);
  }
}

TEST(HttpDate, TakesTwoDigitsForTheLatestYearWithinFiftyYears) {
  struct row {
    std::string_view now, read;
    std::string_view year;
  };
  for (const row& r : {row{"Thu, 01 Jan 2026 00:00:00 GMT", "77", "1977"}, row{"", "75", "1975"},
                       row{"Thu, 01 Jan 2026 00:00:00 GMT", "76", "2076"},
                       row{"Sat, 01 Feb 2025 00:00:00 GMT", "76", "1976"}, row{"", "49", "2049"},
                       row{"Fri, 01 Jan 2095 00:00:00 GMT", "10", "2110"},
                       row{"Fri, 01 Jan 2095 00:00:00 GMT", "94", "2094"}}) {
    const auto now = r.now.empty() ? std::nullopt : parse_http_date(r.now);
    const std::string text = "Monday, 01-Jan-" + std::string(r.read) + " 00:00:00 GMT";
    const std::string expected = "Mon, 01 Jan " + std::string(r.year) + " 00:00:00 GMT";
    EXPECT_EQ(now ? parse_http_date(text, *now) : parse_http_date(text), parse_http_date(expected))
        << r.now << " " << r.read;
  }
  // No clock is too wrong for it.
  constexpr std::string_view text = "Sunday, 06-Nov-94 08:49:37 GMT";
  EXPECT_TRUE(parse_http_date(text, (std::numeric_limits<std::int64_t>::max)()));
  EXPECT_TRUE(parse_http_date(text, (std::numeric_limits<std::int64_t>::min)()));
}

TEST(HttpDate, TakesALeapSecondForTheNext) {
  EXPECT_EQ(parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT"),
            parse_http_date("Sun, 01 Jan 2017 00:00:00 GMT"));
}

TEST(HttpDate, RefusesEverythingElse) {
  for (const std::string_view text : {"",
                                      "Sun",
                                      "Sun,",
                                      "1994-11-06T08:49:37Z",
                                      "Sun, 6 Nov 1994 08:49:37 GMT",
                                      "sun, 06 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 nov 1994 08:49:37 GMT",
                                      "Sun,06 Nov 1994 08:49:37 GMT",
                                      "Sun, 06-Nov-1994 08:49:37 GMT",
                                      "Sun, 06 Nov 94 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 08:49:37",
                                      "Sun, 06 Nov 1994 08:49:37 UTC",
                                      "Sun, 06 Nov 1994 08:49:37 +0000",
                                      "Sun, 06 Nov 1994 08:49:37 GMT ",
                                      " Sun, 06 Nov 1994 08:49:37 GMT",
                                      "Sun, 31 Nov 1994 08:49:37 GMT",
                                      "Sun, 29 Feb 1900 08:49:37 GMT",
                                      "Sun, 00 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 24:00:00 GMT",
                                      "Sun, 06 Nov 1994 08:60:00 GMT",
                                      "Sun, 06 Nov 1994 08:49:61 GMT",
                                      "Xxx, 06 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 Xxx 1994 08:49:37 GMT",
                                      "Sunday Nov  6 08:49:37 1994",
                                      "Sunday, 06 Nov 1994 08:49:37 GMT",
                                      "Sun Nov 6 08:49:37 1994",
                                      "Sun Nov  0 08:49:37 1994",
                                      "Sun Nov  6 08:49:37 1994 GMT",
                                      "Sunday, 29-Feb-01 08:49:37 GMT",
                                      "06 Nov 1994 08:49:37 GMT"})
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

TEST(HttpDate, RefusesEveryBeginning) {
  for (const std::string_view whole : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                                       "Sunday, 06-Nov-94 08:49:37 GMT"})
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_EQ(parse_http_date(whole.substr(0, size)), std::nullopt) << whole.substr(0, size);
}

TEST(HttpDate, RefusesYearsThatDoNotFit) {
  EXPECT_EQ(format_http_date(253'402'300'800'000), std::nullopt);
  EXPECT_EQ(format_http_date(-62'167'219'200'001), std::nullopt);
}

constexpr std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr std::int64_t date_ms = 784'111'777'000;

TEST(ClockSkew, CorrectsFromFiveMinutesOn) {
  struct row {
    std::int64_t off;
    bool corrected;
  };
  for (const row& r : {row{0, false}, row{299'999, false}, row{-299'999, false}, row{300'000, true},
                       row{-300'000, true}, row{86'400'000, true}}) {
    clock_skew skew;
    EXPECT_EQ(skew.observe(date, date_ms - r.off), r.corrected) << r.off;
    EXPECT_EQ(skew.offset_ms, r.corrected ? r.off : 0);
    EXPECT_EQ(skew.correct(date_ms - r.off), r.corrected ? date_ms : date_ms - r.off);
  }
}

TEST(ClockSkew, SettlesAndFollows) {
  clock_skew skew;
  EXPECT_TRUE(skew.observe(date, date_ms - 400'000));
  EXPECT_FALSE(skew.observe(date, date_ms - 400'000 + 1500));
  EXPECT_EQ(skew.offset_ms, 400'000);
  // The clock has been set right since.
  EXPECT_TRUE(skew.observe(date, date_ms));
  EXPECT_EQ(skew.offset_ms, 0);
}

TEST(ClockSkew, StaysWhenTheDateIsNone) {
  clock_skew skew{.offset_ms = 7};
  EXPECT_FALSE(skew.observe("soon", date_ms));
  EXPECT_EQ(skew.offset_ms, 7);
}

TEST(ClockSkew, HoldsForAnyClock) {
  clock_skew skew;
  EXPECT_TRUE(skew.observe(date, (std::numeric_limits<std::int64_t>::min)()));
  EXPECT_EQ(skew.offset_ms, (std::numeric_limits<std::int64_t>::max)());
  EXPECT_TRUE(skew.observe(date, (std::numeric_limits<std::int64_t>::max)()));
}

static_assert(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == 784'111'777'000);

}  // namespace
