#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/http/client_config.hpp>

#include "http/scripted.hpp"

using namespace connectparticipant;

namespace {

std::string host(const client_config& config) {
  const client_state state(config);
  EXPECT_FALSE(state.failure()) << to_string(state.failure().code);
  return std::string(state.server().scheme()) + "://" + std::string(state.server().host_field) +
         std::string(state.base_path()) + ' ' + std::to_string(state.server().port);
}
errc code(const client_config& config) { return client_state(config).failure().code; }

TEST(ClientConfig, FindsTheEndpoint) {
  EXPECT_EQ(host({.region = "us-west-2"}),
            "https://participant.connect.us-west-2.amazonaws.com 443");
  EXPECT_EQ(host({.region = "us-east-1", .use_fips = true}),
            "https://participant.connect-fips.us-east-1.amazonaws.com 443");
  EXPECT_EQ(host({.region = "us-east-1", .use_dual_stack = true}),
            "https://participant.connect.us-east-1.api.aws 443");
  EXPECT_EQ(host({.region = "us-west-2", .tls = false}),
            "http://participant.connect.us-west-2.amazonaws.com 80");
  EXPECT_EQ(host({.endpoint = "https://localhost:8443/base/"}), "https://localhost:8443/base 8443");
  // A custom endpoint says itself what it speaks.
  EXPECT_EQ(host({.endpoint = "https://localhost", .tls = false}), "https://localhost 443");
  EXPECT_EQ(host({.endpoint = "http://localhost"}), "http://localhost 80");
}

TEST(ClientConfig, RefusesEndpointsThatAreNone) {
  EXPECT_EQ(code({}), errc::required);
  EXPECT_EQ(code({.region = "us-west-2.evil.example/"}), errc::invalid_label);
  EXPECT_EQ(code({.region = "us-west-2", .endpoint = "", .use_fips = true}), errc::none);
  EXPECT_EQ(code({.endpoint = "https://localhost", .use_fips = true}), errc::invalid_argument);
  EXPECT_EQ(code({.endpoint = "ftp://localhost"}), errc::invalid_endpoint);
  EXPECT_EQ(code({.endpoint = "https://user@localhost"}), errc::invalid_endpoint);
  const std::string long_one = "https://localhost/" + std::string(3000, 'a');
  EXPECT_EQ(code({.endpoint = long_one}), errc::buffer_too_small);
}

TEST(ClientConfig, WritesTheUserAgent) {
  EXPECT_EQ(client_state({.region = "us-west-2"}).user_agent(), library_user_agent);
  EXPECT_EQ(client_state({.region = "us-west-2", .user_agent_suffix = "app/1.0 (x)"}).user_agent(),
            std::string(library_user_agent) + " app/1.0 (x)");
  const std::string long_one(300, 'a');
  for (const std::string_view suffix :
       {std::string_view("a\r\nX-Injected: 1"), std::string_view("a\n"), std::string_view("a "),
        std::string_view("a\0b", 3), std::string_view("\xC3\xA9"), std::string_view(long_one)})
    EXPECT_EQ(code({.region = "us-west-2", .user_agent_suffix = suffix}), errc::header_value);
}

TEST(ClientConfig, RefusesHeadersThatCannotBeSentOrAreNotTheCallers) {
  for (const http_header header :
       {http_header{"", "a"}, http_header{"a b", "c"}, http_header{"a\r\nb", "c"},
        http_header{"a:", "c"}, http_header{"a", ""}, http_header{"a", "b\r\nc: d"},
        http_header{"a", "b\n"}, http_header{"a", " b"}, http_header{"a", "\xC3\xA9"},
        http_header{"x-amz-bearer", "token"}, http_header{"CONTENT-TYPE", "text/plain"},
        http_header{"content-length", "3"}, http_header{"host", "evil.example"},
        http_header{"Transfer-Encoding", "chunked"}, http_header{"Connection", "close"},
        http_header{"User-Agent", "x"}})
    EXPECT_EQ(code({.region = "us-west-2", .extra_headers = std::span(&header, 1)}),
              errc::header_value)
        << header.name;
  const http_header fine{"X-Trace", "a b"};
  EXPECT_EQ(code({.region = "us-west-2", .extra_headers = std::span(&fine, 1)}), errc::none);
}

TEST(ClientConfig, RefusesABoundClientToken) {
  const map_entry bound{"ClientToken", "always"};
  EXPECT_EQ(code({.region = "us-west-2", .params = std::span(&bound, 1)}), errc::invalid_argument);
}

TEST(ClientState, WithoutHooksHasNoTimeAndNoChance) {
  client_state state({.region = "us-west-2", .adaptive = true, .call_timeout_ms = 5});
  EXPECT_FALSE(state.has_clock());
  EXPECT_EQ(state.now_ms(), 0);
  EXPECT_EQ(state.local_ms(), 0);
  EXPECT_EQ(state.random(), 1);
  EXPECT_FALSE(state.deadline());
  EXPECT_FALSE(state.limiter());
  std::array<char, 36> room;
  EXPECT_EQ(state.make_client_token(room), "");
  const http_header date{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"};
  state.see_date(http_headers(date));
  state.log({});
  EXPECT_EQ(state.now_ms(), 0);
  const http_header hint{"Retry-After", "3"};
  EXPECT_EQ(state.hint_of(http_headers(hint)), 3000);
  const http_header dated{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"};
  EXPECT_FALSE(state.hint_of(http_headers(dated)));
}

TEST(ClientState, GoesByTheServicesDate) {
  scripted::world world;
  world.now = 1'000'000'000'000;  // 2001-09-09T01:46:40Z
  client_state state({.region = "us-west-2", .clock_offset_ms = 2000}, world.hooks());
  EXPECT_EQ(state.now_ms(), 1'000'000'002'000);
  const http_header near{"Date", "Sun, 09 Sep 2001 01:49:40 GMT"};
  state.see_date(http_headers(near));
  EXPECT_EQ(state.now_ms(), 1'000'000'002'000);
  const http_header late{"date", "Sun, 09 Sep 2001 02:46:40 GMT"};
  state.see_date(http_headers(late));
  EXPECT_EQ(state.now_ms(), 1'000'003'600'000);
  // Delays go by the caller's clock, which does not jump.
  EXPECT_EQ(state.local_ms(), 1'000'000'002'000);
  const http_header hint{"Retry-After", "Sun, 09 Sep 2001 02:46:43 GMT"};
  EXPECT_EQ(state.hint_of(http_headers(hint)), 3000);
  const http_header nonsense{"Date", "yesterday"};
  state.see_date(http_headers(nonsense));
  EXPECT_EQ(state.now_ms(), 1'000'003'600'000);

  client_state stubborn({.region = "us-west-2", .correct_clock_skew = false}, world.hooks());
  stubborn.see_date(http_headers(late));
  EXPECT_EQ(stubborn.now_ms(), world.now);
}

TEST(ClientState, SharesOutTime) {
  scripted::world world;
  client_state state({.region = "us-west-2", .request_timeout_ms = 100, .call_timeout_ms = 250},
                     world.hooks());
  const auto deadline = state.deadline();
  EXPECT_EQ(deadline, world.now + 250);
  EXPECT_EQ(state.timeout_ms(deadline), 100);
  world.now += 200;
  EXPECT_EQ(state.timeout_ms(deadline), 50);
  world.now += 200;
  EXPECT_EQ(state.timeout_ms(deadline), 1);
  EXPECT_EQ(state.timeout_ms(std::nullopt), 100);
  client_state any_time({.region = "us-west-2", .request_timeout_ms = -5, .call_timeout_ms = 250},
                        world.hooks());
  EXPECT_EQ(any_time.timeout_ms(std::nullopt), 0);
  EXPECT_EQ(any_time.timeout_ms(world.now + 30), 30);
}

TEST(ClientState, DrawsFromEntropy) {
  scripted::world world;
  client_state state({.region = "us-west-2"}, world.hooks());
  EXPECT_EQ(state.random(), 0);
  world.octet = 255;
  EXPECT_LT(state.random(), 1);
  EXPECT_GT(state.random(), 0.999);
  std::array<char, 36> room;
  EXPECT_EQ(state.make_client_token(room), "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST(ClientState, TakesAnotherSourceOfClientTokens) {
  client_state state({.region = "us-west-2"},
                     {.uuid = [](void*, std::span<char, 36> text) noexcept {
                       for (char& c : text) c = 'u';
                     }});
  std::array<char, 36> room;
  EXPECT_EQ(state.make_client_token(room), std::string(36, 'u'));
}

TEST(ClientState, LogsNoTextThatCouldForgeALine) {
  scripted::world world;
  const client_state state({.region = "us-west-2"}, world.hooks());
  const std::string long_name(129, 'a');
  state.log({.status = 400, .error_name = "a\nb", .request_id = "id\x1B[2J"});
  state.log({.status = 400, .error_name = long_name, .request_id = ""});
  state.log({.status = 400, .error_name = "Some.Name_1-x", .request_id = "id 1"});
  ASSERT_EQ(world.logged.size(), 3u);
  EXPECT_EQ(world.logged[0].error_name, "");
  EXPECT_EQ(world.logged[0].request_id, "");
  EXPECT_EQ(world.logged[1].error_name, "");
  EXPECT_EQ(world.logged[2].error_name, "Some.Name_1-x");
  EXPECT_EQ(world.logged[2].request_id, "id 1");
  EXPECT_EQ(world.logged[0].level, log_record::severity::failure);
  state.log({.status = 200});
  EXPECT_EQ(world.logged[3].level, log_record::severity::info);
  state.log({.status = 200, .code = errc::wrong_type});
  EXPECT_EQ(world.logged[4].level, log_record::severity::failure);
  state.log({.status = 503, .retry_in_ms = 0});
  EXPECT_EQ(world.logged[5].level, log_record::severity::warning);
}

}  // namespace
