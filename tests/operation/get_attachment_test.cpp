#include <gtest/gtest.h>
#include <connectparticipant/operation/get_attachment.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(GetAttachment, IsDescribed) {
  check_operation<get_attachment>(operation_id::get_attachment, "GetAttachment", "POST",
                                  "/participant/attachment");
}

TEST(GetAttachment, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*get_attachment::row.request),
            "AttachmentId UrlExpiryInSeconds ConnectionToken");
  EXPECT_EQ(members(*get_attachment::row.response), "Url UrlExpiry AttachmentSizeInBytes");
}

TEST(GetAttachment, IsWrittenWithDesignators) {
  const get_attachment_request request{
      .attachment_id = "id", .url_expiry_in_seconds = 60, .connection_token = "token"};
  EXPECT_EQ(request.url_expiry_in_seconds, 60);
}

}  // namespace
