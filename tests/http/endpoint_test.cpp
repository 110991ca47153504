#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/http/endpoint.hpp>
#include <connectparticipant/operation/get_transcript.hpp>

using namespace connectparticipant;

namespace {

std::string url_of(const endpoint_parameters& parameters) {
  std::array<char, 512> room{};
  const auto found = resolve_endpoint(parameters, room);
  return found ? std::string(found->url) : std::string(to_string(found.error().code));
}

struct region_row {
  std::string_view region, partition;
};
constexpr region_row regions[] = {
    {"us-east-1", "aws"},
    {"us-west-99", "aws"},
    {"eu-foo-1", "aws"},
    {"ap-southeast-6", "aws"},
    {"sa-east-1", "aws"},
    {"ca-west-1", "aws"},
    {"me-central-1", "aws"},
    {"af-south-1", "aws"},
    {"il-central-1", "aws"},
    {"mx-central-1", "aws"},
    {"aws-global", "aws"},
    {"us-iso-1", "aws"},
    {"us-isob-22", "aws"},
    {"cn-north-1", "aws-cn"},
    {"cn-x-0", "aws-cn"},
    {"aws-cn-global", "aws-cn"},
    {"CN-North-1", "aws-cn"},
    {"AWS-CN-GLOBAL", "aws-cn"},
    {"eusc-de-east-1", "aws-eusc"},
    {"us-iso-east-1", "aws-iso"},
    {"aws-iso-global", "aws-iso"},
    {"us-isob-east-1", "aws-iso-b"},
    {"aws-iso-b-global", "aws-iso-b"},
    {"eu-isoe-west-1", "aws-iso-e"},
    {"aws-iso-e-global", "aws-iso-e"},
    {"us-isof-south-1", "aws-iso-f"},
    {"aws-iso-f-global", "aws-iso-f"},
    {"us-gov-west-1", "aws-us-gov"},
    {"US-GOV-WEST-1", "aws-us-gov"},
    {"aws-us-gov-global", "aws-us-gov"},
    // What no expression knows.
    {"", "aws"},
    {"nowhere", "aws"},
    {"cn-north", "aws"},
    {"cn--1", "aws"},
    {"cn-north-", "aws"},
    {"cn-north-1a", "aws"},
    {"cn-north-1-2", "aws"},
    {"cn-north-west-1", "aws"},
    {"xcn-north-1", "aws"},
    {"eusc-foo-1", "aws"},
    {"eusc-fr-east-1", "aws"},
    {"us-isox-east-1", "aws"},
    {"us-gov-1", "aws"},
    {"fips-us-gov-west-1", "aws"},
    {"aws-us-gov-globa", "aws"},
    {"aws-eusc-global", "aws"},
};

TEST(Partition, IsFoundByTheRegion) {
  for (const region_row& r : regions)
    EXPECT_EQ(find_partition(r.region).name, r.partition) << r.region;
}

TEST(Endpoint, FollowsTheRulesInEveryPartition) {
  for (const region_row& r : regions) {
    if (!is_host_label(r.region)) continue;
    const partition& home = find_partition(r.region);
    std::string region(r.region);
    for (char& c : region) c = to_lower(c);
    const std::string behind = "." + region + ".";
    const std::string plain = "https://participant.connect" + behind;
    const std::string fips = "https://participant.connect-fips" + behind;
    const std::string suffix(home.dns_suffix), dual(home.dual_stack_suffix);
    EXPECT_EQ(url_of({.region = r.region}), plain + suffix);
    EXPECT_EQ(url_of({.region = r.region, .use_dual_stack = true}), plain + dual);
    EXPECT_EQ(url_of({.region = r.region, .use_fips = true}),
              (home.name == "aws-us-gov" ? plain : fips) + suffix);
    EXPECT_EQ(url_of({.region = r.region, .use_fips = true, .use_dual_stack = true}), fips + dual);
  }
}

TEST(Endpoint, IsWrittenAsRecorded) {
  EXPECT_EQ(url_of({.region = "us-east-1"}), "https://participant.connect.us-east-1.amazonaws.com");
  EXPECT_EQ(url_of({.region = "cn-north-1", .use_fips = true, .use_dual_stack = true}),
            "https://participant.connect-fips.cn-north-1.api.amazonwebservices.com.cn");
  EXPECT_EQ(url_of({.region = "us-gov-west-1", .use_fips = true}),
            "https://participant.connect.us-gov-west-1.amazonaws.com");
  EXPECT_EQ(url_of({.region = "us-gov-west-1", .use_fips = true, .use_dual_stack = true}),
            "https://participant.connect-fips.us-gov-west-1.api.aws");
}

TEST(Endpoint, HasItsParts) {
  std::array<char, 128> room{};
  const auto found = resolve_endpoint({.region = "US-East-1"}, room);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->scheme, "https");
  EXPECT_EQ(found->host, "participant.connect.us-east-1.amazonaws.com");
  EXPECT_EQ(found->host_field, found->host);
  EXPECT_EQ(found->port, 443);
  EXPECT_EQ(found->base_path, "");
  for (const std::string_view part : {found->url, found->host, found->host_field})
    EXPECT_TRUE(part.data() >= room.data() && part.data() < room.data() + room.size());
}

TEST(Endpoint, RefusesARegionThatIsNoHostLabel) {
  for (const std::string_view region :
       {"us-east-1.evil.com/", "us.east", "us/east", "us\\east", "user@us-east-1", "us-east-1#",
        "us-east-1?", "us%2Deast", " us-east-1", "us-east-1 ", "us east", "-us-east-1",
        "us-east-1-", "us_east_1", "us:443", "us\r\nHost: evil", "r\xC3\xA9gion", "."})
    for (const bool flag : {false, true}) {
      EXPECT_EQ(url_of({.region = region}), "invalid_label") << region;
      EXPECT_EQ(url_of({.region = region, .use_fips = flag, .use_dual_stack = !flag}),
                "invalid_label");
    }
  EXPECT_EQ(url_of({.region = std::string_view("us-east-1\0x", 11)}), "invalid_label");
  EXPECT_EQ(url_of({.region = std::string(64, 'a')}), "invalid_label");
  EXPECT_EQ(url_of({.region = std::string(63, 'a')}),
            "https://participant.connect." + std::string(63, 'a') + ".amazonaws.com");
}

TEST(Endpoint, NeedsARegionOrAnEndpoint) {
  EXPECT_EQ(url_of({}), "required");
  EXPECT_EQ(url_of({.use_fips = true, .use_dual_stack = true}), "required");
}

TEST(Endpoint, TakesACustomOne) {
  struct row {
    std::string_view given, url, scheme, host, host_field;
    int port;
    std::string_view base_path;
  };
  for (const row& r : {row{"https://example.com", "https://example.com", "https", "example.com",
                           "example.com", 443, ""},
                       row{"https://example.com/", "https://example.com", "https", "example.com",
                           "example.com", 443, ""},
                       row{"http://127.0.0.1:8080/base/path", "http://127.0.0.1:8080/base/path",
                           "http", "127.0.0.1", "127.0.0.1:8080", 8080, "/base/path"},
                       row{"http://localhost/base//", "http://localhost/base", "http", "localhost",
                           "localhost", 80, "/base"},
                       row{"https://[::1]:8443/a%20b/~c:@d", "https://[::1]:8443/a%20b/~c:@d",
                           "https", "::1", "[::1]:8443", 8443, "/a%20b/~c:@d"},
                       row{"HTTPS://a.b./x..y/.z", "HTTPS://a.b./x..y/.z", "https", "a.b.", "a.b.",
                           443, "/x..y/.z"}})
    for (const std::string_view region : {"", "us-east-1", "no/label"}) {
      std::array<char, 128> room{};
      const auto found = resolve_endpoint({.region = region, .endpoint = r.given}, room);
      ASSERT_TRUE(found) << r.given;
      EXPECT_EQ(found->url, r.url);
      EXPECT_EQ(found->scheme, r.scheme);
      EXPECT_EQ(found->host, r.host);
      EXPECT_EQ(found->host_field, r.host_field);
      EXPECT_EQ(found->port, r.port);
      EXPECT_EQ(found->base_path, r.base_path);
    }
}

TEST(Endpoint, RefusesFipsAndDualStackWithACustomOne) {
  for (const bool fips : {false, true})
    for (const bool dual : {false, true}) {
      if (!fips && !dual) continue;
      EXPECT_EQ(url_of({.region = "us-east-1",
                        .use_fips = fips,
                        .use_dual_stack = dual,
                        .endpoint = "https://example.com"}),
                "invalid_argument");
    }
}

TEST(Endpoint, RefusesAHostileCustomOne) {
  struct row {
    std::string_view given;
    std::size_t offset;
  };
  for (const row& r : {row{"example.com", 0},
                       row{"//example.com", 0},
                       row{"ftp://example.com", 0},
                       row{"wss://example.com", 0},
                       row{"javascript:alert(1)", 0},
                       row{"https://", 8},
                       row{"https://user@example.com", 8},
                       row{"https://user:pw@example.com", 12},
                       row{"https://example.com?a=b", 19},
                       row{"https://example.com/a?b", 19},
                       row{"https://example.com/#", 20},
                       row{"https://example.com/a b", 21},
                       row{"https://example.com/\x7F", 20},
                       row{"https://example.com/a\r\nX: y", 21},
                       row{"https://example.com\r\n", 8},
                       row{" https://example.com", 0},
                       row{"https://example.com/\xC3\xA9", 20},
                       row{"https://.com", 8},
                       row{"https://a..b", 8},
                       row{"https://a.b..", 8},
                       row{"https://.", 8},
                       row{"https://example.com/a//b", 21},
                       row{"https://example.com//a", 19},
                       row{"https://example.com/a/./b", 21},
                       row{"https://example.com/..", 19},
                       row{"https://example.com/a/%2e%2E/b", 21},
                       row{"https://example.com/.%2e", 19},
                       row{"https://example.com/a%2", 19},
                       row{"https://example.com/%zz", 19},
                       row{"https://example.com/a\\b", 19},
                       row{"https://example.com/a{b}", 19},
                       row{"https://example.com:0/", 19},
                       row{"https://[::1", 8}}) {
    std::array<char, 128> room{};
    const auto found = resolve_endpoint({.endpoint = r.given}, room);
    ASSERT_FALSE(found) << r.given;
    EXPECT_EQ(found.error().code, errc::invalid_endpoint) << r.given;
    EXPECT_EQ(found.error().offset, r.offset) << r.given;
  }
  EXPECT_EQ(url_of({.endpoint = "https://" + std::string(64, 'a')}), "invalid_endpoint");
}

TEST(Endpoint, SaysHowMuchMemoryItTakes) {
  for (const endpoint_parameters& parameters :
       {endpoint_parameters{.region = "us-east-1"},
        endpoint_parameters{.endpoint = "https://example.com/base/"}}) {
    const std::size_t size = url_of(parameters).size();
    const auto exact = std::make_unique<char[]>(size);
    EXPECT_TRUE(resolve_endpoint(parameters, std::span<char>(exact.get(), size)));
    for (std::size_t less = 0; less < size; ++less) {
      const auto found = resolve_endpoint(parameters, std::span<char>(exact.get(), less));
      ASSERT_FALSE(found);
      EXPECT_EQ(found.error().code, errc::buffer_too_small);
      EXPECT_EQ(found.error().offset, size);
    }
  }
}

TEST(Endpoint, NeedsNoMoreThanSaid) {
  std::size_t longest = 0;
  const std::string label(63, 'a');
  for (const partition& one : partitions) {
    const std::size_t suffix = one.dns_suffix.size() > one.dual_stack_suffix.size()
                                   ? one.dns_suffix.size()
                                   : one.dual_stack_suffix.size();
    const std::size_t size =
        std::string_view("https://participant.connect-fips..").size() + 63 + suffix;
    longest = size > longest ? size : longest;
  }
  EXPECT_LE(longest, endpoint_memory);
}

TEST(Endpoint, GoesInFrontOfOperations) {
  std::array<char, 128> room{};
  const auto found = resolve_endpoint({.endpoint = "http://localhost/base/path/"}, room);
  ASSERT_TRUE(found);
  std::string memory;
  const auto request = encode_request(get_transcript_request{.connection_token = "t"}, memory,
                                      {.base_path = found->base_path});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->target, "/base/path/participant/transcript");
}

}  // namespace
