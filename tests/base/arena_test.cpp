#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/base/arena.hpp>

using namespace connectparticipant;

namespace {

// Counts the blocks out, and refuses once `allowed` have been given.
struct counting_source {
  int out = 0;
  int given = 0;
  int allowed = 1000;

  memory_source source() {
    return {this,
            [](void* self, std::size_t bytes) noexcept -> void* {
              auto& counter = *static_cast<counting_source*>(self);
              if (counter.given == counter.allowed) return nullptr;
              ++counter.out;
              ++counter.given;
              return ::operator new(bytes);
            },
            [](void* self, void* block, std::size_t) noexcept {
              --static_cast<counting_source*>(self)->out;
              ::operator delete(block);
            }};
  }
};

bool is_aligned(const void* at, std::size_t alignment) {
  return reinterpret_cast<std::uintptr_t>(at) % alignment == 0;
}

TEST(Arena, RefusesWithoutMemory) {
  arena none;
  EXPECT_EQ(none.allocate(1, 1), nullptr);
  EXPECT_EQ(none.allocate_text(1), nullptr);
  EXPECT_EQ(none.used(), 0u);
  none.reset();
  none.release();
}

TEST(Arena, AlignsEveryObject) {
  alignas(std::max_align_t) std::array<std::byte, 1024> memory;
  arena a(memory);
  for (const std::size_t alignment : {1u, 2u, 4u, 8u, 16u, 32u}) {
    ASSERT_NE(a.allocate(1, 1), nullptr);
    void* at = a.allocate(3, alignment);
    ASSERT_NE(at, nullptr);
    EXPECT_TRUE(is_aligned(at, alignment)) << alignment;
    std::memset(at, 1, 3);
  }
}

TEST(Arena, ObjectsAndTextMeetWithoutOverlap) {
  std::array<std::byte, 64> memory;
  arena a(memory);
  auto* objects = static_cast<char*>(a.allocate(40, 1));
  char* text = a.allocate_text(24);
  ASSERT_NE(objects, nullptr);
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(text, objects + 40);
  EXPECT_EQ(a.used(), 64u);
  EXPECT_EQ(a.allocate(1, 1), nullptr);
  EXPECT_EQ(a.allocate_text(1), nullptr);
  EXPECT_NE(a.allocate_text(0), nullptr);
}

TEST(Arena, RefusesSizesThatWrap) {
  std::array<std::byte, 64> memory;
  counting_source counter;
  arena a(memory, counter.source());
  for (const std::size_t bytes : {SIZE_MAX, SIZE_MAX - 8, SIZE_MAX / 2}) {
    EXPECT_EQ(a.allocate(bytes, 16), nullptr) << bytes;
    EXPECT_EQ(a.allocate_text(bytes), nullptr) << bytes;
  }
  EXPECT_EQ(counter.given, 0);
}

TEST(Arena, ExtendsOnlyTheLatestObject) {
  std::array<std::byte, 64> memory;
  arena a(memory);
  auto* first = static_cast<char*>(a.allocate(8, 1));
  EXPECT_TRUE(a.extend(first + 8, 8));
  auto* second = static_cast<char*>(a.allocate(8, 1));
  EXPECT_EQ(second, first + 16);
  EXPECT_FALSE(a.extend(first + 16, 8));
  EXPECT_FALSE(a.extend(second + 8, 64));
  ASSERT_NE(a.allocate_text(4), nullptr);
  EXPECT_TRUE(a.extend(second + 8, 36));
  EXPECT_FALSE(a.extend(second + 44, 1));
}

TEST(Arena, ShrinksOnlyTheLatestObject) {
  std::array<std::byte, 64> memory;
  arena a(memory);
  auto* first = static_cast<char*>(a.allocate(32, 1));
  a.shrink(first + 32, 16);
  EXPECT_EQ(a.used(), 16u);
  auto* second = static_cast<char*>(a.allocate(8, 1));
  EXPECT_EQ(second, first + 16);
  a.shrink(first + 16, 8);
  EXPECT_EQ(a.used(), 24u);
}

TEST(Arena, RewindsToAMark) {
  std::array<std::byte, 64> memory;
  arena a(memory);
  void* kept = a.allocate(8, 1);
  const arena::position mark = a.mark();
  void* object = a.allocate(8, 1);
  char* text = a.allocate_text(8);
  a.rewind(mark);
  EXPECT_EQ(a.used(), 8u);
  EXPECT_EQ(a.allocate(8, 1), object);
  EXPECT_EQ(a.allocate_text(8), text);
  EXPECT_NE(kept, object);
}

TEST(Arena, RewindsOverTheBlocksThatItTook) {
  std::array<std::byte, 64> memory;
  counting_source counter;
  arena a(memory, counter.source());
  void* first = a.allocate(8, 8);
  const arena::position mark = a.mark();
  ASSERT_NE(a.allocate(1000, 8), nullptr);
  void* second = a.allocate(100'000, 8);
  ASSERT_NE(second, nullptr);
  const int blocks = counter.given;
  a.rewind(mark);
  EXPECT_EQ(a.used(), 8u);
  EXPECT_EQ(a.allocate(8, 8), static_cast<std::byte*>(first) + 8);
  // The blocks are used again.
  EXPECT_EQ(a.allocate(100'000, 8), second);
  EXPECT_EQ(counter.given, blocks);
}

TEST(Arena, RewindsToABlockThatItTook) {
  counting_source counter;
  arena a(counter.source());
  const arena::position nothing = a.mark();
  ASSERT_NE(a.allocate(1000, 8), nullptr);
  const arena::position mark = a.mark();
  const std::size_t used = a.used();
  ASSERT_NE(a.allocate(100'000, 8), nullptr);
  a.rewind(mark);
  EXPECT_EQ(a.used(), used);
  a.rewind(nothing);
  EXPECT_EQ(a.used(), 0u);
  EXPECT_NE(a.allocate_text(10), nullptr);
}

TEST(Arena, ResetGivesTheSameMemoryAgain) {
  std::array<std::byte, 64> memory;
  arena a(memory);
  void* first = a.allocate(48, 1);
  EXPECT_EQ(a.allocate(48, 1), nullptr);
  a.reset();
  EXPECT_EQ(a.used(), 0u);
  EXPECT_EQ(a.allocate(48, 1), first);
}

TEST(Arena, GrowsByBlocksAndKeepsThemAcrossResets) {
  std::array<std::byte, 64> memory;
  counting_source counter;
  {
    arena a(memory, counter.source());
    int blocks = 0;
    for (int round = 0; round < 3; ++round) {
      std::vector<char*> objects;
      for (int i = 0; i < 100; ++i) {
        auto* at = static_cast<char*>(i % 2 != 0 ? a.allocate(1000, 8) : a.allocate_text(1000));
        ASSERT_NE(at, nullptr);
        std::memset(at, i, 1000);
        objects.push_back(at);
      }
      for (std::size_t i = 0; i < objects.size(); ++i) {
        EXPECT_EQ(objects[i][0], static_cast<char>(i));
        EXPECT_EQ(objects[i][999], static_cast<char>(i));
      }
      EXPECT_GE(a.used(), 100'000u);
      if (round == 0) blocks = counter.given;
      EXPECT_EQ(counter.given, blocks) << "a later round takes no new block";
      a.reset();
      EXPECT_EQ(a.used(), 0u);
    }
    EXPECT_GT(blocks, 1);
    EXPECT_LT(blocks, 10) << "blocks grow geometrically";
    EXPECT_EQ(counter.out, blocks);
    a.release();
    EXPECT_EQ(counter.out, 0);
    ASSERT_NE(a.allocate(1000, 8), nullptr);
    EXPECT_EQ(counter.out, 1);
  }
  EXPECT_EQ(counter.out, 0);
}

TEST(Arena, FailsWhenTheSourceRefuses) {
  counting_source counter;
  counter.allowed = 1;
  arena a(counter.source());
  ASSERT_NE(a.allocate(1000, 8), nullptr);
  const std::size_t used = a.used();
  EXPECT_EQ(a.allocate(1 << 20, 8), nullptr);
  EXPECT_EQ(a.used(), used);
  EXPECT_NE(a.allocate(8, 8), nullptr) << "what is left stays usable";
}

TEST(Arena, MovesWithItsBlocks) {
  counting_source counter;
  {
    arena a(counter.source());
    auto* text = a.allocate_text(4);
    std::memcpy(text, "text", 4);
    arena b(std::move(a));
    EXPECT_EQ(std::memcmp(text, "text", 4), 0);
    EXPECT_EQ(b.used(), 4u);
    arena c(counter.source());
    ASSERT_NE(c.allocate(1, 1), nullptr);
    EXPECT_EQ(counter.out, 2);
    c = std::move(b);
    EXPECT_EQ(counter.out, 1);
    EXPECT_EQ(std::memcmp(text, "text", 4), 0);
  }
  EXPECT_EQ(counter.out, 0);
}

TEST(Arena, TakesBlocksFromTheHeap) {
  arena a(memory_source::heap());
  void* at = a.allocate(100'000, alignof(std::max_align_t));
  ASSERT_NE(at, nullptr);
  std::memset(at, 0, 100'000);
}

#if defined(CONNECTPARTICIPANT_ASAN)
TEST(Arena, PoisonsWhatIsNotInUse) {
  alignas(16) std::array<std::byte, 64> memory;
  arena a(memory);
  auto* at = static_cast<char*>(a.allocate(16, 1));
  EXPECT_EQ(__asan_address_is_poisoned(at), 0);
  EXPECT_EQ(__asan_address_is_poisoned(at + 16), 1);
  a.reset();
  EXPECT_EQ(__asan_address_is_poisoned(at), 1);
}

TEST(Arena, PoisonsGrownBlocksOnReset) {
  arena a(memory_source::heap());
  auto* first = static_cast<char*>(a.allocate(16, 1));
  auto* second = static_cast<char*>(a.allocate(100'000, 1));
  a.reset();
  EXPECT_EQ(__asan_address_is_poisoned(first), 1);
  EXPECT_EQ(__asan_address_is_poisoned(second), 1);
}
#endif

}  // namespace
