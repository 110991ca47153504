#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/operation/get_transcript.hpp>
#include <connectparticipant/operation/start_attachment_upload.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;

namespace {

std::size_t field_number(const object_rows& rows, std::string_view name) {
  for (std::size_t i = 0; i < rows.count; ++i)
    if (rows.fields[i].name == name) return i;
  ADD_FAILURE() << name;
  return 0;
}

path transcript_path(std::size_t steps = 5) {
  const object_rows& response = table<get_transcript_response>::rows;
  path where(&response);
  if (steps > 0) where.push_field(field_number(response, "Transcript"));
  if (steps > 1) where.push_index(3);
  if (steps > 2) where.push_field(field_number(table<item>::rows, "Attachments"));
  if (steps > 3) where.push_index(0);
  if (steps > 4) where.push_field(field_number(table<attachment_item>::rows, "Status"));
  return where;
}

TEST(PathText, NamesMembersAndIndexes) {
  EXPECT_EQ(path_text(path()), "");
  EXPECT_EQ(path_text(transcript_path(0)), "");
  EXPECT_EQ(path_text(transcript_path(1)), "Transcript");
  EXPECT_EQ(path_text(transcript_path(2)), "Transcript[3]");
  EXPECT_EQ(path_text(transcript_path(3)), "Transcript[3].Attachments");
  EXPECT_EQ(path_text(transcript_path(4)), "Transcript[3].Attachments[0]");
  EXPECT_EQ(path_text(transcript_path(5)), "Transcript[3].Attachments[0].Status");
}

TEST(PathText, NamesMapKeysLikeMembers) {
  path where(&table<start_attachment_upload_response>::rows);
  where.push_field(field_number(table<start_attachment_upload_response>::rows, "UploadMetadata"));
  where.push_field(field_number(table<upload_metadata>::rows, "HeadersToInclude"));
  where.push_key("x-amz-acl");
  EXPECT_EQ(path_text(where), "UploadMetadata.HeadersToInclude.x-amz-acl");
}

TEST(PathText, ADocumentCanBeAList) {
  path where;
  where.push_index(4'294'967'295u);
  EXPECT_EQ(path_text(where), "[4294967295]");
}

TEST(PathText, DescribesAnErrorInALine) {
  EXPECT_EQ(describe(error(errc::wrong_type, 97, transcript_path())),
            "wrong_type at byte 97, Transcript[3].Attachments[0].Status");
  EXPECT_EQ(describe(error(errc::unexpected_end, 12)), "unexpected_end at byte 12");
  EXPECT_EQ(describe(error(errc::buffer_too_small, 12)), "buffer_too_small, bytes needed: 12");
  EXPECT_EQ(describe(error(errc::wrong_state)), "wrong_state");
  EXPECT_EQ(describe(error(errc::required, 0, transcript_path())),
            "required, " + path_text(transcript_path()));
}

}  // namespace
