#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/grammar.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

TEST(Grammar, IsJson) {
  for (std::string_view text : {"{}", "[]", "\"\"", "1", "-0.5e3", "true", "false", "null", " 1 ",
                                "\n[1,{\"a\":[\"\\ud83d\"]}]", "1e999", "\"\xC3\xA9\""})
    EXPECT_TRUE(is_json(text)) << text;
  for (std::string_view text :
       {""sv, " "sv, "{"sv, "[1,]"sv, "01"sv, "1 2"sv, "nul"sv, "'a'"sv, "\"\n\""sv, "\"\\q\""sv,
        "\xEF\xBB\xBF{}"sv, "\"\xFF\""sv, "NaN"sv, "{\"a\"}"sv, "1\0"sv, "{\"a\":1,}"sv})
    EXPECT_FALSE(is_json(text)) << text;
  EXPECT_TRUE(is_json(std::string(limits::max_depth, '[') + std::string(limits::max_depth, ']')));
  EXPECT_FALSE(
      is_json(std::string(limits::max_depth + 1, '[') + std::string(limits::max_depth + 1, ']')));
  EXPECT_FALSE(is_json(std::string(100000, '[')));
}

TEST(Grammar, RefusesBeforeReading) {
  EXPECT_EQ(refuse("\xEF\xBB\xBF", limits{}).code, errc::byte_order_mark);
  EXPECT_EQ(refuse("12345", limits{.document_bytes = 4}).code, errc::document_too_large);
  EXPECT_FALSE(refuse("1234", limits{.document_bytes = 4}));
}

TEST(Grammar, TellsTheFirstBreach) {
  const auto first = [](std::string_view document, const policy& rules = strict) {
    return describe(grammar_check(document, rules, limits{.depth = 2}).run());
  };
  EXPECT_FALSE(grammar_check("[1, {\"a\": null}] ", strict, limits{.depth = 2}).run());
  EXPECT_EQ(first(R"({"a":[1,]})"), "unexpected_character at byte 8");
  EXPECT_EQ(first("[[[]]]"), "too_deep at byte 2");
  EXPECT_EQ(first(R"(["\ud83d", 01])"), "invalid_number at byte 12");
  EXPECT_EQ(first(R"(["\ud83d", 1])"), "lone_surrogate at byte 1");
  EXPECT_FALSE(grammar_check(R"(["\ud83d", 1])", lenient, limits{}).run());
  EXPECT_EQ(first("1 2"), "trailing_content at byte 2");
}

}  // namespace
