#include <gtest/gtest.h>
#include <iterator>
#include <string_view>

#include <connectparticipant/operation/send_message.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(SendMessage, IsDescribed) {
  check_operation<send_message>(operation_id::send_message, "SendMessage", "POST",
                                "/participant/message");
}

TEST(SendMessage, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*send_message::row.request), "ContentType Content ClientToken ConnectionToken");
  EXPECT_EQ(members(*send_message::row.response), "Id AbsoluteTime MessageMetadata");
}

TEST(SendMessage, LimitsContentByItsType) {
  check_content(*send_message::row.request);
  struct row {
    std::string_view media_type;
    int max_length;
    bool is_json;
  };
  constexpr row rows[] = {
      {"text/plain", 1024, false},
      {"text/markdown", 1024, false},
      {"application/json", 12000, true},
      {"application/vnd.amazonaws.connect.message.interactive.response", 12288, true},
  };
  const content_rules& rules = *send_message::row.request->content;
  ASSERT_EQ(rules.count, std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    EXPECT_EQ(rules.types[i].media_type, rows[i].media_type);
    EXPECT_EQ(rules.types[i].max_length, rows[i].max_length) << rows[i].media_type;
    EXPECT_EQ(rules.types[i].is_json, rows[i].is_json) << rows[i].media_type;
    EXPECT_TRUE(rules.types[i].maintained) << rows[i].media_type;
  }
}

TEST(SendMessage, IsWrittenWithDesignators) {
  const send_message_request request{
      .content_type = "text/plain", .content = "Hello", .connection_token = "token"};
  EXPECT_EQ(request.content, "Hello");
}

}  // namespace
