#include <gtest/gtest.h>
#include <connectparticipant/operation/operation.hpp>

using namespace connectparticipant;

namespace {

static_assert(!operation_request<int>);

TEST(Operation, IdsAreStable) {
  EXPECT_EQ(static_cast<int>(operation_id::cancel_participant_authentication), 0);
  EXPECT_EQ(static_cast<int>(operation_id::start_attachment_upload), 10);
}

TEST(Operation, TokensTravelInOneHeader) { EXPECT_EQ(token_header, "X-Amz-Bearer"); }

}  // namespace
