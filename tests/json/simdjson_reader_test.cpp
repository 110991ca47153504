#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/simdjson_reader.hpp>
#include <connectparticipant/model/item.hpp>

using namespace connectparticipant;

namespace {

static_assert(reader<simdjson_reader>);
static_assert(!std::is_copy_constructible_v<simdjson_reader>);

class SimdjsonReader : public testing::Test {
 protected:
  arena memory_{memory_source::heap()};
};

TEST_F(SimdjsonReader, IsSetUpByItsLimits) {
  simdjson_reader usual;
  EXPECT_TRUE(usual.valid());
  EXPECT_EQ(usual.bounds().document_bytes, limits().document_bytes);
  for (const std::uint32_t size : {1u, 2u, 63u, 64u, 65u, 1000u}) {
    simdjson_reader little(limits{.document_bytes = size});
    ASSERT_TRUE(little.valid()) << size;
    const std::string full = "{" + std::string(size >= 2 ? size - 2 : 0, ' ') + "}";
    item value;
    EXPECT_EQ(little.read(full, table<item>::rows, &value, memory_, lenient).code,
              size >= 2 ? errc::none : errc::document_too_large);
  }
}

TEST_F(SimdjsonReader, TheDensestDocumentFitsItsIndex) {
  std::string document = "{\"x\":[";
  while (document.size() < 60000) document += "[],";
  document += "1]}";
  simdjson_reader exact(limits{.document_bytes = static_cast<std::uint32_t>(document.size())});
  EXPECT_TRUE(read<item>(document, exact, memory_));
}

TEST_F(SimdjsonReader, OneDocumentLeavesNothingForTheNext) {
  simdjson_reader one(limits{.document_bytes = 1000});
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(read<item>(std::string_view(R"({"Id":"a","Attachments":[{},{}]})"), one, memory_));
    EXPECT_FALSE(read<item>(std::string_view(R"({"Id":"a)"), one, memory_));
    EXPECT_FALSE(read<item>(std::string_view("\xFF"), one, memory_));
    EXPECT_FALSE(read<item>(std::string_view(""), one, memory_));
    EXPECT_TRUE(read<item>(std::string_view("{}"), one, memory_));
  }
}

TEST_F(SimdjsonReader, Moves) {
  simdjson_reader one(limits{.document_bytes = 1000});
  simdjson_reader other = std::move(one);
  EXPECT_TRUE(read<item>(std::string_view("{}"), other, memory_));
}

TEST_F(SimdjsonReader, AReaderMovedFromReadsNothing) {
  simdjson_reader one(limits{.document_bytes = 1000});
  const simdjson_reader other = std::move(one);
  EXPECT_FALSE(one.valid());
  EXPECT_EQ(read<item>(std::string_view("{}"), one, memory_).error().code, errc::arena_exhausted);
}

TEST_F(SimdjsonReader, TakesTextAtAnyAlignment) {
  simdjson_reader one(limits{.document_bytes = 1000});
  const std::string document =
      R"({"Content":"0123456789012345678901234567890123456789\n","Id":"i"})";
  for (std::size_t shift = 0; shift < 70; ++shift) {
    const std::string shifted = std::string(shift, ' ') + document;
    const auto value = read<item>(std::string_view(shifted).substr(shift), one, memory_);
    ASSERT_TRUE(value);
    EXPECT_EQ(value->id, "i");
    const auto padded = read<item>(shifted, one, memory_);
    ASSERT_TRUE(padded);
    EXPECT_EQ(padded->content->size(), 41u);
  }
}

}  // namespace
