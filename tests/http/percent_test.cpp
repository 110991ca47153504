#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/percent.hpp>

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

std::string encoded(std::string_view text) {
  std::array<char, 1024> room;
  output out(room);
  write_percent_encoded(out, text);
  return std::string(out.text());
}

class Percent : public testing::Test {
 protected:
  std::array<std::byte, 1024> room_;
  arena memory_{room_};
};

TEST_F(Percent, EscapesAllButTheUnreserved) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool plain = (i >= 'A' && i <= 'Z') || (i >= 'a' && i <= 'z') || (i >= '0' && i <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    const std::string text = encoded(std::string_view(&c, 1));
    EXPECT_EQ(text.size(), plain ? 1u : 3u) << i;
  }
  EXPECT_EQ(encoded("a/b c?d#e%f+g:\\"), "a%2Fb%20c%3Fd%23e%25f%2Bg%3A%5C");
  EXPECT_EQ(encoded("\xC3\xA9\xF0\x9F\x98\x80"), "%C3%A9%F0%9F%98%80");
  EXPECT_EQ(encoded("\0\r\n\x7F"sv), "%00%0D%0A%7F");
  EXPECT_EQ(encoded(""), "");
}

TEST_F(Percent, DecodesWhatItEncodes) {
  std::string all;
  for (const char32_t c :
       {0x00u, 0x0Au, 0x25u, 0x2Fu, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
    std::array<char, 4> room;
    all.append(room.data(), encode_utf8(c, room.data()));
  }
  EXPECT_EQ(percent_decode(encoded(all), memory_).value_or(""), all);
}

TEST_F(Percent, TakesEitherLetterCaseAndRawText) {
  EXPECT_EQ(percent_decode("%2f%2F%c3%A9", memory_).value_or(""), "//\xC3\xA9");
  EXPECT_EQ(percent_decode("a+b:c", memory_).value_or(""), "a+b:c");
  EXPECT_EQ(percent_decode("", memory_).value_or("x"), "");
  // One pass: what comes out is not decoded again.
  EXPECT_EQ(percent_decode("%252F", memory_).value_or(""), "%2F");
}

TEST_F(Percent, WithoutEscapesNothingIsCopied) {
  constexpr std::string_view text = "plain";
  const auto decoded = percent_decode(text, memory_);
  EXPECT_EQ(decoded->data(), text.data());
  EXPECT_EQ(memory_.used(), 0u);
}

TEST_F(Percent, RefusesBadEscapesAndBadText) {
  struct {
    std::string_view text;
    std::size_t offset;
  } constexpr cases[] = {{"%", 0},   {"a%", 1},   {"a%2", 1},      {"%g0", 0},
                         {"%0g", 0}, {"%%30", 0}, {"ab% 1", 2},    {"%-1", 0},
                         {"%FF", 0}, {"%C3", 0},  {"%ED%A0%80", 0}};
  for (const auto& c : cases) {
    const auto decoded = percent_decode(c.text, memory_);
    EXPECT_EQ(decoded.error().code, errc::invalid_target) << c.text;
    EXPECT_EQ(decoded.error().offset, c.offset) << c.text;
  }
  EXPECT_EQ(percent_decode("\xFF", memory_).error().code, errc::invalid_target);
  arena none;
  EXPECT_EQ(percent_decode("%41", none).error().code, errc::arena_exhausted);
}

}  // namespace
