#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

// Reads `full_text` from memory that ends with the call, and keeps a copy.
template <class Keep>
auto kept_copy(Keep&& keep) {
  std::string document(full_text);
  std::array<std::byte, 2048> room{};
  arena memory(room);
  const small_reader reader;
  const auto value = read<everything>(document, reader, memory);
  EXPECT_TRUE(value);
  auto kept = keep(*value);
  document.assign(document.size(), '!');
  memory.reset();
  return kept;
}

everything expected() {
  everything value = full();
  value.token.reset();
  return value;
}

TEST(Copy, BorrowsFromTheArenaAlone) {
  arena memory(memory_source::heap());
  const auto kept = kept_copy([&](const everything& value) { return copy(value, memory); });
  ASSERT_TRUE(kept);
  EXPECT_TRUE(*kept == expected());
}

TEST(Copy, CopiesWhatTravelsInHeadersToo) {
  arena memory(memory_source::heap());
  const auto kept = copy(full(), memory);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(*kept == full());
  EXPECT_NE(kept->token->data(), full().token->data());
}

TEST(Copy, ExhaustedMemoryIsAnError) {
  std::array<std::byte, 2048> room{};
  std::size_t needed = 0;
  for (; needed <= room.size(); needed += 8) {
    arena memory{std::span(room).first(needed)};
    const auto kept = copy(full(), memory);
    if (kept) break;
    ASSERT_EQ(kept.error().code, errc::arena_exhausted);
  }
  EXPECT_GT(needed, 200u);
  EXPECT_LT(needed, room.size());
  arena none;
  EXPECT_TRUE(copy(everything{.number = 1}, none));
  EXPECT_TRUE(copy(everything{.word = "", .words = std::span<const std::string_view>()}, none));
}

TEST(Own, OutlivesItsSourceAndMoves) {
  auto kept = kept_copy([](const everything& value) { return own(value); });
  ASSERT_TRUE(kept);
  EXPECT_TRUE(**kept == expected());
  owned<everything> moved = std::move(*kept);
  EXPECT_TRUE(*moved == expected());
  auto elsewhere = std::make_unique<owned<everything>>(std::move(moved));
  EXPECT_TRUE(**elsewhere == expected());
  EXPECT_EQ((*elsewhere)->words->back(), "b\n");
  auto other = own(everything{.word = "x"});
  ASSERT_TRUE(other);
  *other = std::move(*elsewhere);
  elsewhere.reset();
  EXPECT_TRUE(**other == expected());
}

TEST(Own, TakesMemoryFromItsSource) {
  const memory_source refuses{nullptr, [](void*, std::size_t) noexcept -> void* { return nullptr; },
                              nullptr};
  EXPECT_EQ(owned<everything>::copy_of(full(), refuses).error().code, errc::arena_exhausted);
  EXPECT_TRUE(owned<everything>::copy_of(everything{.flag = true}, refuses));
}

TEST(Copy, AnEmbeddedDocumentComesAlong) {
  struct holder {
    std::optional<json_text> value{};
  };
  std::string text = R"("{\"a\":1}")", inner = R"({"a":1})";
  json_text value{text, inner};
  std::array<std::byte, 256> room{};
  arena memory(room);
  static constexpr value_row row = any_json("Any");
  static constexpr std::array<field_row, 1> fields = {
      shape_internal::row("value", &holder::value, row, embedded)};
  static constexpr object_rows rows = [] {
    object_rows made = table<everything>::rows;
    made.fields = fields.data();
    made.count = 1;
    return made;
  }();
  holder kept{value};
  ASSERT_TRUE(detacher(memory).detach(rows, &kept));
  text.assign(text.size(), '!');
  inner.assign(inner.size(), '!');
  EXPECT_EQ(kept.value->text, R"("{\"a\":1}")");
  EXPECT_EQ(kept.value->document, R"({"a":1})");
}

}  // namespace
