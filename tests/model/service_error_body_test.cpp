#include <gtest/gtest.h>
#include <connectparticipant/model/service_error_body.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

TEST(ServiceErrorBody, RowsLeadToTheirMembers) {
  check_rows<service_error_body>();
  EXPECT_EQ(members(table<service_error_body>::rows),
            "Message ResourceId ResourceType message code __type");
}

TEST(ServiceErrorBody, OnlyTheCodeIsReadInAnyCase) {
  const object_rows& rows = table<service_error_body>::rows;
  for (int i = 0; i < rows.count; ++i)
    EXPECT_EQ(rows.fields[i].any_case, rows.fields[i].name == "code") << rows.fields[i].name;
}

TEST(ServiceErrorBody, ModelledMembersComeFirst) {
  const object_rows& rows = table<service_error_body>::rows;
  for (int i = 0; i < rows.count; ++i)
    EXPECT_EQ(rows.fields[i].modelled, i < 3) << rows.fields[i].name;
}

}  // namespace
