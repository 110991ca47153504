#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/server_handshake.hpp>

using namespace connectparticipant;

namespace {

const std::string host = "Host: server.example.com\r\n";
const std::string upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const std::string version = "Sec-WebSocket-Version: 13\r\n";

std::string request(std::string_view more = {}, std::string_view line = "GET /chat HTTP/1.1\r\n") {
  return std::string(line) + host + upgrade + key + version + std::string(more) + "\r\n";
}

struct row {
  std::string request;
  int status;
  std::string_view field{};
};

const std::vector<row>& rows() {
  static const std::string get = "GET /chat HTTP/1.1\r\n";
  static const std::vector<row> all{
      {request(), 101},
      {request("Origin: http://example.com\r\nSec-WebSocket-Extensions: a; b\r\n"), 101},
      {request("Content-Length: 0\r\n"), 101},
      {request("", "GET http://server.example.com/chat HTTP/1.1\r\n"), 101},
      {request("", "GET / HTTP/1.2\r\n"), 101},
      {get + host +
           "UPGRADE: h2c, WebSocket\r\nCONNECTION: keep-alive\r\nConnection: x, UPGRADE\r\n" + key +
           version + "\r\n",
       101},

      {"GET /chat HTTP/1.1\r\n\r\n", 400, "Host"},
      {"GET /chat\r\n\r\n", 400},
      {"GET\r\n\r\n", 400},
      {"GET  HTTP/1.1\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\n\r\n", 400},
      {"GET /\xC3\xA9 HTTP/1.1\r\n\r\n", 400},
      {"G(T / HTTP/1.1\r\n\r\n", 400},
      {"GET / http/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1 \r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: a\n\n", 400},
      {"\x16\x03\x01\x02", 400},
      {request("", "GET chat HTTP/1.1\r\n"), 400},
      {request("", "GET * HTTP/1.1\r\n"), 400},
      {request("", "GET / HTTP/1.0\r\n"), 505},
      {request("", "GET / HTTP/2.0\r\n"), 505},
      {request("", "POST /chat HTTP/1.1\r\n"), 405},
      {request("", "get /chat HTTP/1.1\r\n"), 405},
      {request(host), 400, "Host"},
      {request("Content-Length: 5\r\n"), 400, "Content-Length"},
      {request("Content-Length: 0\r\nContent-Length: 5\r\n"), 400, "Content-Length"},
      {request("Transfer-Encoding: chunked\r\n"), 400, "Transfer-Encoding"},
      {get + host + "\r\n", 426, "Upgrade"},
      {get + host + "Upgrade: h2c\r\nConnection: Upgrade\r\n" + key + version + "\r\n", 426,
       "Upgrade"},
      {get + host + "Upgrade: websocket\r\n" + key + version + "\r\n", 400, "Connection"},
      {get + host + "Upgrade: websocket\r\nConnection: keep-alive\r\n" + key + version + "\r\n",
       400, "Connection"},
      {get + host + upgrade + key + "\r\n", 426, "Sec-WebSocket-Version"},
      {get + host + upgrade + key + "Sec-WebSocket-Version: 8\r\n\r\n", 426,
       "Sec-WebSocket-Version"},
      {request(version), 426, "Sec-WebSocket-Version"},
      {get + host + upgrade + version + "\r\n", 400, "Sec-WebSocket-Key"},
      {get + host + upgrade + version + "Sec-WebSocket-Key: abc\r\n\r\n", 400, "Sec-WebSocket-Key"},
      {request(key), 400, "Sec-WebSocket-Key"},
  };
  return all;
}

TEST(ServerHandshake, ChecksTheRequestWhateverTheCuts) {
  for (const row& r : rows()) {
    const std::string stream = r.request + "\x81\x80\x01\x02\x03\x04";
    for (std::size_t chunk = 1; chunk <= stream.size(); chunk += chunk < 20 ? 1 : 50) {
      std::array<char, 1024> memory{};
      websocket_server_handshake handshake(memory);
      EXPECT_EQ(handshake.status(), 0);
      handshake_step step;
      std::size_t at = 0;
      while (at < stream.size() && step.outcome == handshake_outcome::needs_more) {
        step = handshake.decode(std::string_view(stream).substr(at, chunk));
        at += step.consumed;
      }
      EXPECT_EQ(handshake.status(), r.status) << r.request;
      EXPECT_EQ(step.field, r.field) << r.request;
      EXPECT_EQ(step.outcome,
                r.status == 101 ? handshake_outcome::complete : handshake_outcome::refused)
          << r.request;
      EXPECT_EQ(step.failure.code, r.status == 101   ? errc::none
                                   : r.status == 405 ? errc::method_not_allowed
                                                     : errc::invalid_handshake);
      if (r.status == 101) {
        EXPECT_EQ(stream.substr(at), "\x81\x80\x01\x02\x03\x04");
      }
      EXPECT_EQ(handshake.decode("more").consumed, 0u);
    }
  }
}

TEST(ServerHandshake, SurfacesTheRequest) {
  std::array<char, 1024> memory{};
  websocket_server_handshake handshake(memory);
  EXPECT_EQ(handshake.target(), "");
  const auto step = handshake.decode(
      request("Origin: http://a\r\nSec-WebSocket-Protocol: chat, b\r\nSec-WebSocket-Protocol: c\r\n"
              "Sec-WebSocket-Extensions: permessage-deflate\r\n",
              "GET /chat?X-Amz-Security-Token=a%2Fb+c==&&?d HTTP/1.1\r\n"));
  ASSERT_EQ(step.outcome, handshake_outcome::complete);
  EXPECT_EQ(handshake.method(), "GET");
  EXPECT_EQ(handshake.target(), "/chat?X-Amz-Security-Token=a%2Fb+c==&&?d");
  EXPECT_EQ(handshake.fields().find("origin"), "http://a");
  EXPECT_EQ(handshake.fields().find("sec-websocket-extensions"), "permessage-deflate");
  for (std::string_view name : {"chat", "b", "c"}) EXPECT_TRUE(handshake.offers(name)) << name;
  for (std::string_view name : {"", "Chat", "d", "chat, b"})
    EXPECT_FALSE(handshake.offers(name)) << name;
}

TEST(ServerHandshake, Accepts) {
  std::array<char, 1024> memory{}, room{};
  websocket_server_handshake handshake(memory);
  EXPECT_EQ(handshake.accept(room).error().code, errc::wrong_state);
  ASSERT_EQ(handshake
                .decode(request("Sec-WebSocket-Protocol: chat\r\n"
                                "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
                .outcome,
            handshake_outcome::complete);
  const std::string start =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
  EXPECT_EQ(*handshake.accept(room), start + "\r\n") << "nothing is negotiated by default";
  const http_header server{"Server", "x"};
  const websocket_acceptance chosen{.subprotocol = "chat", .headers = {&server, 1}};
  const auto made = handshake.accept(room, chosen);
  ASSERT_TRUE(made);
  EXPECT_EQ(*made, start + "Sec-WebSocket-Protocol: chat\r\nServer: x\r\n\r\n");
  const std::size_t size = made->size();
  const auto tight = handshake.accept(std::span(room).first(size - 1), chosen);
  EXPECT_EQ(tight.error().code, errc::buffer_too_small);
  EXPECT_EQ(tight.error().offset, size);
  EXPECT_EQ(handshake.accept(room, {.subprotocol = "other"}).error().code, errc::invalid_argument);
  const http_header injected{"X", "a\r\nY: z"};
  EXPECT_EQ(handshake.accept(room, {.headers = {&injected, 1}}).error().code, errc::header_value);
  const http_header extension{"Sec-WebSocket-Extensions", "permessage-deflate"};
  EXPECT_EQ(handshake.accept(room, {.headers = {&extension, 1}}).error().code,
            errc::invalid_argument);
}

TEST(ServerHandshake, Refuses) {
  struct due {
    std::string request, answer;
  };
  for (const due& d :
       {due{request("", "POST / HTTP/1.1\r\n"),
            "HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nAllow: GET\r\n"
            "Content-Length: 0\r\n\r\n"},
        due{"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n"
            "Sec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n"},
        due{"nonsense\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"}}) {
    std::array<char, 1024> memory{}, room{};
    websocket_server_handshake handshake(memory);
    EXPECT_EQ(handshake.refuse(room).error().code, errc::wrong_state);
    ASSERT_EQ(handshake.decode(d.request).outcome, handshake_outcome::refused);
    EXPECT_EQ(handshake.accept(room).error().code, errc::wrong_state);
    const auto made = handshake.refuse(room);
    ASSERT_TRUE(made);
    EXPECT_EQ(*made, d.answer);
    const std::size_t size = made->size();
    EXPECT_EQ(handshake.refuse(std::span(room).first(size - 1)).error().offset, size);
  }
}

TEST(ServerHandshake, RefusesForReasonsOfItsOwn) {
  std::array<char, 1024> memory{}, room{};
  websocket_server_handshake handshake(memory);
  ASSERT_EQ(handshake.decode(request()).outcome, handshake_outcome::complete);
  EXPECT_EQ(handshake.refuse(room).error().code, errc::wrong_state);
  const http_header later{"Retry-After", "30"};
  EXPECT_EQ(*handshake.refuse(room, 503, {&later, 1}),
            "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 30\r\n"
            "Content-Length: 0\r\n\r\n");
  EXPECT_EQ(*handshake.refuse(room, 418),
            "HTTP/1.1 418 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  for (const int status : {-1, 0, 101, 200, 299, 600, 4000})
    EXPECT_EQ(handshake.refuse(room, status).error().code, errc::invalid_argument) << status;
}

TEST(ServerHandshake, LimitsTheHead) {
  std::array<char, 100> memory{};
  websocket_server_handshake limited(memory, {.head_bytes = 50});
  const auto step = limited.decode(request());
  EXPECT_EQ(step.outcome, handshake_outcome::refused);
  EXPECT_EQ(step.failure.code, errc::message_too_large);
  EXPECT_EQ(limited.status(), 431);
  websocket_server_handshake tight(memory);
  EXPECT_EQ(tight.decode(request()).failure.code, errc::buffer_too_small);
  EXPECT_EQ(tight.status(), 431);
}

}  // namespace
