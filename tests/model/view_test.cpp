#include <array>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/model/view.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

TEST(View, RowsLeadToTheirMembers) {
  check_rows<view>();
  check_rows<view_content>();
}

TEST(View, MembersAreWrittenInTheModelsOrder) {
  EXPECT_EQ(members(table<view>::rows), "Id Arn Name Version Content");
  EXPECT_EQ(members(table<view_content>::rows), "InputSchema Template Actions");
}

TEST(View, IsWrittenWithDesignators) {
  const std::array<std::string_view, 2> actions{"Back", "Next"};
  const view form{
      .name = "Form", .version = 3, .content = view_content{.template_ = "{}", .actions = actions}};
  EXPECT_EQ((*form.content->actions)[1], "Next");
  EXPECT_EQ(form.content->template_, "{}");
}

}  // namespace
