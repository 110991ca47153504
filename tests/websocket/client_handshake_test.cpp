#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/client_handshake.hpp>

using namespace connectparticipant;

namespace {

// The octets of RFC 6455's "the sample nonce".
constexpr std::array<std::uint8_t, 16> nonce{'t', 'h', 'e', ' ', 's', 'a', 'm', 'p',
                                             'l', 'e', ' ', 'n', 'o', 'n', 'c', 'e'};
constexpr std::string_view accept_line = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

std::string answer(std::string_view more = {}) {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
         std::string(accept_line) + std::string(more) + "\r\n";
}

TEST(ClientHandshake, WritesTheRequest) {
  std::array<char, 512> memory{}, room{};
  const std::string_view subprotocols[] = {"chat", "superchat"};
  const http_header headers[] = {{"Origin", "http://example.com"}, {"User-Agent", "a b"}};
  const websocket_client_handshake plain(
      {.host = "example.com:8443", .target = "/path?a=%20b&X-Amz-Signature=x/y+z==&"}, nonce,
      memory);
  EXPECT_EQ(*plain.request(room),
            "GET /path?a=%20b&X-Amz-Signature=x/y+z==& HTTP/1.1\r\nHost: example.com:8443\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
  const websocket_client_handshake full(
      {.host = "[::1]", .target = "?q", .subprotocols = subprotocols, .headers = headers}, nonce,
      memory);
  const auto request = full.request(room);
  ASSERT_TRUE(request);
  EXPECT_EQ(*request,
            "GET /?q HTTP/1.1\r\nHost: [::1]\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: chat, superchat\r\nOrigin: http://example.com\r\n"
            "User-Agent: a b\r\n\r\n");
  const std::size_t size = request->size();
  for (std::size_t less = 1; less < size; less += 7) {
    const auto tight = full.request(std::span(room).first(size - less));
    EXPECT_EQ(tight.error().code, errc::buffer_too_small);
    EXPECT_EQ(tight.error().offset, size);
  }
  EXPECT_TRUE(full.request(std::span(room).first(size)));
}

TEST(ClientHandshake, RefusesToSendWhatChangesTheMessage) {
  std::array<char, 1024> memory{}, room{};
  const auto request = [&](const websocket_offer& offer) {
    return websocket_client_handshake(offer, nonce, memory).request(room).error().code;
  };
  for (std::string_view host : {"", "a b", "a\r\nX: y", "a/b", "a@b", "\xC3\xA9"})
    EXPECT_EQ(request({.host = host, .target = "/"}), errc::invalid_endpoint) << host;
  for (std::string_view target :
       {"a", "/a b", "/a\r\nX: y", "/a#b", "/\x7F", "/\xC3\xA9", "#", "http://a/"})
    EXPECT_EQ(request({.host = "a", .target = target}), errc::invalid_target) << target;
  EXPECT_EQ(request({.host = "a", .target = std::string_view("/\0", 2)}), errc::invalid_target);
  for (std::string_view name : {"", "a b", "a,b", "a\r\n", "\xC3\xA9"})
    EXPECT_EQ(request({.host = "a", .subprotocols = {&name, 1}}), errc::invalid_argument) << name;
  const std::string_view twice[] = {"a", "b", "a"};
  EXPECT_EQ(request({.host = "a", .subprotocols = twice}), errc::invalid_argument);
  for (std::string_view name :
       {"", "a b", "a:", "a\r\nb", "Host", "UPGRADE", "Connection", "Content-Length",
        "transfer-encoding", "Sec-WebSocket-Extensions", "sec-websocket-key"}) {
    const http_header header{name, "x"};
    EXPECT_EQ(request({.host = "a", .headers = {&header, 1}}), errc::invalid_argument) << name;
  }
  for (std::string_view value : {"", " a", "a\r\nX: y", "a\n", "\xC3\xA9"}) {
    const http_header header{"X-A", value};
    EXPECT_EQ(request({.host = "a", .headers = {&header, 1}}), errc::header_value) << value;
  }
  EXPECT_EQ(request({.host = "a"}), errc::none);
}

struct row {
  std::string answer;
  handshake_outcome outcome;
  int status = 101;
  std::string_view field{};
  std::string_view subprotocol{};
  errc code = errc::none;
};

const std::vector<row>& rows() {
  using enum handshake_outcome;
  const auto bad = [](std::string text, int status, std::string_view field) {
    return row{std::move(text), failed, status, field, "", errc::invalid_handshake};
  };
  const auto other = [](std::string text, int status) {
    return row{std::move(text), refused, status, "", "", errc::invalid_handshake};
  };
  static const std::string start = "HTTP/1.1 101 Switching Protocols\r\n";
  static const std::string accept(accept_line);
  static const std::vector<row> all{
      {answer(), complete},
      {answer("Server: x\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n"), complete},
      {answer("Sec-WebSocket-Protocol: superchat\r\n"), complete, 101, "", "superchat"},
      {answer("Sec-WebSocket-Extensions:\r\n"), complete},
      {start + "upgrade: WebSocket\r\nconnection: keep-alive, upgrade\r\n" + accept + "\r\n",
       complete},
      {start + "Upgrade: websocket\r\nConnection: close\r\nConnection: Upgrade\r\n" + accept +
           "\r\n",
       complete},
      {"HTTP/1.1 101\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + accept + "\r\n", complete},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answer(),
       complete},

      other("HTTP/1.1 403 Forbidden\r\nx-amzn-errortype: ForbiddenException\r\n\r\n", 403),
      other("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", 400),
      other("HTTP/1.1 426\r\nSec-WebSocket-Version: 8\r\n\r\n", 426),
      other("HTTP/1.0 503 Service Unavailable\r\n\r\n", 503),
      other("HTTP/1.1 200 OK\r\n\r\n", 200),
      other("HTTP/1.1 302 Found\r\nLocation: wss://elsewhere\r\n\r\n", 302),

      bad("HTTP/1.0 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
              accept + "\r\n",
          101, ""),
      bad("HTTP/2 101 x\r\n\r\n", 0, ""),
      bad("HTTP/1.1  101 x\r\n\r\n", 0, ""),
      bad("HTTP/1.1 10 x\r\n\r\n", 0, ""),
      bad("HTTP/1.1 1011\r\n\r\n", 0, ""),
      bad("HTTP/1.1 042 x\r\n\r\n", 0, ""),
      bad("ICY 101 Switching\r\n\r\n", 0, ""),
      bad("HTTP/1.1 101 x\nUpgrade: websocket\n\n", 0, ""),
      bad(start + "Connection: Upgrade\r\n" + accept + "\r\n", 101, "Upgrade"),
      bad(start + "Upgrade: h2c\r\nConnection: Upgrade\r\n" + accept + "\r\n", 101, "Upgrade"),
      bad(answer("Upgrade: websocket\r\n"), 101, "Upgrade"),
      bad(start + "Upgrade: websocket\r\n" + accept + "\r\n", 101, "Connection"),
      bad(start + "Upgrade: websocket\r\nConnection: upgraded\r\n" + accept + "\r\n", 101,
          "Connection"),
      bad(start + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 101, "Sec-WebSocket-Accept"),
      bad(start + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
          101, "Sec-WebSocket-Accept"),
      bad(answer(accept), 101, "Sec-WebSocket-Accept"),
      bad(answer("Sec-WebSocket-Extensions: permessage-deflate\r\n"), 101,
          "Sec-WebSocket-Extensions"),
      bad(answer("Sec-WebSocket-Protocol: other\r\n"), 101, "Sec-WebSocket-Protocol"),
      bad(answer("Sec-WebSocket-Protocol: CHAT\r\n"), 101, "Sec-WebSocket-Protocol"),
      bad(answer("Sec-WebSocket-Protocol:\r\n"), 101, "Sec-WebSocket-Protocol"),
      bad(answer("Sec-WebSocket-Protocol: chat, superchat\r\n"), 101, "Sec-WebSocket-Protocol"),
      bad(answer("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat\r\n"), 101,
          "Sec-WebSocket-Protocol"),
  };
  return all;
}

TEST(ClientHandshake, ChecksTheAnswerWhateverTheCuts) {
  const std::string_view subprotocols[] = {"chat", "superchat"};
  for (const row& r : rows()) {
    const std::string stream = r.answer + "\x81\x05Hello";
    for (std::size_t chunk = 1; chunk <= stream.size(); chunk += chunk < 20 ? 1 : 50) {
      std::array<char, 1024> memory{};
      websocket_client_handshake handshake(
          {.host = "a", .target = "/", .subprotocols = subprotocols}, nonce, memory);
      EXPECT_EQ(handshake.status(), 0);
      handshake_step step;
      std::size_t at = 0;
      while (at < stream.size() && step.outcome == handshake_outcome::needs_more) {
        step = handshake.decode(std::string_view(stream).substr(at, chunk));
        at += step.consumed;
      }
      EXPECT_EQ(step.outcome, r.outcome) << r.answer;
      EXPECT_EQ(step.failure.code, r.code) << r.answer;
      EXPECT_EQ(step.field, r.field) << r.answer;
      EXPECT_EQ(handshake.status(), r.status) << r.answer;
      EXPECT_EQ(handshake.subprotocol(), r.subprotocol) << r.answer;
      if (r.status != 0) {
        EXPECT_EQ(stream.substr(at), "\x81\x05Hello") << r.answer;
      }
      const handshake_step again = handshake.decode("more");
      EXPECT_EQ(again.outcome, r.outcome);
      EXPECT_EQ(again.consumed, 0u);
    }
  }
}

TEST(ClientHandshake, SurfacesTheFieldsOfARefusal) {
  std::array<char, 256> memory{};
  websocket_client_handshake handshake({.host = "a", .target = "/"}, nonce, memory);
  const auto step =
      handshake.decode("HTTP/1.1 429 Slow down\r\nRetry-After: 30\r\nX: y\r\n\r\n{\"message\"");
  EXPECT_EQ(step.outcome, handshake_outcome::refused);
  EXPECT_EQ(handshake.status(), 429);
  EXPECT_EQ(handshake.fields().find("retry-after"), "30");
}

TEST(ClientHandshake, RefusesASubprotocolThatWasNotAskedFor) {
  std::array<char, 256> memory{};
  websocket_client_handshake handshake({.host = "a", .target = "/"}, nonce, memory);
  EXPECT_EQ(handshake.decode(answer("Sec-WebSocket-Protocol: chat\r\n")).field,
            "Sec-WebSocket-Protocol");
}

TEST(ClientHandshake, LimitsTheHead) {
  std::array<char, 256> memory{};
  websocket_client_handshake limited({.host = "a", .target = "/"}, nonce, memory,
                                     {.head_bytes = 40});
  EXPECT_EQ(limited.decode(answer()).failure.code, errc::message_too_large);
  websocket_client_handshake tight({.host = "a", .target = "/"}, nonce,
                                   std::span(memory).first(40));
  EXPECT_EQ(tight.decode(answer()).failure.code, errc::buffer_too_small);
  websocket_client_handshake endless({.host = "a", .target = "/"}, nonce, memory,
                                     {.head_bytes = 100});
  handshake_step step;
  for (int i = 0; i < 10 && step.outcome == handshake_outcome::needs_more; ++i)
    step = endless.decode("HTTP/1.1 102 Processing\r\n\r\n");
  EXPECT_EQ(step.failure.code, errc::message_too_large) << "interim responses count along";
}

}  // namespace
