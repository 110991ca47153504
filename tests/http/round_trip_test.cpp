// What one side encodes, the other decodes to the same, for every operation, with static and with
// run-time dispatch, over both readers.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/connectparticipant.hpp>

#include "json/any_value.hpp"

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

template <class R>
class RoundTrip : public testing::Test {
 protected:
  R reader_{limits{.document_bytes = 4u << 20}};
  arena source_{memory_source::heap()};
  arena memory_{memory_source::heap()};
};
using readers = testing::Types<simdjson_reader, small_reader>;
TYPED_TEST_SUITE(RoundTrip, readers);

TYPED_TEST(RoundTrip, RequestsOfEveryOperation) {
  for (const operation_row* operation : operations) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      visit_operation(operation->id, [&](auto tag) {
        using tag_type = decltype(tag);
        using request_type = typename tag_type::request;
        this->source_.reset();
        this->memory_.reset();
        const auto bytes = random_bytes(seed, 2048);
        const auto request = generate<request_type>(bytes, this->source_);
        ASSERT_TRUE(request);
        std::string text;
        const auto encoded = encode_request(*request, text);
        ASSERT_TRUE(encoded) << operation->name << ' ' << seed << describe(encoded.error());

        const auto decoded = decode_request<tag_type>(*encoded, this->reader_, this->memory_);
        ASSERT_TRUE(decoded) << operation->name << ' ' << describe(decoded.error().failure);
        ASSERT_TRUE(*decoded == *request) << operation->name << ' ' << print(*decoded);

        const auto any = decode_request(*encoded, this->reader_, this->memory_);
        ASSERT_TRUE(any);
        ASSERT_TRUE(std::get<request_type>(*any) == *request);
        std::string again;
        const auto other = encode_request(*any, again);
        ASSERT_TRUE(other);
        ASSERT_EQ(other->target, encoded->target);
        ASSERT_EQ(other->body, encoded->body);
        ASSERT_EQ(other->method, encoded->method);
      });
    }
  }
}

TYPED_TEST(RoundTrip, ResponsesOfEveryOperation) {
  for (const operation_row* operation : operations) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      visit_operation(operation->id, [&](auto tag) {
        using tag_type = decltype(tag);
        using response_type = typename tag_type::response;
        this->source_.reset();
        this->memory_.reset();
        const auto bytes = random_bytes(seed, 2048);
        const auto response = generate<response_type>(bytes, this->source_, {.valid = false});
        ASSERT_TRUE(response);
        std::string text;
        const auto encoded = encode_response(*response, text);
        ASSERT_TRUE(encoded) << describe(encoded.error());
        const auto decoded = decode_response<tag_type>(*encoded, this->reader_, this->memory_);
        ASSERT_TRUE(decoded) << operation->name << ' ' << describe(decoded.error());
        ASSERT_TRUE(*decoded == *response) << operation->name;
        const auto any = decode_response(operation->id, *encoded, this->reader_, this->memory_);
        ASSERT_TRUE(any);
        ASSERT_TRUE(std::get<response_type>(*any) == *response);
        std::string again;
        ASSERT_EQ(encode_response(*any, again)->body, encoded->body);
      });
    }
  }
}

TYPED_TEST(RoundTrip, TextWithNulSurvivesWhole) {
  constexpr std::string_view content = "a\0b\0\0c\0"sv;
  std::string text;
  const auto request = encode_request(
      send_message_request{
          .content_type = "text/plain", .content = content, .connection_token = "t"},
      text);
  ASSERT_TRUE(request);
  const auto received = decode_request<send_message>(*request, this->reader_, this->memory_);
  ASSERT_TRUE(received);
  EXPECT_EQ(received->content, content);

  const std::array<item, 1> items{item{.content = content}};
  std::string answer_text;
  const auto response = encode_response(
      get_transcript_response{.transcript = std::span<const item>(items)}, answer_text);
  ASSERT_TRUE(response);
  const auto answer = decode_response<get_transcript>(*response, this->reader_, this->memory_);
  ASSERT_TRUE(answer);
  EXPECT_EQ((*answer->transcript)[0].content, content);

  const auto label =
      encode_request(describe_view_request{.view_token = "v\0w"sv, .connection_token = "t"}, text);
  ASSERT_TRUE(label);
  EXPECT_EQ(decode_request<describe_view>(*label, this->reader_, this->memory_)->view_token,
            "v\0w"sv);
  // Owned, too.
  const auto kept = own(*answer);
  ASSERT_TRUE(kept);
  EXPECT_EQ((*(**kept).transcript)[0].content, content);
}

TYPED_TEST(RoundTrip, SeveralReadersAtOnce) {
  // Distinct objects share nothing: one's input does not change what another has read.
  TypeParam other{limits{.document_bytes = 1u << 16}};
  const std::string first_text = R"({"Id":"first\n"})", second_text = R"({"Id":"second\t"})";
  const auto first = read<item>(first_text, this->reader_, this->memory_);
  const auto second = read<item>(second_text, other, this->source_);
  const auto third = read<item>(second_text, this->reader_, this->memory_);
  ASSERT_TRUE(first && second && third);
  EXPECT_EQ(first->id, "first\n");
  EXPECT_EQ(second->id, "second\t");
  EXPECT_EQ(third->id, "second\t");
}

TYPED_TEST(RoundTrip, AMovedReaderReads) {
  TypeParam moved = std::move(this->reader_);
  EXPECT_TRUE(read<item>("{}"sv, moved, this->memory_));
}

}  // namespace
