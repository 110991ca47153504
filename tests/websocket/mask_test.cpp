#include <cstddef>
#include <string>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/mask.hpp>

using namespace connectparticipant;

namespace {

constexpr mask_key key{0x37, 0xFA, 0x21, 0x3D};

std::string plain(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 131 + 7);
  return text;
}

// Octet by octet, as RFC 6455, section 5.3, writes it.
std::string masked(std::string text, std::size_t offset) {
  for (std::size_t i = 0; i < text.size(); ++i)
    text[i] = static_cast<char>(text[i] ^ static_cast<char>(key[(i + offset) % 4]));
  return text;
}

TEST(Mask, MasksAsTheRfcDoes) {
  std::string text = "Hello";
  mask(text, key);
  EXPECT_EQ(text, "\x7F\x9F\x4D\x51\x58");
  mask(text, key);
  EXPECT_EQ(text, "Hello");
}

TEST(Mask, AgreesWithOctetsAtEverySizeAlignmentAndOffset) {
  for (std::size_t size = 0; size < 200; ++size) {
    for (std::size_t start = 0; start < 3; ++start) {
      for (std::size_t offset = 0; offset < 6; ++offset) {
        const std::string text = plain(size);
        std::string room(start, '#');
        room += text + "#";
        mask({room.data() + start, size}, key, offset);
        ASSERT_EQ(room, std::string(start, '#') + masked(text, offset) + "#");
        std::string copy(start + size + 1, '#');
        mask_copy(copy.data() + start, text.data(), size, key, offset);
        ASSERT_EQ(copy, room);
      }
    }
  }
}

TEST(Mask, MayBeAppliedInPieces) {
  const std::string text = plain(1000);
  for (std::size_t cut = 0; cut <= text.size(); cut += 37) {
    std::string pieces = text;
    mask({pieces.data(), cut}, key);
    mask({pieces.data() + cut, text.size() - cut}, key, cut);
    EXPECT_EQ(pieces, masked(text, 0)) << cut;
  }
}

TEST(Mask, TakesNothing) { mask({}, key); }

}  // namespace
