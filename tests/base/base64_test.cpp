#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/base/base64.hpp>

using namespace connectparticipant;

namespace {

std::string encode(std::string_view octets) {
  const std::vector<std::uint8_t> from(octets.begin(), octets.end());
  std::string text(base64_size(from.size()), '?');
  EXPECT_EQ(encode_base64(from, text.data()), text.size());
  return text;
}

std::optional<std::string> decode(std::string_view text) {
  std::vector<std::uint8_t> to(text.size() / 4 * 3);
  const auto size = decode_base64(text, to.data());
  if (!size) return std::nullopt;
  return std::string(to.begin(), to.begin() + static_cast<std::ptrdiff_t>(*size));
}

struct row {
  std::string_view octets, text;
};

TEST(Base64, WritesAndReadsTheVectorsOfRfc4648) {
  for (const row& r :
       {row{"", ""}, row{"f", "Zg=="}, row{"fo", "Zm8="}, row{"foo", "Zm9v"},
        row{"foob", "Zm9vYg=="}, row{"fooba", "Zm9vYmE="}, row{"foobar", "Zm9vYmFy"},
        row{"the sample nonce", "dGhlIHNhbXBsZSBub25jZQ=="}, row{"\xFB\xFF\xBF", "+/+/"}}) {
    EXPECT_EQ(encode(r.octets), r.text);
    EXPECT_EQ(decode(r.text), r.octets) << r.text;
  }
}

TEST(Base64, ReadsBackWhatItWrites) {
  std::string octets;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(decode(encode(octets)), octets) << i;
    octets += static_cast<char>(i * 7);
  }
}

TEST(Base64, IgnoresBitsThatNoOctetUses) {
  EXPECT_EQ(decode("AQIDBAUGBwgJCgsMDQ4PEC=="), decode("AQIDBAUGBwgJCgsMDQ4PEA=="));
  EXPECT_EQ(decode("Zm9="), "fo");
}

TEST(Base64, RefusesAnythingElse) {
  for (std::string_view bad : {"Z", "Zg", "Zg=", "Z===", "====", "=Zg=", "Zg==Zg==", "Zm 9",
                               "Zm9\n", "Zm-_", "Zm9v\n", "Zm9v====", "\xFFm9v"})
    EXPECT_EQ(decode(bad), std::nullopt) << bad;
}

}  // namespace
