#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/time_picker.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

TEST(TimePicker, RowsLeadToTheirMembers) {
  check_rows<time_picker_location>();
  check_rows<timeslot>();
  check_rows<time_picker_content>();
  check_rows<time_picker>();
}

TEST(TimePicker, SampleSurvives) {
  const std::string sample = message_of(
      "TimePicker",
      R"({"title":"Schedule appointment","subtitle":"Tap to select option",)"
      R"("timeZoneOffset":-420,"location":{"latitude":47.616299,"longitude":-122.333031,)"
      R"("title":"Oscar","radius":1},"timeslots":[{"date":"2026-01-02T00:00+00:00",)"
      R"("duration":60},{"date":"2026-01-03T00:00+00:00","duration":60}]})");
  EXPECT_EQ(outcome(interactive_type, sample), sample);
}

TEST(TimePicker, CountsAndMembersAreChecked) {
  const auto with = [](const std::string& slots, std::string_view more = "") {
    return message_of("TimePicker",
                      R"({"title":"t",)" + std::string(more) + R"("timeslots":)" + slots + "}");
  };
  const std::string slot = R"({"date":"2026-01-02T00:00+00:00","duration":60})";
  EXPECT_EQ(outcome(interactive_type, with("[]")), "data.content.timeslots min_items");
  EXPECT_EQ(outcome(interactive_type, with(list_of(41, slot))), "data.content.timeslots max_items");
  EXPECT_EQ(outcome(interactive_type, with(list_of(40, slot))), with(list_of(40, slot)));
  EXPECT_EQ(outcome(interactive_type, with("[{}]")),
            "data.content.timeslots[0].date required, data.content.timeslots[0].duration required");
  EXPECT_EQ(outcome(interactive_type, with(list_of(1, slot), R"("location":{},)")),
            "data.content.location.latitude required, data.content.location.longitude required, "
            "data.content.location.title required");
  EXPECT_EQ(outcome(interactive_type, with(list_of(1, slot), R"("timeZoneOffset":1.5,)")),
            "not_an_integer at byte 93, data.content.timeZoneOffset");
}

}  // namespace
