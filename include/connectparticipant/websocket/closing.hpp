#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <connectparticipant/websocket/close_code.hpp>
#include <connectparticipant/websocket/opcode.hpp>

namespace connectparticipant::inline v1 {

/// How far the closing handshake is (RFC 6455, sections 5.5.1 and 7.1).
enum class closing_state : std::uint8_t {
  open,
  closing_sent,      ///< our close frame is on its way; the peer's is awaited
  closing_received,  ///< the peer's has come; ours is due
  failing,           ///< the peer broke the protocol; our close frame is due, none is awaited
  closed,            ///< nothing more is sent or read; the transport ends
};

/// What happened.
enum class closing_input : std::uint8_t { close_sent, close_received, failed, transport_ended };

/// What is to be done.
enum class closing_due : std::uint8_t {
  nothing,
  send_close,       ///< with `websocket_closing::reply()`, without one where it is `no_status`
  await_close,      ///< go on reading; set a time limit
  await_transport,  ///< a client lets the server end the transport first; set a time limit
  end_transport,
};

/// The closing handshake as a value: tell it what happened, ask it what is due. It sends nothing
/// and knows no time; once a limit set on waiting has passed, end the transport.
class websocket_closing {
 public:
  constexpr explicit websocket_closing(websocket_role role) noexcept : role_(role) {}

  /// Our close frame was sent.
  constexpr void close_sent() noexcept { enter(closing_input::close_sent); }
  /// The peer's came, with this code.
  constexpr void close_received(close_code code) noexcept {
    if (enter(closing_input::close_received)) code_ = reply_ = code;
  }
  /// The decoder failed, or the peer must go for another reason; `due` is the code to send (section
  /// 7.1.7).
  constexpr void failed(close_code due) noexcept {
    if (enter(closing_input::failed)) reply_ = due;
  }
  /// The transport has ended, by either side.
  constexpr void transport_ended() noexcept {
    enter(closing_input::transport_ended);
    ended_ = true;
  }

  constexpr closing_state state() const noexcept { return state_; }
  /// Whether messages, pings and pongs may still be sent.
  constexpr bool may_send() const noexcept { return state_ == closing_state::open; }
  constexpr closing_due due() const noexcept {
    if (ended_) return closing_due::nothing;
    switch (state_) {
      case closing_state::open: return closing_due::nothing;
      case closing_state::closing_sent: return closing_due::await_close;
      case closing_state::closing_received:
      case closing_state::failing: return closing_due::send_close;
      case closing_state::closed: break;
    }
    return role_ == websocket_role::client && !failed_ ? closing_due::await_transport
                                                       : closing_due::end_transport;
  }
  /// The code of the close frame that is due.
  constexpr close_code reply() const noexcept { return reply_; }
  /// The code to report to the user (section 7.1.5): the peer's, `no_status` where its close frame
  /// had none, `abnormal` as long as it has sent no close frame.
  constexpr close_code code() const noexcept { return code_; }

 private:
  using s = closing_state;
  /// The state that follows; the same state where the input changes nothing.
  static constexpr std::array<std::array<closing_state, 4>, 5> table{{
      // close_sent, close_received, failed, transport_ended
      {s::closing_sent, s::closing_received, s::failing, s::closed},     // open
      {s::closing_sent, s::closed, s::closed, s::closed},                // closing_sent
      {s::closed, s::closing_received, s::closing_received, s::closed},  // closing_received
      {s::closed, s::failing, s::failing, s::closed},                    // failing
      {s::closed, s::closed, s::closed, s::closed},                      // closed
  }};

  constexpr bool enter(closing_input input) noexcept {
    const closing_state next =
        table[static_cast<std::size_t>(state_)][static_cast<std::size_t>(input)];
    const bool changed = next != state_;
    if (changed && input == closing_input::failed) failed_ = true;
    state_ = next;
    return changed;
  }

  closing_state state_ = closing_state::open;
  websocket_role role_;
  bool failed_ = false;
  bool ended_ = false;
  close_code code_ = close_code::abnormal;
  close_code reply_ = close_code::normal;
};

}  // namespace connectparticipant::inline v1
