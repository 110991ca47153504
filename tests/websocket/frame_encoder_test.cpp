#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/frame_encoder.hpp>

#include "websocket/streams.hpp"

using namespace connectparticipant;
using streams::key;

namespace {

constexpr auto client = websocket_role::client;
constexpr auto server = websocket_role::server;

std::optional<mask_key> key_of(websocket_role sender) {
  return sender == client ? std::optional(key) : std::nullopt;
}
websocket_role peer(websocket_role role) { return role == client ? server : client; }

TEST(FrameEncoder, WritesTheShortestLength) {
  for (const std::size_t size : {0u, 1u, 15u, 16u, 125u, 126u, 127u, 65535u, 65536u, 100'000u}) {
    for (const websocket_role sender : {client, server}) {
      const std::string payload(size, '*');
      std::vector<char> room(size + max_frame_header_size);
      const auto text = encode_text(payload, room, key_of(sender));
      ASSERT_TRUE(text);
      EXPECT_EQ(*text, streams::frame(peer(sender), 0x81, payload)) << size;
      EXPECT_EQ(text->size(), size + frame_header_size(size, sender == client));
      const auto binary = encode_binary(payload, room, key_of(sender));
      ASSERT_TRUE(binary);
      EXPECT_EQ(*binary, streams::frame(peer(sender), 0x82, payload)) << size;
    }
  }
}

TEST(FrameEncoder, WritesTheExamplesOfRfc6455) {
  std::array<char, 32> room{};
  EXPECT_EQ(*encode_text("Hello", room), "\x81\x05Hello");
  EXPECT_EQ(*encode_text("Hello", room, key), "\x81\x85\x37\xFA\x21\x3D\x7F\x9F\x4D\x51\x58");
  EXPECT_EQ(*encode_ping("Hello", room), "\x89\x05Hello");
  EXPECT_EQ(*encode_pong("Hello", room, key), "\x8A\x85\x37\xFA\x21\x3D\x7F\x9F\x4D\x51\x58");
  EXPECT_EQ(*encode_frame({websocket_opcode::text, false, "Hel"}, room), "\x01\x03Hel");
  EXPECT_EQ(*encode_frame({websocket_opcode::continuation, true, "lo"}, room),
            std::string_view("\x80\x02lo", 4));
}

TEST(FrameEncoder, WritesCloseFrames) {
  std::array<char, 256> room{};
  EXPECT_EQ(*encode_close(room), std::string_view("\x88\x00", 2));
  EXPECT_EQ(*encode_close(close_code::normal, "", room), "\x88\x02\x03\xE8");
  EXPECT_EQ(*encode_close(static_cast<close_code>(4000), "gone", room), "\x88\x06\x0F\xA0gone");
  const std::string longest(123, 'a');
  for (const websocket_role sender : {client, server}) {
    const auto made = encode_close(close_code::going_away, longest, room, key_of(sender));
    ASSERT_TRUE(made);
    EXPECT_EQ(*made, streams::frame(peer(sender), 0x88, "\x03\xE9" + longest));
  }
}

TEST(FrameEncoder, RefusesWhatThePeerWould) {
  std::array<char, 256> room{};
  const std::string longest(125, 'a');
  EXPECT_TRUE(encode_ping(longest, room));
  EXPECT_TRUE(encode_pong(longest, room));
  EXPECT_EQ(encode_ping(longest + "a", room).error().code, errc::max_length);
  EXPECT_EQ(encode_pong(longest + "a", room).error().code, errc::max_length);
  EXPECT_EQ(encode_close(close_code::normal, longest, room).error().code, errc::max_length);
  EXPECT_EQ(encode_close(close_code::normal, "\xC0", room).error().code, errc::utf8);
  for (const unsigned code : {0u, 999u, 1004u, 1005u, 1006u, 1015u, 1016u, 2999u, 5000u, 65535u})
    EXPECT_EQ(encode_close(static_cast<close_code>(code), "", room).error().code,
              errc::invalid_argument)
        << code;
  const auto text = encode_text("ab\xFF", room);
  EXPECT_EQ(text.error().code, errc::utf8);
  EXPECT_EQ(text.error().offset, 2u);
  EXPECT_EQ(encode_frame({static_cast<websocket_opcode>(3), true, ""}, room).error().code,
            errc::invalid_argument);
  EXPECT_EQ(encode_frame({static_cast<websocket_opcode>(0x41), true, ""}, room).error().code,
            errc::invalid_argument);
  EXPECT_EQ(encode_frame({websocket_opcode::ping, false, ""}, room).error().code,
            errc::invalid_argument);
}

TEST(FrameEncoder, SaysTheSizeNeeded) {
  const std::string payload(300, 'a');
  for (const websocket_role sender : {client, server}) {
    std::vector<char> room(300 + frame_header_size(300, sender == client));
    EXPECT_TRUE(encode_text(payload, room, key_of(sender)));
    for (std::size_t size = 0; size < room.size(); size += 19) {
      const auto made = encode_text(payload, std::span(room).first(size), key_of(sender));
      EXPECT_EQ(made.error().code, errc::buffer_too_small);
      EXPECT_EQ(made.error().offset, room.size());
    }
  }
}

TEST(FrameEncoder, WritesAHeaderAlone) {
  for (const std::size_t size : {0u, 125u, 126u, 65535u, 65536u}) {
    for (const websocket_role sender : {client, server}) {
      std::array<char, max_frame_header_size> header{};
      const std::size_t written =
          write_frame_header(websocket_opcode::binary, true, size, key_of(sender), header.data());
      EXPECT_EQ(written, frame_header_size(size, sender == client));
      const std::string whole = streams::frame(peer(sender), 0x82, std::string(size, 'a'));
      EXPECT_EQ(std::string_view(header.data(), written),
                std::string_view(whole).substr(0, written));
    }
  }
}

TEST(FrameEncoder, CutsAMessageIntoFrames) {
  const std::string message = "caf\xC3\xA9 au lait";
  for (std::size_t most = 1; most < message.size() + 3; ++most) {
    auto cut = fragment(websocket_opcode::text, message, most);
    ASSERT_TRUE(cut);
    std::string joined;
    std::size_t frames = 0;
    bool fin = false;
    while (const auto frame = cut->next(key)) {
      EXPECT_FALSE(fin);
      EXPECT_EQ(frame->opcode,
                frames == 0 ? websocket_opcode::text : websocket_opcode::continuation);
      EXPECT_LE(frame->payload.size(), most);
      EXPECT_FALSE(frame->payload.empty());
      EXPECT_EQ(frame->key, key);
      fin = frame->fin;
      joined += frame->payload;
      ++frames;
    }
    EXPECT_TRUE(fin);
    EXPECT_EQ(joined, message);
    EXPECT_EQ(frames, (message.size() + most - 1) / most);
  }
  auto empty = fragment(websocket_opcode::binary, "", 10);
  ASSERT_TRUE(empty);
  const auto only = empty->next();
  ASSERT_TRUE(only);
  EXPECT_TRUE(only->fin);
  EXPECT_FALSE(empty->next());
}

TEST(FrameEncoder, RefusesToCutWhatCannotBe) {
  EXPECT_EQ(fragment(websocket_opcode::text, "a", 0).error().code, errc::invalid_argument);
  EXPECT_EQ(fragment(websocket_opcode::ping, "a", 1).error().code, errc::invalid_argument);
  EXPECT_EQ(fragment(websocket_opcode::continuation, "a", 1).error().code, errc::invalid_argument);
  EXPECT_EQ(fragment(websocket_opcode::text, "a\xFF", 1).error().offset, 1u);
  EXPECT_TRUE(fragment(websocket_opcode::binary, "a\xFF", 1));
}

}  // namespace
