#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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

/// What a client asks for. Everything is borrowed and must outlive the handshake.
struct websocket_offer {
  /// The value of `Host`: `websocket_url::host_field`.
  std::string_view host{};
  /// Path and query, sent octet for octet. Where there is no path ("" or "?query"), "/" is put in
  /// front.
  std::string_view target{};
  /// In order of preference; none asks for none.
  std::span<const std::string_view> subprotocols{};
  /// Further header fields, `Origin` or `User-Agent` say; none of the handshake's own.
  std::span<const http_header> headers{};
};

/// The client's opening handshake (RFC 6455, section 4.1): send what `request` writes, then decode
/// what comes until it is no longer `needs_more`. No extension is offered, and one that the server
/// selects all the same fails, as does a subprotocol that was not asked for.
class websocket_client_handshake {
 public:
  /// `entropy` is from a random source of the caller. The answer's head is kept in `memory`, which
  /// must outlive what is taken from `fields`.
  websocket_client_handshake(const websocket_offer& offer,
                             const std::array<std::uint8_t, 16>& entropy,
                             std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                             const websocket_limits& limits = {}) noexcept
      : offer_(offer), key_(make_websocket_key(entropy)), head_(memory, limits) {}

  /// Writes the request; what is returned lies in `memory`. Errors: `invalid_endpoint` for a host
  /// and `invalid_target` for a target that cannot be sent, `invalid_argument` for a subprotocol or
  /// a header's name, `header_value`, `buffer_too_small` whose offset is the size needed.
  result<std::string_view> request(
      std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) const noexcept {
    using namespace handshake_internal;
    static constexpr charset host_characters{"09azAZ", "-._~!$&'()*+,;=:[]%"};
    static constexpr charset target_characters{"!\"$~"};
    const std::string_view target = offer_.target;
    if (offer_.host.empty() || !host_characters.all_of(offer_.host))
      return error(errc::invalid_endpoint);
    const bool path = target.starts_with('/');
    if ((!path && !target.empty() && !target.starts_with('?')) || !target_characters.all_of(target))
      return error(errc::invalid_target);
    for (std::size_t i = 0; i < offer_.subprotocols.size(); ++i)
      if (!is_new_token(i)) return error(errc::invalid_argument);
    if (const error bad = check(offer_.headers)) return bad;

    writer out(memory);
    out.put("GET ", path ? "" : "/", target, " HTTP/1.1\r\nHost: ", offer_.host,
            "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ", key(),
            "\r\nSec-WebSocket-Version: ", websocket_version, "\r\n");
    for (std::size_t i = 0; i < offer_.subprotocols.size(); ++i)
      out.put(i == 0 ? "Sec-WebSocket-Protocol: " : ", ", offer_.subprotocols[i]);
    if (!offer_.subprotocols.empty()) out.put("\r\n");
    put(out, offer_.headers);
    return out.put("\r\n").finish();
  }

  /// Reads the answer. Interim responses (1xx) are skipped. The outcome stays.
  handshake_step decode(std::string_view input) noexcept {
    handshake_step made{0, outcome_, failure_, field_};
    while (outcome_ == handshake_outcome::needs_more) {
      const handshake_head::step head = head_.decode(input.substr(made.consumed));
      made.consumed += head.consumed;
      if (head.failure) {
        fail(error(head.failure.code, made.consumed));
      } else if (!head.complete) {
        break;
      } else {
        check_answer();
      }
      made = {made.consumed, outcome_, failure_, field_};
    }
    return made;
  }

  /// The status of the answer; 0 before it is there, or where it has none.
  int status() const noexcept { return status_; }
  /// The header fields of the answer, a refusal's as well.
  head_fields fields() const noexcept { return head_.fields(); }
  /// What the server selected of the offer; empty for none.
  std::string_view subprotocol() const noexcept { return subprotocol_; }
  /// The value of `Sec-WebSocket-Key`.
  std::string_view key() const noexcept CONNECTPARTICIPANT_LIFETIMEBOUND {
    return {key_.data(), key_.size()};
  }

 private:
  bool is_new_token(std::size_t i) const noexcept {
    const std::string_view name = offer_.subprotocols[i];
    for (const std::string_view before : offer_.subprotocols.first(i))
      if (before == name) return false;
    return !name.empty() && token_characters.all_of(name);
  }

  void fail(const error& why, std::string_view field = {}) noexcept {
    outcome_ = handshake_outcome::failed;
    failure_ = why;
    field_ = field;
  }
  void fail(std::string_view field = {}) noexcept { fail(error(errc::invalid_handshake), field); }

  /// HTTP/1.1 SP 3DIGIT, then a space and the reason or nothing (RFC 9112, section 4).
  static int status_of(std::string_view line) noexcept {
    constexpr std::string_view version = "HTTP/1.";
    if (!line.starts_with(version) || line.size() < 12 || !digits(line[7]) || line[8] != ' ')
      return 0;
    const std::string_view code = line.substr(9, 3);
    if (!digits.all_of(code) || code[0] == '0' || (line.size() > 12 && line[12] != ' ')) return 0;
    return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  }

  void check_answer() noexcept {
    const std::string_view line = head_.start_line();
    const head_fields all = head_.fields();
    status_ = status_of(line);
    if (status_ == 0) return fail();
    if (status_ < 200 && status_ != 101) {
      status_ = 0;
      return head_.next();
    }
    if (status_ != 101) {
      outcome_ = handshake_outcome::refused;
      failure_ = error(errc::invalid_handshake);
      return;
    }
    if (line[7] == '0') return fail();
    const auto upgrade = all.single("Upgrade");
    if (!upgrade || !equal_any_case(*upgrade, "websocket")) return fail("Upgrade");
    if (!all.has_token("Connection", "upgrade")) return fail("Connection");
    const auto due = make_websocket_accept(key_);
    const auto accept = all.single("Sec-WebSocket-Accept");
    if (!accept || *accept != std::string_view(due.data(), due.size()))
      return fail("Sec-WebSocket-Accept");
    if (all.any_element("Sec-WebSocket-Extensions", [](std::string_view) { return true; }))
      return fail("Sec-WebSocket-Extensions");
    if (all.find("Sec-WebSocket-Protocol")) {
      const auto selected = all.single("Sec-WebSocket-Protocol");
      for (const std::string_view asked : offer_.subprotocols)
        if (selected == asked) subprotocol_ = asked;
      if (subprotocol_.empty()) return fail("Sec-WebSocket-Protocol");
    }
    outcome_ = handshake_outcome::complete;
  }

  websocket_offer offer_;
  std::array<char, 24> key_;
  handshake_head head_;
  handshake_outcome outcome_ = handshake_outcome::needs_more;
  error failure_{};
  std::string_view field_{};
  std::string_view subprotocol_{};
  int status_ = 0;
};

}  // namespace connectparticipant::inline v1
