#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/shape/open_enum.hpp>

namespace {
enum class colour : std::uint8_t { unknown, red, blue, seen };
}  // namespace

namespace connectparticipant::inline v1 {
template <>
struct enum_table<colour> {
  static constexpr std::string_view texts[] = {"RED", "BLUE", "SEEN"};
  static constexpr enum_rows rows{"Colour", texts, 2};
};
}  // namespace connectparticipant::inline v1

using namespace connectparticipant;

namespace {

static_assert(std::is_trivially_copyable_v<open_enum<colour>>);
static_assert(sizeof(open_enum<colour>) <= 16);

TEST(OpenEnum, FindsSpellings) {
  struct row {
    std::string_view text;
    colour value;
  };
  for (const row& r :
       {row{"RED", colour::red}, row{"BLUE", colour::blue}, row{"SEEN", colour::seen},
        row{"GREEN", colour::unknown}, row{"red", colour::unknown}, row{"", colour::unknown},
        row{"RED ", colour::unknown}, row{"unknown", colour::unknown}}) {
    const open_enum<colour> value(r.text);
    EXPECT_EQ(value.value(), r.value) << r.text;
    EXPECT_EQ(value.text(), r.text);
    EXPECT_TRUE(value == r.value);
  }
}

TEST(OpenEnum, SpellsItsValue) {
  const open_enum<colour> value = colour::blue;
  EXPECT_EQ(value.text(), "BLUE");
  EXPECT_EQ(open_enum<colour>().value(), colour::unknown);
  EXPECT_EQ(open_enum<colour>().text(), "");
}

TEST(OpenEnum, UnknownValuesCompareByText) {
  const std::string copy = "GREEN";
  EXPECT_EQ(open_enum<colour>("GREEN"), open_enum<colour>(copy));
  EXPECT_NE(open_enum<colour>("GREEN"), open_enum<colour>("WHITE"));
  EXPECT_NE(open_enum<colour>("GREEN"), open_enum<colour>(colour::red));
  EXPECT_EQ(open_enum<colour>("RED"), open_enum<colour>(colour::red));
  EXPECT_NE(open_enum<colour>(colour::blue), open_enum<colour>(colour::red));
}

TEST(OpenEnum, KnownSpellingsBorrowNothing) {
  open_enum<colour> value;
  {
    const std::string gone = "RED";
    value = open_enum<colour>(gone);
  }
  EXPECT_EQ(value.text(), "RED");
}

TEST(OpenEnum, WorksInASwitch) {
  constexpr auto name = [](open_enum<colour> value) {
    switch (value.value()) {
      case colour::unknown: return 'u';
      case colour::red: return 'r';
      case colour::blue: return 'b';
      case colour::seen: return 's';
    }
    return '?';
  };
  static_assert(name(colour::red) == 'r');
  EXPECT_EQ(name(open_enum<colour>("x")), 'u');
}

}  // namespace
