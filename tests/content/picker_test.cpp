#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/picker.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

TEST(Picker, RowsLeadToTheirMembers) {
  check_rows<picker_element>();
  check_rows<list_picker_content>();
  check_rows<panel_content>();
  check_rows<list_picker>();
  check_rows<panel>();
}

TEST(Picker, SamplesSurvive) {
  const std::string paged = message_of(
      "ListPicker",
      R"({"title":"What produce would you like to buy?","subtitle":"Tap to select option",)"
      R"("imageType":"URL","imageData":"https://example.com/fruits.jpg","imageDescription":"Fruit",)"
      R"("elements":[{"title":"Previous options","actionDetail":"PREVIOUS_OPTIONS"},)"
      R"({"title":"Apple","subtitle":"$1.00","imageType":"URL",)"
      R"("imageData":"https://example.com/apple.jpg","imageDescription":"An apple"},)"
      R"({"title":"Learn more","type":"hyperlink","url":"https://example.com/"}],)"
      R"("listId":"serviceList","referenceId":"320435df-2e3c-47ea-9206-e64f81dd8e3c",)"
      R"("preIndex":-1,"nextIndex":5})");
  EXPECT_EQ(outcome(interactive_type, paged), paged);
  const std::string panel_sample = message_of(
      "Panel", R"({"title":"How can I help you?","elements":[{"title":"Check options"}]})");
  EXPECT_EQ(outcome(interactive_type, panel_sample), panel_sample);
}

struct broken_row {
  std::string template_type, content, outcome;
};

TEST(Picker, CountsAndLengthsAreChecked) {
  const std::string e = R"({"title":"a"})";
  const auto with = [](std::string_view members, const std::string& elements) {
    return "{" + std::string(members) + R"("elements":)" + elements + "}";
  };
  const std::string t = R"("title":"t",)";
  const broken_row rows[] = {
      {"ListPicker", "{}", "data.content.title required, data.content.elements required"},
      {"ListPicker", with(t, "[]"), "data.content.elements min_items"},
      {"ListPicker", with(t, list_of(7, e)), "data.content.elements max_items"},
      {"Panel", with(t, list_of(11, e)), "data.content.elements max_items"},
      {"Panel", with(t, "[{}]"), "data.content.elements[0].title required"},
      {"Panel", with(R"("title":")" + wide(401) + "\",", list_of(1, e)),
       "data.content.title max_length"},
      {"Panel", with(t + R"("subtitle":")" + wide(401) + "\",", list_of(1, e)),
       "data.content.subtitle max_length"},
      {"ListPicker",
       with(t, R"([{"title":")" + wide(401) + R"(","subtitle":")" + wide(401) + "\"}]"),
       "data.content.elements[0].title max_length, data.content.elements[0].subtitle max_length"},
      {"ListPicker", with(R"("title":1,)", list_of(1, e)),
       "wrong_type at byte 72, data.content.title"},
  };
  for (const broken_row& row : rows)
    EXPECT_EQ(outcome(interactive_type, message_of(row.template_type, row.content)), row.outcome)
        << row.content;
  const std::string widest[] = {
      message_of("ListPicker", with(R"("title":")" + wide(400) + "\",", list_of(6, e))),
      message_of("Panel", with(t, list_of(10, e)))};
  for (const std::string& valid : widest) EXPECT_EQ(outcome(interactive_type, valid), valid);
}

TEST(Picker, KnowsHyperlinks) {
  EXPECT_TRUE(is_hyperlink({.type = "hyperlink"}));
  EXPECT_FALSE(is_hyperlink({.type = "action"}));
  EXPECT_FALSE(is_hyperlink({}));
}

}  // namespace
