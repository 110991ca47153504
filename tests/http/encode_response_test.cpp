#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/encode_response.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/operation/all.hpp>

using namespace connectparticipant;

namespace {

TEST(EncodeResponse, IsA200WithJson) {
  std::string text;
  const auto encoded = encode_response(
      send_message_response{.id = "i", .absolute_time = "2024-07-14T23:41:28.735Z"}, text);
  ASSERT_TRUE(encoded);
  EXPECT_EQ(encoded->status, 200);
  ASSERT_EQ(encoded->headers.size(), 1u);
  EXPECT_EQ(find_header(encoded->headers, "content-type"), "application/json");
  EXPECT_EQ(encoded->body, R"({"Id":"i","AbsoluteTime":"2024-07-14T23:41:28.735Z"})");
}

TEST(EncodeResponse, WithoutMembersIsAnEmptyObject) {
  std::string text;
  EXPECT_EQ(encode_response(disconnect_participant_response{}, text)->body, "{}");
  EXPECT_EQ(encode_response(get_transcript_response{}, text)->body, "{}");
  EXPECT_EQ(
      encode_response(get_transcript_response{.transcript = std::span<const item>()}, text)->body,
      R"({"Transcript":[]})");
}

TEST(EncodeResponse, SaysWhatMemoryItNeeds) {
  const send_message_response value{.id = "0123456789\n"};
  constexpr std::size_t size = std::string_view(R"({"Id":"0123456789\n"})").size();
  for (std::size_t room = 0; room <= size; ++room) {
    const std::unique_ptr<char[]> exact(new char[room]);
    const auto encoded = encode_response(value, std::span<char>(exact.get(), room));
    if (room == size) {
      EXPECT_TRUE(encoded);
    } else {
      EXPECT_EQ(encoded.error().code, errc::buffer_too_small);
      EXPECT_EQ(encoded.error().offset, size);
    }
  }
}

TEST(EncodeResponse, BadTextIsRefusedWithItsPath) {
  const std::array<item, 2> items{item{}, item{.content = "a\xFF"}};
  std::string text;
  const auto encoded =
      encode_response(get_transcript_response{.transcript = std::span<const item>(items)}, text);
  EXPECT_EQ(encoded.error().code, errc::utf8);
}

}  // namespace
