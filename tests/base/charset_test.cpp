#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/charset.hpp>

using namespace connectparticipant;

namespace {

std::string members(const charset& set) {
  std::string text;
  for (int c = 0; c < 256; ++c)
    if (set(static_cast<char>(c))) text += static_cast<char>(c);
  return text;
}

TEST(Charset, HoldsRangesAndMembers) {
  EXPECT_EQ(members(charset{}), "");
  EXPECT_EQ(members(charset{"ac"}), "abc");
  EXPECT_EQ(members(charset{"acxx", "!"}), "!abcx");
  EXPECT_EQ(members(charset{"\xFE\xFF"}), "\xFE\xFF");
  EXPECT_EQ(members(digits), "0123456789");
  EXPECT_EQ(members(json_whitespace), "\t\n\r ");
  EXPECT_EQ(members(header_value_characters).size(), 95u);
  EXPECT_EQ(members(token_characters).size(), 77u);
  EXPECT_EQ(members(unreserved).size(), 66u);
}

TEST(Charset, ComparesWithoutCase) {
  struct row {
    std::string_view a, b;
    bool equal;
  };
  for (const row& r : {row{"", "", true}, row{"X-Amz-Bearer", "x-amz-bearer", true},
                       row{"a", "b", false}, row{"a", "aa", false}, row{"[", "{", false},
                       row{"@", "`", false}, row{"\xC3\x89", "\xC3\xA9", false}})
    EXPECT_EQ(equal_any_case(r.a, r.b), r.equal) << r.a;
}

TEST(Charset, Trims) {
  struct row {
    std::string_view text, trimmed;
  };
  for (const row& r : {row{"", ""}, row{" \t ", ""}, row{" a b\t", "a b"}, row{"\na", "\na"}})
    EXPECT_EQ(trim(r.text), r.trimmed);
}

TEST(Charset, ReadsHexDigits) {
  for (int c = 0; c < 256; ++c) {
    const std::size_t at = std::string_view("0123456789abcdefABCDEF").find(static_cast<char>(c));
    const int value = at == std::string_view::npos ? -1 : static_cast<int>(at < 16 ? at : at - 6);
    EXPECT_EQ(hex_value(static_cast<char>(c)), value) << c;
  }
}

TEST(Charset, KnowsWhatAHeaderCanCarry) {
  for (std::string_view good : {"a", "a b", "eyJ.x-_~", "!\"#"})
    EXPECT_TRUE(is_header_value(good)) << good;
  for (std::string_view bad : {"", " ", " a", "a ", "a\tb", "a\r\nb", "a\nb", "\x7F", "\xC3\xA9"})
    EXPECT_FALSE(is_header_value(bad)) << bad;
  EXPECT_FALSE(is_header_value(std::string_view("a\0b", 3)));
}

}  // namespace
