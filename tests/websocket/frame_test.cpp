#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/frame.hpp>

#include "websocket/streams.hpp"

using namespace connectparticipant;

namespace {

// What one side encodes the other decodes, whatever the sizes, fragments, keys and cuts.
TEST(WebsocketFrame, ComesBackFromTheOtherSide) {
  std::mt19937 random(13);
  for (int round = 0; round < 40; ++round) {
    const bool from_client = round % 2 == 0;
    std::string stream;
    std::vector<std::string> sent;
    std::vector<char> room(200'000);
    const auto key = [&]() -> std::optional<mask_key> {
      if (!from_client) return std::nullopt;
      mask_key made{};
      for (auto& octet : made) octet = static_cast<std::uint8_t>(random());
      return made;
    };
    const auto send = [&](const result<std::string_view>& encoded) {
      ASSERT_TRUE(encoded);
      stream += *encoded;
    };
    for (int i = 0; i < 20; ++i) {
      std::string payload(random() % (random() % 8 == 0 ? 100'000 : 200), '\0');
      for (char& c : payload) c = static_cast<char>('a' + random() % 26);
      switch (random() % 4) {
        case 0:
          send(encode_text(payload, room, key()));
          sent.push_back("text:" + payload);
          break;
        case 1:
          payload.resize(payload.size() % 126);
          send(encode_ping(payload, room, key()));
          sent.push_back("ping:" + payload);
          break;
        case 2:
          send(encode_binary(payload, room, key()));
          sent.push_back("binary:" + payload);
          break;
        default: {
          auto cut = fragment(websocket_opcode::text, payload, 1 + random() % 5000);
          ASSERT_TRUE(cut);
          while (const auto frame = cut->next(key())) {
            send(encode_frame(*frame, room));
            if (!frame->fin && random() % 4 == 0) {
              send(encode_pong("between", room, key()));
              sent.emplace_back("pong:between");
            }
          }
          sent.push_back("text:" + payload);
        }
      }
    }
    send(encode_close(close_code::normal, "done", room, key()));
    sent.emplace_back("close 1000:done");
    const auto next = [&] { return static_cast<std::size_t>(1 + random() % 10'000); };
    streams::outcome made;
    if (from_client) {
      websocket_server_decoder decoder(room);
      made = streams::feed(decoder, stream, next);
    } else {
      websocket_client_decoder decoder(room);
      made = streams::feed(decoder, stream, next);
    }
    EXPECT_EQ(made.failure, errc::none);
    ASSERT_TRUE(made.events == sent) << round;
  }
}

TEST(WebsocketFrame, ClosesOnBothSides) {
  std::vector<char> room(256);
  websocket_closing ours(websocket_role::client), theirs(websocket_role::server);
  websocket_server_decoder server({});
  websocket_client_decoder client({});

  const auto first = encode_close(close_code::going_away, "bye", room, streams::key);
  ASSERT_TRUE(first);
  ours.close_sent();
  const websocket_step received = server.decode({room.data(), first->size()});
  ASSERT_TRUE(received.event);
  theirs.close_received(received.event->code);
  ASSERT_EQ(theirs.due(), closing_due::send_close);
  const auto reply = encode_close(theirs.reply(), "", room);
  ASSERT_TRUE(reply);
  theirs.close_sent();
  EXPECT_EQ(theirs.due(), closing_due::end_transport);
  const websocket_step answered = client.decode(*reply);
  ASSERT_TRUE(answered.event);
  ours.close_received(answered.event->code);
  EXPECT_EQ(ours.due(), closing_due::await_transport);
  EXPECT_EQ(ours.code(), close_code::going_away);
}

}  // namespace
