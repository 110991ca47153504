#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/generate.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/operation/send_message.hpp>
#include <connectparticipant/shape/path_text.hpp>
#include <cstdint>
#include <vector>

#include "json/any_value.hpp"
#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

TEST(Generate, WithoutBytesTooThereIsAValue) {
  arena memory(memory_source::heap());
  for (const object_rows* rows : top_shapes()) {
    any_value value(*rows);
    EXPECT_TRUE(generator({}, memory, {}).structure(*rows, value.get()));
    EXPECT_FALSE(first_violation(*rows, value.get())) << rows->name;
  }
}

TEST(Generate, EveryKindGoesRound) {
  arena memory(memory_source::heap()), read_memory(memory_source::heap());
  const small_reader reader;
  std::array<std::size_t, 15> present{};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    memory.reset();
    read_memory.reset();
    const auto bytes = random_bytes(seed, 600);
    auto value = generate<everything>(bytes, memory, {.valid = seed % 2 == 0, .longest_text = 50});
    ASSERT_TRUE(value);
    for (std::size_t i = 0; i < present.size(); ++i)
      present[i] += table<everything>::rows.fields[i].get(&*value) != nullptr;
    value->token.reset();
    std::string text;
    const auto written = write(*value, text);
    ASSERT_TRUE(written);
    const auto again = read<everything>(*written, reader, read_memory, strict);
    ASSERT_TRUE(again) << *written;
    ASSERT_TRUE(*again == *value) << *written;
  }
  for (const std::size_t count : present) EXPECT_GT(count, 50u);
}

TEST(Generate, ExhaustedMemoryIsAnError) {
  std::array<std::byte, 8> room{};
  arena memory(room);
  const auto bytes = random_bytes(1, 600);
  EXPECT_EQ(generate<everything>(bytes, memory).error().code, errc::arena_exhausted);
}

TEST(Generate, ContentObeysItsType) {
  std::vector<std::byte> room(1 << 20);
  std::size_t known = 0;
  for (unsigned seed = 0; seed < 4000; ++seed) {
    std::array<std::byte, 64> bytes{};
    std::uint64_t state = seed + 1;
    for (std::byte& b : bytes) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      b = static_cast<std::byte>(state >> 56);
    }
    arena memory(room);
    const auto value = generate<send_message_request>(bytes, memory);
    ASSERT_TRUE(value);
    EXPECT_FALSE(validate(*value)) << describe(validate(*value)) << *value->content_type;
    for (const content_type_row& type : send_message_content_types)
      known += *value->content_type == type.media_type;
  }
  EXPECT_GT(known, 1000u);
}

}  // namespace
