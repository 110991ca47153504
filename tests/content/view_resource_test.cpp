#include <string>

#include <gtest/gtest.h>
#include <connectparticipant/content/view_resource.hpp>
#include <connectparticipant/json/print.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

TEST(ViewResource, RowsLeadToTheirMembers) {
  check_rows<view_resource_content>();
  check_rows<view_resource>();
}

TEST(ViewResource, DataMayBeAnObjectOrText) {
  const std::string samples[] = {
      message_of("ViewResource", R"({"viewId":"v","viewToken":"t","viewData":{"a":[1, true]}})"),
      message_of("ViewResource", R"({"viewToken":"t","viewData":"{\"a\":\"\\\"\"}"})"),
      message_of("ViewResource", "{}")};
  for (const std::string& sample : samples) EXPECT_EQ(outcome(interactive_type, sample), sample);
  EXPECT_EQ(outcome(interactive_type, message_of("ViewResource", R"({"viewToken":5})")),
            "wrong_type at byte 78, data.content.viewToken");
}

TEST(ViewResource, TokenIsNeverPrinted) {
  const view_resource_content content{
      .view_id = "v", .view_token = "abc", .view_data = json_text{R"({"name":"A"})"}};
  EXPECT_EQ(print(content),
            R"({"viewId":"v","viewToken":"<secret, 3 bytes>","viewData":"<personal, 12 bytes>"})");
  EXPECT_EQ(print(content, {.personal = true}),
            R"({"viewId":"v","viewToken":"<secret, 3 bytes>","viewData":{"name":"A"}})");
}

}  // namespace
