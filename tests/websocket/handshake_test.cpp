#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/handshake.hpp>

using namespace connectparticipant;

namespace {

// Feeds `stream` in random pieces; returns what is left over.
template <class Handshake>
std::string feed(Handshake& handshake, std::string stream, std::mt19937& random) {
  std::string rest;
  while (!stream.empty() || !rest.empty()) {
    const std::size_t size = std::min<std::size_t>(random() % 40, stream.size());
    rest += stream.substr(0, size);
    stream.erase(0, size);
    const handshake_step step = handshake.decode(rest);
    rest.erase(0, step.consumed);
    if (step.outcome != handshake_outcome::needs_more) return rest + stream;
  }
  return {};
}

TEST(Handshake, OpensBetweenTheTwoSides) {
  std::mt19937 random(101);
  const auto url = parse_websocket_url("wss://example.com?a=b%20c&d");
  ASSERT_TRUE(url);
  const std::string_view subprotocols[] = {"one", "two"};
  for (int round = 0; round < 100; ++round) {
    std::array<std::uint8_t, 16> entropy{};
    for (auto& octet : entropy) octet = static_cast<std::uint8_t>(random());
    std::array<char, 1024> ours{}, theirs{}, room{};
    websocket_client_handshake client(
        {.host = url->host_field, .target = url->target, .subprotocols = subprotocols}, entropy,
        ours);
    websocket_server_handshake server(theirs);
    const auto request = client.request(room);
    ASSERT_TRUE(request);
    EXPECT_EQ(feed(server, std::string(*request) + "early", random), "early");
    ASSERT_EQ(server.status(), 101);
    EXPECT_EQ(server.target(), "/?a=b%20c&d");
    EXPECT_EQ(server.fields().find("Host"), "example.com");
    const auto answer = server.accept(room, {.subprotocol = "two"});
    ASSERT_TRUE(answer);
    EXPECT_EQ(feed(client, std::string(*answer) + "frames", random), "frames");
    EXPECT_EQ(client.decode("").outcome, handshake_outcome::complete);
    EXPECT_EQ(client.subprotocol(), "two");
  }
}

TEST(Handshake, HandsARefusalOver) {
  std::array<char, 1024> ours{}, theirs{}, room{};
  websocket_client_handshake client({.host = "a", .target = "/"}, {}, ours);
  websocket_server_handshake server(theirs);
  ASSERT_EQ(server.decode(*client.request(room)).outcome, handshake_outcome::complete);
  EXPECT_EQ(client.decode(*server.refuse(room, 403)).outcome, handshake_outcome::refused);
  EXPECT_EQ(client.status(), 403);
}

}  // namespace
