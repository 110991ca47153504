#include <gtest/gtest.h>
#include <connectparticipant/operation/get_transcript.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(GetTranscript, IsDescribed) {
  check_operation<get_transcript>(operation_id::get_transcript, "GetTranscript", "POST",
                                  "/participant/transcript");
}

TEST(GetTranscript, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*get_transcript::row.request),
            "ContactId MaxResults NextToken ScanDirection SortOrder StartPosition ConnectionToken");
  EXPECT_EQ(members(*get_transcript::row.response), "InitialContactId Transcript NextToken");
}

TEST(GetTranscript, IsWrittenWithDesignators) {
  const get_transcript_request request{.max_results = 100,
                                       .scan_direction = scan_direction::backward,
                                       .sort_order = sort_key::ascending,
                                       .start_position = start_position{.most_recent = 1},
                                       .connection_token = "token"};
  EXPECT_EQ(request.scan_direction->text(), "BACKWARD");
  EXPECT_EQ(request.sort_order->text(), "ASCENDING");
}

}  // namespace
