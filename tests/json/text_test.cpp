#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/text.hpp>

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

TEST(JsonText, WhiteSpaceIsFourCharacters) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool space = " \t\r\n"sv.find(c) != std::string_view::npos;
    EXPECT_EQ(is_json_whitespace(c), space) << i;
    EXPECT_EQ(ends_scalar(c), space || c == ',' || c == ']' || c == '}') << i;
  }
}

TEST(JsonText, NumbersEndWhereTheGrammarEndsThem) {
  struct {
    std::string_view text;
    std::size_t size;
    bool valid, integer;
  } constexpr cases[] = {
      {"0", 1, true, true},          {"-0", 2, true, true},     {"12", 2, true, true},
      {"-12,", 3, true, true},       {"01", 1, true, true},     {"1.5", 3, true, false},
      {"0.0", 3, true, false},       {"1e5", 3, true, false},   {"1E+5", 4, true, false},
      {"1.25e-10x", 8, true, false}, {"-", 1, false, false},    {"", 0, false, false},
      {"+1", 0, false, false},       {".5", 0, false, false},   {"1.", 2, false, false},
      {"1.e5", 2, false, false},     {"1e", 2, false, false},   {"1e+", 3, false, false},
      {"-a", 1, false, false},       {"1e5.5", 3, true, false}, {"--1", 1, false, false},
  };
  for (const auto& c : cases) {
    const number_token found = scan_number(c.text.data(), c.text.data() + c.text.size());
    EXPECT_EQ(static_cast<std::size_t>(found.end - c.text.data()), c.size) << c.text;
    EXPECT_EQ(found.valid, c.valid) << c.text;
    if (c.valid) {
      EXPECT_EQ(found.integer, c.integer) << c.text;
    }
  }
}

TEST(JsonText, IntegersFitOrAreRefused) {
  std::int64_t value = 1;
  EXPECT_TRUE(read_integer("0", value) && value == 0);
  EXPECT_TRUE(read_integer("-0", value) && value == 0);
  EXPECT_TRUE(read_integer("9223372036854775807", value) && value == INT64_MAX);
  EXPECT_TRUE(read_integer("-9223372036854775808", value) && value == INT64_MIN);
  for (std::string_view text :
       {"9223372036854775808", "-9223372036854775809", "9999999999999999999",
        "18446744073709551615", "18446744073709551616", "100000000000000000000"})
    EXPECT_FALSE(read_integer(text, value)) << text;
}

TEST(JsonText, EscapesAreReadOneAtATime) {
  const auto read = [](std::string_view text) {
    return read_escape(text.data(), text.data() + text.size());
  };
  for (const auto& [text, c] :
       {std::pair{"\\\"", U'"'}, std::pair{"\\\\", U'\\'}, std::pair{"\\/", U'/'},
        std::pair{"\\b", U'\b'}, std::pair{"\\f", U'\f'}, std::pair{"\\n", U'\n'},
        std::pair{"\\r", U'\r'}, std::pair{"\\t", U'\t'}}) {
    EXPECT_EQ(read(text).code_point, c);
    EXPECT_EQ(read(text).size, 2);
  }
  EXPECT_EQ(read("\\u20aC").code_point, U'\u20AC');
  EXPECT_EQ(read("\\ud83D\\uDe00").code_point, U'\U0001F600');
  EXPECT_EQ(read("\\ud83D\\uDe00").size, 12);
  EXPECT_EQ(read("\\udbff\\udfff").code_point, U'\U0010FFFF');
  for (std::string_view text : {"\\ud83d", "\\udc00", "\\ud83dx", "\\ud83d\\n", "\\ud83d\\ud83d",
                                "\\ud83d\\u0041", "\\udc00\\ud83d", "\\ud83d\\ude0"}) {
    EXPECT_TRUE(read(text).lone_surrogate) << text;
    EXPECT_EQ(read(text).code_point, 0xFFFDu);
    EXPECT_EQ(read(text).size, 6);
  }
  for (std::string_view text : {"\\", "\\q", "\\u", "\\u1", "\\u12", "\\u123", "\\u12g4", "\\U1234",
                                "\\N", "\\0", "\\u-123", "\\\x00"})
    EXPECT_EQ(read(text).size, 0) << text;
}

TEST(JsonText, UnescapesWholeStrings) {
  const auto unescaped = [](std::string_view raw, escapes expected) {
    std::string to(raw.size(), '!');
    char* end = to.data();
    EXPECT_EQ(unescape(raw, end), expected) << raw;
    EXPECT_EQ(check_escapes(raw), expected) << raw;
    to.resize(static_cast<std::size_t>(end - to.data()));
    return to;
  };
  EXPECT_EQ(unescaped("", escapes::valid), "");
  EXPECT_EQ(unescaped("plain", escapes::valid), "plain");
  EXPECT_EQ(unescaped("\\u0000a\\\\n\\n", escapes::valid), "\0a\\n\n"sv);
  EXPECT_EQ(unescaped("a\\ud83d\\ude00b", escapes::valid),
            "a\xF0\x9F\x98\x80"
            "b");
  EXPECT_EQ(unescaped("\\ud83dx", escapes::lone_surrogate), "\xEF\xBF\xBDx");
  unescaped("a\\q", escapes::invalid);
  // An invalid escape beats a lone surrogate.
  unescaped("\\ud83d\\q", escapes::invalid);
  unescaped("\\q\\ud83d", escapes::invalid);
}

}  // namespace
