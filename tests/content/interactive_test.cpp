#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>
#include <connectparticipant/content/interactive.hpp>
#include <connectparticipant/json/small_reader.hpp>

#include "content/content_checks.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

struct template_row {
  std::string_view name;
  std::size_t index;
};

TEST(Interactive, TemplatesAreToldByTheirName) {
  const template_row rows[] = {{"ListPicker", 0}, {"Panel", 1},      {"TimePicker", 2},
                               {"QuickReply", 3}, {"Carousel", 4},   {"ViewResource", 5},
                               {"Apple Pay", 6},  {"listpicker", 6}, {"", 6}};
  arena memory(memory_source::heap());
  small_reader reader;
  for (const template_row& row : rows) {
    const std::string document = message_of(row.name, "{}");
    const auto message = decode_interactive(std::string_view(document), reader, memory);
    ASSERT_TRUE(message) << row.name;
    EXPECT_EQ(message->index(), row.index) << row.name;
    EXPECT_EQ(template_type_of(*message), row.name);
  }
}

TEST(Interactive, TypeMayStandLast) {
  EXPECT_EQ(
      outcome(interactive_type, R"({"data":{"content":{"title":"t","elements":[{"title":"a"}]}},)"
                                R"("version":"1.0","templateType":"Pan\u0065l"})"),
      message_of("Panel", R"({"title":"t","elements":[{"title":"a"}]})"));
}

TEST(Interactive, UnknownTemplatesAreKeptWhole) {
  constexpr std::string_view samples[] = {
      R"({"templateType":"Apple Pay","version":2,"data":[null, 1e400]})",
      R"( {"data":5,"templateType":"WhatsAppList"} )"};
  for (std::string_view sample : samples) EXPECT_EQ(outcome(interactive_type, sample), sample);
  EXPECT_EQ(outcome(interactive_type, "{}"), "templateType required");
  EXPECT_EQ(outcome(interactive_type, R"({"templateType":null})"), "templateType required");
  EXPECT_EQ(outcome(interactive_type, R"({"templateType":7})"),
            "wrong_type at byte 16, templateType");
}

TEST(Interactive, ErrorsAreTheFirstInTheDocument) {
  const std::string_view samples[][2] = {
      {R"({"templateType":"Panel","data":{"content":{"title":1,"elements":[{"title":"a")",
       "unexpected_end at byte 77, data.content.elements[0]"},
      {R"({"data":{"content":{"title":"t"},"templateType":"Panel"})", "unexpected_end at byte 56"},
      {R"({"templateType":"Panel","data":{"content":[]}})", "wrong_type at byte 42, data.content"},
      {R"({"templateType":"Form","data":{"content":[})", "unexpected_character at byte 42"},
      {"", "unexpected_end at byte 0"},
      {"null", "wrong_type at byte 0"},
      {"\xEF\xBB\xBF{}", "byte_order_mark at byte 0"},
  };
  for (const auto& [document, expected] : samples)
    EXPECT_EQ(outcome(interactive_type, document), expected) << document;
}

TEST(Interactive, UsedUpMemoryIsAnError) {
  std::array<std::byte, 16> few{};
  arena memory{std::span<std::byte>(few)};
  small_reader reader;
  const std::string document = message_of("Panel", R"({"title":"t","elements":[{"title":"a"}]})");
  EXPECT_EQ(decode_interactive(std::string_view(document), reader, memory).error().code,
            errc::arena_exhausted);
}

}  // namespace
