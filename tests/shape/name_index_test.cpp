#include <connectparticipant/shape/name_index.hpp>

#include <cstddef>
#include <iterator>
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

TEST(NameIndex, FindsEachNameThatIsIndexed) {
  static constexpr std::string_view names[] = {"Id", "Type", "", "ScanDirection", "StartPosition"};
  name_index index;
  ASSERT_TRUE(index.build(std::size(names), [](std::size_t i) { return names[i]; }));
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (names[i].empty()) continue;
    EXPECT_EQ(index.candidate(names[i]), i);
  }
  EXPECT_EQ(index.candidate(""), name_index::none);
}

TEST(NameIndex, SaysWhereTwoNamesCannotBeToldApart) {
  static constexpr std::string_view names[] = {"abcde", "axcye"};
  name_index index;
  EXPECT_FALSE(index.build(std::size(names), [](std::size_t i) { return names[i]; }));
}

TEST(SameName, ComparesEachOctet) {
  for (std::size_t size = 0; size != 40; ++size) {
    const std::string name(size, 'n');
    EXPECT_TRUE(same_name(name, std::string(size, 'n'))) << size;
    EXPECT_FALSE(same_name(name, name + 'n')) << size;
    for (std::size_t at = 0; at != size; ++at) {
      std::string other = name;
      other[at] = 'm';
      EXPECT_FALSE(same_name(name, other)) << size << ' ' << at;
    }
  }
}

}  // namespace
