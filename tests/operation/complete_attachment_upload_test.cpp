#include <gtest/gtest.h>
#include <connectparticipant/operation/complete_attachment_upload.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(CompleteAttachmentUpload, IsDescribed) {
  check_operation<complete_attachment_upload>(operation_id::complete_attachment_upload,
                                              "CompleteAttachmentUpload", "POST",
                                              "/participant/complete-attachment-upload");
}

TEST(CompleteAttachmentUpload, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*complete_attachment_upload::row.request),
            "AttachmentIds ClientToken ConnectionToken");
  EXPECT_EQ(members(*complete_attachment_upload::row.response), "");
}

TEST(CompleteAttachmentUpload, IsWrittenWithDesignators) {
  const complete_attachment_upload_request request{.attachment_ids = {"id"},
                                                   .connection_token = "token"};
  EXPECT_EQ(request.attachment_ids[0], "id");
  EXPECT_FALSE(request.client_token);
}

}  // namespace
