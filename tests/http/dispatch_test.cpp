#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <gtest/gtest.h>
#include <connectparticipant/http/dispatch.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/all.hpp>

using namespace connectparticipant;

namespace {

TEST(Dispatch, RoutesEveryOperation) {
  for (const operation_row* operation : operations) {
    std::string target(operation->path);
    if (const std::size_t brace = target.find('{'); brace != std::string::npos)
      target.replace(brace, std::string::npos, "a%2Fb");
    EXPECT_EQ(find_route(target), operation) << target;
    EXPECT_EQ(find_route(target + "/?a"), operation) << target;
    EXPECT_EQ(find_route(target + "x") != nullptr, operation->method == "GET") << target;
  }
  EXPECT_EQ(find_route("/"), nullptr);
  EXPECT_EQ(find_route(""), nullptr);
  static_assert(find_route("/participant/message") == &send_message::row);
}

TEST(Dispatch, KnowsTheOperationOfAValue) {
  EXPECT_EQ(id_of(any_request(send_event_request{})), operation_id::send_event);
  EXPECT_EQ(id_of(any_response(get_transcript_response{})), operation_id::get_transcript);
  for (const operation_row* operation : operations)
    visit_operation(operation->id, [&](auto tag) {
      using tag_type = decltype(tag);
      EXPECT_EQ(&tag_type::row, operation);
      EXPECT_EQ(id_of(any_request(std::in_place_index<static_cast<std::size_t>(tag_type::row.id)>,
                                  typename tag_type::request{})),
                operation->id);
    });
}

TEST(Dispatch, DecodesWhatTheTargetSays) {
  std::array<std::byte, 1024> room;
  arena memory(room);
  small_reader reader;
  const http_request request{
      "POST",
      "/participant/event",
      {http_header{"content-type", "application/json"}, http_header{"x-amz-bearer", "t"}},
      R"({"ContentType":"application/vnd.amazonaws.connect.event.typing"})"};
  const auto decoded = decode_request(request, reader, memory);
  ASSERT_TRUE(decoded);
  ASSERT_TRUE(std::holds_alternative<send_event_request>(*decoded));
  EXPECT_EQ(std::get<send_event_request>(*decoded).connection_token, "t");

  http_request lost = request;
  lost.target = "/participant/later";
  EXPECT_EQ(decode_request(lost, reader, memory).error().status, 404);
  http_request wrong = request;
  wrong.method = "GET";
  EXPECT_EQ(decode_request(wrong, reader, memory).error().status, 405);
  // Static dispatch refuses what another operation's path says.
  EXPECT_EQ(decode_request<send_message>(request, reader, memory).error().status, 404);
}

TEST(Dispatch, ResponsesHaveThreeWaysOutToo) {
  std::array<std::byte, 1024> room;
  arena memory(room);
  small_reader reader;
  http_response response{.body = R"({"Id":"i"})"};
  response.headers = {http_header{"x-amzn-requestid", "r"}};
  const auto value = decode_response(operation_id::send_event, response, reader, memory);
  ASSERT_TRUE(value);
  EXPECT_EQ(std::get<send_event_response>(*value).id, "i");
  EXPECT_EQ(value.request_id(), "r");
  response.status = 429;
  const auto refused = decode_response(operation_id::send_event, response, reader, memory);
  ASSERT_NE(refused.service_error(), nullptr);
  EXPECT_EQ(refused.request_id(), "r");
  response = {.body = "{"};
  const auto failed = decode_response(operation_id::send_event, response, reader, memory);
  EXPECT_EQ(failed.error().code, errc::unexpected_end);
}

}  // namespace
