#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/find_field.hpp>

#include "json/any_value.hpp"

using namespace connectparticipant;

namespace {

const field_row* find(const object_rows& rows, std::string_view name) {
  // Nothing may be read behind what is readable.
  const std::unique_ptr<char[]> exact(new char[name.size()]);
  name.copy(exact.get(), name.size());
  const std::uint8_t number = find_field(rows, {exact.get(), name.size()});
  return number == name_index::none ? nullptr : &rows.fields[number];
}

TEST(FindField, FindsEachNameAndNoOther) {
  for (const object_rows* rows : top_shapes()) {
    for (int i = 0; i < rows->count; ++i) {
      const field_row& row = rows->fields[i];
      const bool in_body = row.where == location::body;
      EXPECT_EQ(find(*rows, row.name), in_body ? &row : nullptr) << rows->name << '.' << row.name;
      if (row.any_case) continue;
      const std::string name(row.name);
      for (std::size_t at = 0; at < name.size(); ++at) {
        std::string other = name;
        other[at] = static_cast<char>(other[at] ^ 1);
        EXPECT_EQ(find(*rows, other), nullptr) << other;
        const field_row* cut = find(*rows, name.substr(0, at));
        EXPECT_TRUE(cut == nullptr || cut->name == name.substr(0, at)) << name;
      }
      EXPECT_EQ(find(*rows, name + "x"), nullptr);
      EXPECT_EQ(find(*rows, name + std::string(300, 'x')), nullptr);
      EXPECT_EQ(find(*rows, name + std::string(1, '\0')), nullptr);
    }
    EXPECT_EQ(find(*rows, ""), nullptr);
  }
}

TEST(FindField, AnyLetterCaseWhereTheRowSaysSo) {
  const object_rows& rows = table<service_error_body>::rows;
  for (std::string_view name : {"code", "Code", "CODE", "cOdE"}) {
    ASSERT_NE(find(rows, name), nullptr) << name;
    EXPECT_EQ(find(rows, name)->name, "code");
  }
  EXPECT_EQ(find(rows, "Message")->name, "Message");
  EXPECT_EQ(find(rows, "message")->name, "message");
  EXPECT_EQ(find(rows, "MESSAGE"), nullptr);
  EXPECT_EQ(find(rows, "__Type"), nullptr);
}

TEST(Successors, AreTheOrderOfTheRowsUntilLearnt) {
  const successors fresh;
  for (std::size_t i = 0; i < fresh.numbers.size(); ++i) EXPECT_EQ(fresh.numbers[i], i);
}

}  // namespace
