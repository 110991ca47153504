#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/diagnose.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

TEST(Diagnose, SyntaxComesBeforeShapeWhereverItStands) {
  const limits bounds;
  const auto first = [&](std::string_view document) {
    return describe(diagnosis(document, table<everything>::rows, strict, bounds).run());
  };
  EXPECT_EQ(first(R"({"Number":"1","Word":2})"), "wrong_type at byte 10, Number");
  EXPECT_EQ(first(R"({"Number":"1","Word":"\q"})"), "invalid_escape at byte 23, Word");
  EXPECT_EQ(first(R"({"Number":"1"} x)"), "trailing_content at byte 15");
  EXPECT_EQ(first(R"({"Fraction":1e400,"Number":1e400})"),
            R"(number_out_of_range at byte 12, Fraction)");
  EXPECT_EQ(first(R"({"Headers":{"a":[1,}})"), "unexpected_character at byte 19, Headers.a");
}

TEST(Diagnose, OfASoundDocumentNothing) {
  EXPECT_FALSE(diagnosis(full_text, table<everything>::rows, strict, limits{}).run());
}

}  // namespace
