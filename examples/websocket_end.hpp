#pragma once

// One end of an open websocket without its transport: octets in, octets out.

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <connectparticipant/websocket/frame.hpp>

namespace example {

namespace cp = connectparticipant;

/// Answers pings and closes by itself; everything else is its user's.
template <cp::websocket_role Role>
class websocket_end {
  static constexpr bool is_client = Role == cp::websocket_role::client;

 public:
  /// Fresh and unpredictable for each frame of a client; a server has none.
  using key_source = std::function<cp::mask_key()>;

  explicit websocket_end(key_source keys = {}, const cp::websocket_limits& limits = {})
      : memory_(limits.message_bytes), decoder_(memory_, limits), keys_(std::move(keys)) {}

  /// Hands every message, ping, pong and close to `handle`, however the octets are cut.
  template <class Handler>
  void receive(std::span<char> octets, Handler&& handle) {
    for (cp::websocket_step step; step = decode(octets), !step.needs_more();) {
      if (step.failure) {
        failure_ = step.failure;
        closing_.failed(step.due());
        break;
      }
      octets = octets.subspan(step.consumed);
      const cp::websocket_event& event = *step.event;
      if (event.kind == cp::websocket_opcode::close) closing_.close_received(event.code);
      if (event.kind == cp::websocket_opcode::ping && closing_.may_send())
        put(cp::encode_pong(event.payload, room_for(event.payload), key()));
      handle(event);
    }
    if (closing_.due() == cp::closing_due::send_close) close(closing_.reply());
  }

  cp::error send(std::string_view message, cp::websocket_opcode kind = cp::websocket_opcode::text) {
    const std::span<char> room = room_for(message);
    if (!closing_.may_send()) return cp::error(cp::errc::wrong_state);
    if (kind == cp::websocket_opcode::text) return put(cp::encode_text(message, room, key()));
    return put(cp::encode_frame({kind, true, message, key()}, room));
  }
  /// The message in frames of that many octets, with a ping between each two.
  cp::error send_in_fragments(std::string_view message, std::size_t octets,
                              cp::websocket_opcode kind = cp::websocket_opcode::text) {
    auto fragments = cp::fragment(kind, message, octets);
    if (!fragments) return fragments.error();
    for (bool first = true; auto frame = fragments->next(key()); first = false) {
      if (!first) put(cp::encode_ping("between", room_for("between"), key()));
      if (const cp::error bad = put(cp::encode_frame(*frame, room_for(frame->payload)))) return bad;
    }
    return {};
  }
  cp::error close(cp::close_code code, std::string_view reason = {}) {
    const std::span<char> room = room_for(reason);
    const cp::error bad =
        put(code == cp::close_code::no_status ? cp::encode_close(room, key())
                                              : cp::encode_close(code, reason, room, key()));
    if (!bad) closing_.close_sent();
    return bad;
  }

  /// What is to be sent, which the end forgets.
  std::string take() { return std::exchange(out_, {}); }
  void transport_ended() { closing_.transport_ended(); }
  const cp::websocket_closing& closing() const { return closing_; }
  /// Why the peer's octets were refused.
  const cp::error& failure() const { return failure_; }

 private:
  using decoder =
      std::conditional_t<is_client, cp::websocket_client_decoder, cp::websocket_server_decoder>;

  cp::websocket_step decode(std::span<char> octets) {
    if constexpr (is_client) {
      return decoder_.decode({octets.data(), octets.size()});
    } else {
      return decoder_.decode(octets);
    }
  }
  std::optional<cp::mask_key> key() { return is_client ? std::optional(keys_()) : std::nullopt; }
  std::span<char> room_for(std::string_view payload) {
    room_.resize(cp::max_frame_header_size + sizeof(cp::close_code) + payload.size());
    return room_;
  }
  cp::error put(const cp::result<std::string_view>& encoded) {
    if (!encoded) return encoded.error();
    out_ += *encoded;
    return {};
  }

  std::vector<char> memory_, room_;
  decoder decoder_;
  cp::websocket_closing closing_{Role};
  key_source keys_;
  std::string out_;
  cp::error failure_;
};

}  // namespace example
