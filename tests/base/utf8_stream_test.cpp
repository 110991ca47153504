#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/utf8_stream.hpp>

using namespace connectparticipant;

namespace {

struct outcome {
  std::size_t good = 0;  // octets in front of the one at fault
  bool complete = false;
  friend bool operator==(const outcome&, const outcome&) = default;
};

// `text` cut at `first` and at `second`.
outcome check(std::string_view text, std::size_t first, std::size_t second) {
  utf8_stream stream;
  std::size_t start = 0;
  for (const std::size_t cut : {first, second, text.size()}) {
    const char* const end = text.data() + cut;
    const char* const found = stream.find_invalid(text.data() + start, end);
    if (found != end) return {static_cast<std::size_t>(found - text.data()), false};
    start = cut;
  }
  return {text.size(), stream.complete()};
}

struct row {
  std::string_view text;
  std::size_t good;
  bool complete;
};

const row rows[] = {
    {"", 0, true},
    {"plain text that is longer than one block", 40, true},
    {"\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5", 11, true},
    {"\xF0\x9F\x98\x80 and \xEF\xBF\xBF \xF4\x8F\xBF\xBF", 17, true},
    {"\xED\x9F\xBF\xEE\x80\x80", 6, true},
    {"0123456789abcdef\xC3\xA9", 18, true},
    {"\xCE", 1, false},
    {"\xE1\xBD", 2, false},
    {"\xF0\x9F\x98", 3, false},
    {"ab\x80", 2, false},
    {"\xC0\xAF", 0, false},
    {"\xC1\x80", 0, false},
    {"\xC3(", 1, false},
    {"\xE0\x9F\xBF", 1, false},
    {"\xED\xA0\x80", 1, false},
    {"\xF0\x8F\xBF\xBF", 1, false},
    {"\xF4\x90\x80\x80", 1, false},
    {"\xF5\x80\x80\x80", 0, false},
    {"\xF8\x88\x80\x80\x80", 0, false},
    {"\xFF", 0, false},
    {"\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5\xED\xA0\x80 and on", 12, false},
    {"\xF0\x9F\x98z", 3, false},
};

TEST(Utf8Stream, FindsTheSameOctetWhateverTheCuts) {
  for (const row& r : rows)
    for (std::size_t first = 0; first <= r.text.size(); ++first)
      for (std::size_t second = first; second <= r.text.size(); ++second)
        EXPECT_EQ(check(r.text, first, second), (outcome{r.good, r.complete}))
            << testing::PrintToString(r.text) << " " << first << " " << second;
}

TEST(Utf8Stream, FindsTheSameOctetInALongText) {
  const std::string before = "0123456789 \xC3\xA9 abcdefghijklmnopqrstuvwxyz \xF0\x9F\x98\x80";
  for (const row& r : rows)
    for (std::size_t start = 0; start <= before.size(); ++start) {
      // From any place, so that the row stands anywhere in a block; what is cut is the row's fault.
      if ((static_cast<unsigned char>(before[start]) & 0xC0) == 0x80) continue;
      const std::string text = before.substr(start) + before + std::string(r.text);
      const std::size_t good = text.size() - r.text.size() + r.good;
      for (std::size_t cut = 0; cut <= text.size(); ++cut)
        ASSERT_EQ(check(text, 0, cut), (outcome{good, r.complete}))
            << testing::PrintToString(text) << " " << cut;
    }
}

TEST(Utf8Stream, AgreesWithTheWholeCheckOnShortTexts) {
  constexpr std::string_view octets(
      "\x00\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5", 19);
  for (const char a : octets)
    for (const char b : octets)
      for (const char c : octets)
        for (const char d : octets) {
          const std::string text{a, b, c, d};
          const outcome whole = check(text, 0, 0);
          ASSERT_EQ(whole.good == 4 && whole.complete, is_utf8(text))
              << testing::PrintToString(text);
          ASSERT_EQ(check(text, 1, 2), whole) << testing::PrintToString(text);
        }
}

TEST(Utf8Stream, StartsAgainAfterReset) {
  utf8_stream stream;
  constexpr std::string_view half = "\xE1\xBD";
  EXPECT_EQ(stream.find_invalid(half.data(), half.data() + 2), half.data() + 2);
  EXPECT_FALSE(stream.complete());
  stream.reset();
  EXPECT_TRUE(stream.complete());
  EXPECT_EQ(stream.find_invalid(half.data() + 1, half.data() + 2), half.data() + 1);
}

}  // namespace
