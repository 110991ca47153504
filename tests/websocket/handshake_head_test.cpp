#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/handshake_head.hpp>

using namespace connectparticipant;

namespace {

constexpr std::string_view good =
    "GET / HTTP/1.1\r\nHost: example.com\r\nConnection:keep-alive,\tUpgrade \r\nconnection: , x\r\n"
    "Empty:\r\nX: \xC3\xA9 b\t \r\n\r\n";

TEST(HandshakeHead, ReadsTheSameWhateverTheCuts) {
  for (std::size_t chunk = 1; chunk <= good.size() + 10; ++chunk) {
    std::array<char, 512> memory{};
    handshake_head head(memory);
    const std::string stream = std::string(good) + "\x81\x00leftover";
    std::size_t at = 0;
    for (handshake_head::step step; !step.complete; at += step.consumed) {
      step = head.decode(std::string_view(stream).substr(at, chunk));
      ASSERT_FALSE(step.failure);
    }
    EXPECT_EQ(at, good.size()) << chunk;
    EXPECT_EQ(head.start_line(), "GET / HTTP/1.1");
    std::vector<std::string> fields;
    for (const http_header field : head.fields())
      fields.push_back(std::string(field.name) + "=" + std::string(field.value));
    EXPECT_EQ(fields,
              (std::vector<std::string>{"Host=example.com", "Connection=keep-alive,\tUpgrade",
                                        "connection=, x", "Empty=", "X=\xC3\xA9 b"}));
    EXPECT_EQ(head.decode("more").consumed, 0u);
  }
}

TEST(HandshakeHead, FindsFields) {
  std::array<char, 512> memory{};
  handshake_head head(memory);
  EXPECT_EQ(head.fields().find("Host"), std::nullopt);
  EXPECT_EQ(head.start_line(), "");
  ASSERT_TRUE(head.decode(good).complete);
  const head_fields fields = head.fields();
  EXPECT_EQ(fields.find("hOST"), "example.com");
  EXPECT_EQ(fields.find("Hos"), std::nullopt);
  EXPECT_EQ(fields.find("empty"), "");
  EXPECT_EQ(fields.single("host"), "example.com");
  EXPECT_EQ(fields.single("connection"), std::nullopt);
  EXPECT_EQ(fields.single("absent"), std::nullopt);
  for (std::string_view token : {"upgrade", "UPGRADE", "keep-alive", "x"})
    EXPECT_TRUE(fields.has_token("Connection", token)) << token;
  for (std::string_view token : {"", "keep", "upgrade ", ","})
    EXPECT_FALSE(fields.has_token("Connection", token)) << token;
  EXPECT_FALSE(fields.has_token("Empty", ""));
}

TEST(HandshakeHead, RefusesWhatIsNoHead) {
  struct row {
    std::string_view head;
    std::size_t at;
  };
  for (const row& r :
       {row{"\r\n", 1}, row{"a\n", 1}, row{"a\rb", 2}, row{"\n", 0}, row{"a\r\r", 2},
        row{"a\r\n\r\n", 99}, row{"a\r\n\n", 3}, row{"a\r\nb\r\n", 5}, row{"a\r\n:b\r\n", 6},
        row{"a\r\nb : c\r\n", 9}, row{"a\r\n b: c\r\n", 9}, row{"a\r\nb: c\r\n d\r\n", 12},
        row{"a\r\nb: \x01\r\n", 6}, row{"a\r\nb: \x7F\r\n", 6}, row{"a\r\nb: c\n", 7},
        row{"a\r\n\xC3: c\r\n", 8}, row{std::string_view("a\0", 2), 1}}) {
    for (std::size_t chunk = 1; chunk <= r.head.size(); ++chunk) {
      std::array<char, 64> memory{};
      handshake_head head(memory);
      handshake_head::step step;
      std::size_t at = 0;
      while (at < r.head.size() && !step.failure && !step.complete) {
        step = head.decode(r.head.substr(at, chunk));
        at += step.consumed;
      }
      if (r.at == 99) {
        EXPECT_TRUE(step.complete);
        continue;
      }
      EXPECT_EQ(step.failure.code, errc::invalid_handshake) << testing::PrintToString(r.head);
      EXPECT_EQ(at, r.at) << testing::PrintToString(r.head);
      EXPECT_EQ(head.decode("x").failure.code, errc::invalid_handshake) << "a failure stays";
      EXPECT_FALSE(head.complete());
    }
  }
}

TEST(HandshakeHead, KeepsToItsLimits) {
  constexpr std::string_view text = "a\r\nb: c\r\n\r\n";
  std::array<char, text.size()> memory{};
  handshake_head exact(memory, {.head_bytes = text.size()});
  EXPECT_TRUE(exact.decode(text).complete);
  handshake_head limited(memory, {.head_bytes = text.size() - 1});
  const auto over = limited.decode(text);
  EXPECT_EQ(over.failure.code, errc::message_too_large);
  EXPECT_EQ(over.consumed, text.size() - 1);
  handshake_head tight(std::span<char>(memory).first(text.size() - 1));
  EXPECT_EQ(tight.decode(text).failure.code, errc::buffer_too_small);
  handshake_head none({});
  EXPECT_EQ(none.decode("a").failure.code, errc::buffer_too_small);
}

TEST(HandshakeHead, ReadsAnotherBehindIt) {
  std::array<char, 16> memory{};
  handshake_head head(memory, {.head_bytes = 20});
  ASSERT_TRUE(head.decode("a\r\nb: c\r\n\r\n").complete);
  head.next();
  EXPECT_FALSE(head.complete());
  ASSERT_TRUE(head.decode("d\r\ne:\r\n\r\n").complete);
  EXPECT_EQ(head.start_line(), "d");
  head.next();
  EXPECT_EQ(head.decode("f").failure.code, errc::message_too_large);
}

}  // namespace
