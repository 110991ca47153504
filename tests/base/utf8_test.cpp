#include <array>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/utf8.hpp>

using namespace connectparticipant;

namespace {

utf8_character decode(std::string_view text) {
  return decode_utf8(text.data(), text.data() + text.size());
}

std::string encode(char32_t c) {
  std::array<char, 4> octets{};
  return {octets.data(), encode_utf8(c, octets.data())};
}

TEST(Utf8, EveryCodePointThereAndBack) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (is_surrogate(c)) continue;
    const std::string text = encode(c);
    const utf8_character back = decode(text);
    ASSERT_EQ(back.code_point, c);
    ASSERT_EQ(back.size, text.size());
    ASSERT_EQ(text.size(), c < 0x80 ? 1u : c < 0x800 ? 2u : c < 0x10000 ? 3u : 4u);
  }
}

// RFC 3629, section 4: every sequence of up to three octets, judged by its grammar.
TEST(Utf8, EverySequenceOfThreeOctets) {
  const auto in = [](int octet, int least, int most) { return octet >= least && octet <= most; };
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      for (const int third : {0x00, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF}) {
        const std::array<char, 3> text{static_cast<char>(first), static_cast<char>(second),
                                       static_cast<char>(third)};
        int size = 0;
        if (first < 0x80) size = 1;
        if (in(first, 0xC2, 0xDF) && in(second, 0x80, 0xBF)) size = 2;
        const int least = first == 0xE0 ? 0xA0 : 0x80, most = first == 0xED ? 0x9F : 0xBF;
        if (in(first, 0xE0, 0xEF) && in(second, least, most) && in(third, 0x80, 0xBF)) size = 3;
        ASSERT_EQ(decode({text.data(), text.size()}).size, size) << first << ' ' << second;
      }
    }
  }
}

// Long texts are checked in blocks: four octets of every kind on both sides of their borders, and
// where the text ends.
TEST(Utf8, EveryKindOfSequenceInALongText) {
  constexpr std::string_view kinds(
      "\x00\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF", 20);
  const auto plainly = [](std::string_view text) {
    for (std::size_t at = 0, size = 0; at != text.size(); at += size)
      if (size = decode(text.substr(at)).size; size == 0) return false;
    return true;
  };
  for (const std::size_t place : {0u, 28u, 29u, 30u, 31u, 32u, 60u, 66u}) {
    std::string text(70, 'x');
    for (const char a : kinds)
      for (const char b : kinds)
        for (const char c : kinds)
          for (const char d : kinds) {
            text[place] = a;
            text[place + 1] = b;
            text[place + 2] = c;
            text[place + 3] = d;
            ASSERT_EQ(is_utf8(text), plainly({text.data() + place, 4}))
                << place << ' ' << testing::PrintToString(text);
          }
  }
}

TEST(Utf8, RefusesWhatIsIllFormed) {
  for (std::string_view text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xE4\xB8",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98",
        "\xF0\x9F\x98\xC0", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80", "\xFE",
        "\xFF"}) {
    EXPECT_EQ(decode(text).size, 0) << testing::PrintToString(text);
    EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
  }
}

TEST(Utf8, FindsTheFirstIllFormedOctet) {
  // At every place of a text longer than one block, behind characters of every length.
  for (std::string_view before : {"", "a", "\xC3\xA9", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80"}) {
    for (std::size_t pad = 0; pad < 40; ++pad) {
      const std::string good = std::string(pad, 'a') + std::string(before);
      const std::string text = good + "\xE4\xB8" + std::string(20, 'b');
      const char* end = text.data() + text.size();
      EXPECT_EQ(find_invalid_utf8(text.data(), end), text.data() + good.size());
      EXPECT_TRUE(is_utf8(good));
    }
  }
  EXPECT_TRUE(is_utf8(""));
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("abc"), 3u);
  EXPECT_EQ(count_code_points("\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80"), 3u);
}

static_assert(count_code_points("\xC3\xA9") == 1);

}  // namespace
