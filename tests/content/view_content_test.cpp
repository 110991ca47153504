#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/view_content.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;

namespace {

TEST(ViewContent, StringsAreChecked) {
  const view_content content{.input_schema = R"({"type":"object"})", .template_ = R"({"Head":[)"};
  const auto schema = input_schema_of(content);
  ASSERT_TRUE(schema);
  EXPECT_EQ(schema->text, R"({"type":"object"})");
  EXPECT_EQ(describe(template_of(content).error()), "unexpected_end at byte 9, Template");
  EXPECT_EQ(describe(input_schema_of({}).error()), "required, InputSchema");
  EXPECT_EQ(input_schema_of(content, {.document_bytes = 4}).error().code, errc::document_too_large);
}

struct inner_row {
  std::string_view value, inner;
};

constexpr inner_row rows[] = {
    {R"({"a":1})", R"({"a":1})"},
    {R"("{\"a\":\"\\u00e9\"}")", R"({"a":"\u00e9"})"},
    {R"("[1]")", "[1]"},
    {R"("plain text")", R"("plain text")"},
    {R"("{\"a\":")", R"("{\"a\":")"},
    {R"("")", R"("")"},
    {"5", "5"},
    {"", ""},
};

TEST(ViewContent, JsonIsTakenOutOfStrings) {
  for (const inner_row& row : rows) {
    arena memory(memory_source::heap());
    const auto inner = inner_json({row.value}, memory);
    ASSERT_TRUE(inner) << row.value;
    EXPECT_EQ(inner->text, row.inner);
  }
  arena nothing;
  EXPECT_EQ(inner_json({R"("\"")"}, nothing).error().code, errc::arena_exhausted);
  EXPECT_TRUE(inner_json({R"("[]")"}, nothing));
}

}  // namespace
