// The library's websocket layer over real sockets, for tests against other implementations.
//
//   websocket_peer server              prints its port and serves until a client asks it to end
//   websocket_peer client PORT CASES   goes through the cases against a server of the same kind
//
// A server is told by the target what to do: /echo, /fragments/EACH, /close/CODE, /raw/HEX,
// /refuse/STATUS, /last (how the connection before was closed), /end. To the text "pongs?" it
// answers how many pongs it has got. Only 127.0.0.1; everything ends within a time limit.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <connectparticipant/websocket/frame.hpp>
#include <connectparticipant/websocket/handshake.hpp>

#include "../../examples/websocket_end.hpp"

namespace {

namespace cp = connectparticipant;
using cp::websocket_opcode;

constexpr unsigned seconds_in_all = 120;
constexpr int seconds_a_read = 10;
constexpr int most_connections = 2000;
constexpr cp::websocket_limits limits{.frame_bytes = 2u << 20, .message_bytes = 2u << 20};

std::array<std::uint8_t, 16> entropy() {
  static std::random_device device;
  std::array<std::uint8_t, 16> octets{};
  for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(device());
  return octets;
}
cp::mask_key fresh_key() {
  const auto octets = entropy();
  return {octets[0], octets[1], octets[2], octets[3]};
}

unsigned number(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string from_hex(std::string_view hex) {
  std::string octets;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    octets += static_cast<char>(cp::hex_value(hex[i]) << 4 | cp::hex_value(hex[i + 1]));
  return octets;
}

/// A connection, closed at its end.
class tcp {
 public:
  explicit tcp(int handle) : handle_(handle) {
    const timeval limit{seconds_a_read, 0};
    setsockopt(handle_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(handle_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const int on = 1;
    setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  tcp(const tcp&) = delete;
  tcp& operator=(const tcp&) = delete;
  ~tcp() { ::close(handle_); }

  bool send(std::string_view octets) const {
    while (!octets.empty()) {
      const ssize_t sent = ::send(handle_, octets.data(), octets.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      octets.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// What has come, cut at odd places; empty at the end.
  std::span<char> receive() {
    static constexpr std::size_t sizes[] = {65536, 1, 4096, 7, 2, 60000, 131};
    const std::size_t most = sizes[reads_++ % std::size(sizes)];
    const ssize_t got = ::recv(handle_, room_.data(), most, 0);
    return std::span(room_).first(got > 0 ? static_cast<std::size_t>(got) : 0);
  }
  /// Ends our direction and reads the peer's to its end: octets that nobody reads would reset the
  /// connection, and our close frame would be lost.
  void finish() {
    ::shutdown(handle_, SHUT_WR);
    for (int reads = 0; reads < 10'000 && !receive().empty(); ++reads) {}
  }

 private:
  int handle_;
  std::size_t reads_ = 0;
  std::vector<char> room_ = std::vector<char>(65536);
};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// What came over one connection.
struct record {
  struct message {
    websocket_opcode kind;
    std::string payload;
    bool operator==(const message&) const = default;
  };
  std::vector<message> messages;
  std::vector<std::string> pongs;
  std::size_t pings = 0;
  std::string reason;
};

template <cp::websocket_role Role>
class connection {
 public:
  explicit connection(int handle)
      : wire_(handle), end_(Role == cp::websocket_role::client ? fresh_key : nullptr, limits) {}

  example::websocket_end<Role>& end() { return end_; }
  const record& seen() const { return seen_; }
  tcp& wire() { return wire_; }

  void take(std::span<char> octets) {
    end_.receive(octets, [&](const cp::websocket_event& event) {
      if (event.kind == websocket_opcode::ping) ++seen_.pings;
      if (event.kind == websocket_opcode::pong) seen_.pongs.emplace_back(event.payload);
      if (event.kind == websocket_opcode::close) seen_.reason = event.payload;
      if (!cp::is_control(event.kind))
        seen_.messages.push_back({event.kind, std::string(event.payload)});
    });
  }
  bool flush() { return wire_.send(end_.take()); }
  /// Sends what there is to send and reads, until `done`; false where the connection ends before.
  template <class Done>
  bool until(Done&& done) {
    for (;;) {
      if (!flush()) return false;
      if (done()) return true;
      if (finished()) return false;
      const std::span<char> octets = wire_.receive();
      if (octets.empty()) {
        end_.transport_ended();
        return false;
      }
      take(octets);
    }
  }
  bool finished() const {
    const cp::closing_due due = end_.closing().due();
    return due == cp::closing_due::end_transport || due == cp::closing_due::await_transport;
  }
  /// Reads to the end of the closing handshake.
  void finish() {
    until([] { return false; });
    wire_.finish();
  }
  /// `1000 the reason`.
  std::string closed() const {
    return std::to_string(static_cast<unsigned>(end_.closing().code())) + ' ' + seen_.reason;
  }
  record take_seen() { return std::exchange(seen_, {}); }

 private:
  tcp wire_;
  example::websocket_end<Role> end_;
  record seen_;
};

std::string reason_of(unsigned code) { return "because \xC3\xA9 " + std::to_string(code); }

class server {
 public:
  int run() {
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening, generic, size) != 0 || ::listen(listening, 16) != 0 ||
        ::getsockname(listening, generic, &size) != 0) {
      std::perror("websocket_peer");
      return 1;
    }
    std::cout << ntohs(address.sin_port) << std::endl;
    for (int count = 0; count < most_connections && !ended_; ++count) {
      const int handle = ::accept(listening, nullptr, nullptr);
      if (handle < 0) continue;
      connection<cp::websocket_role::server> peer(handle);
      serve(peer);
    }
    ::close(listening);
    return ended_ ? 0 : 1;
  }

 private:
  using peer = connection<cp::websocket_role::server>;

  void serve(peer& with) {
    std::vector<char> head(limits.head_bytes), room(4096);
    cp::websocket_server_handshake handshake(head, limits);
    std::span<char> octets;
    cp::handshake_step step;
    do {
      octets = with.wire().receive();
      if (octets.empty()) return;
      step = handshake.decode({octets.data(), octets.size()});
      octets = octets.subspan(step.consumed);
    } while (step.outcome == cp::handshake_outcome::needs_more);

    const std::string target(handshake.target());
    const auto argument = [&](std::string_view prefix) {
      return target.starts_with(prefix) ? number(std::string_view(target).substr(prefix.size()))
                                        : 0;
    };
    const unsigned status = argument("/refuse/");
    const bool good = step.outcome == cp::handshake_outcome::complete && status == 0;
    const auto answer =
        good ? handshake.accept(room, {.subprotocol = handshake.offers("chat") ? "chat" : ""})
        : status != 0 ? handshake.refuse(room, static_cast<int>(status))
                      : handshake.refuse(room);
    with.wire().send(answer.value_or(""));
    if (!good) return with.wire().finish();

    with.take(octets);
    if (target == "/last") with.end().send(last_);
    if (target == "/end") ended_ = true;
    if (const unsigned code = argument("/close/"))
      with.end().close(static_cast<cp::close_code>(code), reason_of(code));
    if (target.starts_with("/raw/")) with.wire().send(from_hex(std::string_view(target).substr(5)));
    const std::size_t each = argument("/fragments/");
    std::size_t pongs = 0;
    with.until([&] {
      record got = with.take_seen();
      pongs += got.pongs.size();
      for (const record::message& message : got.messages) {
        if (message.payload == "pongs?") {
          with.end().send(std::to_string(pongs));
        } else if (each != 0) {
          with.end().send_in_fragments(message.payload, each, message.kind);
        } else {
          with.end().send(message.payload, message.kind);
        }
      }
      if (!got.reason.empty()) reason_ = got.reason;
      with.flush();
      return false;
    });
    with.wire().finish();
    last_ = std::to_string(static_cast<unsigned>(with.end().closing().code())) + ' ' + reason_;
    reason_.clear();
  }

  std::string last_, reason_;
  bool ended_ = false;
};

class client {
 public:
  explicit client(std::uint16_t port) : port_(port) {}

  int run(const char* cases) {
    std::ifstream lines(cases);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::vector<std::string> word{std::istream_iterator<std::string>(words), {}};
      if (word.empty() || word[0] == "#" || word.size() < 2) continue;
      const unsigned argument = number(word[1]);
      if (word[0] == "echo") {
        check(line, echo(argument));
      } else if (word[0] == "fragments") {
        check(line, fragments(argument, number(word[2])));
      } else if (word[0] == "ping") {
        check(line, ping(argument));
      } else if (word[0] == "close") {
        check(line + ", by us", close(static_cast<cp::close_code>(argument), reason_of(argument)));
        check(line + ", by the peer", closed(argument));
      } else if (word[0] == "refuse") {
        check(line, refused(static_cast<int>(argument)));
      } else if (word[0] == "violation" && word.size() == 5) {
        check(line, violated(word[2], number(word[4])));
      }
    }
    check("close without a code", close(cp::close_code::no_status, ""));
    check("a subprotocol", subprotocol());
    check("a pong that nobody asked for", pong());
    check("the end", opened("/end"));
    std::cout << passed_ << " passed, " << failed_ << " failed\n";
    return failed_ == 0 && passed_ != 0 ? 0 : 1;
  }

 private:
  using peer = connection<cp::websocket_role::client>;
  static constexpr websocket_opcode kinds[] = {websocket_opcode::text, websocket_opcode::binary};

  /// An opening handshake; `status` and `subprotocol` say how it went.
  bool open(peer& with, std::string_view target,
            std::span<const std::string_view> subprotocols = {}) {
    const std::string host = "127.0.0.1:" + std::to_string(port_);
    std::vector<char> head(limits.head_bytes), room(4096);
    cp::websocket_client_handshake handshake(
        {.host = host, .target = target, .subprotocols = subprotocols}, entropy(), head, limits);
    status_ = 0;
    const auto request = handshake.request(room);
    if (!request || !with.wire().send(*request)) return false;
    cp::handshake_step step;
    std::span<char> octets;
    do {
      octets = with.wire().receive();
      if (octets.empty()) return false;
      step = handshake.decode({octets.data(), octets.size()});
      octets = octets.subspan(step.consumed);
    } while (step.outcome == cp::handshake_outcome::needs_more);
    status_ = handshake.status();
    subprotocol_ = handshake.subprotocol();
    if (step.outcome != cp::handshake_outcome::complete) return false;
    with.take(octets);
    return true;
  }
  int connect() const {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port_);
    if (::connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      std::perror("websocket_peer");
    return handle;
  }

  static std::string message(websocket_opcode kind, std::size_t octets) {
    std::string made;
    if (kind == websocket_opcode::binary)
      while (made.size() < octets) made += static_cast<char>(made.size() * 7 % 251);
    else
      while (made.size() < octets)
        made += octets - made.size() < 4 ? "x"
                : made.size() % 3 == 0   ? "\xF0\x9F\x98\x80"
                                         : "\xC3\xA9";
    return made;
  }
  bool leave(peer& with) {
    with.end().close(cp::close_code::normal);
    with.finish();
    return with.end().closing().code() == cp::close_code::normal;
  }
  bool opened(std::string_view target) {
    peer with(connect());
    return open(with, target) && leave(with);
  }
  /// How the server says that the connection before was closed.
  std::string last() {
    peer with(connect());
    if (!open(with, "/last") || !with.until([&] { return !with.seen().messages.empty(); }))
      return "";
    const std::string text = with.seen().messages.front().payload;
    return leave(with) ? text : "";
  }

  bool echo(std::size_t octets) {
    peer with(connect());
    if (!open(with, "/echo")) return false;
    std::vector<record::message> sent;
    for (const websocket_opcode kind : kinds) {
      sent.push_back({kind, message(kind, octets)});
      if (with.end().send(sent.back().payload, kind) ||
          !with.until([&] { return with.seen().messages.size() == sent.size(); }))
        return false;
    }
    return with.seen().messages == sent && leave(with);
  }
  bool fragments(std::size_t octets, std::size_t each) {
    peer with(connect());
    if (!open(with, "/fragments/" + std::to_string(each))) return false;
    const std::size_t between = octets == 0 ? 0 : (octets - 1) / each;
    std::vector<record::message> sent;
    std::size_t pings_of_text = 0;
    for (const websocket_opcode kind : kinds) {
      pings_of_text = with.seen().pings;
      sent.push_back({kind, message(kind, octets)});
      if (with.end().send_in_fragments(sent.back().payload, each, kind) ||
          !with.until([&] { return with.seen().messages.size() == sent.size(); }))
        return false;
    }
    // A peer may have to cut a text between characters, into other frames than these.
    if (with.seen().messages != sent || with.seen().pongs.size() != 2 * between ||
        with.seen().pings - pings_of_text != between)
      return false;
    with.end().send("pongs?");
    return with.until([&] { return with.seen().messages.size() == 3; }) &&
           with.seen().messages.back().payload == std::to_string(with.seen().pings) && leave(with);
  }
  bool ping(std::size_t octets) {
    peer with(connect());
    const std::string payload = message(websocket_opcode::binary, octets);
    if (!open(with, "/echo") || with.end().send(payload, websocket_opcode::ping)) return false;
    return with.until([&] { return !with.seen().pongs.empty(); }) &&
           with.seen().pongs == std::vector{payload} && leave(with);
  }
  bool pong() {
    peer with(connect());
    if (!open(with, "/echo") || with.end().send("unasked", websocket_opcode::pong)) return false;
    with.end().send("still there");
    return with.until([&] { return !with.seen().messages.empty(); }) && leave(with);
  }
  bool close(cp::close_code code, std::string_view reason) {
    peer with(connect());
    if (!open(with, "/echo") || with.end().close(code, reason)) return false;
    with.finish();
    const std::string seen =
        std::to_string(static_cast<unsigned>(code)) + ' ' + std::string(reason);
    return with.end().closing().code() == code && last() == seen;
  }
  bool closed(unsigned code) {
    peer with(connect());
    if (!open(with, "/close/" + std::to_string(code))) return false;
    with.finish();
    return with.closed() == std::to_string(code) + ' ' + reason_of(code);
  }
  bool refused(int status) {
    peer with(connect());
    return !open(with, "/refuse/" + std::to_string(status)) && status_ == status;
  }
  bool violated(const std::string& hex, unsigned code) {
    peer with(connect());
    if (!open(with, "/raw/" + hex)) return false;
    with.finish();
    return with.end().failure() &&
           static_cast<unsigned>(cp::close_code_due(with.end().failure().code)) == code &&
           last().starts_with(std::to_string(code) + ' ');
  }
  bool subprotocol() {
    static constexpr std::string_view names[] = {"other", "chat"};
    peer with(connect());
    return open(with, "/echo", names) && subprotocol_ == "chat" && leave(with);
  }

  void check(const std::string& name, bool holds) {
    ++(holds ? passed_ : failed_);
    if (!holds) std::cout << "FAILED: " << name << '\n';
  }

  std::uint16_t port_;
  int status_ = 0;
  std::string subprotocol_;
  int passed_ = 0, failed_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  ::alarm(seconds_in_all);
  const std::string_view role = argc > 1 ? argv[1] : "";
  if (role == "server" && argc == 2) return server().run();
  if (role == "client" && argc == 4)
    return client(static_cast<std::uint16_t>(number(argv[2]))).run(argv[3]);
  std::cerr << "usage: websocket_peer server\n       websocket_peer client PORT CASES\n";
  return 2;
}
