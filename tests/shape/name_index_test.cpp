#include <connectparticipant/shape/name_index.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace {

using namespace connectparticipant;

TEST(QuotedName, StandsWhereItStandsWhole) {
  for (std::size_t size = 0; size <= quoted_name::longest; ++size) {
    const std::string name(size, 'n');
    const quoted_name quoted(name);
    ASSERT_EQ(quoted.size, size + 3);
    const std::string text = '"' + name + "\":" + std::string(32, '?');
    EXPECT_TRUE(quoted.stands_at(text.data())) << size;
    for (std::size_t at = 0; at < size + 3; ++at) {
      std::string other = text;
      other[at] = static_cast<char>(other[at] ^ 1);
      EXPECT_FALSE(quoted.stands_at(other.data())) << size << ' ' << at;
    }
    std::string behind = text;
    behind[size + 3] = '!';
    EXPECT_TRUE(quoted.stands_at(behind.data())) << size;
  }
}

struct named {
  std::string_view name;
  bool in_index = true;
  constexpr bool indexed() const noexcept { return in_index; }
};

TEST(NameIndex, FindsEachNameThatIsIndexed) {
  static constexpr std::array<named, 5> fields = {
      {{"Id"}, {"Type"}, {"Token", false}, {"ScanDirection"}, {"StartPosition"}}};
  name_index index;
  ASSERT_TRUE(index.build(fields, fields.size()));
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].in_index) continue;
    EXPECT_EQ(index.candidate(fields[i].name), i);
  }
  EXPECT_EQ(index.candidate(""), name_index::none);
}

TEST(NameIndex, SaysWhereTwoNamesCannotBeToldApart) {
  static constexpr std::array<named, 2> fields = {{{"abcde"}, {"axcye"}}};
  name_index index;
  EXPECT_FALSE(index.build(fields, fields.size()));
}

}  // namespace
