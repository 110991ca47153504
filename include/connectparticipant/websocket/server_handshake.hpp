#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/websocket/accept_key.hpp>
#include <connectparticipant/websocket/handshake_head.hpp>

namespace connectparticipant::inline v1 {

/// What a server agrees to beyond the connection itself; by default nothing.
struct websocket_acceptance {
  std::string_view subprotocol{};  ///< one that the client asked for; empty for none
  std::span<const http_header> headers{};
};

/// The server's opening handshake (RFC 6455, section 4.2): decode what comes until it is no longer
/// `needs_more`, look at the target and the header fields, send what `accept` or `refuse` writes.
class websocket_server_handshake {
 public:
  /// The request's head is kept in `memory`, which must outlive what is taken from it.
  explicit websocket_server_handshake(std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                      const websocket_limits& limits = {}) noexcept
      : head_(memory, limits) {}

  /// Reads the request. `complete`: it is a good one; `refused`: `refuse` writes the answer due.
  /// The outcome stays.
  handshake_step decode(std::string_view input) noexcept {
    handshake_step made{0, outcome_, failure_, field_};
    if (outcome_ != handshake_outcome::needs_more) return made;
    const handshake_head::step head = head_.decode(input);
    made.consumed = head.consumed;
    if (head.failure) {
      fail(head.failure.group() == error_group::limit ? 431 : 400, {}, head.failure);
    } else if (head.complete) {
      check_request();
    }
    return {head.consumed, outcome_, failure_, field_};
  }

  /// The status due: 101 for a good request, 400, 405, 426, 431 or 505 for a refused one, 0 before.
  int status() const noexcept { return status_; }
  std::string_view method() const noexcept { return method_; }
  /// The target of the request line, octet for octet.
  std::string_view target() const noexcept { return target_; }
  /// The header fields of the request: `Origin`, `Sec-WebSocket-Extensions` and all others.
  head_fields fields() const noexcept { return head_.fields(); }
  /// Whether the client asked for the subprotocol.
  bool offers(std::string_view subprotocol) const noexcept {
    return fields().any_element("Sec-WebSocket-Protocol",
                                [&](std::string_view name) { return name == subprotocol; });
  }

  /// Writes the answer that opens the connection; it lies in `memory`. Errors: `wrong_state`
  /// without a good request, `invalid_argument` for a subprotocol that was not asked for or a
  /// header's name, `header_value`, `buffer_too_small` whose offset is the size needed.
  result<std::string_view> accept(std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                  const websocket_acceptance& with = {}) const noexcept {
    using namespace handshake_internal;
    if (outcome_ != handshake_outcome::complete) return error(errc::wrong_state);
    if (!with.subprotocol.empty() &&
        (!token_characters.all_of(with.subprotocol) || !offers(with.subprotocol)))
      return error(errc::invalid_argument);
    if (const error bad = check(with.headers)) return bad;
    const auto accept = make_websocket_accept(std::span<const char, 24>(key_));
    writer out(memory);
    out.put(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: ",
        std::string_view(accept.data(), accept.size()), "\r\n");
    if (!with.subprotocol.empty()) out.put("Sec-WebSocket-Protocol: ", with.subprotocol, "\r\n");
    put(out, with.headers);
    return out.put("\r\n").finish();
  }

  /// Writes the refusal due, or one of the server's own (300 to 599), after which the transport
  /// ends; it lies in `memory`. Errors: `wrong_state` where none is due and no status is given,
  /// `invalid_argument`, `header_value`, `buffer_too_small`.
  result<std::string_view> refuse(std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                  std::optional<int> status = {},
                                  std::span<const http_header> headers = {}) const noexcept {
    using namespace handshake_internal;
    if (!status && outcome_ != handshake_outcome::refused) return error(errc::wrong_state);
    const int code = status.value_or(status_);
    if (code < 300 || code > 599) return error(errc::invalid_argument);
    if (const error bad = check(headers)) return bad;
    const std::array<char, 3> number{static_cast<char>('0' + code / 100),
                                     static_cast<char>('0' + code / 10 % 10),
                                     static_cast<char>('0' + code % 10)};
    writer out(memory);
    out.put("HTTP/1.1 ", std::string_view(number.data(), number.size()), " ", reason(code), "\r\n");
    if (code == 426) {
      out.put("Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: ",
              websocket_version, "\r\n");
    } else {
      out.put("Connection: close\r\n");
    }
    if (code == 405) out.put("Allow: GET\r\n");
    put(out, headers);
    return out.put("Content-Length: 0\r\n\r\n").finish();
  }

 private:
  static std::string_view reason(int status) noexcept {
    switch (status) {
      case 400: return "Bad Request";
      case 401: return "Unauthorized";
      case 403: return "Forbidden";
      case 404: return "Not Found";
      case 405: return "Method Not Allowed";
      case 426: return "Upgrade Required";
      case 429: return "Too Many Requests";
      case 431: return "Request Header Fields Too Large";
      case 500: return "Internal Server Error";
      case 503: return "Service Unavailable";
      case 505: return "HTTP Version Not Supported";
      default: return "";  // it may be empty (RFC 9112, section 4)
    }
  }

  void fail(int status, std::string_view field = {},
            const error& why = error(errc::invalid_handshake)) noexcept {
    outcome_ = handshake_outcome::refused;
    status_ = status;
    field_ = field;
    failure_ = why;
  }

  void check_request() noexcept {
    static constexpr charset visible{"!~"};
    const std::string_view line = head_.start_line();
    const head_fields all = head_.fields();
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return fail(400);
    method_ = line.substr(0, first);
    target_ = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (!token_characters.all_of(method_) || method_.empty() || target_.empty() ||
        !visible.all_of(target_) || version.size() != 8 || !version.starts_with("HTTP/") ||
        !digits(version[5]) || version[6] != '.' || !digits(version[7]))
      return fail(400);
    if (version[5] != '1' || version[7] == '0') return fail(505);
    if (method_ != "GET") return fail(405, {}, error(errc::method_not_allowed));
    const bool absolute = equal_any_case(target_.substr(0, 7), "http://") ||
                          equal_any_case(target_.substr(0, 8), "https://");
    if (!target_.starts_with('/') && !absolute) return fail(400);
    if (!all.single("Host")) return fail(400, "Host");
    // What a body could hide would be read as frames.
    if (all.find("Transfer-Encoding")) return fail(400, "Transfer-Encoding");
    if (const auto length = all.find("Content-Length"))
      if (length != all.single("Content-Length") || length != "0")
        return fail(400, "Content-Length");
    if (!all.has_token("Upgrade", "websocket")) return fail(426, "Upgrade");
    if (!all.has_token("Connection", "upgrade")) return fail(400, "Connection");
    if (all.single("Sec-WebSocket-Version") != websocket_version)
      return fail(426, "Sec-WebSocket-Version");
    const auto key = all.single("Sec-WebSocket-Key");
    if (!key || !is_websocket_key(*key)) return fail(400, "Sec-WebSocket-Key");
    for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = (*key)[i];
    outcome_ = handshake_outcome::complete;
    status_ = 101;
  }

  handshake_head head_;
  handshake_outcome outcome_ = handshake_outcome::needs_more;
  error failure_{};
  std::string_view field_{};
  std::string_view method_{};
  std::string_view target_{};
  std::array<char, 24> key_{};
  int status_ = 0;
};

}  // namespace connectparticipant::inline v1
