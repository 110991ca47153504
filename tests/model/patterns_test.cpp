#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/model/patterns.hpp>

using namespace connectparticipant;

namespace {

struct row {
  std::string_view text;
  bool matches;
};

TEST(Patterns, Guid) {
  for (const row& r : {row{"01234567-89ab-cdef-0123-456789abcdef", true},
                       row{"01234567-89AB-CDEF-0123-456789ABCDEF", true}, row{"", false},
                       row{"0123456789abcdef0123456789abcdef0123", false},
                       row{"x01234567-89ab-cdef-0123-456789abcdef", false},
                       row{"01234567-89ab-cdef-0123-456789abcdef\n", false},
                       row{"g1234567-89ab-cdef-0123-456789abcdef", false}})
    EXPECT_EQ(pattern::guid.matches(r.text), r.matches) << r.text;
}

TEST(Patterns, ViewId) {
  for (const row& r : {row{"aZ09_-:/$", true}, row{"arn:aws:connect:us-west-2:1:view/a:1", true},
                       row{"", false}, row{"a b", false}, row{"a\n", false}, row{"a.b", false},
                       row{"a\\b", false}, row{"\xC3\xA9", false}})
    EXPECT_EQ(pattern::view_id.matches(r.text), r.matches) << r.text;
}

TEST(Patterns, ViewName) {
  for (const row& r : {
           row{"a", true},
           row{"Form (2) @home's_.:/=+-", true},
           row{"trailing ", true},
           row{"", false},
           row{" ", false},
           row{" leading", false},
           row{"tab\there", false},
           row{"line\n", false},
           row{"a\"b", false},
           row{"a#b", false},
           row{"a,b", false},
           row{"\x7F", false},
           // U+0080, U+009F, U+00A0, U+00E9, U+2028, U+4E2D, U+1F600
           row{"\xC2\x80", false},
           row{"\xC2\x9F", false},
           row{"\xC2\xA0", true},
           row{"\xC3\xA9", true},
           row{"a\xE2\x80\xA8", true},
           row{"\xE4\xB8\xAD", true},
           row{"\xF0\x9F\x98\x80", true},
           // non-characters: U+FDD0, U+FDEF, U+FFFE, U+1FFFF, U+10FFFF; and their neighbours
           row{"\xEF\xB7\x90", false},
           row{"\xEF\xB7\xAF", false},
           row{"\xEF\xBF\xBE", false},
           row{"\xF0\x9F\xBF\xBF", false},
           row{"\xF4\x8F\xBF\xBF", false},
           row{"\xEF\xB7\x8F", true},
           row{"\xEF\xB7\xB0", true},
           row{"\xEF\xBF\xBD", true},
           // not UTF-8: a surrogate, a lone tail, a cut character, an overlong one
           row{"\xED\xA0\x80", false},
           row{"a\x80", false},
           row{"a\xE4\xB8", false},
           row{"\xC1\x81", false},
       })
    EXPECT_EQ(pattern::view_name.matches(r.text), r.matches) << testing::PrintToString(r.text);
}

TEST(Patterns, ViewNameOfEveryOctet) {
  constexpr std::string_view plain =
      "()'+-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  for (int c = 0; c < 256; ++c) {
    const bool matches = plain.find(static_cast<char>(c)) != std::string_view::npos;
    EXPECT_EQ(pattern::view_name.matches(std::string(1, static_cast<char>(c))), matches) << c;
    const std::string behind = {'a', static_cast<char>(c)};
    EXPECT_EQ(pattern::view_name.matches(behind), matches || c == ' ') << c;
  }
}

static_assert(pattern::matches_view_name("\xC3\xA9 1"));

}  // namespace
