#include <cstddef>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/url.hpp>

using namespace connectparticipant;

namespace {

TEST(WebsocketUrl, IsTakenApart) {
  struct row {
    std::string_view url, host;
    int port;
    std::string_view target, host_field;
  };
  for (const row& r : {
           row{"wss://example.com/", "example.com", 443, "/", "example.com"},
           row{"WSS://Example.COM", "Example.COM", 443, "", "Example.COM"},
           row{"wss://example.com?a=b", "example.com", 443, "?a=b", "example.com"},
           row{"wss://example.com:443/a", "example.com", 443, "/a", "example.com"},
           row{"wss://example.com:/a", "example.com", 443, "/a", "example.com"},
           row{"wss://example.com:8443/a", "example.com", 8443, "/a", "example.com:8443"},
           row{"wss://a:1", "a", 1, "", "a:1"},
           row{"wss://a:65535", "a", 65535, "", "a:65535"},
           row{"wss://127.0.0.1:9/", "127.0.0.1", 9, "/", "127.0.0.1:9"},
           row{"wss://[::1]/", "::1", 443, "/", "[::1]"},
           row{"wss://[2001:db8::7]:8443/?q", "2001:db8::7", 8443, "/?q", "[2001:db8::7]:8443"},
           row{"wss://h/p?X-Amz-Signature=a%2Fb%2f&x=//?:@[]{}|^`\"<>\\'", "h", 443,
               "/p?X-Amz-Signature=a%2Fb%2f&x=//?:@[]{}|^`\"<>\\'", "h"},
       }) {
    const auto url = parse_websocket_url(r.url);
    ASSERT_TRUE(url) << r.url;
    EXPECT_EQ(url->host, r.host);
    EXPECT_EQ(url->port, r.port) << r.url;
    EXPECT_EQ(url->target, r.target);
    EXPECT_EQ(url->host_field, r.host_field);
    EXPECT_TRUE(url->secure);
  }
}

TEST(WebsocketUrl, IsInsecureOnlyWhereAskedFor) {
  EXPECT_EQ(parse_websocket_url("ws://127.0.0.1:80/a").error().code, errc::invalid_endpoint);
  const auto url = parse_websocket_url("ws://127.0.0.1:80/a", websocket_schemes::ws_and_wss);
  ASSERT_TRUE(url);
  EXPECT_FALSE(url->secure);
  EXPECT_EQ(url->port, 80);
  EXPECT_EQ(url->host_field, "127.0.0.1");
  EXPECT_EQ(parse_websocket_url("ws://a:443", websocket_schemes::ws_and_wss)->host_field, "a:443");
  EXPECT_EQ(parse_websocket_url("Ws://a", websocket_schemes::ws_and_wss)->port, 80);
  EXPECT_TRUE(parse_websocket_url("wss://a", websocket_schemes::ws_and_wss)->secure);
}

TEST(WebsocketUrl, IsRefusedAtTheOctetOrPartAtFault) {
  struct row {
    std::string_view url;
    errc code;
    std::size_t offset;
  };
  constexpr errc endpoint = errc::invalid_endpoint;
  constexpr errc target = errc::invalid_target;
  for (const row& r : {
           row{"", endpoint, 0},
           row{"example.com", endpoint, 0},
           row{"https://example.com/", endpoint, 0},
           row{"http://example.com/", endpoint, 0},
           row{"wss:/example.com", endpoint, 0},
           row{" wss://a", endpoint, 0},
           row{"wss://", endpoint, 6},
           row{"wss:///path", endpoint, 6},
           row{"wss://:443/", endpoint, 6},
           row{"wss://user@host/", endpoint, 6},
           row{"wss://user:pass@host/", endpoint, 10},
           row{"wss://a b/", endpoint, 6},
           row{"wss://a\r\nb/", endpoint, 6},
           row{"wss://a\\@b/", endpoint, 6},
           row{"wss://a%00b/", endpoint, 6},
           row{"wss://\xC3\xA9/", endpoint, 6},
           row{"wss://a:0", endpoint, 7},
           row{"wss://a:65536", endpoint, 7},
           row{"wss://a:99999999999999999999", endpoint, 7},
           row{"wss://a:8o", endpoint, 7},
           row{"wss://a:-1", endpoint, 7},
           row{"wss://a:1:2", endpoint, 7},
           row{"wss://[::1", endpoint, 6},
           row{"wss://[::1]x", endpoint, 11},
           row{"wss://[]", endpoint, 6},
           row{"wss://[::1%25eth0]/", endpoint, 6},
           row{"wss://::1/", endpoint, 6},
           row{"wss://a/b c", target, 9},
           row{"wss://a/b#c", target, 9},
           row{"wss://a#c", target, 7},
           row{"wss://a/\r\nX: y", target, 8},
           row{"wss://a/\x7F", target, 8},
           row{"wss://a/?\xC3\xA9", target, 9},
       }) {
    const auto url = parse_websocket_url(r.url);
    EXPECT_FALSE(url) << r.url;
    EXPECT_EQ(url.error().code, r.code) << r.url;
    EXPECT_EQ(url.error().offset, r.offset) << r.url;
  }
  EXPECT_EQ(parse_websocket_url(std::string_view("wss://a/\0", 9)).error().offset, 8u);
}

TEST(WebsocketUrl, KnowsIpv6Addresses) {
  using url_internal::is_ipv6;
  for (std::string_view address :
       {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "fe80::1:2",
        "ABCD:ef01::", "::ffff:127.0.0.1", "1:2:3:4:5:6:1.2.3.4", "1::5:6:255.255.255.255"})
    EXPECT_TRUE(is_ipv6(address)) << address;
  for (std::string_view address : {"",
                                   ":",
                                   ":::",
                                   "1",
                                   "1:2:3:4:5:6:7",
                                   "1:2:3:4:5:6:7:8:9",
                                   "1::2::3",
                                   ":1::",
                                   "1:",
                                   "::1:2:3:4:5:6:7:8",
                                   "1:2:3:4:5:6:7:8::",
                                   "12345::",
                                   "g::",
                                   "::1.2.3",
                                   "::1.2.3.4.5",
                                   "::256.1.1.1",
                                   "::01.1.1.1",
                                   "1.2.3.4",
                                   "1.2.3.4::",
                                   "1:2:3:4:5:6:7:1.2.3.4",
                                   "::1 ",
                                   "1::2:"})
    EXPECT_FALSE(is_ipv6(address)) << address;
}

static_assert(parse_websocket_url("wss://a/b")->target == "/b");

}  // namespace
