#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/all.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

class DecodeResponse : public testing::Test {
 protected:
  template <class Operation = send_message>
  auto decode(const http_response& response) {
    memory_.reset();
    return decode_response<Operation>(response, reader_, memory_);
  }

  std::array<std::byte, 4096> room_;
  arena memory_{room_};
  small_reader reader_;
};

TEST_F(DecodeResponse, HasThreeWaysOut) {
  const auto value = decode({.body = R"({"Id":"i","AbsoluteTime":"t","later":{}})"});
  ASSERT_TRUE(value);
  EXPECT_TRUE(value.has_value());
  EXPECT_EQ(value->id, "i");
  EXPECT_EQ((*value).absolute_time, "t");
  EXPECT_EQ(value.service_error(), nullptr);
  EXPECT_FALSE(value.error());

  const auto refused = decode({.status = 403, .body = R"({"Message":"m"})"});
  EXPECT_FALSE(refused);
  ASSERT_NE(refused.service_error(), nullptr);
  EXPECT_EQ(refused.service_error()->message, "m");
  EXPECT_FALSE(refused.error());

  const auto failed = decode({.body = R"({"Id":1})"});
  EXPECT_FALSE(failed);
  EXPECT_EQ(failed.service_error(), nullptr);
  EXPECT_EQ(failed.error().code, errc::wrong_type);
  EXPECT_EQ(failed.error().offset, 6u);
  EXPECT_EQ(path_text(failed.error().where), "Id");
  EXPECT_EQ(memory_.used(), 0u);
}

#if GTEST_HAS_DEATH_TEST
TEST_F(DecodeResponse, AFailureHasNoValue) {
  const auto failed = decode({.body = "["});
  EXPECT_DEATH(static_cast<void>(failed.value()), "");
}
#endif

TEST_F(DecodeResponse, Any2xxIsASuccessAndNothingElse) {
  for (int status : {200, 201, 202, 204, 299}) EXPECT_TRUE(decode({.status = status})) << status;
  for (int status : {0, 100, 101, 199, 300, 301, 302, 304, 307, 400, 404, 500, 599, 999, -1}) {
    const auto answer = decode({.status = status, .body = R"({"Id":"i"})"});
    ASSERT_NE(answer.service_error(), nullptr) << status;
    EXPECT_EQ(answer.service_error()->status, status);
    EXPECT_EQ(answer.service_error()->name, "Unknown");
  }
}

TEST_F(DecodeResponse, BlankBodies) {
  // Read as {} where they are empty, or nothing is expected.
  EXPECT_TRUE(decode({.body = ""}));
  for (std::string_view body : {" ", "null", " null ", "\n"}) {
    EXPECT_FALSE(decode({.body = body})) << body;
    EXPECT_TRUE(decode<disconnect_participant>({.body = body})) << body;
  }
  EXPECT_TRUE(decode<disconnect_participant>({.body = "{\"x\":1}"}));
  EXPECT_FALSE(decode<disconnect_participant>({.body = "{"}));
  EXPECT_FALSE(decode<disconnect_participant>({.body = "[]"}));
  EXPECT_FALSE(decode<disconnect_participant>({.body = "null null"}));
  for (std::string_view body : {"", " ", "null", "[]", "<html>", "\"\"", "{\"Message\":", "\xFF"}) {
    const auto answer = decode({.status = 500, .body = body});
    ASSERT_NE(answer.service_error(), nullptr) << body;
    EXPECT_FALSE(answer.service_error()->message) << body;
  }
}

TEST_F(DecodeResponse, TheErrorsNameIsFoundAndCut) {
  struct {
    std::string_view header, body, name;
  } constexpr cases[] = {
      {"ThrottlingException", "{}", "ThrottlingException"},
      {"ThrottlingException:http://internal.amazon.com/coral/com.amazon.coral.validate/", "{}",
       "ThrottlingException"},
      {"aws.protocoltests.restjson#FooError", "{}", "FooError"},
      {"aws.protocoltests.restjson#FooError:http://a#b", "{}", "FooError"},
      {"a#FooError,b#Other", "{}", "FooError"},
      {" FooError ", "{}", "FooError"},
      {"", R"({"code":"FooError"})", "FooError"},
      {"", R"({"Code":"FooError"})", "FooError"},
      {"", R"({"CODE":"a#FooError:b"})", "FooError"},
      {"", R"({"__type":"a#FooError"})", "FooError"},
      {"", R"({"__type":"Other","code":"FooError"})", "FooError"},
      {"", R"({"__TYPE":"Other"})", "Unknown"},
      {"FooError", R"({"__type":"Other","code":"Another"})", "FooError"},
      {"FooError", "no JSON", "FooError"},
      {"FooError", "", "FooError"},
      {"", "", "Unknown"},
      {"", "{}", "Unknown"},
      {":", "{}", "Unknown"},
      {"#", "{}", "Unknown"},
      {"", R"({"code":null,"__type":"FooError"})", "FooError"},
      {"", R"({"code":1,"__type":"FooError"})", "FooError"},
      {"", R"({"code":"\u0046ooError"})", "FooError"},
  };
  for (const auto& c : cases) {
    http_response response{.status = 400, .body = c.body};
    if (!c.header.empty()) response.headers = {http_header{"X-Amzn-ErrorType", c.header}};
    const auto answer = decode(response);
    ASSERT_NE(answer.service_error(), nullptr);
    EXPECT_EQ(answer.service_error()->name, c.name) << c.header << ' ' << c.body;
    EXPECT_EQ(answer.service_error()->kind, c.name == "ThrottlingException"
                                                ? service_error_kind::throttling
                                                : service_error_kind::unknown);
  }
  // An empty header is none.
  http_response empty{.status = 400, .body = R"({"code":"FooError"})"};
  empty.headers = {http_header{"x-amzn-errortype", " "}};
  EXPECT_EQ(decode(empty).service_error()->name, "FooError");
}

TEST_F(DecodeResponse, TheErrorsMessageIsFound) {
  struct {
    std::string_view body;
    std::optional<std::string_view> message;
  } constexpr cases[] = {
      {R"({"message":"a"})", "a"},
      {R"({"Message":"a"})", "a"},
      {R"({"Message":"b","message":"a"})", "a"},
      {R"({"message":null,"Message":"a"})", "a"},
      {R"({"message":5,"Message":"a"})", "a"},
      {R"({"MESSAGE":"a"})", std::nullopt},
      {R"({"Message":""})", ""},
      {R"({"Message":"a","Message":"b"})", "b"},
      {R"({"message":"\ud83d"})", "\xEF\xBF\xBD"},
      {R"({"Message":"a"} x)", std::nullopt},
      {R"({})", std::nullopt},
  };
  for (const auto& c : cases) {
    const auto answer = decode({.status = 400, .body = c.body});
    ASSERT_NE(answer.service_error(), nullptr);
    EXPECT_EQ(answer.service_error()->message, c.message) << c.body;
  }
}

TEST_F(DecodeResponse, OtherMembersOfAnErrorAreKept) {
  const auto answer = decode<describe_view>(
      {.status = 404,
       .headers = {http_header{"x-amzn-errortype", "ResourceNotFoundException"}},
       .body = R"({"ResourceId":"r","ResourceType":"NEW_ONE"})"});
  ASSERT_NE(answer.service_error(), nullptr);
  EXPECT_EQ(answer.service_error()->kind, service_error_kind::resource_not_found);
  EXPECT_EQ(answer.service_error()->resource_id, "r");
  EXPECT_EQ(answer.service_error()->resource_type->text(), "NEW_ONE");
  EXPECT_FALSE(answer.service_error()->message);
}

TEST_F(DecodeResponse, TheRequestIdComesWithAnyOutcome) {
  for (std::string_view name : {"x-amzn-RequestId", "X-Amzn-Request-Id", "x-amz-request-id"}) {
    for (const http_response& response :
         {http_response{}, http_response{.status = 500}, http_response{.body = "{"}}) {
      http_response with_id = response;
      with_id.headers = {http_header{"other", "x"}, http_header{name, " id-1 "}};
      EXPECT_EQ(decode(with_id).request_id(), "id-1") << name;
    }
  }
  EXPECT_EQ(decode({}).request_id(), "");
  http_response both{};
  both.headers = {http_header{"x-amz-request-id", "second"},
                  http_header{"x-amzn-requestid", "first"}};
  EXPECT_EQ(decode(both).request_id(), "first");
}

TEST_F(DecodeResponse, OneLoneSurrogateLosesNothingElse) {
  std::string page = R"({"Transcript":[)";
  for (int i = 0; i < 100; ++i) {
    if (i != 0) page += ',';
    page += R"({"Id":")" + std::to_string(i) + R"(","Content":")" +
            (i == 57 ? R"(cut \ud83d here)" : "text") + "\"}";
  }
  page += "]}";
  std::vector<std::byte> room(256 * 1024);
  arena memory(room);
  const auto answer = decode_response<get_transcript>(http_response{.body = page}, reader_, memory);
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->transcript->size(), 100u);
  EXPECT_EQ((*answer->transcript)[57].content, "cut \xEF\xBF\xBD here");
  EXPECT_EQ((*answer->transcript)[99].id, "99");
}

TEST_F(DecodeResponse, ConstraintsAreNotTheReadersBusiness) {
  const auto answer = decode<get_attachment>({.body = R"({"Url":"","AttachmentSizeInBytes":-1})"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->attachment_size_in_bytes, -1);
  EXPECT_TRUE(decode<get_attachment>({.body = "{}"}));
}

}  // namespace
