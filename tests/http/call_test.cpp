#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/http/call.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/describe_view.hpp>
#include <connectparticipant/operation/disconnect_participant.hpp>
#include <connectparticipant/operation/get_transcript.hpp>
#include <connectparticipant/operation/send_message.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "http/scripted.hpp"

using namespace connectparticipant;
using scripted::answer;
using scripted::broken;
using scripted::refusal;
using scripted::throttled;

namespace {

constexpr std::string_view token = "secret-token";
const send_message_request hello{
    .content_type = "text/plain", .content = "Hello", .connection_token = token};
const describe_view_request view{.view_token = "secret view", .connection_token = token};

/// A call with what it needs, driven by hand or to its end.
template <class Operation>
struct driven {
  driven(client_state& state, const typename Operation::request& request)
      : one(state, request, room, reader, memory) {}

  /// Every step until the end, over a transport; waits as the world does.
  const auto& run(scripted::transport& over, scripted::world& world) {
    for (;;) {
      switch (one.next()) {
        case call_step::send: {
          const transport_result came = over.send(one.request());
          came.failure != transport_error::none ? one.failed(came.failure)
                                                : one.answered(came.response);
          break;
        }
        case call_step::wait:
          world.waits.push_back(one.wait_ms());
          world.now += one.wait_ms();
          one.waited();
          break;
        case call_step::pending: ADD_FAILURE(); return one.outcome();
        case call_step::done: return one.outcome();
      }
    }
  }

  std::array<char, 8192> room{};
  std::array<std::byte, 16384> bytes{};
  small_reader reader;
  arena memory{bytes};
  call<Operation, small_reader> one;
};

class CallTest : public testing::Test {
 protected:
  client_state& state(client_config config = {}) {
    if (config.region.empty() && config.endpoint.empty()) config.region = "us-west-2";
    return *(states.emplace_back(std::make_unique<client_state>(config, world.hooks())));
  }
  const call_result<send_message_response>& message(client_state& in) {
    return kept.emplace_back(std::make_unique<driven<send_message>>(in, hello))->run(over, world);
  }
  const call_result<describe_view_response>& look(client_state& in) {
    return views.emplace_back(std::make_unique<driven<describe_view>>(in, view))->run(over, world);
  }
  void script(std::vector<answer> list) {
    over.requests.clear();
    world.waits.clear();
    world.logged.clear();
    over.script.assign(list.begin(), list.end());
  }

  scripted::world world;
  scripted::transport over{&world};
  std::deque<std::unique_ptr<client_state>> states;
  std::deque<std::unique_ptr<driven<send_message>>> kept;
  std::deque<std::unique_ptr<driven<describe_view>>> views;
};

static_assert(!std::is_copy_constructible_v<call<send_message, small_reader>>);
static_assert(!std::is_move_constructible_v<call<send_message, small_reader>>);

TEST_F(CallTest, SendsARequestAndReadsItsAnswer) {
  const http_header extra[] = {{"X-Trace", "1"}, {"Authorization", "Basic eA=="}};
  client_state& in = state({.connect_timeout_ms = 10,
                            .request_timeout_ms = 20,
                            .proxy = "http://proxy",
                            .max_response_bytes = 1000,
                            .user_agent_suffix = "app/1",
                            .extra_headers = extra});
  script({{.body = R"({"Id":"m-1"})", .headers = {{"x-amzn-RequestId", "r-1"}}}});
  const auto& came = message(in);
  ASSERT_TRUE(came);
  EXPECT_EQ(came->id, "m-1");
  EXPECT_EQ(came.request_id(), "r-1");
  EXPECT_EQ(came.attempts(), 1);
  EXPECT_EQ(came.transport(), transport_error::none);
  ASSERT_EQ(over.requests.size(), 1u);
  const scripted::sent& sent = over.requests[0];
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.target, "/participant/message");
  EXPECT_EQ(sent.server_target, sent.target);
  EXPECT_EQ(sent.host, "participant.connect.us-west-2.amazonaws.com");
  EXPECT_EQ(sent.host_field, sent.host);
  EXPECT_EQ(sent.port, 443);
  EXPECT_TRUE(sent.secure);
  EXPECT_EQ(sent.operation, "SendMessage");
  EXPECT_EQ(sent.connect_timeout_ms, 10);
  EXPECT_EQ(sent.timeout_ms, 20);
  EXPECT_EQ(sent.proxy, "http://proxy");
  EXPECT_EQ(sent.max_response_bytes, 1000u);
  EXPECT_EQ(sent.headers,
            (scripted::fields{{"X-Amz-Bearer", "secret-token"},
                              {"Content-Type", "application/json"},
                              {"User-Agent", std::string(library_user_agent) + " app/1"},
                              {"X-Trace", "1"},
                              {"Authorization", "Basic eA=="}}));
  EXPECT_EQ(sent.body, R"({"ContentType":"text/plain","Content":"Hello",)"
                       R"("ClientToken":"00000000-0000-4000-8000-000000000000"})");
}

TEST_F(CallTest, RetriesWhatMayPass) {
  struct row {
    answer first;
    bool again;
  };
  for (const row& r : std::vector<row>{{refusal(500, "InternalServerException"), true},
                                       {refusal(502, "X"), true},
                                       {refusal(503, "X"), true},
                                       {refusal(504, "X"), true},
                                       {refusal(429, "X"), true},
                                       {refusal(400, "ThrottlingException"), true},
                                       {refusal(400, "SlowDown"), true},
                                       {refusal(400, "RequestTimeout"), true},
                                       {refusal(400, "TimeoutError"), true},
                                       {broken(transport_error::timed_out), true},
                                       {broken(transport_error::refused), true},
                                       {broken(transport_error::reset), true},
                                       {broken(transport_error::closed), true},
                                       {broken(transport_error::unreachable), true},
                                       {broken(transport_error::unresolved), true},
                                       {broken(transport_error::tls_failed), false},
                                       {broken(transport_error::cancelled), false},
                                       {broken(transport_error::response_too_large), false},
                                       {broken(transport_error::other), false},
                                       {refusal(400, "ValidationException"), false},
                                       {refusal(403, "AccessDeniedException"), false},
                                       {refusal(402, "ServiceQuotaExceededException"), false},
                                       {refusal(409, "ConflictException"), false},
                                       {refusal(408, "X"), false},
                                       {refusal(501, "X"), false},
                                       {refusal(302, "X"), false},
                                       {{.status = 304, .body = ""}, false},
                                       {{.body = "{"}, false},
                                       {{.body = R"({"Id":1})"}, false},
                                       {{.body = "<html>"}, false}}) {
    client_state& in = state();
    script({r.first, {.body = R"({"Id":"2"})"}});
    const auto& came = message(in);
    const std::string what = std::to_string(r.first.status) + ' ' +
                             std::string(to_string(r.first.failure)) + ' ' + r.first.body;
    EXPECT_EQ(over.requests.size(), r.again ? 2u : 1u) << what;
    EXPECT_EQ(came.has_value(), r.again) << what;
    EXPECT_EQ(came.attempts(), r.again ? 2 : 1) << what;
    if (r.again) continue;
    EXPECT_EQ(came.transport(), r.first.failure) << what;
    if (r.first.failure != transport_error::none) {
      EXPECT_EQ(came.error().code, errc::no_response) << what;
    }
  }
}

TEST_F(CallTest, SaysWhatIsWrongWithA200) {
  client_state& in = state();
  script({{.body = R"({"Id":1})", .headers = {{"x-amzn-requestid", "r"}}}});
  const auto& came = message(in);
  EXPECT_EQ(came.error().code, errc::wrong_type);
  EXPECT_EQ(path_text(came.error().where), "Id");
  EXPECT_EQ(came.request_id(), "r");
}

TEST_F(CallTest, AnswersServiceErrors) {
  client_state& in = state();
  script({{.status = 403,
           .body = R"({"message":"no"})",
           .headers = {{"x-amzn-errortype", "AccessDeniedException:http://x"}}}});
  const auto& came = message(in);
  ASSERT_NE(came.service_error(), nullptr);
  EXPECT_EQ(came.service_error()->kind, service_error_kind::access_denied);
  EXPECT_EQ(came.service_error()->message, "no");
  EXPECT_EQ(came.error().code, errc::none);
}

TEST_F(CallTest, StopsAfterTheAttemptsAllowed) {
  for (const int most : {1, 2, 3, 5, 0, -1}) {
    client_config config;
    config.retries.max_attempts = most;
    client_state& in = state(config);
    script(std::vector<answer>(9, refusal(503, "Busy")));
    const auto& came = message(in);
    const int expected = most < 1 ? 1 : most;
    EXPECT_EQ(over.requests.size(), static_cast<std::size_t>(expected));
    EXPECT_EQ(came.attempts(), expected);
    ASSERT_NE(came.service_error(), nullptr);
    EXPECT_EQ(came.service_error()->name, "Busy");
    for (int i = 0; i < expected; ++i) {
      EXPECT_EQ(over.requests[static_cast<std::size_t>(i)].attempt, i + 1);
      EXPECT_EQ(over.requests[static_cast<std::size_t>(i)].exchange, i + 1);
    }
  }
}

TEST_F(CallTest, SendsTheSameOctetsOnEachAttempt) {
  client_state& in = state();
  world.octet = 7;
  script({broken(transport_error::reset), throttled(), {}});
  ASSERT_TRUE(message(in));
  ASSERT_EQ(over.requests.size(), 3u);
  EXPECT_NE(over.requests[0].body.find("07070707-0707-4707-8707-070707070707"), std::string::npos);
  for (const scripted::sent& sent : over.requests) {
    EXPECT_EQ(sent.body, over.requests[0].body);
    EXPECT_EQ(sent.target, over.requests[0].target);
    EXPECT_EQ(sent.headers, over.requests[0].headers);
  }
  EXPECT_EQ(world.draws, 3);  // one for the token, two for the waits
}

TEST_F(CallTest, KeepsAClientTokenOfTheCallers) {
  client_state& in = state();
  send_message_request request = hello;
  request.client_token = "mine";
  driven<send_message> one(in, request);
  ASSERT_TRUE(one.run(over, world));
  EXPECT_NE(over.requests[0].body.find(R"("ClientToken":"mine")"), std::string::npos);
  EXPECT_EQ(world.draws, 0);
}

TEST_F(CallTest, BacksOff) {
  world.octet = 255;
  const auto waits = [&](const client_config& config, answer with) {
    client_state& in = state(config);
    script(std::vector<answer>(9, with));
    message(in);
    return world.waits;
  };
  using list = std::vector<std::int64_t>;
  client_config config;
  config.retries.max_attempts = 4;
  EXPECT_EQ(waits(config, refusal(500, "X")), (list{49, 99, 199}));
  EXPECT_EQ(waits(config, throttled()), (list{999, 1999, 3999}));
  EXPECT_EQ(waits(config, broken(transport_error::refused)), (list{49, 99, 199}));
  config.retries = older_retries;
  EXPECT_EQ(waits(config, refusal(500, "X")), (list{99, 199}));
  EXPECT_EQ(waits(config, throttled()), (list{499, 999}));
  config.retries = no_retries;
  EXPECT_EQ(waits(config, throttled()), (list{}));
  config.retries = standard_retries;
  config.retries.backoff.delay_ms = [](void*, const backoff_facts& facts) noexcept -> std::int64_t {
    return facts.attempt == 2 ? -1 : 7 * facts.attempt;
  };
  EXPECT_EQ(waits(config, throttled()), (list{7}));
}

TEST_F(CallTest, HeedsHints) {
  using list = std::vector<std::int64_t>;
  const auto wait = [&](const retry_policy& retries, scripted::fields headers) {
    client_state& in = state({.retries = retries});
    script({refusal(503, "X", headers), {}});
    EXPECT_TRUE(message(in));
    return world.waits;
  };
  EXPECT_EQ(wait(standard_retries, {{"Retry-After", "3"}}), list{3000});
  EXPECT_EQ(wait(standard_retries, {{"Retry-After", "60"}}), list{5000});
  EXPECT_EQ(wait(standard_retries, {{"x-amz-retry-after", "1500"}}), list{1500});
  EXPECT_EQ(wait(older_retries, {{"Retry-After", "60"}}), list{60000});
  EXPECT_EQ(wait(standard_retries, {{"Retry-After", "soon"}}), list{});
  world.now = 1'000'000'000'000;
  EXPECT_EQ(wait(standard_retries, {{"Retry-After", "Sun, 09 Sep 2001 01:46:42 GMT"}}), list{2000});
  // The service's clock is an hour ahead, and its dates go by that.
  EXPECT_EQ(wait(standard_retries, {{"Date", "Sun, 09 Sep 2001 02:46:42 GMT"},
                                    {"Retry-After", "Sun, 09 Sep 2001 02:46:44 GMT"}}),
            list{2000});
}

TEST_F(CallTest, SharesAQuota) {
  client_config config;
  config.retries.quota_tokens = 40;
  client_state& in = state(config);
  script(std::vector<answer>(9, refusal(500, "X")));
  EXPECT_EQ(message(in).attempts(), 3);  // 28 of 40
  EXPECT_EQ(in.quota().tokens(), 12);
  EXPECT_EQ(message(in).attempts(), 1);  // not enough for one
  script(std::vector<answer>(9, throttled()));
  EXPECT_EQ(message(in).attempts(), 3);  // 5 each
  EXPECT_EQ(in.quota().tokens(), 2);
  EXPECT_EQ(message(in).attempts(), 1);
  script({});
  for (int i = 0; i < 12; ++i) EXPECT_TRUE(message(in));  // each gives one back
  EXPECT_EQ(in.quota().tokens(), 14);
  script({refusal(500, "X"), {}});
  EXPECT_EQ(message(in).attempts(), 2);  // and what the retry took comes back
  EXPECT_EQ(in.quota().tokens(), 14);
  // Another client has a quota of its own.
  EXPECT_EQ(state(config).quota().tokens(), 40);
}

TEST_F(CallTest, GivesBackWhatARetryThatWasNotMadeTook) {
  client_config config;
  config.retries.quota_tokens = 40;
  client_state& in = state(config);
  const auto until_wait = [&] {
    auto made = std::make_unique<driven<send_message>>(in, hello);
    EXPECT_EQ(made->one.next(), call_step::send);
    made->one.failed(transport_error::reset);
    EXPECT_EQ(in.quota().tokens(), 26);
    return made;
  };
  auto first = until_wait();
  first->one.give_up();
  EXPECT_EQ(in.quota().tokens(), 40);
  EXPECT_EQ(first->one.outcome().transport(), transport_error::reset);
  EXPECT_EQ(first->one.outcome().attempts(), 1);
  auto second = until_wait();
  second->one.cancel();
  EXPECT_EQ(in.quota().tokens(), 40);
  EXPECT_EQ(second->one.outcome().transport(), transport_error::cancelled);
  EXPECT_EQ(second->one.outcome().attempts(), 1);
}

TEST_F(CallTest, AdaptsItsRate) {
  client_state& in = state({.adaptive = true});
  ASSERT_TRUE(in.limiter());
  script({throttled(), {}, {}});
  EXPECT_TRUE(message(in));
  EXPECT_TRUE(in.limiter()->enabled());
  EXPECT_TRUE(message(in));
  // Half a request a second is the least rate: so long is waited beside the back-off.
  EXPECT_GE(world.waits.size(), 2u);
  std::int64_t all = 0;
  for (const std::int64_t ms : world.waits) all += ms;
  EXPECT_GT(all, 1000);
  EXPECT_LE(all, 8000);
}

TEST_F(CallTest, AThrottledClientCanBeGivenUpBeforeItSends) {
  client_state& in = state({.adaptive = true, .call_timeout_ms = 100'000});
  in.limiter()->answered(true, world.now);
  driven<send_message> one(in, hello);
  EXPECT_EQ(one.one.next(), call_step::wait);
  EXPECT_GT(one.one.wait_ms(), 0);
  one.one.give_up();
  EXPECT_EQ(one.one.next(), call_step::done);
  EXPECT_EQ(one.one.outcome().transport(), transport_error::cancelled);
  EXPECT_EQ(one.one.outcome().attempts(), 0);
  client_state& hasty = state({.adaptive = true, .call_timeout_ms = 100});
  hasty.limiter()->answered(true, world.now);
  driven<send_message> late(hasty, hello);
  EXPECT_EQ(late.one.next(), call_step::done);
  EXPECT_EQ(late.one.outcome().transport(), transport_error::timed_out);
  EXPECT_EQ(late.one.outcome().attempts(), 0);
}

TEST_F(CallTest, WithoutAClockDoesNotAdapt) {
  client_state in({.region = "us-west-2", .adaptive = true});
  script({throttled(), throttled(), {}});
  send_message_request request = hello;
  request.client_token = "c";
  driven<send_message> one(in, request);
  EXPECT_TRUE(one.run(over, world));
  EXPECT_EQ(world.waits, (std::vector<std::int64_t>{1000, 2000}));  // without entropy the longest
}

TEST_F(CallTest, KeepsItsDeadline) {
  client_config config{.request_timeout_ms = 400, .call_timeout_ms = 1000};
  config.retries.max_attempts = 9;
  client_state& in = state(config);
  answer slow = broken(transport_error::timed_out);
  slow.takes_ms = 400;
  script({slow, slow, slow, slow});
  const auto& came = message(in);
  EXPECT_EQ(came.attempts(), 3);
  EXPECT_EQ(came.transport(), transport_error::timed_out);
  ASSERT_EQ(over.requests.size(), 3u);
  EXPECT_EQ(over.requests[0].timeout_ms, 400);
  EXPECT_EQ(over.requests[2].timeout_ms, 200);
  EXPECT_EQ(in.quota().tokens(), 500 - 2 * 14);
  // No wait beyond it.
  script({refusal(503, "X", {{"Retry-After", "3"}})});
  EXPECT_EQ(message(in).attempts(), 1);
  EXPECT_TRUE(world.waits.empty());
  EXPECT_FALSE(world.logged[0].retry_in_ms);
}

TEST_F(CallTest, ACallTakenUpTooLateIsOver) {
  client_state& in = state({.call_timeout_ms = 100});
  driven<send_message> one(in, hello);
  world.now += 100;
  EXPECT_EQ(one.one.next(), call_step::done);
  EXPECT_EQ(one.one.outcome().transport(), transport_error::timed_out);
}

TEST_F(CallTest, FollowsNoRedirectUnlessAsked) {
  client_state& in = state();
  script({{.status = 307, .headers = {{"Location", "/elsewhere"}}}});
  const auto& came = look(in);
  EXPECT_EQ(over.requests.size(), 1u);
  ASSERT_NE(came.service_error(), nullptr);
  EXPECT_EQ(came.service_error()->status, 307);
}

TEST_F(CallTest, FollowsRedirectsOnTheSameServer) {
  client_state& in = state({.endpoint = "https://host:8443/base", .max_redirects = 2});
  for (const int status : {301, 302, 303, 307, 308}) {
    for (const std::string location :
         {"/new?x=%2F", "https://host:8443/new?x=%2F", "HTTPS://HOST:8443/new?x=%2F"}) {
      script({{.status = status, .headers = {{"location", location}}}, {}});
      const auto& came = look(in);
      EXPECT_TRUE(came);
      EXPECT_EQ(came.attempts(), 1);
      ASSERT_EQ(over.requests.size(), 2u) << status << location;
      EXPECT_EQ(over.requests[0].target, "/base/participant/views/secret%20view");
      EXPECT_EQ(over.requests[1].target, "/new?x=%2F");
      EXPECT_EQ(over.requests[1].server_target, "/new?x=%2F");
      EXPECT_EQ(over.requests[1].host, "host");
      EXPECT_EQ(over.requests[1].port, 8443);
      EXPECT_EQ(over.requests[1].header("X-Amz-Bearer"), token);
      EXPECT_EQ(over.requests[1].attempt, 1);
      EXPECT_EQ(over.requests[1].exchange, 2);
    }
  }
}

TEST_F(CallTest, NeverTakesATokenToAnotherServer) {
  client_state& in = state({.endpoint = "https://host", .max_redirects = 9});
  for (const std::string location : {"https://evil.example/",
                                     "http://host/",
                                     "https://host:444/",
                                     "//evil.example/",
                                     "https://host.evil.example/",
                                     "https://host@evil.example/",
                                     "https://user@host/",
                                     "https://h\xC3\xB6st/",
                                     "ftp://host/",
                                     "relative",
                                     "",
                                     "?x",
                                     "#x",
                                     "/a b",
                                     "/a\r\nX: y",
                                     "/a#fragment",
                                     "/\x80",
                                     "javascript:alert(1)",
                                     "https:///",
                                     "https://host:0x1bb/"}) {
    script({{.status = 307, .headers = {{"Location", location}}}});
    const auto& came = look(in);
    ASSERT_EQ(over.requests.size(), 1u) << location;
    ASSERT_NE(came.service_error(), nullptr);
    EXPECT_EQ(came.service_error()->status, 307);
  }
  script({{.status = 307}});
  look(in);
  EXPECT_EQ(over.requests.size(), 1u);
}

TEST_F(CallTest, APostIsRedirectedAsItIsOrNotAtAll) {
  client_state& in = state({.max_redirects = 9});
  for (const int status : {300, 301, 302, 303, 304, 307, 308}) {
    script({{.status = status, .headers = {{"Location", "/new"}}}, {.body = R"({"Id":"1"})"}});
    const auto& came = message(in);
    const bool follows = status >= 307;
    ASSERT_EQ(over.requests.size(), follows ? 2u : 1u) << status;
    EXPECT_EQ(came.has_value(), follows);
    if (!follows) continue;
    EXPECT_EQ(over.requests[1].method, "POST");
    EXPECT_EQ(over.requests[1].target, "/new");
    EXPECT_EQ(over.requests[1].body, over.requests[0].body);
    EXPECT_EQ(over.requests[1].headers, over.requests[0].headers);
  }
}

TEST_F(CallTest, EndsARoundOfRedirects) {
  client_state& in = state({.max_redirects = 3});
  script(std::vector<answer>(9, {.status = 308, .headers = {{"Location", "/again"}}}));
  const auto& came = look(in);
  EXPECT_EQ(over.requests.size(), 4u);
  ASSERT_NE(came.service_error(), nullptr);
  EXPECT_EQ(came.service_error()->status, 308);
}

TEST_F(CallTest, ARetryBeginsWhereTheCallBegan) {
  client_state& in = state({.max_redirects = 1});
  const answer elsewhere{.status = 307, .headers = {{"Location", "/elsewhere"}}};
  script({elsewhere, refusal(503, "X"), elsewhere, {}});
  const auto& came = look(in);
  EXPECT_TRUE(came);
  EXPECT_EQ(came.attempts(), 2);
  ASSERT_EQ(over.requests.size(), 4u);
  EXPECT_EQ(over.requests[1].target, "/elsewhere");
  EXPECT_EQ(over.requests[2].target, "/participant/views/secret%20view");
  EXPECT_EQ(over.requests[2].server_target, over.requests[2].target);
  EXPECT_EQ(over.requests[3].target, "/elsewhere");
  EXPECT_EQ(over.requests[3].attempt, 2);
  EXPECT_EQ(over.requests[3].exchange, 4);
}

TEST_F(CallTest, FillsInWhatIsBound) {
  std::array<map_entry, 6> bound = {{{"ConnectionToken", "bound"},
                                     {"ParticipantToken", "participant"},
                                     {"ContactId", "contact"},
                                     {"MaxResults", "20"},
                                     {"SortOrder", "DESCENDING"},
                                     {"Unheard-of", "x"}}};
  client_state& in = state({.params = bound});
  driven<get_transcript> own(in, {.contact_id = "own", .connection_token = "given"});
  EXPECT_TRUE(own.run(over, world));
  EXPECT_EQ(over.requests[0].header("X-Amz-Bearer"), "given");
  EXPECT_EQ(over.requests[0].body,
            R"({"ContactId":"own","MaxResults":20,"SortOrder":"DESCENDING"})");
  driven<get_transcript> all(in, {});
  EXPECT_TRUE(all.run(over, world));
  EXPECT_EQ(over.requests[1].header("X-Amz-Bearer"), "bound");
  EXPECT_EQ(over.requests[1].body,
            R"({"ContactId":"contact","MaxResults":20,"SortOrder":"DESCENDING"})");
  // A token that has been renewed.
  bound[0].value = "renewed";
  driven<disconnect_participant> end(in, {});
  EXPECT_TRUE(end.run(over, world));
  EXPECT_EQ(over.requests[2].header("X-Amz-Bearer"), "renewed");
  EXPECT_EQ(over.requests[2].body, R"({"ClientToken":"00000000-0000-4000-8000-000000000000"})");
}

TEST_F(CallTest, ABoundTokenIsCheckedAsAnyOther) {
  const map_entry split{"ConnectionToken", "a\r\nX-Injected: 1"};
  client_state& in = state({.params = std::span(&split, 1)});
  driven<disconnect_participant> one(in, {});
  EXPECT_EQ(one.run(over, world).error().code, errc::header_value);
  const map_entry empty{"ConnectionToken", ""};
  client_state& other = state({.validate = std::nullopt, .params = std::span(&empty, 1)});
  driven<disconnect_participant> two(other, {});
  EXPECT_EQ(two.run(over, world).error().code, errc::header_value);
  EXPECT_TRUE(over.requests.empty());
}

TEST_F(CallTest, RefusesBoundTextThatTheMemberCannotHold) {
  for (const map_entry bound :
       {map_entry{"MaxResults", "many"}, map_entry{"MaxResults", "1.5"},
        map_entry{"MaxResults", ""}, map_entry{"MaxResults", "99999999999999999999"},
        map_entry{"StartPosition", "x"}}) {
    client_state& in = state({.params = std::span(&bound, 1)});
    driven<get_transcript> one(in, {.connection_token = token});
    const error failure = one.run(over, world).error();
    EXPECT_EQ(failure.code, errc::invalid_argument);
    EXPECT_EQ(path_text(failure.where), bound.key);
  }
}

TEST_F(CallTest, ValidatesAsAsked) {
  send_message_request odd = hello;
  odd.content = std::string_view("a long text for a short limit");
  odd.content_type = "";
  client_state& strict = state();
  driven<send_message> refused(strict, odd);
  EXPECT_EQ(refused.run(over, world).error().code, errc::min_length);
  EXPECT_EQ(refused.one.outcome().attempts(), 0);
  client_state& loose = state({.validate = std::nullopt});
  driven<send_message> sent(loose, odd);
  EXPECT_TRUE(sent.run(over, world));
}

TEST_F(CallTest, AWrongConfigurationFailsEveryCall) {
  client_state& in = state({.endpoint = "https://host", .use_fips = true});
  driven<send_message> one(in, hello);
  EXPECT_EQ(one.one.next(), call_step::done);
  EXPECT_EQ(one.one.outcome().error().code, errc::invalid_argument);
  EXPECT_EQ(one.one.outcome().attempts(), 0);
  EXPECT_EQ(one.one.outcome().transport(), transport_error::none);
}

TEST_F(CallTest, TakesNoResponseBeyondItsLimit) {
  client_state& in = state({.max_response_bytes = 12});
  script({{.body = R"({"Id":"m-1"})"}, {.body = R"({"Id":"m-12"})"}});
  EXPECT_TRUE(message(in));
  const auto& came = message(in);
  EXPECT_EQ(came.error().code, errc::document_too_large);
  EXPECT_EQ(came.attempts(), 1);
  client_state& any = state({.max_response_bytes = 0});
  script({{.body = R"({"Id":"m-12"})"}});
  EXPECT_TRUE(message(any));
}

TEST_F(CallTest, RunsOutOfMemoryInOrder) {
  client_state& in = state();
  small_reader reader;
  std::array<char, 64> room;
  std::array<std::byte, 4096> bytes;
  arena memory(bytes);
  call<send_message, small_reader> cramped(in, hello, room, reader, memory);
  EXPECT_EQ(cramped.next(), call_step::done);
  EXPECT_EQ(cramped.outcome().error().code, errc::buffer_too_small);
  EXPECT_GT(cramped.outcome().error().offset, 64u);  // what is needed

  std::array<char, 512> enough;
  arena none;
  call<send_message, small_reader> bare(in, hello, enough, reader, none);
  EXPECT_EQ(bare.next(), call_step::done);
  EXPECT_EQ(bare.outcome().error().code, errc::arena_exhausted);

  // The headers fit, and what the answer needs does not.
  std::array<std::byte, 200> few;
  arena small(few);
  call<get_transcript, small_reader> page(in, {.connection_token = token}, enough, reader, small);
  ASSERT_EQ(page.next(), call_step::send);
  page.answered({.body = R"({"Transcript":[{},{},{},{}]})"});
  EXPECT_EQ(page.next(), call_step::done);
  EXPECT_EQ(page.outcome().error().code, errc::arena_exhausted);
}

TEST_F(CallTest, AttemptsUseTheSameMemoryAgain) {
  client_config config;
  config.retries.max_attempts = 30;
  client_state& in = state(config);
  answer escaped = refusal(503, "X");
  escaped.body = R"({"message":"\u0061)" + std::string(300, 'x') + R"("})";
  script(std::vector<answer>(29, escaped));
  small_reader reader;
  std::array<char, 512> room;
  std::array<std::byte, 600> bytes;
  arena memory(bytes);
  call<send_message, small_reader> one(in, hello, room, reader, memory);
  for (int i = 0; i < 29; ++i) {
    ASSERT_EQ(one.next(), call_step::send);
    one.answered(over.send(one.request()).response);
    ASSERT_NE(one.outcome().service_error(), nullptr);
    EXPECT_EQ(one.outcome().service_error()->message->size(), 301u) << i;
    one.waited();
  }
  ASSERT_EQ(one.next(), call_step::send);
  one.answered({.body = "{}"});
  EXPECT_TRUE(one.outcome());
}

TEST_F(CallTest, WaitsByTheClockOrByItsCaller) {
  client_state& in = state();
  world.octet = 255;
  driven<send_message> one(in, hello);
  EXPECT_EQ(one.one.next(), call_step::send);
  EXPECT_EQ(one.one.next(), call_step::pending);
  one.one.answered({.status = 503});
  EXPECT_EQ(one.one.next(), call_step::wait);
  EXPECT_EQ(one.one.wait_ms(), 49);
  world.now += 48;
  EXPECT_EQ(one.one.wait_ms(), 1);
  EXPECT_EQ(one.one.next(), call_step::wait);
  world.now += 1;
  EXPECT_EQ(one.one.next(), call_step::send);
  one.one.answered({.status = 503});
  EXPECT_EQ(one.one.next(), call_step::wait);
  world.now -= 1'000'000;  // the clock is set back
  EXPECT_EQ(one.one.wait_ms(), 99);
  one.one.waited();
  EXPECT_EQ(one.one.next(), call_step::send);
  one.one.answered({.body = "{}"});
  EXPECT_EQ(one.one.next(), call_step::done);
  EXPECT_TRUE(one.one.outcome());
  one.one.waited();
  one.one.give_up();
  one.one.cancel();
  EXPECT_EQ(one.one.next(), call_step::done);
  EXPECT_TRUE(one.one.outcome());
}

TEST_F(CallTest, CanBeCancelledAtEachStep) {
  client_state& in = state();
  // 0: before it was sent, 1: while it is, 2: while it waits, 3: when done.
  for (int when = 0; when < 4; ++when) {
    driven<send_message> of(in, hello);
    auto& one = of.one;
    if (when >= 1) {
      EXPECT_EQ(one.next(), call_step::send);
    }
    if (when == 2) one.answered({.status = 503});
    if (when == 3) one.answered({.body = "{}"});
    one.cancel();
    EXPECT_EQ(one.next(), call_step::done);
    EXPECT_EQ(one.outcome().has_value(), when == 3);
    if (when == 3) continue;
    EXPECT_EQ(one.outcome().error().code, errc::no_response);
    EXPECT_EQ(one.outcome().transport(), transport_error::cancelled);
    // Late answers change nothing.
    one.answered({.body = "{}"});
    one.failed(transport_error::reset);
    one.waited();
    one.give_up();
    EXPECT_EQ(one.next(), call_step::done);
    EXPECT_EQ(one.outcome().transport(), transport_error::cancelled);
  }
  EXPECT_EQ(in.quota().tokens(), 500);
}

TEST_F(CallTest, IgnoresAnswersThatComeLate) {
  client_state& in = state();
  driven<send_message> of(in, hello);
  auto& one = of.one;
  one.answered({.body = R"({"Id":"never sent"})"});
  ASSERT_EQ(one.next(), call_step::send);
  const int first = one.request().exchange;
  one.failed(transport_error::timed_out, first);
  one.waited();
  ASSERT_EQ(one.next(), call_step::send);
  one.answered({.body = R"({"Id":"first"})"}, first);
  one.failed(transport_error::reset, first);
  EXPECT_EQ(one.next(), call_step::pending);
  one.answered({.body = R"({"Id":"second"})"}, one.request().exchange);
  one.answered({.body = R"({"Id":"third"})"});
  EXPECT_EQ(one.next(), call_step::done);
  EXPECT_EQ(one.outcome()->id, "second");
}

TEST_F(CallTest, LogsAttemptsAndNoSecret) {
  client_state& in = state();
  world.octet = 255;
  answer first = refusal(503, "Busy", {{"x-amzn-requestid", "r-1"}});
  first.takes_ms = 12;
  answer last{.status = 400,
              .body = R"({"__type":"x#secret view\nforged","message":"secret-token"})",
              .headers = {{"x-amzn-requestid", "r-2"}}};
  script({first, broken(transport_error::reset), last});
  look(in);
  ASSERT_EQ(world.logged.size(), 3u);
  using severity = log_record::severity;
  EXPECT_EQ(world.logged[0].level, severity::warning);
  EXPECT_EQ(world.logged[0].operation, "DescribeView");
  EXPECT_EQ(world.logged[0].status, 503);
  EXPECT_EQ(world.logged[0].attempt, 1);
  EXPECT_EQ(world.logged[0].error_name, "Busy");
  EXPECT_EQ(world.logged[0].request_id, "r-1");
  EXPECT_EQ(world.logged[0].elapsed_ms, 12);
  EXPECT_EQ(world.logged[0].retry_in_ms, 49);
  EXPECT_EQ(world.logged[0].sent_bytes, 0u);
  EXPECT_EQ(world.logged[0].received_bytes, 15u);
  EXPECT_EQ(world.logged[1].level, severity::warning);
  EXPECT_EQ(world.logged[1].failure, transport_error::reset);
  EXPECT_EQ(world.logged[1].code, errc::no_response);
  EXPECT_EQ(world.logged[1].attempt, 2);
  EXPECT_EQ(world.logged[2].level, severity::failure);
  EXPECT_EQ(world.logged[2].error_name, "");
  EXPECT_EQ(world.logged[2].attempt, 3);
  for (const auto& line : world.logged)
    for (const std::string& text : {line.operation, line.error_name, line.request_id})
      EXPECT_EQ(text.find("secret"), std::string::npos);
  script({{.body = R"({"View":{}})"}});
  look(in);
  ASSERT_EQ(world.logged.size(), 1u);
  EXPECT_EQ(world.logged[0].level, severity::info);
}

TEST_F(CallTest, WithoutHooksStillWorks) {
  client_state in({.region = "us-west-2"});
  driven<send_message> bare(in, hello);
  // The model asks for no ClientToken of a message, and none can be made.
  EXPECT_TRUE(bare.run(over, world));
  EXPECT_EQ(over.requests[0].body.find("ClientToken"), std::string::npos);
  script({refusal(503, "X"), {}});
  driven<send_message> again(in, hello);
  ASSERT_EQ(again.one.next(), call_step::send);
  again.one.answered(over.send(again.one.request()).response);
  EXPECT_EQ(again.one.next(), call_step::wait);
  EXPECT_EQ(again.one.wait_ms(), 50);
  EXPECT_EQ(again.one.next(), call_step::wait);
  again.one.waited();
  EXPECT_EQ(again.one.next(), call_step::send);
}

}  // namespace
