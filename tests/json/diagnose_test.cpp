#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/diagnose.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

TEST(Diagnose, IsJson) {
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

TEST(Diagnose, SyntaxComesBeforeShapeWhereverItStands) {
  const limits bounds;
  const auto first = [&](std::string_view document) {
    return describe(diagnosis(document, &table<everything>::rows, strict, bounds).run());
  };
  EXPECT_EQ(first(R"({"Number":"1","Word":2})"), "wrong_type at byte 10, Number");
  EXPECT_EQ(first(R"({"Number":"1","Word":"\q"})"), "invalid_escape at byte 23, Word");
  EXPECT_EQ(first(R"({"Number":"1"} x)"), "trailing_content at byte 15");
  EXPECT_EQ(first(R"({"Fraction":1e400,"Number":1e400})"),
            R"(number_out_of_range at byte 12, Fraction)");
  EXPECT_EQ(first(R"({"Headers":{"a":[1,}})"), "unexpected_character at byte 19, Headers.a");
}

TEST(Diagnose, OfASoundDocumentNothing) {
  EXPECT_FALSE(diagnosis(full_text, &table<everything>::rows, strict, limits{}).run());
}

TEST(Diagnose, RefusesBeforeReading) {
  EXPECT_EQ(refuse("\xEF\xBB\xBF", limits{}).code, errc::byte_order_mark);
  EXPECT_EQ(refuse("12345", limits{.document_bytes = 4}).code, errc::document_too_large);
  EXPECT_FALSE(refuse("1234", limits{.document_bytes = 4}));
}

}  // namespace
