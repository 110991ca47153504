#pragma once

// An HTTP/1.1 server on 127.0.0.1 for one client at a time, over POSIX sockets. It gives up on a
// connection after two seconds and ends with its object.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <connectparticipant/http/message.hpp>

namespace example {

namespace cp = connectparticipant;

class local_server {
 public:
  /// What is done instead of answering.
  enum class fault { none, no_answer, close, short_body };
  struct reply {
    cp::http_response response{};  ///< what it borrows lives until the next request
    fault instead = fault::none;
  };
  /// Called on the server's thread, for one request at a time.
  using handler = std::function<reply(const cp::http_request&)>;

  explicit local_server(handler answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      std::abort();
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~local_server() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
  }
  local_server(const local_server&) = delete;
  local_server& operator=(const local_server&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  static constexpr std::size_t most = 1u << 20;

  void serve() {
    while (!stop_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) continue;
      const timeval patience{2, 0};
      ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
      ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
      converse(connection);
      ::close(connection);
    }
  }

  void converse(int connection) {
    std::string received;
    const std::size_t head = read_until(connection, received, [](std::string_view text) {
      const std::size_t end = text.find("\r\n\r\n");
      return end == std::string_view::npos ? end : end + 4;
    });
    if (head == std::string_view::npos) return;
    // The body moves nothing: it is appended.
    received.reserve(most + 65536);
    std::vector<cp::http_header> headers;
    std::string_view lines(received.data(), head - 2);
    const std::string_view first = next_line(lines);
    while (!lines.empty()) {
      const std::string_view line = next_line(lines);
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) return;
      headers.push_back({line.substr(0, colon), cp::trim(line.substr(colon + 1))});
    }
    const std::size_t target = first.find(' ') + 1;
    cp::http_request request{.method = first.substr(0, target - 1),
                             .target = first.substr(target, first.rfind(' ') - target),
                             .headers = std::span<const cp::http_header>(headers)};
    std::size_t length = 0;
    if (const auto text = cp::find_header(request.headers, "content-length"))
      std::from_chars(text->data(), text->data() + text->size(), length);
    const auto whole = [&](std::string_view text) {
      return text.size() < head + length ? std::string_view::npos : head + length;
    };
    if (length > most || read_until(connection, received, whole) == std::string_view::npos) return;
    request.body = std::string_view(received).substr(head, length);
    answer(connection, answer_(request));
  }

  void answer(int connection, const reply& with) {
    if (with.instead == fault::close) return;
    if (with.instead == fault::no_answer) {
      // Until the client gives up, or we do.
      char unused = 0;
      static_cast<void>(::recv(connection, &unused, 1, 0));
      return;
    }
    std::string text = "HTTP/1.1 " + std::to_string(with.response.status) + " .\r\n";
    for (const cp::http_header& header : with.response.headers)
      text += std::string(header.name) + ": " + std::string(header.value) + "\r\n";
    text += "Connection: close\r\nContent-Length: " +
            std::to_string(with.response.body.size() + (with.instead == fault::short_body)) +
            "\r\n\r\n";
    text += with.response.body;
    for (std::string_view rest = text; !rest.empty();) {
      const ssize_t sent = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      rest.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Reads until `end_of` finds an end; npos where none comes.
  template <class F>
  static std::size_t read_until(int connection, std::string& text, F&& end_of) {
    for (;;) {
      const std::size_t end = end_of(std::string_view(text));
      if (end != std::string_view::npos) return end;
      char piece[4096];
      const ssize_t got = ::recv(connection, piece, sizeof(piece), 0);
      if (got <= 0 || text.size() > most + 65536 - sizeof(piece)) return std::string_view::npos;
      text.append(piece, static_cast<std::size_t>(got));
    }
  }
  static std::string_view next_line(std::string_view& lines) {
    const std::size_t end = std::min(lines.find("\r\n"), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 2, lines.size()));
    return line;
  }

  handler answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace example
