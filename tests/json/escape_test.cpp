#include <connectparticipant/json/escape.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace connectparticipant;

// What RFC 8259 and the service's clients make of one octet, the slow and plain way.
std::string expected(const std::string& text) {
  std::string escaped;
  for (char c : text) {
    switch (c) {
      case '"': escaped += "\\\""; break;
      case '\\': escaped += "\\\\"; break;
      case '\b': escaped += "\\b"; break;
      case '\t': escaped += "\\t"; break;
      case '\n': escaped += "\\n"; break;
      case '\f': escaped += "\\f"; break;
      case '\r': escaped += "\\r"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char code[8];
          std::snprintf(code, sizeof code, "\\u%04x", c);
          escaped += code;
        } else {
          escaped += c;
        }
    }
  }
  return escaped;
}

std::string escape(const std::string& text, bool& non_ascii) {
  // Exactly the room that is asked for, so that a sanitizer sees a write behind it.
  std::vector<char> room(text.size() * widest_escape + 16);
  char* const end = escape_text(room.data(), text.data(), text.data() + text.size(), non_ascii);
  return {room.data(), end};
}

TEST(Escape, EveryOctetAlone) {
  for (int c = 0; c < 256; ++c) {
    const std::string text(1, static_cast<char>(c));
    bool non_ascii = false;
    EXPECT_EQ(escape(text, non_ascii), expected(text)) << c;
    EXPECT_EQ(non_ascii, c >= 0x80) << c;
  }
}

TEST(Escape, EveryOctetAtEveryPlaceOfEveryLength) {
  for (std::size_t size : {1u, 15u, 16u, 17u, 31u, 32u, 63u, 64u, 65u, 80u, 130u, 400u}) {
    for (std::size_t at = 0; at < size; ++at) {
      // The longest reach the wide blocks; a few octets of each kind do there.
      for (int c = 0; c < 256; c += size < 256 ? 1 : 17) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(c);
        bool non_ascii = false;
        ASSERT_EQ(escape(text, non_ascii), expected(text)) << size << ' ' << at << ' ' << c;
        ASSERT_EQ(non_ascii, c >= 0x80) << size << ' ' << at << ' ' << c;
      }
    }
  }
}

TEST(Escape, EveryDensity) {
  std::uint64_t state = 1;
  // With and without what takes an escape of six characters.
  for (const std::string_view special : {"\"\\\n\x01", "\"\\\b\t\n\f\r", "\"\xC3\xA9\x7F"}) {
    for (unsigned percent = 0; percent <= 100; percent += 4) {
      std::string text;
      for (int i = 0; i < 3000; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const auto draw = static_cast<std::size_t>(state >> 33);
        text += draw % 100 < percent ? special[draw / 100 % special.size()] : 'a';
      }
      for (std::size_t size : {40u, 64u, 100u, 2981u, 3000u}) {
        const std::string part = text.substr(0, size);
        bool non_ascii = false;
        ASSERT_EQ(escape(part, non_ascii), expected(part)) << percent;
        ASSERT_EQ(non_ascii, part.find_first_of("\xC3\xA9") != part.npos) << percent;
      }
    }
  }
}

}  // namespace
