#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/authority.hpp>

using namespace connectparticipant;

namespace {

TEST(Authority, IsTakenApart) {
  struct row {
    std::string_view text, host;
    std::uint16_t port;
    std::string_view host_field;
  };
  for (const row& r : {row{"example.com", "example.com", 443, "example.com"},
                       row{"example.com:443", "example.com", 443, "example.com"},
                       row{"example.com:", "example.com", 443, "example.com"},
                       row{"example.com:8443", "example.com", 8443, "example.com:8443"},
                       row{"127.0.0.1:00080", "127.0.0.1", 80, "127.0.0.1:00080"},
                       row{"a_b", "a_b", 443, "a_b"}, row{"[::1]", "::1", 443, "[::1]"},
                       row{"[2001:db8::1.2.3.4]:65535", "2001:db8::1.2.3.4", 65535,
                           "[2001:db8::1.2.3.4]:65535"}}) {
    const auto found = parse_authority(r.text, 443);
    ASSERT_TRUE(found) << r.text;
    EXPECT_EQ(found->host, r.host) << r.text;
    EXPECT_EQ(found->port, r.port) << r.text;
    EXPECT_EQ(found->host_field, r.host_field) << r.text;
  }
}

TEST(Authority, RefusesWithTheOffsetOfThePart) {
  struct row {
    std::string_view text;
    std::size_t offset;
  };
  for (const row& r : {row{"", 0},
                       row{":80", 0},
                       row{"user@host", 0},
                       row{"user:1@host", 4},
                       row{"a b", 0},
                       row{"a\nb", 0},
                       row{"h\xC3\xB6st", 0},
                       row{"a%2eb", 0},
                       row{"a\\b", 0},
                       row{"host:0", 4},
                       row{"host:65536", 4},
                       row{"host:99999999999", 4},
                       row{"host:-1", 4},
                       row{"host:8o", 4},
                       row{"[::1", 0},
                       row{"[]", 0},
                       row{"[1::2::3]", 0},
                       row{"[::1]x", 5},
                       row{"[::1%eth0]", 0},
                       row{"[127.0.0.1]", 0},
                       row{"[::256.1.1.1]", 0},
                       row{"::1", 0}}) {
    const auto found = parse_authority(r.text, 443);
    ASSERT_FALSE(found) << r.text;
    EXPECT_EQ(found.error().code, errc::invalid_endpoint) << r.text;
    EXPECT_EQ(found.error().offset, r.offset) << r.text;
  }
}

TEST(HostLabel, IsLettersDigitsAndInnerHyphens) {
  for (const std::string_view good : {"a", "us-east-1", "US-EAST-1", "0", "a--b", "xn--bcher-kva"})
    EXPECT_TRUE(is_host_label(good)) << good;
  EXPECT_TRUE(is_host_label(std::string(63, 'a')));
  EXPECT_FALSE(is_host_label(std::string(64, 'a')));
  for (const std::string_view bad : {"", "-", "-a", "a-", "a.b", "a_b", "a b", " a", "a/b", "a@b",
                                     "a#b", "a%b", "a:b", "a\\b", "a?b", "a\r\nb", "\xC3\xA9"})
    EXPECT_FALSE(is_host_label(bad)) << bad;
  EXPECT_FALSE(is_host_label(std::string_view("a\0b", 3)));
}

}  // namespace
