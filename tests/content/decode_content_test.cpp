#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>
#include <connectparticipant/content/decode_content.hpp>
#include <connectparticipant/json/small_reader.hpp>

#include "content/content_checks.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

struct payload_row {
  std::string_view type, content;
  std::size_t index;
};

constexpr payload_row payloads[] = {
    {"text/plain", "hello", 0},
    {"text/plain", "", 0},
    {"text/markdown", "**hello** {", 0},
    {"text/markdown", R"({"templateIdentifier":"t","listTitle":"l","selectionText":"s"})", 0},
    {"application/vnd.amazonaws.connect.event.typing", "", 0},
    {"application/x-unheard-of", "{", 0},
    {"", "x", 0},
    {"application/json", R"({"a":[1,"\ud800"]})", 1},
    {"application/json; charset=utf-8", "5", 1},
    {"application/vnd.amazonaws.connect.event.message.delivered", R"({"messageId":"m"})", 2},
    {"application/vnd.amazonaws.connect.event.message.read", R"({"messageId":"m"})", 2},
    {"application/vnd.amazonaws.connect.event.authentication.initiated", R"({"SessionId":"s"})", 3},
    {interactive_type, R"({"templateType":"Panel"})", 5},
    {"APPLICATION/vnd.amazonaws.connect.message.interactive", R"({"templateType":"Form"})", 10},
    {"Text/Plain;charset=utf-8",
     R"({"templateIdentifier":"t","listTitle":"l","selectionText":"s"})", 11},
    {response_type, R"({"action":"a","data":{"actionName":"a"}})", 12},
    {response_type, R"({"action":"a"})", 13},
};

TEST(DecodeContent, PayloadFollowsTheContentType) {
  for (const payload_row& row : payloads) {
    arena memory(memory_source::heap());
    small_reader reader;
    const auto decoded = decode_content(row.type, row.content, reader, memory);
    ASSERT_TRUE(decoded) << row.content;
    EXPECT_EQ(decoded->index(), row.index) << row.type << ' ' << row.content;
    EXPECT_EQ(template_type_of(*decoded).has_value(), row.index >= 4 && row.index <= 10);

    const item from{.content = row.content, .content_type = row.type};
    const auto same = decode_content(from, reader, memory);
    ASSERT_TRUE(same);
    EXPECT_TRUE(*same == *decoded);
  }
}

TEST(DecodeContent, ErrorsTellWhere) {
  EXPECT_EQ(outcome("application/json", R"({"a":1,})"), "unexpected_character at byte 7");
  EXPECT_EQ(outcome("application/json", ""), "unexpected_end at byte 0");
  EXPECT_EQ(outcome(plain, "ab\xFF"), "invalid_utf8 at byte 2");
  EXPECT_EQ(outcome(response_type, R"({"action":5})"), "wrong_type at byte 10, action");
  EXPECT_EQ(outcome(response_type, R"({"action":"a","action":"b"})", strict),
            "duplicate_member at byte 23, action");
}

TEST(DecodeContent, AbsentContentReadsAsEmpty) {
  arena memory(memory_source::heap());
  small_reader reader;
  const auto decoded = decode_content(item{.type = chat_item_type::event}, reader, memory);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*std::get_if<std::string_view>(&*decoded), "");
}

TEST(DecodeContent, UsedUpMemoryIsAnError) {
  std::array<std::byte, 4> few{};
  arena memory{std::span<std::byte>(few)};
  small_reader reader;
  constexpr std::string_view choice =
      R"({"templateIdentifier":"t\n\n\n","listTitle":"l","selectionText":"s"})";
  EXPECT_EQ(decode_content(plain, choice, reader, memory).error().code, errc::arena_exhausted);
  EXPECT_TRUE(decode_content(plain, std::string_view("{\"a\":\"\\n\\n\\n\"}"), reader, memory));
}

TEST(DecodeContent, HandMadePayloadsAreChecked) {
  EXPECT_EQ(broken(content_payload(json_text{"{"})), " json");
  EXPECT_EQ(broken(content_payload(std::string_view("\xFF"))), " utf8");
  EXPECT_EQ(broken(content_payload(unknown_template{.template_type = "x"})), " json");
  std::string room;
  EXPECT_EQ(write_content(content_payload(json_text{"{"}), room).error().code, errc::json);
  EXPECT_EQ(write_content(content_payload(std::string_view("\xFF")), room).error().code,
            errc::utf8);
  std::array<char, 3> few{};
  const auto cut = write_content(content_payload(std::string_view("four")), few);
  EXPECT_EQ(cut.error().code, errc::buffer_too_small);
  EXPECT_EQ(cut.error().offset, 4u);
}

}  // namespace
