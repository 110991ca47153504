#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/client.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "http/scripted.hpp"

using namespace connectparticipant;
using scripted::answer;
using scripted::broken;
using scripted::refusal;
using scripted::throttled;

namespace {

using test_client = client<scripted::transport, small_reader>;
static_assert(!std::is_copy_constructible_v<test_client>);
static_assert(!std::is_move_constructible_v<test_client>);
static_assert(std::ranges::input_range<test_client::transcript_items>);

constexpr std::string_view url = "https://bucket.s3.example/key?X-Amz-Signature=secret";
constexpr std::string_view url_expiry =
    "2023-11-14T22:28:20Z";  // 900 s after the world's beginning
constexpr std::string_view file_bytes = "123456789";
constexpr attachment_file file{.name = "file.txt", .media_type = "text/plain", .size = 9};

answer started(std::string_view headers = R"("Content-Type":"text/plain","Content-Length":"9")") {
  std::string body = R"({"AttachmentId":"a-1","UploadMetadata":{"HeadersToInclude":{)";
  body += headers;
  body +=
      R"(},"Url":")" + std::string(url) + R"(","UrlExpiry":")" + std::string(url_expiry) + R"("}})";
  return {.body = body};
}
answer found() {
  return {.body = R"({"Url":")" + std::string(url) + R"(","UrlExpiry":")" +
                  std::string(url_expiry) + R"(","AttachmentSizeInBytes":9})"};
}
answer page(std::string_view ids, std::optional<std::string_view> next = {}) {
  std::string body = R"({"Transcript":[)";
  for (std::size_t i = 0; i < ids.size(); ++i) {
    body += i != 0 ? "," : "";
    body += R"({"Id":"\u00)" + std::string(ids[i] == 'a' ? "61" : "62") + ids[i] + R"("})";
  }
  body += "]";
  if (next) body += R"(,"NextToken":")" + std::string(*next) + '"';
  return {.body = body + "}"};
}

class ClientTest : public testing::Test {
 protected:
  ClientTest() { make({}); }

  void make(client_config config) {
    if (config.region.empty() && config.endpoint.empty()) config.region = "us-west-2";
    if (config.params.empty()) config.params = bound;
    one = std::make_unique<test_client>(over, reader, memory, room, config, world.hooks());
  }
  void script(std::vector<answer> list) {
    over.requests.clear();
    world.waits.clear();
    world.logged.clear();
    over.script.assign(list.begin(), list.end());
  }
  std::vector<std::string> operations() const {
    std::vector<std::string> names;
    for (const scripted::sent& sent : over.requests)
      names.push_back(sent.operation.empty() ? sent.method : sent.operation);
    return names;
  }
  using names = std::vector<std::string>;

  std::array<map_entry, 1> bound = {{{"ConnectionToken", "secret-token"}}};
  scripted::world world;
  scripted::transport over{&world};
  small_reader reader;
  std::array<std::byte, 32768> bytes{};
  arena memory{bytes};
  std::array<char, 8192> room{};
  std::unique_ptr<test_client> one;
};

TEST_F(ClientTest, HasEachOperation) {
  const std::string_view session = "12345678-90ab-cdef-1234-567890abcdef";
  EXPECT_TRUE(one->create_participant_connection(
      {.type = {connection_type::websocket}, .participant_token = "participant"}));
  EXPECT_TRUE(one->send_message({.content_type = "text/plain", .content = "x"}));
  EXPECT_TRUE(one->send_event({.content_type = "application/vnd.amazonaws.connect.event.typing"}));
  EXPECT_TRUE(one->get_transcript());
  EXPECT_TRUE(one->describe_view({.view_token = "v"}));
  EXPECT_TRUE(one->get_attachment({.attachment_id = "a"}));
  EXPECT_TRUE(one->start_attachment_upload(
      {.content_type = "text/csv", .attachment_size_in_bytes = 1, .attachment_name = "a.csv"}));
  EXPECT_TRUE(one->complete_attachment_upload({.attachment_ids = {"a"}}));
  EXPECT_TRUE(
      one->get_authentication_url({.session_id = session, .redirect_uri = "https://example.com/"}));
  EXPECT_TRUE(one->cancel_participant_authentication({.session_id = session}));
  EXPECT_TRUE(one->disconnect_participant());
  EXPECT_EQ(
      operations(),
      (names{"CreateParticipantConnection", "SendMessage", "SendEvent", "GetTranscript",
             "DescribeView", "GetAttachment", "StartAttachmentUpload", "CompleteAttachmentUpload",
             "GetAuthenticationUrl", "CancelParticipantAuthentication", "DisconnectParticipant"}));
  for (const scripted::sent& sent : over.requests)
    EXPECT_EQ(sent.header("X-Amz-Bearer"),
              sent.operation == "CreateParticipantConnection" ? "participant" : "secret-token");
}

TEST_F(ClientTest, ABoundTokenIsNoOtherToken) {
  EXPECT_EQ(one->create_participant_connection({.type = {connection_type::websocket}}).error().code,
            errc::required);
  EXPECT_TRUE(over.requests.empty());
}

TEST_F(ClientTest, WaitsBetweenAttempts) {
  world.octet = 255;
  script({throttled(), broken(transport_error::reset), {.body = R"({"Id":"m"})"}});
  const auto came = one->send_message({.content_type = "text/plain", .content = "x"});
  ASSERT_TRUE(came);
  EXPECT_EQ(came->id, "m");
  EXPECT_EQ(came.attempts(), 3);
  EXPECT_EQ(world.waits, (std::vector<std::int64_t>{999, 99}));
}

TEST_F(ClientTest, AWaitCanEndTheCall) {
  world.octet = 255;
  world.refuse_wait_at = 1;
  script({throttled(), throttled(), {}});
  const auto came = one->get_transcript();
  EXPECT_EQ(came.attempts(), 2);
  ASSERT_NE(came.service_error(), nullptr);
  EXPECT_EQ(came.service_error()->kind, service_error_kind::throttling);
  EXPECT_EQ(one->state().quota().tokens(), 495);
}

TEST_F(ClientTest, WithoutHooksRetriesWhatNeedsNoWait) {
  client_config config{.region = "us-west-2", .params = bound};
  test_client bare(over, reader, memory, room, config);
  script({throttled(), {}});
  EXPECT_EQ(bare.get_transcript().attempts(), 1);
  config.retries.base_ms = config.retries.throttled_base_ms = 0;
  test_client hasty(over, reader, memory, room, config);
  script({throttled(), {}});
  const auto came = hasty.get_transcript();
  EXPECT_TRUE(came);
  EXPECT_EQ(came.attempts(), 2);
}

TEST_F(ClientTest, SaysWhatIsWrongWithItsConfiguration) {
  make({.region = "not a region"});
  EXPECT_EQ(one->failure().code, errc::invalid_label);
  EXPECT_EQ(one->get_transcript().error().code, errc::invalid_label);
  EXPECT_EQ(one->upload(file, file_bytes).failure.code, errc::invalid_label);
  EXPECT_EQ(one->download("a").failure.code, errc::invalid_label);
  auto items = one->transcript();
  EXPECT_TRUE(items.begin() == items.end());
  ASSERT_NE(items.failure(), nullptr);
  EXPECT_EQ(items.failure()->error().code, errc::invalid_label);
  EXPECT_TRUE(over.requests.empty());
}

TEST_F(ClientTest, EachCallBeginsWithTheSameMemory) {
  const std::size_t before = memory.used();
  for (int i = 0; i < 1000; ++i) {
    script({page("ab")});
    const auto came = one->get_transcript();
    ASSERT_TRUE(came);
    EXPECT_EQ((*came->transcript)[1].id, "bb");
  }
  EXPECT_LT(memory.used() - before, 4096u);
}

TEST_F(ClientTest, KeepsWhatIsOwned) {
  script({page("ab")});
  const auto kept = own(*one->get_transcript());
  script({page("bb")});
  EXPECT_TRUE(one->get_transcript());
  ASSERT_TRUE(kept);
  EXPECT_EQ((*(*kept)->transcript)[0].id, "aa");
}

TEST_F(ClientTest, RunsOutOfMemoryInOrder) {
  arena none;
  test_client poor(over, reader, none, room, {.region = "us-west-2", .params = bound},
                   world.hooks());
  EXPECT_EQ(poor.get_transcript().error().code, errc::arena_exhausted);
  EXPECT_EQ(poor.upload(file, file_bytes).failure.code, errc::arena_exhausted);
  EXPECT_EQ(poor.download("a").failure.code, errc::arena_exhausted);
  auto items = poor.transcript();
  EXPECT_TRUE(items.begin() == items.end());
  ASSERT_NE(items.failure(), nullptr);
  EXPECT_EQ(items.failure()->error().code, errc::arena_exhausted);
  std::array<char, 4> narrow;
  test_client cramped(over, reader, memory, narrow, {.region = "us-west-2", .params = bound});
  EXPECT_EQ(cramped.get_transcript().error().code, errc::buffer_too_small);
  EXPECT_TRUE(over.requests.empty());
}

// ----- transcripts

std::string walk(test_client& with, const get_transcript_request& first, page_end& end) {
  std::string ids;
  auto items = with.transcript(first);
  for (const item& one : items) ids += *one.id;
  EXPECT_EQ(items.failure(), nullptr);
  end = items.ended_by();
  return ids;
}

TEST_F(ClientTest, YieldsItemsOverPagesInBothDirections) {
  for (const scan_direction direction : {scan_direction::backward, scan_direction::forward}) {
    script({page("ab", "n-1"), page("", "n-2"), page("b", "n-3"), page("a")});
    page_end end{};
    EXPECT_EQ(walk(*one, {.max_results = 2, .scan_direction = direction}, end), "aabbbbaa");
    EXPECT_EQ(end, page_end::last_page);
    ASSERT_EQ(over.requests.size(), 4u);
    const std::string scan =
        direction == scan_direction::backward ? R"("BACKWARD")" : R"("FORWARD")";
    EXPECT_EQ(over.requests[0].body, R"({"MaxResults":2,"ScanDirection":)" + scan + "}");
    EXPECT_EQ(over.requests[3].body,
              R"({"MaxResults":2,"NextToken":"n-3","ScanDirection":)" + scan + "}");
  }
}

TEST_F(ClientTest, EndsWhereTheNextTokenHangs) {
  script({page("a", "same"), page("b", "same"), page("a", "same")});
  page_end end{};
  EXPECT_EQ(walk(*one, {}, end), "aabb");
  EXPECT_EQ(end, page_end::repeated_token);
  script({page("", "x"), page("", "y"), page("", "x"), page("", "y"), page("", "x"), page("", "y"),
          page("", "x"), page("", "y")});
  EXPECT_EQ(walk(*one, {}, end), "");
  EXPECT_EQ(end, page_end::repeated_token);
  EXPECT_LE(over.requests.size(), 6u);
}

TEST_F(ClientTest, EndsAtItsPageLimit) {
  script({page("a", "1"), page("b", "2"), page("a", "3")});
  auto items = one->transcript({}, 2);
  std::string ids;
  for (const item& each : items) ids += *each.id;
  EXPECT_EQ(ids, "aabb");
  EXPECT_EQ(items.ended_by(), page_end::page_limit);
  EXPECT_EQ(over.requests.size(), 2u);
}

TEST_F(ClientTest, SaysWhyAnIterationEndedEarly) {
  script({page("a", "1"), refusal(403, "AccessDeniedException")});
  std::string ids;
  auto items = one->transcript();
  for (const item& each : items) ids += *each.id;
  EXPECT_EQ(ids, "aa");
  ASSERT_NE(items.failure(), nullptr);
  ASSERT_NE(items.failure()->service_error(), nullptr);
  EXPECT_EQ(items.failure()->service_error()->kind, service_error_kind::access_denied);
  EXPECT_EQ(items.ended_by(), page_end::none);
}

TEST_F(ClientTest, OtherCallsMayBeMadeWhileItemsAreRead) {
  script({page("ab", "1"), {}, {}, page("b"), {}});
  std::string ids;
  {
    auto items = one->transcript();
    for (const item& each : items) {
      EXPECT_TRUE(one->send_message({.content_type = "text/plain", .content = "seen"}));
      ids += *each.id;
    }
  }
  EXPECT_EQ(ids, "aabbbb");
  EXPECT_EQ(operations(),
            (names{"GetTranscript", "SendMessage", "SendMessage", "GetTranscript", "SendMessage"}));
  const std::size_t used = memory.used();
  EXPECT_TRUE(one->get_transcript());
  EXPECT_LE(memory.used(), used);
}

TEST_F(ClientTest, APageThatDoesNotFitTwiceIsAnError) {
  std::array<std::byte, 6000> few;
  arena small(few);
  test_client tight(over, reader, small, room, {.region = "us-west-2", .params = bound});
  script({page("ababab")});
  auto items = tight.transcript();
  EXPECT_TRUE(items.begin() == items.end());
  ASSERT_NE(items.failure(), nullptr);
  EXPECT_EQ(items.failure()->error().code, errc::arena_exhausted);
}

// ----- attachments

TEST_F(ClientTest, UploadsAFile) {
  script({started(R"("x-amz-acl":"bucket-owner-full-control","Content-Type":"text/plain",)"
                  R"("x-empty":"","Content-Length":"9")"),
          {.status = 204, .body = ""},
          {}});
  const attachment_result done = one->upload(file, file_bytes);
  ASSERT_TRUE(done) << describe(done.failure);
  EXPECT_EQ(done.attachment_id, "a-1");
  EXPECT_EQ(done.status, 204);
  EXPECT_EQ(operations(), (names{"StartAttachmentUpload", "PUT", "CompleteAttachmentUpload"}));
  const scripted::sent& put = over.requests[1];
  EXPECT_EQ(put.target, "/key?X-Amz-Signature=secret");
  EXPECT_EQ(put.server_target, put.target);
  EXPECT_EQ(put.host, "bucket.s3.example");
  EXPECT_EQ(put.body, file_bytes);
  EXPECT_EQ(put.headers, (scripted::fields{{"x-amz-acl", "bucket-owner-full-control"},
                                           {"Content-Type", "text/plain"},
                                           {"x-empty", ""},
                                           {"Content-Length", "9"}}));
  EXPECT_EQ(over.requests[2].body.substr(0, 26), R"({"AttachmentIds":["a-1"],")");
  EXPECT_EQ(over.requests[2].header("X-Amz-Bearer"), "secret-token");
  for (const auto& line : world.logged) EXPECT_EQ(line.operation.find("secret"), std::string::npos);
  EXPECT_EQ(world.logged[1].operation, "PUT");
  EXPECT_EQ(world.logged[1].sent_bytes, 9u);
}

TEST_F(ClientTest, TakesATokenForAttachments) {
  script({started(), {}, {}});
  EXPECT_TRUE(one->upload(file, file_bytes, "other"));
  EXPECT_EQ(over.requests[0].header("X-Amz-Bearer"), "other");
  EXPECT_EQ(over.requests[1].header("X-Amz-Bearer"), "(none)");
  EXPECT_EQ(over.requests[2].header("X-Amz-Bearer"), "other");
  script({found(), {.body = "123456789"}});
  EXPECT_TRUE(one->download("a-1", "other"));
  EXPECT_EQ(over.requests[0].header("X-Amz-Bearer"), "other");
  EXPECT_EQ(over.requests[1].headers, scripted::fields{});
}

TEST_F(ClientTest, CompletesNothingThatWasRefused) {
  for (const int status : {403, 400, 307, 302, 501}) {
    script({started(),
            {.status = status,
             .body = "<Error/>",
             .headers = {{"Location", "https://bucket.s3.example/other"}}},
            {}});
    const attachment_result done = one->upload(file, file_bytes);
    EXPECT_FALSE(done);
    EXPECT_EQ(done.failure.code, errc::upload_refused);
    EXPECT_EQ(done.status, status);
    EXPECT_EQ(done.attachment_id, "a-1");
    EXPECT_EQ(done.body, "");
    EXPECT_EQ(operations(), (names{"StartAttachmentUpload", "PUT"})) << status;
  }
}

TEST_F(ClientTest, RetriesThePutWhileItsUrlIsGood) {
  world.octet = 255;
  script({started(), {.status = 503, .body = ""}, broken(transport_error::reset), {}, {}});
  EXPECT_TRUE(one->upload(file, file_bytes));
  EXPECT_EQ(operations(),
            (names{"StartAttachmentUpload", "PUT", "PUT", "PUT", "CompleteAttachmentUpload"}));
  EXPECT_EQ(over.requests[3].body, over.requests[1].body);
  EXPECT_EQ(over.requests[3].headers, over.requests[1].headers);
  EXPECT_EQ(over.requests[3].attempt, 3);
  EXPECT_EQ(world.waits, (std::vector<std::int64_t>{49, 99}));

  script(std::vector<answer>(9, {.status = 503, .body = ""}));
  over.script[0] = started();
  EXPECT_EQ(one->upload(file, file_bytes).failure.code, errc::upload_refused);
  EXPECT_EQ(over.requests.size(), 4u);
  EXPECT_EQ(world.waits.size(), 2u);

  script({started(), broken(transport_error::tls_failed)});
  const attachment_result failed = one->upload(file, file_bytes);
  EXPECT_EQ(failed.failure.code, errc::no_response);
  EXPECT_EQ(failed.transport, transport_error::tls_failed);
  EXPECT_EQ(failed.status, 0);
  EXPECT_EQ(over.requests.size(), 2u);

  // The first attempt takes until the URL has expired.
  answer slow{.status = 503, .body = ""};
  slow.takes_ms = 900'000;
  script({started(), slow, {}, {}});
  const attachment_result late = one->upload(file, file_bytes);
  EXPECT_EQ(late.failure.code, errc::url_expired);
  EXPECT_EQ(operations(), (names{"StartAttachmentUpload", "PUT"}));
}

TEST_F(ClientTest, AnUploadHasItsDeadline) {
  make({.request_timeout_ms = 300, .call_timeout_ms = 1000});
  answer slow = broken(transport_error::timed_out);
  slow.takes_ms = 900;
  script({started(), slow, slow});
  EXPECT_EQ(one->upload(file, file_bytes).transport, transport_error::timed_out);
  ASSERT_EQ(over.requests.size(), 3u);
  EXPECT_EQ(over.requests[1].timeout_ms, 300);
  EXPECT_EQ(over.requests[2].timeout_ms, 100);
}

TEST_F(ClientTest, AWaitCanEndAnUpload) {
  world.octet = 255;
  world.refuse_wait_at = 0;
  script({started(), {.status = 503, .body = ""}});
  EXPECT_EQ(one->upload(file, file_bytes).failure.code, errc::upload_refused);
  EXPECT_EQ(one->state().quota().tokens(), 500);
}

TEST_F(ClientTest, UsesNoUrlThatHasExpired) {
  world.now += 900'000;
  script({started()});
  EXPECT_EQ(one->upload(file, file_bytes).failure.code, errc::url_expired);
  EXPECT_EQ(over.requests.size(), 1u);
  script({found()});
  EXPECT_EQ(one->download("a-1").failure.code, errc::url_expired);
  EXPECT_EQ(over.requests.size(), 1u);
  // By the service's clock it has not.
  answer earlier = found();
  earlier.headers = {{"Date", "Tue, 14 Nov 2023 22:13:20 GMT"}};
  script({earlier, {.body = "123456789"}});
  EXPECT_TRUE(one->download("a-1"));
}

TEST_F(ClientTest, SendsNoBodyOfAnotherSize) {
  for (const std::string_view body : {"12345678", "1234567890", ""}) {
    script({started()});
    EXPECT_EQ(one->upload(file, body).failure.code, errc::invalid_argument);
    EXPECT_EQ(operations(), names{"StartAttachmentUpload"});
  }
  script({started(R"("Content-Length":"8")")});
  EXPECT_EQ(one->upload(file, file_bytes).failure.code, errc::header_value);
  EXPECT_EQ(operations(), names{"StartAttachmentUpload"});
}

TEST_F(ClientTest, ChecksAFileBeforeItIsAnnounced) {
  script({});
  EXPECT_EQ(one->upload({.name = "a.exe", .size = 9}, file_bytes).failure.code, errc::content_type);
  EXPECT_EQ(one->upload({.name = "a.txt", .size = 21 << 20}, file_bytes).failure.code,
            errc::max_value);
  EXPECT_TRUE(over.requests.empty());
}

TEST_F(ClientTest, SaysWhichOperationRefusedAnUpload) {
  script({refusal(402, "ServiceQuotaExceededException")});
  const attachment_result early = one->upload(file, file_bytes);
  ASSERT_TRUE(early.refused);
  EXPECT_EQ(early.refused->kind, service_error_kind::service_quota_exceeded);
  EXPECT_EQ(early.attachment_id, "");
  script({started(), {}, refusal(409, "ConflictException")});
  const attachment_result late = one->upload(file, file_bytes);
  EXPECT_FALSE(late);
  ASSERT_TRUE(late.refused);
  EXPECT_EQ(late.refused->kind, service_error_kind::conflict);
  EXPECT_EQ(late.attachment_id, "a-1");
  EXPECT_EQ(late.status, 200);
}

TEST_F(ClientTest, Downloads) {
  script({found(), {.body = "123456789"}});
  const attachment_result done = one->download("a-1");
  ASSERT_TRUE(done);
  EXPECT_EQ(done.body, "123456789");
  EXPECT_EQ(done.attachment_id, "a-1");
  EXPECT_EQ(operations(), (names{"GetAttachment", "GET"}));
  EXPECT_EQ(over.requests[1].headers, scripted::fields{});
  EXPECT_EQ(over.requests[1].target, "/key?X-Amz-Signature=secret");
  EXPECT_EQ(over.requests[1].max_response_bytes, 20u << 20);
}

TEST_F(ClientTest, DownloadsAgainWhatMayPass) {
  script({found(),
          {.status = 503, .body = "busy"},
          broken(transport_error::closed),
          {.body = "123456789"}});
  const attachment_result done = one->download("a-1");
  ASSERT_TRUE(done);
  EXPECT_EQ(done.body, "123456789");
  for (const int status : {403, 404, 302}) {
    script({found(), {.status = status, .body = "<Error/>"}});
    const attachment_result refused = one->download("a-1");
    EXPECT_EQ(refused.failure.code, errc::download_refused);
    EXPECT_EQ(refused.status, status);
    EXPECT_EQ(refused.body, "");
    EXPECT_EQ(over.requests.size(), 2u);
  }
  script({found(), broken(transport_error::response_too_large)});
  EXPECT_EQ(one->download("a-1").transport, transport_error::response_too_large);
  script({found(), {.body = "123456789"}});
  const attachment_result large = one->download("a-1", {}, {.max_bytes = 8});
  EXPECT_EQ(large.failure.code, errc::document_too_large);
  EXPECT_EQ(large.body, "");
}

TEST_F(ClientTest, CallsBesideIt) {
  std::array<char, 4096> own_room;
  std::array<std::byte, 4096> own_bytes;
  arena own_memory(own_bytes);
  call<get_transcript, small_reader> beside(one->state(), {}, own_room, reader, own_memory);
  EXPECT_EQ(beside.next(), call_step::send);
  EXPECT_TRUE(one->get_transcript());
  beside.answered({.body = R"({"Transcript":[{"Id":"1"}]})"});
  ASSERT_TRUE(beside.outcome());
  EXPECT_EQ((*beside.outcome()->transcript)[0].id, "1");
}

}  // namespace
