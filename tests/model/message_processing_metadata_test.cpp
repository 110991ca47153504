#include <gtest/gtest.h>
#include <connectparticipant/model/message_processing_metadata.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

TEST(MessageProcessingMetadata, RowsLeadToTheirMembers) {
  check_rows<message_processing_metadata>();
  EXPECT_EQ(members(table<message_processing_metadata>::rows), "MessageProcessingStatus");
}

TEST(MessageProcessingMetadata, IsWrittenWithDesignators) {
  const message_processing_metadata metadata{.message_processing_status =
                                                 message_processing_status::failed};
  EXPECT_EQ(metadata.message_processing_status->text(), "FAILED");
}

}  // namespace
