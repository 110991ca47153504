#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/content/envelope.hpp>

namespace connectparticipant::inline v1 {

namespace scalar {
inline constexpr value_row template_degrees = real("TemplateDegrees", privacy::personal);
}  // namespace scalar

/// Where an appointment takes place.
struct time_picker_location {
  std::optional<double> latitude{};   ///< degrees
  std::optional<double> longitude{};  ///< degrees
  std::optional<std::string_view> title{};
  std::optional<std::int64_t> radius{};
};
template <>
inline constexpr auto shape<time_picker_location> = object<time_picker_location>(
    "TimePickerLocation",
    field("latitude", &time_picker_location::latitude, scalar::template_degrees, required),
    field("longitude", &time_picker_location::longitude, scalar::template_degrees, required),
    field("title", &time_picker_location::title, scalar::template_title, required),
    field("radius", &time_picker_location::radius, scalar::template_integer));

/// One appointment.
struct timeslot {
  std::optional<std::string_view> date{};  ///< `2020-10-31T17:00+00:00`, see base/timestamp.hpp
  std::optional<std::int64_t> duration{};  ///< no source states the unit
};
template <>
inline constexpr auto shape<timeslot> =
    object<timeslot>("Timeslot", field("date", &timeslot::date, scalar::template_name, required),
                     field("duration", &timeslot::duration, scalar::template_integer, required));

namespace scalar {
inline constexpr value_row timeslots = list("Timeslots", table<timeslot>::value, items(1, 40));
}  // namespace scalar

/// Up to forty appointments.
struct time_picker_content {
  static constexpr std::string_view template_name = "TimePicker";

  std::optional<std::string_view> title{};
  std::optional<std::string_view> subtitle{};
  std::optional<std::int64_t> time_zone_offset{};  ///< minutes
  std::optional<time_picker_location> location{};
  std::optional<std::span<const timeslot>> timeslots{};
};
template <>
inline constexpr auto shape<time_picker_content> = object<time_picker_content>(
    "TimePickerContent",
    field("title", &time_picker_content::title, scalar::template_title, required),
    field("subtitle", &time_picker_content::subtitle, scalar::template_subtitle),
    field("timeZoneOffset", &time_picker_content::time_zone_offset, scalar::template_integer),
    field("location", &time_picker_content::location),
    field("timeslots", &time_picker_content::timeslots, scalar::timeslots, required));

using time_picker = template_envelope<time_picker_content>;

}  // namespace connectparticipant::inline v1
