#include <gtest/gtest.h>
#include <connectparticipant/operation/describe_view.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(DescribeView, IsDescribed) {
  check_operation<describe_view>(operation_id::describe_view, "DescribeView", "GET",
                                 "/participant/views/{ViewToken}");
}

TEST(DescribeView, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*describe_view::row.request), "ViewToken ConnectionToken");
  EXPECT_EQ(members(*describe_view::row.response), "View");
}

TEST(DescribeView, IsWrittenWithDesignators) {
  const describe_view_request request{.view_token = "view", .connection_token = "token"};
  EXPECT_EQ(request.view_token, "view");
  const describe_view_response response{.view = view{.name = "Form"}};
  EXPECT_EQ(response.view->name, "Form");
}

}  // namespace
