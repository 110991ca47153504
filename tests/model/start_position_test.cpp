#include <gtest/gtest.h>
#include <connectparticipant/model/start_position.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

TEST(StartPosition, RowsLeadToTheirMembers) {
  check_rows<start_position>();
  EXPECT_EQ(members(table<start_position>::rows), "Id AbsoluteTime MostRecent");
}

TEST(StartPosition, IsWrittenWithDesignators) {
  const start_position position{.most_recent = 10};
  EXPECT_EQ(position.most_recent, 10);
  EXPECT_FALSE(position.id || position.absolute_time);
}

}  // namespace
