// A head cut anywhere is judged as in one piece, by the client and by the server; what a server
// accepts a client accepts; URLs are taken apart into what can be sent. The first two octets seed
// the cuts.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <connectparticipant/websocket/handshake.hpp>

namespace {

using namespace connectparticipant;

// The octets of RFC 6455's example, so that its answer fits.
constexpr std::array<std::uint8_t, 16> nonce{'t', 'h', 'e', ' ', 's', 'a', 'm', 'p',
                                             'l', 'e', ' ', 'n', 'o', 'n', 'c', 'e'};

void expect(bool holds) {
  if (!holds) std::abort();
}

struct outcome {
  handshake_outcome what{};
  errc failure{};
  int status = 0;
  std::size_t consumed = 0;
  std::string field;
  std::string fields;
  bool operator==(const outcome&) const = default;
};

template <class Handshake>
outcome feed(Handshake& handshake, std::string_view stream, std::uint32_t seed) {
  outcome made;
  while (made.consumed != stream.size() && made.what == handshake_outcome::needs_more) {
    const std::size_t left = stream.size() - made.consumed;
    seed = seed * 1664525 + 1013904223;
    const std::size_t size = seed % 2 != 0 ? std::min<std::size_t>(seed >> 8 & 63, left) : left;
    const auto piece = std::make_unique<char[]>(size);
    stream.copy(piece.get(), size, made.consumed);
    const handshake_step step = handshake.decode({piece.get(), size});
    expect(step.consumed <= size);
    expect(step.consumed == size || step.outcome != handshake_outcome::needs_more);
    made.what = step.outcome;
    made.failure = step.failure.code;
    made.field = step.field;
    made.consumed += step.consumed;
  }
  made.status = handshake.status();
  for (const http_header field : handshake.fields()) {
    expect(token_characters.all_of(field.name) && !field.name.empty());
    made.fields += std::string(field.name) + ":" + std::string(field.value) + "\n";
  }
  return made;
}

void check_server(std::string_view stream, std::uint32_t seed) {
  std::vector<char> memory(2048), again(2048), room(4096);
  const websocket_limits limits{.head_bytes = 1024};
  websocket_server_handshake whole(memory, limits), cut(again, limits);
  const outcome made = feed(whole, stream, 0);
  expect(made == feed(cut, stream, seed * 2 + 1));
  expect(whole.target() == cut.target());
  if (made.what == handshake_outcome::complete) {
    const auto answer = whole.accept(room);
    expect(answer.has_value());
    if (whole.fields().find("Sec-WebSocket-Key") == "dGhlIHNhbXBsZSBub25jZQ==") {
      websocket_client_handshake client({.host = "a", .target = "/"}, nonce, again);
      expect(client.decode(*answer).outcome == handshake_outcome::complete);
    }
  } else if (made.what == handshake_outcome::refused) {
    const auto answer = whole.refuse(room);
    expect(answer.has_value());
    websocket_client_handshake client({.host = "a", .target = "/"}, nonce, again);
    expect(client.decode(*answer).outcome == handshake_outcome::refused);
    expect(client.status() == made.status);
  }
}

void check_client(std::string_view stream, std::uint32_t seed) {
  constexpr std::string_view subprotocols[] = {"chat", "superchat"};
  const websocket_offer offer{.host = "a", .target = "/", .subprotocols = subprotocols};
  std::vector<char> memory(2048), again(2048);
  const websocket_limits limits{.head_bytes = 1024};
  websocket_client_handshake whole(offer, nonce, memory, limits), cut(offer, nonce, again, limits);
  expect(feed(whole, stream, 0) == feed(cut, stream, seed * 2 + 1));
  expect(whole.subprotocol() == cut.subprotocol());
}

void check_url(std::string_view text) {
  const auto url = parse_websocket_url(text, websocket_schemes::ws_and_wss);
  if (!url) return;
  expect(url->secure || !parse_websocket_url(text));
  expect(!url->host.empty() && url->port != 0);
  std::vector<char> memory(256), room(text.size() + 1024), head(text.size() + 1024);
  const websocket_client_handshake client({.host = url->host_field, .target = url->target}, nonce,
                                          memory);
  const auto request = client.request(room);
  expect(request.has_value());
  websocket_server_handshake server(head, {.head_bytes = static_cast<std::uint32_t>(head.size())});
  expect(server.decode(*request).outcome == handshake_outcome::complete);
  expect(server.target().ends_with(url->target));
  expect(server.fields().find("Host") == url->host_field);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::uint32_t seed = data[0] | static_cast<std::uint32_t>(data[1]) << 8;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  check_server(text, seed);
  check_client(text, seed);
  check_url(text);
  return 0;
}
