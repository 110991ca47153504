#include <gtest/gtest.h>
#include <connectparticipant/operation/start_attachment_upload.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(StartAttachmentUpload, IsDescribed) {
  check_operation<start_attachment_upload>(operation_id::start_attachment_upload,
                                           "StartAttachmentUpload", "POST",
                                           "/participant/start-attachment-upload");
}

TEST(StartAttachmentUpload, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*start_attachment_upload::row.request),
            "ContentType AttachmentSizeInBytes AttachmentName ClientToken ConnectionToken");
  EXPECT_EQ(members(*start_attachment_upload::row.response), "AttachmentId UploadMetadata");
}

TEST(StartAttachmentUpload, IsWrittenWithDesignators) {
  const start_attachment_upload_request request{.content_type = "text/plain",
                                                .attachment_size_in_bytes = 9,
                                                .attachment_name = "a.txt",
                                                .connection_token = "token"};
  EXPECT_EQ(request.attachment_size_in_bytes, 9);
}

}  // namespace
