#include <array>

#include <gtest/gtest.h>
#include <connectparticipant/model/attachment.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

TEST(Attachment, RowsLeadToTheirMembers) {
  check_rows<attachment_item>();
  check_rows<upload_metadata>();
}

TEST(Attachment, MembersAreWrittenInTheModelsOrder) {
  EXPECT_EQ(members(table<attachment_item>::rows),
            "ContentType AttachmentId AttachmentName Status");
  EXPECT_EQ(members(table<upload_metadata>::rows), "Url UrlExpiry HeadersToInclude");
}

TEST(Attachment, IsWrittenWithDesignators) {
  const std::array<map_entry, 1> headers{map_entry{"x-amz-acl", "bucket-owner-full-control"}};
  const upload_metadata upload{.url = "https://example.com/", .headers_to_include = headers};
  EXPECT_EQ(upload.headers_to_include->front().key, "x-amz-acl");
  EXPECT_FALSE(upload.url_expiry);
  const attachment_item file{.attachment_name = "a.txt", .status = artifact_status::approved};
  EXPECT_EQ(file.status->text(), "APPROVED");
}

}  // namespace
