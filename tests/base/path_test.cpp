#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/base/path.hpp>

using namespace connectparticipant;

namespace {

static_assert(std::is_trivially_copyable_v<path>);

std::string steps(const path& where) {
  std::string text;
  where.for_each([&](const path::step& step) {
    switch (step.kind) {
      case path::step_kind::field: text += '.' + std::to_string(step.number); break;
      case path::step_kind::index: text += '[' + std::to_string(step.number) + ']'; break;
      case path::step_kind::key: text += '{' + std::string(step.key) + '}'; break;
    }
  });
  return text;
}

TEST(Path, KeepsEveryKindOfStep) {
  path where;
  EXPECT_TRUE(where.empty());
  EXPECT_EQ(where.root(), nullptr);
  where.push_field(0);
  where.push_index(0);
  where.push_field(127);
  where.push_index(4'294'967'295u);
  where.push_key("x-amz-acl");
  where.push_key("");
  EXPECT_FALSE(where.empty());
  EXPECT_EQ(steps(where), ".0[0].127[4294967295]{x-amz-acl}{}");
}

TEST(Path, TruncatesToAMark) {
  path where;
  where.push_field(1);
  const path before = where;
  const auto mark = where.size();
  where.push_index(70'000);
  where.push_key("key");
  EXPECT_NE(where, before);
  where.truncate(mark);
  EXPECT_EQ(where, before);
  EXPECT_EQ(steps(where), ".1");
}

TEST(Path, StepsThatDoNotFitAreLeftOut) {
  path where;
  for (std::size_t i = 0; i < 20; ++i) where.push_index(i);
  EXPECT_EQ(steps(where), "[0][1][2][3][4][5][6][7][8]");
  const std::string full = steps(where);
  for (std::size_t i = 0; i < 20; ++i) where.push_field(1);
  EXPECT_EQ(steps(where).substr(0, full.size()), full);
}

TEST(Path, AppendsWholeSteps) {
  path inner;
  inner.push_field(5);
  inner.push_index(70'000);
  inner.push_key("key");
  path where;
  where.push_field(1);
  where.append(inner);
  EXPECT_EQ(steps(where), ".1.5[70000]{key}");
  where.append(path());
  EXPECT_EQ(steps(where), ".1.5[70000]{key}");

  // Whatever room is left, no step is cut in two.
  for (std::size_t filled = 0; filled <= 47; ++filled) {
    path full;
    for (std::size_t i = 0; i < filled; ++i) full.push_field(i);
    const std::string before = steps(full);
    full.append(inner);
    EXPECT_EQ(steps(full).substr(0, before.size()), before);
    const std::string added = steps(full).substr(before.size());
    EXPECT_EQ(added == ".5[70000]{key}", filled <= 36) << added;
    EXPECT_EQ(added.empty(), filled == 47) << added;
    // Behind a step left out, none follows.
    EXPECT_TRUE(filled <= 41 || added.find('{') == added.npos) << added;
  }
}

TEST(Path, LongKeysAreCutBetweenCharacters) {
  struct row {
    std::string key, kept;
  };
  const std::string ascii(45, 'a');
  for (const row& r : {row{ascii, ascii}, row{ascii + "b", ascii},
                       row{ascii.substr(1) + "\xC3\xA9", ascii.substr(1)},
                       row{ascii.substr(2) + "\xC3\xA9", ascii.substr(2) + "\xC3\xA9"},
                       row{ascii.substr(3) + "\xF0\x9F\x98\x80", ascii.substr(3)}}) {
    path where;
    where.push_key(r.key);
    EXPECT_EQ(steps(where), '{' + r.kept + '}');
  }
}

TEST(Path, IsUsableInConstantExpressions) {
  constexpr path where = [] {
    path p;
    p.push_field(2);
    p.push_index(3);
    return p;
  }();
  static_assert(!where.empty());
  EXPECT_EQ(steps(where), ".2[3]");
}

}  // namespace
