#include <array>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/shape/row.hpp>

using namespace connectparticipant;

namespace {

static_assert(std::is_trivially_destructible_v<value_row>);
static_assert(std::is_trivially_destructible_v<field_row>);

TEST(Row, EntriesCompareByText) {
  EXPECT_EQ((map_entry{"a", "b"}), (map_entry{"a", "b"}));
  EXPECT_NE((map_entry{"a", "b"}), (map_entry{"a", "c"}));
  EXPECT_NE((map_entry{"a", "b"}), (map_entry{"c", "b"}));
}

TEST(Row, IsUnconstrainedAndOpenByDefault) {
  constexpr value_row value;
  EXPECT_FALSE(value.has_min || value.has_max);
  EXPECT_EQ(value.pattern, nullptr);
  EXPECT_EQ(value.visible_to, privacy::open);
  constexpr field_row field;
  EXPECT_EQ(field.where, location::body);
  EXPECT_FALSE(field.required || field.idempotency_token || field.any_case);
  EXPECT_TRUE(field.modelled);
}

TEST(Row, FieldsAddTheirOffset) {
  std::array<char, 8> memory{};
  field_row field;
  field.offset = 3;
  EXPECT_EQ(field.at(memory.data()), memory.data() + 3);
}

}  // namespace
