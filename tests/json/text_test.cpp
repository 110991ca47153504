#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <algorithm>
#include <connectparticipant/json/text.hpp>
#include <cstddef>
#include <initializer_list>
#include <memory>

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

// Texts of pieces, long enough for chunks, with each piece at every place in a chunk.
struct pieces {
  std::uint64_t state = 0x9E3779B97F4A7C15;
  std::size_t draw(std::size_t count) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % count);
  }
  std::string text(std::initializer_list<std::string_view> from, std::size_t least) {
    std::string made;
    while (made.size() < least) made += from.begin()[draw(from.size())];
    return made;
  }
};

TEST(JsonText, LongStringsUnescapeAsEscapeByEscape) {
  pieces make;
  for (int round = 0; round < 20'000; ++round) {
    const bool broken = round % 4 == 0;
    std::string raw = make.text({"a", "plain text", "\\\\", "\\\"", "\\n", "\\u00e9",
                                 "\\ud83d\\ude00", "\\udc00", "\xC3\xA9"},
                                make.draw(300));
    if (broken) raw.insert(make.draw(raw.size() + 1), "\\q");
    std::string reference;
    escapes expected = escapes::valid;
    for (std::size_t i = 0; i < raw.size() && expected != escapes::invalid;) {
      if (raw[i] != '\\') {
        reference += raw[i++];
        continue;
      }
      const escape found = read_escape(raw.data() + i, raw.data() + raw.size());
      if (found.size == 0) expected = escapes::invalid;
      if (found.size != 0 && found.lone_surrogate) expected = escapes::lone_surrogate;
      char octets[4];
      reference.append(octets, encode_utf8(found.code_point, octets));
      i += found.size;
    }
    // Exactly the room asked for, so that a sanitizer sees a write behind it.
    const std::unique_ptr<char[]> source(new char[raw.size()]), room(new char[raw.size()]);
    std::copy(raw.begin(), raw.end(), source.get());
    const std::string_view exact(source.get(), raw.size());
    char* end = room.get();
    ASSERT_EQ(unescape(exact, end), expected) << raw;
    ASSERT_EQ(check_escapes(exact), expected) << raw;
    if (expected == escapes::invalid) continue;
    ASSERT_EQ(std::string_view(room.get(), static_cast<std::size_t>(end - room.get())), reference);
  }
}

TEST(JsonText, ClosingQuotesOfLongStrings) {
  pieces make;
  for (int round = 0; round < 20'000; ++round) {
    const std::string inside = make.text({"a", "plain text", "\\\\", "\\\"", "\\u0041", "\xC3\xA9",
                                          "\xE4\xB8\xAD", "\xF0\x9F\x98\x80"},
                                         make.draw(300));
    const std::string text = inside + '"' + make.text({"x", "\"", "\\", "\xFF"}, make.draw(100));
    const std::unique_ptr<char[]> source(new char[text.size()]);
    std::copy(text.begin(), text.end(), source.get());
    bool escaped = false;
    const char* const quote = find_closing_quote(source.get(), source.get() + text.size(), escaped);
    ASSERT_EQ(quote, source.get() + inside.size()) << text;
    ASSERT_EQ(escaped, inside.find('\\') != inside.npos) << text;

    // Cut before the quote there is none, and what is broken before it is noticed.
    ASSERT_EQ(find_closing_quote(source.get(), source.get() + inside.size(), escaped), nullptr)
        << text;
    for (std::string_view fault : {"\n", "\x80", "\xC3", "\xED\xA0\x80", "\\\x01"}) {
      std::string broken = text;
      broken.insert(inside.size(), fault);
      ASSERT_EQ(find_closing_quote(broken.data(), broken.data() + broken.size(), escaped), nullptr)
          << broken;
    }
  }
}

}  // namespace
