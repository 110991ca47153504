#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/reply.hpp>
#include <connectparticipant/json/small_reader.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

TEST(Reply, RowsLeadToTheirMembers) {
  check_rows<carousel_choice>();
  check_rows<list_action>();
  check_rows<list_action_data>();
  check_rows<view_action>();
}

TEST(Reply, TitlesAreRepeatedWordForWord) {
  const send_message_request picked = reply_with(picker_element{.title = "Talk to <an> agent"});
  EXPECT_EQ(picked.content_type, plain);
  EXPECT_EQ(picked.content, "Talk to <an> agent");
  EXPECT_EQ(reply_with(quick_reply_element{.title = "Yes"}).content, "Yes");

  const std::array<picker_element, 2> elements{picker_element{.title = "A"},
                                               picker_element{.title = "B"}};
  EXPECT_EQ(find_choice(std::span<const picker_element>(elements), "B"), &elements[1]);
  EXPECT_EQ(find_choice(std::span<const picker_element>(elements), "b"), nullptr);
}

struct slot_row {
  std::string_view date;
  std::optional<std::int64_t> offset;
  std::string_view text;  // empty for an error
};

// Expectations from the widget's expression, evaluated by a JavaScript engine's rules: new
// Date(date + offset), toISOString, its last two characters cut, "+00:00".
const slot_row slots[] = {
    {"2020-10-31T17:00+00:00", std::nullopt, "2020-10-31T17:00+00:00"},
    {"2020-10-31T17:00+00:00", 0, "2020-10-31T17:00+00:00"},
    {"tomorrow", std::nullopt, "tomorrow"},
    {"2020-10-31T17:00+00:00", -450, "2020-10-31T09:30:00.00+00:00"},
    {"2020-10-31T17:00+00:00", 450, "2020-11-01T00:30:00.00+00:00"},
    {"2026-01-02T00:00+00:00", -420, "2026-01-01T17:00:00.00+00:00"},
    {"2020-10-31T17:00:05.129+02:00", 60, "2020-10-31T16:00:05.12+00:00"},
    {"tomorrow", 60, ""},
    {"9999-12-31T23:59+00:00", 1, ""},
    {"2020-10-31T17:00+00:00", INT64_MAX, ""},
    {"2020-10-31T17:00+00:00", INT64_MIN, ""},
};

TEST(Reply, TimeSlotsAreToldAsTheWidgetDoes) {
  std::array<char, timeslot_text_size> room{};
  for (const slot_row& row : slots) {
    const timeslot slot{.date = row.date, .duration = 60};
    const time_picker_content picker{.time_zone_offset = row.offset,
                                     .timeslots = std::span<const timeslot>(&slot, 1)};
    const auto request = reply_with(picker, slot, room);
    ASSERT_EQ(request.has_value(), !row.text.empty()) << row.date;
    if (!request) {
      EXPECT_EQ(describe(request.error()), "invalid_argument, date");
      continue;
    }
    EXPECT_EQ(request->content, row.text);
    EXPECT_EQ(request->content_type, plain);
    EXPECT_EQ(find_timeslot(picker, row.text), &picker.timeslots->front());
    EXPECT_EQ(find_timeslot(picker, "else"), nullptr);
  }
  EXPECT_EQ(timeslot_text({}, 1, room).error().code, errc::required);
  EXPECT_EQ(
      timeslot_text({.date = "2020-10-31T17:00+00:00"}, 1, std::span(room).first(27)).error().code,
      errc::buffer_too_small);
}

TEST(Reply, CarouselChoiceNamesItsCard) {
  const picker_element element{.title = "Book Room"};
  const carousel_element card{
      .template_identifier = "t0",
      .data = template_data<panel_content>{.content = panel_content{.title = "Bel Air"}}};
  std::array<char, 128> room{};
  const auto request = reply_with(choice_on(card, element), room);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->content_type, plain);
  EXPECT_EQ(request->content,
            R"({"templateIdentifier":"t0","listTitle":"Bel Air","selectionText":"Book Room"})");
}

TEST(Reply, CarouselChoiceIsKnownByItsThreeMembers) {
  struct row {
    std::string_view text;
    bool choice;
  };
  const row rows[] = {
      {R"({"templateIdentifier":"t","listTitle":"l","selectionText":"s"})", true},
      {R"(  {"selectionText":"s","x":[1],"templateIdentifier":"","listTitle":"\u00e9"} )", true},
      {R"({"templateIdentifier":"t","listTitle":"l"})", false},
      {R"({"templateIdentifier":"t","listTitle":"l","selectionText":null})", false},
      {R"({"templateIdentifier":"t","listTitle":"l","selectionText":5})", false},
      {R"({"templateIdentifier":"t","listTitle":"l","selectionText":"s"}.)", false},
      {"{", false},
      {"{}", false},
      {"hello {", false},
      {"", false},
  };
  for (const row& r : rows) {
    arena memory(memory_source::heap());
    small_reader reader;
    const auto choice = decode_carousel_choice(r.text, reader, memory);
    ASSERT_TRUE(choice) << r.text;
    EXPECT_EQ(choice->has_value(), r.choice) << r.text;
    EXPECT_TRUE(r.choice || memory.used() == 0) << r.text;
  }
}

TEST(Reply, ButtonsAskForAnotherPage) {
  constexpr std::string_view sample =
      R"({"version":"1.0","data":{"actionName":"SHOW_MORE","preIndex":-1,"nextIndex":5,)"
      R"("listId":"serviceList","templateType":"ListPicker",)"
      R"("referenceId":"320435df-2e3c-47ea-9206-e64f81dd8e3c"},"action":"SHOW_MORE"})";
  const list_picker_content list{.list_id = "serviceList",
                                 .reference_id = "320435df-2e3c-47ea-9206-e64f81dd8e3c",
                                 .pre_index = -1,
                                 .next_index = 5};
  std::array<char, 256> room{};
  const auto request =
      reply_with(action_of(list, {.title = "Show more", .action_detail = "SHOW_MORE"}), room);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->content_type, response_type);
  EXPECT_EQ(request->content, sample);
  EXPECT_EQ(outcome(response_type, sample), sample);
  EXPECT_EQ(outcome(response_type, R"({"data":{"actionName":"SHOW_MORE","preIndex":"x"}})"),
            "wrong_type at byte 45, data.preIndex");
  EXPECT_EQ(outcome(response_type, R"({"data":{"actionName":"SHOW_MORE"}})"), "action required");
}

TEST(Reply, ViewsActWithTheirData) {
  constexpr std::string_view samples[] = {
      R"({"action":"Submit","data":{"name":"A","n":3,"deep":{"x":[true,null]}},)"
      R"("templateType":"ViewResource","version":"1.0"})",
      R"({"action":"Submit","data":{"actionName":"not a button"},"templateType":"ViewResource"})",
      R"({"action":"Submit","data":{"actionName":5}})", R"({"action":"Submit","data":[1]})",
      R"({"action":"Submit"})"};
  for (std::string_view sample : samples) EXPECT_EQ(outcome(response_type, sample), sample);
  EXPECT_EQ(outcome(response_type, R"({"action":"","data":{}})"), "action min_length");

  std::array<char, 256> room{};
  const auto request = reply_with(action_of_view("Submit", {R"({"n":3})"}), room);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->content,
            R"({"action":"Submit","data":{"n":3},"templateType":"ViewResource","version":"1.0"})");
  EXPECT_EQ(reply_with(action_of_view("Submit", {"{"}), room).error().code, errc::json);
}

TEST(Reply, TypedTextGoesThroughAView) {
  std::array<char, 128> room{};
  const auto request = reply_to_view("say \"hi\"", room);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->content_type, response_type);
  EXPECT_EQ(request->content, R"({"action":" ","data":{"content":"say \"hi\""},)"
                              R"("templateType":"ViewResource","version":"1.0"})");
  EXPECT_EQ(outcome(response_type, *request->content), *request->content);
  EXPECT_EQ(reply_to_view("\xFF", room).error().code, errc::utf8);
  EXPECT_EQ(reply_to_view("hi", std::span(room).first(9)).error().code, errc::buffer_too_small);
}

}  // namespace
