#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/base/charset.hpp>

// Times are milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.

namespace connectparticipant::inline v1 {

namespace timestamp_internal {

inline constexpr std::int64_t milliseconds_a_day = 86'400'000;

constexpr bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
/// Days from 0000-01-01 to the first of January of `year`, in the Gregorian calendar.
constexpr std::int64_t days_before_year(std::int64_t year) {
  const std::int64_t last = year - 1;
  return year == 0 ? 0 : 366 + last * 365 + last / 4 - last / 100 + last / 400;
}
constexpr std::int64_t days_of_month(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::uint8_t, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}
inline constexpr std::int64_t epoch_day = days_before_year(1970);

/// Reads from the front of a text; the first thing that is missing makes every later read fail.
struct cursor {
  std::string_view rest;
  bool good = true;

  constexpr std::int64_t number(std::size_t width, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    good = good && rest.size() >= width && digits.all_of(rest.substr(0, width));
    if (!good) return least;
    for (const char c : rest.substr(0, width)) value = value * 10 + (c - '0');
    rest.remove_prefix(width);
    good = value >= least && value <= most;
    return good ? value : least;
  }
  constexpr bool accept(char c) {
    if (!good || rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  constexpr void expect(char c) { good = accept(c); }
};

}  // namespace timestamp_internal

/// Reads a time as the service writes it (ISO 8601): `2019-11-08T02:41:28.172Z`, with any number of
/// fraction digits or none (cut to milliseconds), `Z` or an offset such as `+00:00`, and without
/// the seconds as in `2020-10-31T17:00+00:00`. Absent when it is anything else, or no such day or
/// time.
constexpr std::optional<std::int64_t> parse_timestamp(std::string_view text) noexcept {
  using namespace timestamp_internal;
  cursor in{text};
  const std::int64_t year = in.number(4, 0, 9999);
  in.expect('-');
  const std::int64_t month = in.number(2, 1, 12);
  in.expect('-');
  const std::int64_t day = in.number(2, 1, days_of_month(year, month));
  in.expect('T');
  const std::int64_t hour = in.number(2, 0, 23);
  in.expect(':');
  const std::int64_t minute = in.number(2, 0, 59);
  std::int64_t milliseconds = 0;
  if (in.accept(':')) {
    milliseconds = in.number(2, 0, 59) * 1000;
    if (in.accept('.')) {
      milliseconds += in.number(1, 0, 9) * 100;
      for (std::int64_t unit = 10; in.good && !in.rest.empty() && digits(in.rest.front());
           unit /= 10)
        milliseconds += in.number(1, 0, 9) * unit;
    }
  }
  std::int64_t offset = 0;
  if (!in.accept('Z')) {
    const bool west = in.accept('-');
    if (!west) in.expect('+');
    offset = in.number(2, 0, 23) * 60;
    in.expect(':');
    offset += in.number(2, 0, 59);
    if (west) offset = -offset;
  }
  if (!in.good || !in.rest.empty()) return std::nullopt;

  std::int64_t days = days_before_year(year) - epoch_day + day - 1;
  for (std::int64_t m = 1; m < month; ++m) days += days_of_month(year, m);
  return days * milliseconds_a_day + ((hour * 60 + minute - offset) * 60'000) + milliseconds;
}

/// `yyyy-MM-ddTHH:mm:ss.SSSZ`, the form that sorts as text. Absent for a year that four digits
/// cannot write.
constexpr std::optional<std::array<char, 24>> format_timestamp(std::int64_t milliseconds) noexcept {
  using namespace timestamp_internal;
  std::int64_t days = milliseconds / milliseconds_a_day;
  std::int64_t rest = milliseconds % milliseconds_a_day;
  if (rest < 0) {
    rest += milliseconds_a_day;
    --days;
  }
  if (days < -epoch_day || days >= days_before_year(10'000) - epoch_day) return std::nullopt;
  days += epoch_day;

  // The mean length of a year gives the year to within one.
  std::int64_t year = days * 400 / 146'097;
  if (year > 0 && days < days_before_year(year)) --year;
  while (days >= days_before_year(year + 1)) ++year;
  days -= days_before_year(year);
  std::int64_t month = 1;
  for (; days >= days_of_month(year, month); ++month) days -= days_of_month(year, month);

  std::array<char, 24> text{};
  std::size_t at = 0;
  const auto put = [&](std::int64_t value, std::size_t width, char behind) {
    for (std::size_t i = width; i > 0; --i, value /= 10)
      text[at + i - 1] = static_cast<char>('0' + value % 10);
    at += width;
    text[at++] = behind;
  };
  put(year, 4, '-');
  put(month, 2, '-');
  put(days + 1, 2, 'T');
  put(rest / 3'600'000, 2, ':');
  put(rest / 60'000 % 60, 2, ':');
  put(rest / 1000 % 60, 2, '.');
  put(rest % 1000, 3, 'Z');
  return text;
}

}  // namespace connectparticipant::inline v1
