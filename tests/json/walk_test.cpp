#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/json/walk.hpp>
#include <connectparticipant/operation/get_transcript.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

// What the walk alone says; readers ask `diagnose` for more where it fails.
bool walked(std::string_view document, const policy& rules, const limits& bounds = {}) {
  std::array<std::byte, 4096> room{};
  arena memory(room);
  everything value;
  text_cursor in(document);
  return walk<text_cursor>(in, memory, rules, bounds).document(table<everything>::rows, &value);
}

TEST(Walk, TakesEveryKind) {
  EXPECT_TRUE(walked(full_text, lenient));
  EXPECT_TRUE(walked(full_text, strict));
}

TEST(Walk, KeepsToThePolicy) {
  struct {
    std::string_view document;
    bool lenient_takes, strict_takes, salvage_takes;
  } constexpr cases[] = {
      {R"({"Words":[null]})", true, false, true},
      {R"({"Headers":{"a":null}})", true, false, true},
      {R"({"Number":1,"Number":2})", true, false, true},
      {R"({"x":1,"x":2})", true, true, true},
      {R"({"Word":"\ud83d"})", true, false, true},
      {R"({"Open":"\ud83d"})", true, false, true},
      {R"({"x":"\ud83d"})", true, false, true},
      {R"({"Word":1})", false, false, true},
      {R"({"Number":1.5})", false, false, true},
      {R"({"Fraction":1e400})", false, false, true},
      {R"({"Words":[1]})", false, false, true},
      {R"({"Headers":{"a":1}})", false, false, true},
      {R"({"File":[]})", false, false, true},
      {R"({"Word":1 2})", false, false, false},
      {R"({"Word":null})", true, true, true},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(walked(c.document, lenient), c.lenient_takes) << c.document;
    EXPECT_EQ(walked(c.document, strict), c.strict_takes) << c.document;
    EXPECT_EQ(walked(c.document, salvage), c.salvage_takes) << c.document;
  }
}

TEST(Walk, KeepsToTheLimits) {
  EXPECT_FALSE(walked(full_text, lenient, limits{.depth = 2}));
  EXPECT_TRUE(walked(full_text, lenient, limits{.depth = 3}));
  EXPECT_FALSE(walked(full_text, lenient, limits{.list_items = 5}));
  EXPECT_FALSE(walked(full_text, lenient, limits{.map_entries = 1}));
  EXPECT_TRUE(walked(full_text, lenient, limits{.list_items = 6, .map_entries = 2}));
}

// A list in a list takes no room for what the rest of the document may hold.
TEST(Walk, InnerListsStaySmall) {
  std::string page = R"({"Transcript":[)";
  for (int i = 0; i != 100; ++i) {
    if (i != 0) page += ',';
    page += R"({"Content":"line\nline","Attachments":[)";
    for (int k = 0; k != 3; ++k)
      page += std::string(k != 0 ? "," : "") + R"({"AttachmentName":"a \"name\""})";
    page += "]}";
  }
  page += "]}";
  arena memory(memory_source::heap());
  small_reader reader;
  ASSERT_TRUE(read<get_transcript_response>(page, reader, memory));
  EXPECT_LT(memory.used(), 100 * (sizeof(item) + 4 * sizeof(attachment_item) + 200));
}

}  // namespace
