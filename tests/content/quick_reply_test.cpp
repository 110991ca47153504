#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/quick_reply.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

TEST(QuickReply, RowsLeadToTheirMembers) {
  check_rows<quick_reply_element>();
  check_rows<quick_reply_content>();
}

TEST(QuickReply, IsReadAndChecked) {
  const auto with = [](const std::string& elements) {
    return message_of("QuickReply",
                      R"({"title":"How was it?","subtitle":"s","elements":)" + elements + "}");
  };
  const auto element = [](std::size_t length) { return R"({"title":")" + wide(length) + "\"}"; };
  EXPECT_EQ(outcome(interactive_type, with(list_of(1, element(200)))),
            with(list_of(1, element(200))));
  EXPECT_EQ(outcome(interactive_type, with(list_of(1, element(201)))),
            "data.content.elements[0].title max_length");
  EXPECT_EQ(outcome(interactive_type, with("[]")), "data.content.elements min_items");
  EXPECT_EQ(outcome(interactive_type, with("[{}]")), "data.content.elements[0].title required");
  EXPECT_EQ(
      outcome(interactive_type, message_of("QuickReply", R"({"elements":[{"title":"Yes"}]})")),
      "data.content.title required");
}

}  // namespace
