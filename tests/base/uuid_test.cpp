#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/uuid.hpp>

using namespace connectparticipant;

namespace {

std::string text_of(std::array<std::uint8_t, 16> entropy) {
  const std::array<char, 36> text = make_uuid(entropy);
  return {text.data(), text.size()};
}

TEST(Uuid, WritesVersion4) {
  std::array<std::uint8_t, 16> counting{}, ones{};
  for (std::size_t i = 0; i < 16; ++i) {
    counting[i] = static_cast<std::uint8_t>(i * 17);
    ones[i] = 0xFF;
  }
  EXPECT_EQ(text_of({}), "00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(text_of(ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(text_of(counting), "00112233-4455-4677-8899-aabbccddeeff");
}

TEST(Uuid, KeepsTheOtherBits) {
  for (std::size_t bit = 0; bit < 128; ++bit) {
    std::array<std::uint8_t, 16> entropy{};
    entropy[bit / 8] = static_cast<std::uint8_t>(1u << bit % 8);
    const bool overwritten = (bit / 8 == 6 && bit % 8 >= 4) || (bit / 8 == 8 && bit % 8 >= 6);
    EXPECT_EQ(text_of(entropy) == text_of({}), overwritten) << bit;
    EXPECT_TRUE(is_uuid(text_of(entropy)));
  }
}

TEST(Uuid, IsRecognised) {
  constexpr std::string_view whole = "01234567-89ab-CDEF-0123-456789abcdef";
  EXPECT_TRUE(is_uuid(whole));
  EXPECT_FALSE(is_uuid(""));
  EXPECT_FALSE(is_uuid("INCOMING_DELIVERED_RECEIPT"));
  EXPECT_FALSE(is_uuid(whole.substr(1)));
  EXPECT_FALSE(is_uuid(std::string(whole) + "0"));
  EXPECT_FALSE(is_uuid("{" + std::string(whole.substr(2)) + "}"));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const char wrong : {'g', '/', ':', '\0', '\xFF', whole[i] == '-' ? '0' : '-'}) {
      std::string text(whole);
      text[i] = wrong;
      EXPECT_FALSE(is_uuid(text)) << text;
    }
  }
}

static_assert(make_uuid({})[14] == '4');

}  // namespace
