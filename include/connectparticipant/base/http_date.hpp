#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/base/saturated.hpp>
#include <connectparticipant/base/timestamp.hpp>

// The dates of HTTP (RFC 9110, section 5.6.7), in milliseconds since 1970-01-01T00:00:00Z.

namespace connectparticipant::inline v1 {

namespace http_date_internal {

using timestamp_internal::cursor;

inline constexpr std::array<std::string_view, 7> days = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
inline constexpr std::array<std::string_view, 12> months = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr void expect(cursor& in, std::string_view text) {
  in.good = in.good && in.rest.starts_with(text);
  if (in.good) in.rest.remove_prefix(text.size());
}
constexpr std::int64_t month(cursor& in) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (!in.rest.starts_with(months[i])) continue;
    in.rest.remove_prefix(months[i].size());
    return static_cast<std::int64_t>(i + 1);
  }
  in.good = false;
  return 1;
}
/// Milliseconds into the day. A leap second counts as the second behind it.
constexpr std::int64_t time_of_day(cursor& in) {
  const std::int64_t hour = in.number(2, 0, 23);
  in.expect(':');
  const std::int64_t minute = in.number(2, 0, 59);
  in.expect(':');
  return ((hour * 60 + minute) * 60 + in.number(2, 0, 60)) * 1000;
}
constexpr std::int64_t start_of_day(std::int64_t year, std::int64_t month, std::int64_t day) {
  std::int64_t count =
      timestamp_internal::days_before_year(year) - timestamp_internal::epoch_day + day - 1;
  for (std::int64_t m = 1; m < month; ++m) count += timestamp_internal::days_of_month(year, m);
  return count * timestamp_internal::milliseconds_a_day;
}

inline constexpr std::int64_t fifty_years = 18'262 * timestamp_internal::milliseconds_a_day;
inline constexpr std::int64_t year_2000 = 946'684'800'000;

}  // namespace http_date_internal

/// Reads an HTTP date: `Sun, 06 Nov 1994 08:49:37 GMT`, or one of the obsolete forms `Sunday,
/// 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. Names are compared exactly; the name of
/// the day is not held against the date. Two digits of a year mean the latest such date that lies
/// at most 50 years behind `now`. Absent when it is anything else, or no such day or time.
constexpr std::optional<std::int64_t> parse_http_date(
    std::string_view text, std::int64_t now = http_date_internal::year_2000) noexcept {
  using namespace http_date_internal;
  cursor in{text};
  for (const std::string_view name : days) {
    const bool full = in.rest.starts_with(name);
    if (!full && !in.rest.starts_with(name.substr(0, 3))) continue;
    in.rest.remove_prefix(full ? name.size() : 3);

    std::int64_t year = 0, in_month = 1, day = 1, time = 0;
    if (in.accept(' ')) {
      if (full) return std::nullopt;
      in_month = month(in);
      in.expect(' ');
      day = in.accept(' ') ? in.number(1, 1, 9) : in.number(2, 1, 31);
      in.expect(' ');
      time = time_of_day(in);
      in.expect(' ');
      year = in.number(4, 0, 9999);
    } else {
      expect(in, ", ");
      day = in.number(2, 1, 31);
      in.expect(full ? '-' : ' ');
      in_month = month(in);
      in.expect(full ? '-' : ' ');
      year = full ? in.number(2, 0, 99) : in.number(4, 0, 9999);
      in.expect(' ');
      time = time_of_day(in);
      expect(in, " GMT");
    }
    if (!in.good || !in.rest.empty()) return std::nullopt;
    if (full) {
      const std::int64_t latest = saturated_add(now, fifty_years);
      year += 9900;
      while (year >= 100 && start_of_day(year, in_month, day) + time > latest) year -= 100;
    }
    if (day > timestamp_internal::days_of_month(year, in_month)) return std::nullopt;
    return start_of_day(year, in_month, day) + time;
  }
  return std::nullopt;
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`; fractions of a second are cut. Absent for a year that four
/// digits cannot write.
constexpr std::optional<std::array<char, 29>> format_http_date(std::int64_t milliseconds) noexcept {
  using namespace http_date_internal;
  const auto written = format_timestamp(milliseconds);
  if (!written) return std::nullopt;
  const std::string_view iso(written->data(), written->size());
  std::int64_t day = milliseconds / timestamp_internal::milliseconds_a_day;
  if (milliseconds % timestamp_internal::milliseconds_a_day < 0) --day;
  // The first day of the epoch was a Thursday.
  const std::int64_t weekday = ((day + 4) % 7 + 7) % 7;
  const int month = (iso[5] - '0') * 10 + (iso[6] - '0');

  std::array<char, 29> text{};
  std::size_t at = 0;
  const auto put = [&](std::string_view part) {
    for (const char c : part) text[at++] = c;
  };
  put(days[static_cast<std::size_t>(weekday)].substr(0, 3));
  put(", ");
  put(iso.substr(8, 2));
  put(" ");
  put(months[static_cast<std::size_t>(month - 1)]);
  put(" ");
  put(iso.substr(0, 4));
  put(" ");
  put(iso.substr(11, 8));
  put(" GMT");
  return text;
}

/// By how much the caller's clock is wrong, learnt from the `Date` of responses. A plain value:
/// the caller keeps one for each service it talks to.
struct clock_skew {
  /// What a clock may be off before it is corrected: the `Date` has whole seconds, and travels.
  static constexpr std::int64_t tolerance_ms = 300'000;

  std::int64_t offset_ms = 0;  ///< to be added to the caller's clock

  constexpr std::int64_t correct(std::int64_t now_ms) const noexcept {
    return saturated_add(now_ms, offset_ms);
  }
  /// Takes in the `Date` of a response that came at `now_ms` of the caller's clock. True when the
  /// offset changed; a date that is none changes nothing.
  constexpr bool observe(std::string_view date, std::int64_t now_ms) noexcept {
    const std::optional<std::int64_t> theirs = parse_http_date(date, now_ms);
    if (!theirs) return false;
    const std::int64_t off = saturated_subtract(*theirs, correct(now_ms));
    if (off < tolerance_ms && off > -tolerance_ms) return false;
    offset_ms = saturated_subtract(*theirs, now_ms);
    return true;
  }
};

}  // namespace connectparticipant::inline v1
