#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/growing_list.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

const member_access& words = *table<everything>::rows.fields[10].access;

TEST(GrowingList, KeepsItsElementsHoweverItGrows) {
  for (const bool disturbed : {false, true}) {
    arena memory(memory_source::heap());
    growing_list list(memory, words, 2);
    for (std::size_t i = 0; i < 1000; ++i) {
      auto* slot = static_cast<std::string_view*>(list.append());
      ASSERT_NE(slot, nullptr);
      EXPECT_TRUE(slot->empty());
      // Something else allocated in between: the list moves.
      if (disturbed && i % 3 == 0) {
        EXPECT_NE(memory.allocate(8, 8), nullptr);
      }
      char* text = memory.allocate_text(2);
      text[0] = static_cast<char>('a' + i % 26);
      text[1] = static_cast<char>('a' + i / 26 % 26);
      *slot = {text, 2};
    }
    const list_view found = list.finish();
    ASSERT_EQ(found.size, 1000u);
    const auto* all = static_cast<const std::string_view*>(found.data);
    for (std::size_t i = 0; i < found.size; ++i) {
      EXPECT_EQ(all[i][0], static_cast<char>('a' + i % 26));
      EXPECT_EQ(all[i][1], static_cast<char>('a' + i / 26 % 26));
    }
  }
}

TEST(GrowingList, GivesBackWhatItDidNotUse) {
  std::array<std::byte, 1024> room{};
  arena memory(room);
  growing_list list(memory, words, 8);
  ASSERT_NE(list.append(), nullptr);
  list.finish();
  EXPECT_EQ(memory.used(), sizeof(std::string_view));
}

TEST(GrowingList, TakesWhatIsExpectedAtOnceOrAsMuchAsThereIs) {
  arena memory(memory_source::heap());
  growing_list list(memory, words, 2);
  EXPECT_TRUE(list.full());
  for (int i = 0; i != 2; ++i) ASSERT_NE(list.append(), nullptr);
  EXPECT_TRUE(list.full());
  list.expect(100);
  for (int i = 2; i != 100; ++i) {
    ASSERT_NE(list.append(), nullptr);
    EXPECT_EQ(list.full(), i == 99) << i;
  }

  // 64 elements fit; neither the guess nor doubling does.
  std::array<std::byte, 64 * sizeof(std::string_view)> room{};
  arena little(room);
  growing_list rest(little, words, 40);
  for (std::size_t i = 0; i != 64; ++i) {
    if (rest.full()) rest.expect(SIZE_MAX);
    ASSERT_NE(rest.append(), nullptr) << i;
  }
  EXPECT_EQ(rest.append(), nullptr);
}

TEST(GrowingList, ErasesInPlace) {
  std::array<std::byte, 1024> room{};
  arena memory(room);
  growing_list list(memory, words, 8);
  for (std::string_view text : {"a", "b", "c"})
    *static_cast<std::string_view*>(list.append()) = text;
  list.erase(list.at(0));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(*static_cast<std::string_view*>(list.at(0)), "b");
  list.erase(list.at(1));
  EXPECT_EQ(list.size(), 1u);
  list.erase(list.at(0));
  EXPECT_EQ(list.finish().size, 0u);
}

TEST(GrowingList, UsesTheLastOfTheMemory) {
  alignas(16) std::array<std::byte, 5 * sizeof(std::string_view)> room{};
  arena memory(room);
  growing_list list(memory, words, 64);
  std::size_t count = 0;
  while (list.append() != nullptr) ++count;
  EXPECT_GE(count, 4u);
  EXPECT_LE(count, 5u);
  arena none;
  growing_list nowhere(none, words, 4);
  EXPECT_EQ(nowhere.append(), nullptr);
}

}  // namespace
