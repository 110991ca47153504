#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/sha1.hpp>

using namespace connectparticipant;

namespace {

std::string hex(std::string_view text) {
  std::string written;
  for (const std::uint8_t octet : sha1(text)) {
    written += "0123456789abcdef"[octet >> 4];
    written += "0123456789abcdef"[octet & 15];
  }
  return written;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  while (times-- != 0) all += text;
  return all;
}

TEST(Sha1, DigestsTheVectorsOfRfc3174) {
  EXPECT_EQ(hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(hex(repeated("a", 1'000'000)), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  EXPECT_EQ(hex(repeated("0123456701234567012345670123456701234567012345670123456701234567", 10)),
            "dea356a2cddd90c7a7ecedc5ebb563934f460452");
}

TEST(Sha1, DigestsAroundTheBlockSize) {
  EXPECT_EQ(hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(repeated("a", 55)), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
  EXPECT_EQ(hex(repeated("a", 56)), "c2db330f6083854c99d4b5bfb6e8f29f201be699");
  EXPECT_EQ(hex(repeated("a", 63)), "03f09f5b158a7a8cdad920bddc29b81c18a551f5");
  EXPECT_EQ(hex(repeated("a", 64)), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

static_assert(sha1("abc")[0] == 0xA9);

}  // namespace
