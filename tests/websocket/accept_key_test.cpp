#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/accept_key.hpp>

using namespace connectparticipant;

namespace {

std::string key_of(std::string_view octets) {
  std::array<std::uint8_t, 16> entropy{};
  for (std::size_t i = 0; i < octets.size(); ++i) entropy[i] = static_cast<std::uint8_t>(octets[i]);
  const auto key = make_websocket_key(entropy);
  return {key.data(), key.size()};
}

std::string accept_of(std::string_view key) {
  const auto accept = make_websocket_accept(std::span<const char, 24>(key));
  return {accept.data(), accept.size()};
}

TEST(AcceptKey, AnswersTheExampleOfRfc6455) {
  EXPECT_EQ(key_of("the sample nonce"), "dGhlIHNhbXBsZSBub25jZQ==");
  EXPECT_EQ(accept_of("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(AcceptKey, KnowsAKey) {
  for (std::string_view good :
       {"dGhlIHNhbXBsZSBub25jZQ==", "AQIDBAUGBwgJCgsMDQ4PEC==", "AAAAAAAAAAAAAAAAAAAAAA=="})
    EXPECT_TRUE(is_websocket_key(good)) << good;
  for (std::string_view bad :
       {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQAA", "dGhlIHNhbXBsZSBub25jZQA=",
        "dGhlIHNhbXBsZSBub25jZ===", "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZQ==dGhl"})
    EXPECT_FALSE(is_websocket_key(bad)) << bad;
}

}  // namespace
