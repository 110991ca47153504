#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/frame_decoder.hpp>

#include "websocket/streams.hpp"

using namespace connectparticipant;
using streams::decode;
using streams::frame;
using streams::outcome;

namespace {

constexpr auto client = websocket_role::client;
constexpr auto server = websocket_role::server;

struct part {
  unsigned first;
  std::string payload;
  int length = -1;
};

std::string stream_of(websocket_role role, const std::vector<part>& parts) {
  std::string stream;
  for (const part& p : parts) stream += frame(role, p.first, p.payload, p.length);
  return stream;
}

struct row {
  std::string_view name;
  std::vector<part> parts;
  std::vector<std::string> events;
  errc failure = errc::none;
};

std::string long_text(std::size_t size) { return std::string(size, '*'); }
std::string code(unsigned number, std::string_view reason = {}) {
  std::string payload{static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)};
  return payload += reason;
}

const std::vector<row>& rows() {
  using namespace std::string_literals;
  static const std::vector<row> all{
      {"nothing", {}, {}},
      {"text", {{0x81, "Hello"}}, {"text:Hello"}},
      {"empty text", {{0x81, ""}}, {"text:"}},
      {"binary", {{0x82, "\x00\xFF"s}}, {"binary:\x00\xFF"s}},
      {"125 octets", {{0x81, long_text(125)}}, {"text:" + long_text(125)}},
      {"126 octets", {{0x81, long_text(126)}}, {"text:" + long_text(126)}},
      {"65535 octets", {{0x82, long_text(65535)}}, {"binary:" + long_text(65535)}},
      {"65536 octets", {{0x82, long_text(65536)}}, {"binary:" + long_text(65536)}},
      {"several", {{0x81, "a"}, {0x82, "b"}, {0x81, ""}}, {"text:a", "binary:b", "text:"}},
      {"ping", {{0x89, "Hello"}}, {"ping:Hello"}},
      {"pong", {{0x8A, ""}}, {"pong:"}},
      {"ping of 125", {{0x89, long_text(125)}}, {"ping:" + long_text(125)}},
      {"fragments", {{0x01, "Hel"}, {0x80, "lo"}}, {"text:Hello"}},
      {"empty fragments", {{0x01, ""}, {0x00, ""}, {0x80, ""}}, {"text:"}},
      {"empty, then all", {{0x01, ""}, {0x80, "all"}}, {"text:all"}},
      {"all, then empty", {{0x02, "all"}, {0x80, ""}}, {"binary:all"}},
      {"two fragmented",
       {{0x01, "a"}, {0x80, "b"}, {0x02, "c"}, {0x80, "d"}},
       {"text:ab", "binary:cd"}},
      {"ping between fragments",
       {{0x01, "a"}, {0x89, "1"}, {0x00, "b"}, {0x8A, "2"}, {0x80, "c"}},
       {"ping:1", "pong:2", "text:abc"}},
      {"character between fragments",
       {{0x01, "\xF0"}, {0x89, "\x80"}, {0x00, "\x9F"}, {0x00, "\x98"}, {0x80, "\x80"}},
       {"ping:\x80", "text:\xF0\x9F\x98\x80"}},
      {"binary is not checked", {{0x82, "\xFF"}}, {"binary:\xFF"}},

      {"close", {{0x88, ""}}, {"close 1005:"}},
      {"close with a code", {{0x88, code(1000)}}, {"close 1000:"}},
      {"close with a reason",
       {{0x88, code(4000, "gr\xC3\xBC\xC3\x9F")}},
       {"close 4000:gr\xC3\xBC\xC3\x9F"}},
      {"longest reason", {{0x88, code(1001, long_text(123))}}, {"close 1001:" + long_text(123)}},
      {"close between fragments", {{0x01, "a"}, {0x88, ""}, {0x80, "b"}}, {"close 1005:"}},
      {"nothing behind a close", {{0x88, ""}, {0x81, "a"}, {0xFF, ""}}, {"close 1005:"}},

      {"RSV1", {{0xC1, "a"}}, {}, errc::reserved_bits},
      {"RSV2", {{0xA1, "a"}}, {}, errc::reserved_bits},
      {"RSV3", {{0x91, "a"}}, {}, errc::reserved_bits},
      {"RSV on a ping", {{0x81, "a"}, {0xD9, ""}}, {"text:a"}, errc::reserved_bits},
      {"opcode 3", {{0x83, ""}}, {}, errc::reserved_opcode},
      {"opcode 7", {{0x87, ""}}, {}, errc::reserved_opcode},
      {"opcode B", {{0x8B, ""}}, {}, errc::reserved_opcode},
      {"opcode F", {{0x0F, ""}}, {}, errc::reserved_opcode},
      {"fragmented close", {{0x08, ""}}, {}, errc::fragmented_control},
      {"fragmented ping", {{0x09, ""}}, {}, errc::fragmented_control},
      {"fragmented pong", {{0x0A, ""}}, {}, errc::fragmented_control},
      {"ping of 126", {{0x89, long_text(126)}}, {}, errc::control_too_long},
      {"ping with a wide length", {{0x89, "a", 2}}, {}, errc::control_too_long},
      {"close with a wider length", {{0x88, "", 8}}, {}, errc::control_too_long},
      {"continuation of nothing", {{0x80, "a"}}, {}, errc::unexpected_continuation},
      {"continuation of an end",
       {{0x01, "a"}, {0x80, "b"}, {0x00, "c"}},
       {"text:ab"},
       errc::unexpected_continuation},
      {"text inside a message", {{0x01, "a"}, {0x81, "b"}}, {}, errc::expected_continuation},
      {"binary inside a text", {{0x01, "a"}, {0x02, "b"}}, {}, errc::expected_continuation},
      {"125 in 2 octets", {{0x81, long_text(125), 2}}, {}, errc::length_not_minimal},
      {"0 in 2 octets", {{0x82, "", 2}}, {}, errc::length_not_minimal},
      {"126 in 8 octets", {{0x82, long_text(126), 8}}, {}, errc::length_not_minimal},
      {"65535 in 8 octets", {{0x82, long_text(65535), 8}}, {}, errc::length_not_minimal},

      {"Latin-1", {{0x81, "a\xE9z"}}, {}, errc::text_not_utf8},
      {"surrogate", {{0x81, "\xED\xA0\x80"}}, {}, errc::text_not_utf8},
      {"cut at the end", {{0x81, "\xF0\x9F\x98"}}, {}, errc::text_not_utf8},
      {"cut at the last fragment", {{0x01, "\xF0\x9F"}, {0x80, ""}}, {}, errc::text_not_utf8},
      {"bad in a later fragment",
       {{0x01, "a\xF0"}, {0x89, ""}, {0x00, "\x80"}, {0x80, "b"}},
       {"ping:"},
       errc::text_not_utf8},

      {"close of one octet", {{0x88, "\x03"}}, {}, errc::invalid_close_payload},
      {"close 0", {{0x88, code(0)}}, {}, errc::invalid_close_code},
      {"close 999", {{0x88, code(999)}}, {}, errc::invalid_close_code},
      {"close 1004", {{0x88, code(1004)}}, {}, errc::invalid_close_code},
      {"close 1005", {{0x88, code(1005)}}, {}, errc::invalid_close_code},
      {"close 1006", {{0x88, code(1006)}}, {}, errc::invalid_close_code},
      {"close 1015", {{0x88, code(1015)}}, {}, errc::invalid_close_code},
      {"close 2999", {{0x88, code(2999)}}, {}, errc::invalid_close_code},
      {"close 5000", {{0x88, code(5000)}}, {}, errc::invalid_close_code},
      {"close with a bad reason", {{0x88, code(1000, "\xC0")}}, {}, errc::text_not_utf8},
  };
  return all;
}

TEST(FrameDecoder, YieldsTheSameWhateverTheCuts) {
  for (const row& r : rows()) {
    for (const websocket_role role : {client, server}) {
      const std::string stream = stream_of(role, r.parts);
      const outcome whole = decode(role, stream, stream.size() + 1);
      EXPECT_EQ(whole.events, r.events) << r.name;
      EXPECT_EQ(whole.failure, r.failure) << r.name;
      if (r.failure == errc::none) {
        EXPECT_EQ(whole.at, stream.size()) << r.name;
      }
      for (const std::size_t chunk : {1u, 2u, 3u, 7u, 126u, 997u})
        EXPECT_EQ(decode(role, stream, chunk), whole) << r.name << " by " << chunk;
    }
  }
}

TEST(FrameDecoder, YieldsTheSameForRandomCutsOfLongStreams) {
  std::mt19937 random(6455);
  for (const websocket_role role : {client, server}) {
    std::string stream;
    outcome expected;
    for (int round = 0; round < 3; ++round) {
      for (const row& r : rows()) {
        if (r.failure != errc::none || r.name.find("close") != std::string_view::npos ||
            r.name == "longest reason")
          continue;
        stream += stream_of(role, r.parts);
        expected.events.insert(expected.events.end(), r.events.begin(), r.events.end());
      }
    }
    expected.at = stream.size();
    for (int round = 0; round < 50; ++round) {
      std::vector<char> room(1u << 20);
      const auto next = [&] {
        return static_cast<std::size_t>(random() % (random() % 4 == 0 ? 100'000 : 300));
      };
      outcome made;
      if (role == server) {
        websocket_server_decoder decoder(room);
        made = streams::feed(decoder, stream, next);
      } else {
        websocket_client_decoder decoder(room);
        made = streams::feed(decoder, stream, next);
      }
      ASSERT_TRUE(made == expected) << round;
    }
  }
}

TEST(FrameDecoder, WantsAMaskFromClientsAlone) {
  for (const unsigned first : {0x81u, 0x82u, 0x89u, 0x88u, 0x01u}) {
    EXPECT_EQ(decode(client, frame(server, first, "a"), 1).failure, errc::unexpected_mask);
    EXPECT_EQ(decode(server, frame(client, first, "a"), 1).failure, errc::missing_mask);
  }
}

TEST(FrameDecoder, RefusesALengthWithItsTopBitSet) {
  const std::string stream("\x82\x7F\x80\x00\x00\x00\x00\x00\x00\x01", 10);
  for (const std::size_t chunk : {1u, 3u, 100u}) {
    const outcome made = decode(client, stream, chunk);
    EXPECT_EQ(made.failure, errc::length_out_of_range);
    EXPECT_EQ(made.at, 2u);
  }
}

TEST(FrameDecoder, FailsAtTheOctetAtFault) {
  struct wrong {
    std::string stream;
    std::size_t at;
  };
  const std::string utf8 = frame(client, 0x81, "ab\xCE\xBA\xFFzz");
  for (const wrong& w :
       {wrong{utf8, 6}, wrong{frame(client, 0x01, "ok") + frame(client, 0x00, "\xC3(z"), 7},
        wrong{frame(client, 0x81, "\xC3"), 3}, wrong{frame(client, 0x81, "a") + "\xF1", 3},
        wrong{"\x89\x7E", 1}, wrong{std::string("\x82\x7E\x00\x10", 4), 3},
        wrong{frame(client, 0x88, code(999, "abc")), 6}})
    for (std::size_t chunk = 1; chunk < 9; ++chunk)
      EXPECT_EQ(decode(client, w.stream, chunk).at, w.at) << testing::PrintToString(w.stream);
}

TEST(FrameDecoder, FailsBeforeTheRestOfAMessageIsThere) {
  // The header announces 1,000 octets; two have come, the second of them wrong.
  const std::string start("\x81\x7E\x03\xE8\xCE\x28", 6);
  const outcome made = decode(client, start, 100);
  EXPECT_EQ(made.failure, errc::text_not_utf8);
  EXPECT_EQ(made.at, 5u);
}

TEST(FrameDecoder, ChecksLimitsWhenALengthIsAnnounced) {
  const websocket_limits limits{.frame_bytes = 300, .message_bytes = 500};
  for (const websocket_role role : {client, server}) {
    const auto header = [&](unsigned first, std::size_t size) {
      return frame(role, first, long_text(size)).substr(0, 4);
    };
    const auto whole = [&](unsigned first, std::size_t size) {
      return frame(role, first, long_text(size));
    };
    for (const std::size_t chunk : {1u, 1000u}) {
      EXPECT_EQ(decode(role, whole(0x81, 300), chunk, limits).failure, errc::none);
      EXPECT_EQ(decode(role, header(0x81, 301), chunk, limits).failure, errc::message_too_large);
      EXPECT_EQ(decode(role, whole(0x01, 300) + whole(0x80, 200), chunk, limits).failure,
                errc::none);
      EXPECT_EQ(decode(role, whole(0x01, 300) + header(0x80, 201), chunk, limits).failure,
                errc::message_too_large);
      EXPECT_EQ(decode(role, whole(0x01, 300) + whole(0x80, 200) + whole(0x81, 300), chunk, limits)
                    .events.size(),
                2u);
    }
  }
  const std::string huge("\x82\x7F\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10);
  EXPECT_EQ(decode(client, huge, 1).failure, errc::message_too_large);
}

TEST(FrameDecoder, NeedsMemoryForWhatDoesNotLieInOnePiece) {
  const std::string text = frame(client, 0x81, long_text(200));
  const std::string ping = frame(client, 0x89, long_text(125));
  EXPECT_EQ(decode(client, text, 1000, {}, 0).events.size(), 1u);
  EXPECT_EQ(decode(client, ping, 1, {}, 0).events.size(), 1u);
  EXPECT_EQ(decode(client, text, 4, {}, 200).events.size(), 1u);
  EXPECT_EQ(decode(client, frame(client, 0x01, "") + frame(client, 0x80, ""), 1, {}, 0).events,
            std::vector<std::string>{"text:"});
  const outcome cut = decode(client, text, 10, {}, 199);
  EXPECT_EQ(cut.failure, errc::buffer_too_small);
  EXPECT_EQ(cut.at, 4u) << "refused before any of it is kept";
  EXPECT_EQ(
      decode(client, frame(client, 0x01, "ab") + frame(client, 0x80, "cd"), 100, {}, 3).failure,
      errc::buffer_too_small);
}

TEST(FrameDecoder, HandsOutAViewOfTheInput) {
  std::array<char, 16> memory{};
  std::string masked = frame(server, 0x81, "Hello") + frame(server, 0x89, "ping");
  websocket_server_decoder from_client(memory);
  const websocket_step text = from_client.decode(masked);
  ASSERT_TRUE(text.event);
  EXPECT_EQ(text.event->payload, "Hello");
  EXPECT_EQ(static_cast<const void*>(text.event->payload.data()), masked.data() + 6);
  const websocket_step ping = from_client.decode(std::span<char>(masked).subspan(text.consumed));
  ASSERT_TRUE(ping.event);
  EXPECT_EQ(static_cast<const void*>(ping.event->payload.data()), masked.data() + 17);

  const std::string plain = frame(client, 0x81, "Hello");
  websocket_client_decoder from_server(memory);
  const websocket_step first = from_server.decode(std::string_view(plain).substr(0, 2));
  EXPECT_TRUE(first.needs_more());
  EXPECT_TRUE(from_server.in_message());
  const websocket_step rest = from_server.decode(std::string_view(plain).substr(2));
  ASSERT_TRUE(rest.event);
  EXPECT_EQ(static_cast<const void*>(rest.event->payload.data()), plain.data() + 2);
  EXPECT_FALSE(from_server.in_message());
}

TEST(FrameDecoder, StaysFailed) {
  std::array<char, 16> memory{};
  websocket_client_decoder decoder(memory);
  const websocket_step first = decoder.decode("\xFF\x01");
  EXPECT_EQ(first.failure.code, errc::reserved_bits);
  EXPECT_EQ(first.due(), close_code::protocol_error);
  const websocket_step again = decoder.decode("\x89");
  EXPECT_EQ(again.failure.code, errc::reserved_bits);
  EXPECT_EQ(again.consumed, 0u);
}

TEST(FrameDecoder, SwallowsWhatComesBehindAClose) {
  std::array<char, 16> memory{};
  websocket_client_decoder decoder(memory);
  EXPECT_FALSE(decoder.closed());
  const websocket_step close = decoder.decode(std::string_view("\x88\x00\xFF\xFF", 4));
  ASSERT_TRUE(close.event);
  EXPECT_EQ(close.consumed, 2u);
  EXPECT_TRUE(decoder.closed());
  const websocket_step rest = decoder.decode("\xFF\xFF");
  EXPECT_TRUE(rest.needs_more());
  EXPECT_EQ(rest.consumed, 2u);
}

TEST(FrameDecoder, TakesNothing) {
  websocket_client_decoder decoder({});
  EXPECT_TRUE(decoder.decode({}).needs_more());
  websocket_server_decoder other({});
  EXPECT_TRUE(other.decode({}).needs_more());
}

static_assert(std::is_trivially_copyable_v<websocket_event>);
static_assert(std::is_invocable_v<decltype(&websocket_client_decoder::decode),
                                  websocket_client_decoder&, std::string_view>);
static_assert(!std::is_invocable_v<decltype(&websocket_server_decoder::decode),
                                   websocket_server_decoder&, std::string_view>,
              "a server's input must be writable");

}  // namespace
