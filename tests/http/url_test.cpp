#include <cstddef>
#include <cstdint>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/url.hpp>

using namespace connectparticipant;

namespace {

TEST(HttpUrl, IsTakenApart) {
  struct row {
    std::string_view text, host;
    std::uint16_t port;
    std::string_view target;
    bool secure;
    std::string_view host_field;
  };
  for (const row& r :
       {row{"https://example.com", "example.com", 443, "/", true, "example.com"},
        row{"https://example.com/", "example.com", 443, "/", true, "example.com"},
        row{"HTTPS://Example.com:8443/a/b?c=%2F&d", "Example.com", 8443, "/a/b?c=%2F&d", true,
            "Example.com:8443"},
        row{"http://[::1]:80/x", "::1", 80, "/x", false, "[::1]"},
        row{"http://127.0.0.1:8080/base/path", "127.0.0.1", 8080, "/base/path", false,
            "127.0.0.1:8080"},
        row{"https://b.s3.amazonaws.com/k?X-Amz-Signature=a/b@c:d", "b.s3.amazonaws.com", 443,
            "/k?X-Amz-Signature=a/b@c:d", true, "b.s3.amazonaws.com"}}) {
    const auto url = parse_http_url(r.text, http_schemes::http_and_https);
    ASSERT_TRUE(url) << r.text;
    EXPECT_EQ(url->host, r.host);
    EXPECT_EQ(url->port, r.port);
    EXPECT_EQ(url->target, r.target);
    EXPECT_EQ(url->secure, r.secure);
    EXPECT_EQ(url->scheme(), r.secure ? "https" : "http");
    EXPECT_EQ(url->host_field, r.host_field);
    EXPECT_EQ(parse_http_url(r.text).has_value(), r.secure);
  }
}

TEST(HttpUrl, RefusesEverythingElse) {
  struct row {
    std::string_view text;
    errc code;
    std::size_t offset;
  };
  for (const row& r :
       {row{"", errc::invalid_endpoint, 0}, row{"example.com", errc::invalid_endpoint, 0},
        row{"//example.com", errc::invalid_endpoint, 0},
        row{"ftp://example.com", errc::invalid_endpoint, 0},
        row{"https:/example.com", errc::invalid_endpoint, 0},
        row{" https://example.com", errc::invalid_endpoint, 0},
        row{"https://", errc::invalid_endpoint, 8}, row{"https:///x", errc::invalid_endpoint, 8},
        row{"https://user@example.com/", errc::invalid_endpoint, 8},
        row{"https://example.com:99999/", errc::invalid_endpoint, 19},
        row{"https://example.com?x=/", errc::invalid_target, 19},
        row{"https://example.com/#x", errc::invalid_target, 20},
        row{"https://example.com#x", errc::invalid_target, 19},
        row{"https://example.com/a b", errc::invalid_target, 21},
        row{"https://example.com/a\r\nb", errc::invalid_target, 21},
        row{"https://example.com/\xC3\xA9", errc::invalid_target, 20},
        row{"https://example.com\\@evil.com/", errc::invalid_endpoint, 8}}) {
    const auto url = parse_http_url(r.text, http_schemes::http_and_https);
    ASSERT_FALSE(url) << r.text;
    EXPECT_EQ(url.error().code, r.code) << r.text;
    EXPECT_EQ(url.error().offset, r.offset) << r.text;
  }
}

TEST(HttpUrl, KnowsTheSameOrigin) {
  const auto of = [](std::string_view text) {
    return *parse_http_url(text, http_schemes::http_and_https);
  };
  const http_url home = of("https://example.com/a");
  EXPECT_TRUE(same_origin(home, of("https://EXAMPLE.com:443/b?c")));
  EXPECT_FALSE(same_origin(home, of("http://example.com:443/a")));
  EXPECT_FALSE(same_origin(home, of("https://example.com:8443/a")));
  EXPECT_FALSE(same_origin(home, of("https://www.example.com/a")));
}

}  // namespace
