#include <array>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/block.hpp>

using namespace connectparticipant;

namespace {

// Every octet at every place of texts up to three blocks long.
template <class Find, class Matches>
void check_find(Find find, Matches matches) {
  for (std::size_t size = 0; size <= 40; ++size) {
    const std::string plain(size, 'a');
    ASSERT_EQ(find(plain.data(), plain.data() + size), plain.data() + size);
    for (std::size_t at = 0; at < size; ++at) {
      for (int octet = 0; octet < 256; ++octet) {
        std::string text = plain;
        text[at] = static_cast<char>(octet);
        const std::size_t found = matches(octet) ? at : size;
        ASSERT_EQ(find(text.data(), text.data() + size), text.data() + found) << octet;
      }
    }
  }
}

TEST(Block, FindsEscapedOctets) {
  check_find(find_escaped, [](int c) { return c < 0x20 || c == '"' || c == '\\'; });
}

TEST(Block, FindsBackslashes) {
  check_find(find_backslash, [](int c) { return c == '\\'; });
}

TEST(Block, FindsNonAscii) {
  check_find(find_non_ascii, [](int c) { return c >= 0x80; });
}

TEST(Block, FindsTheFirstOfMany) {
  const std::string text = std::string(17, 'a') + "\"\\\x01\xC3";
  EXPECT_EQ(find_escaped(text.data(), text.data() + text.size()), text.data() + 17);
  EXPECT_EQ(find_backslash(text.data(), text.data() + text.size()), text.data() + 18);
  EXPECT_EQ(find_non_ascii(text.data(), text.data() + text.size()), text.data() + 20);
}

TEST(Block, CopiesUpToTheFirstBackslash) {
  for (std::size_t size = 0; size <= 40; ++size) {
    for (std::size_t backslash = 0; backslash <= size; ++backslash) {
      std::string text(size, 'a');
      for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 26);
      if (backslash < size) text[backslash] = '\\';
      std::string copy(size, '?');
      char* to = copy.data();
      ASSERT_EQ(copy_to_backslash(to, text.data(), text.data() + size), text.data() + backslash);
      ASSERT_EQ(to, copy.data() + backslash);
      ASSERT_EQ(copy.substr(0, backslash), text.substr(0, backslash));
    }
  }
}

TEST(Block, ComparesOctets) {
  for (std::size_t size = 0; size != 40; ++size) {
    const std::string text(size, 'n');
    EXPECT_TRUE(same_octets(text.data(), std::string(text).data(), size));
    for (std::size_t at = 0; at != size; ++at) {
      std::string other = text;
      other[at] = 'm';
      EXPECT_FALSE(same_octets(text.data(), other.data(), size)) << size << ' ' << at;
    }
  }
}

}  // namespace
