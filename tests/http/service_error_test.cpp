#include <array>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/http/service_error.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/send_message.hpp>

using namespace connectparticipant;

namespace {

class ServiceError : public testing::Test {
 protected:
  std::array<std::byte, 4096> room_;
  arena memory_{room_};
  small_reader reader_;
  std::string text_;
};

TEST_F(ServiceError, EachOfTheModelGoesBothWays) {
  for (const service_error_row& row : service_errors) {
    const auto encoded = encode_error(service_error{.kind = row.kind,
                                                    .message = "why \xF0\x9F\x98\x80",
                                                    .resource_id = "r",
                                                    .resource_type = resource_type::contact_flow},
                                      text_);
    ASSERT_TRUE(encoded) << row.name;
    EXPECT_EQ(encoded->status, row.status);
    EXPECT_EQ(find_header(encoded->headers, "content-type"), "application/json");
    EXPECT_EQ(find_header(encoded->headers, "x-amzn-errortype"), row.name);

    const auto answer = decode_response<send_message>(*encoded, reader_, memory_);
    EXPECT_FALSE(answer);
    EXPECT_FALSE(answer.error());
    ASSERT_NE(answer.service_error(), nullptr);
    const service_error& refused = *answer.service_error();
    EXPECT_EQ(refused.kind, row.kind);
    EXPECT_EQ(refused.name, row.name);
    EXPECT_EQ(refused.status, row.status);
    EXPECT_EQ(refused.message, "why \xF0\x9F\x98\x80");
    const bool resource = row.kind == service_error_kind::resource_not_found;
    EXPECT_EQ(refused.resource_id.has_value(), resource);
    EXPECT_EQ(refused.resource_type.has_value(), resource);
    if (resource) {
      EXPECT_EQ(*refused.resource_type, resource_type::contact_flow);
    }
  }
}

TEST_F(ServiceError, AnyOtherGoesBothWaysToo) {
  const auto encoded = encode_error(service_error{.name = "LaterException",
                                                  .status = 418,
                                                  .message = "m",
                                                  .resource_type = open_enum<resource_type>("NEW")},
                                    text_);
  ASSERT_TRUE(encoded);
  const auto answer = decode_response<send_message>(*encoded, reader_, memory_);
  ASSERT_NE(answer.service_error(), nullptr);
  EXPECT_EQ(answer.service_error()->kind, service_error_kind::unknown);
  EXPECT_EQ(answer.service_error()->name, "LaterException");
  EXPECT_EQ(answer.service_error()->status, 418);
  EXPECT_EQ(answer.service_error()->resource_type->text(), "NEW");
}

TEST_F(ServiceError, KindOrNameIsEnough) {
  const auto by_name = encode_error(service_error{.name = "ConflictException"}, text_);
  ASSERT_TRUE(by_name);
  EXPECT_EQ(by_name->status, 409);
  EXPECT_EQ(by_name->body, "{}");
  std::string other;
  const auto kind_first = encode_error(
      service_error{.kind = service_error_kind::throttling, .name = "Other", .status = 400}, other);
  ASSERT_TRUE(kind_first);
  EXPECT_EQ(kind_first->status, 400);
  EXPECT_EQ(find_header(kind_first->headers, error_type_header), "ThrottlingException");
  EXPECT_EQ(encode_error(service_error{}, other)->status, 500);
}

TEST_F(ServiceError, ANameThatSplitsAMessageIsRefused) {
  using namespace std::string_view_literals;
  for (std::string_view name :
       {""sv, "a\r\nb: c"sv, "a\n"sv, "\0"sv, " a"sv, "a "sv, "\x7F"sv, "\xC3\xA9"sv, "\t"sv})
    EXPECT_EQ(encode_error(service_error{.name = name}, text_).error().code, errc::header_value);
}

TEST_F(ServiceError, BadTextIsRefused) {
  const auto encoded =
      encode_error(service_error{.kind = service_error_kind::validation, .message = "\xFF"}, text_);
  EXPECT_EQ(encoded.error().code, errc::utf8);
}

TEST_F(ServiceError, SaysWhatMemoryItNeeds) {
  const service_error refused{.kind = service_error_kind::validation, .message = "m"};
  const auto whole = encode_error(refused, text_);
  ASSERT_TRUE(whole);
  const std::size_t size = std::string_view("ValidationException").size() + whole->body.size();
  std::array<char, 100> room;
  for (std::size_t less = 1; less <= size; ++less) {
    const auto cut = encode_error(refused, std::span(room).first(size - less));
    EXPECT_EQ(cut.error().code, errc::buffer_too_small);
    EXPECT_EQ(cut.error().offset, size);
  }
  EXPECT_TRUE(encode_error(refused, std::span(room).first(size)));
}

TEST_F(ServiceError, StatusesOfTheProtocolsOwnErrors) {
  std::string memory;
  for (const protocol_error& known : protocol_errors) {
    const auto encoded = encode_error(service_error{.name = known.name}, memory);
    ASSERT_TRUE(encoded) << known.name;
    EXPECT_EQ(encoded->status, known.status) << known.name;
  }
  EXPECT_EQ(encode_error(service_error{.name = "NewException"}, memory)->status, 500);
}

TEST_F(ServiceError, WhatWouldNotReadBackIsRefused) {
  std::string memory;
  EXPECT_EQ(encode_error(service_error{.name = "ThrottlingException", .status = 200}, memory)
                .error()
                .code,
            errc::invalid_argument);
  for (std::string_view name : {"a:b", "a,b", "a#b"})
    EXPECT_EQ(encode_error(service_error{.name = name}, memory).error().code, errc::header_value)
        << name;
}

}  // namespace
