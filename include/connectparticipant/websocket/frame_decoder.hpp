#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/base/utf8_stream.hpp>
#include <connectparticipant/websocket/close_code.hpp>
#include <connectparticipant/websocket/mask.hpp>
#include <connectparticipant/websocket/opcode.hpp>

namespace connectparticipant::inline v1 {

/// What a peer sent: a whole message, or a control frame.
struct websocket_event {
  websocket_opcode kind = websocket_opcode::text;  ///< never `continuation`
  /// The message, or the application data of a ping or pong, or the reason of a close. Text and
  /// reasons are UTF-8. Valid until the decoder is called again, and no longer than the input.
  std::string_view payload{};
  /// Of a close; `no_status` where the frame has none.
  close_code code = close_code::no_status;
};

/// What one call of a decoder came to: an event, a failure, or more octets needed.
struct websocket_step {
  /// Octets of the input that are done with; the next call starts behind them. All of them where
  /// more are needed; those in front of the octet at fault where the step failed.
  std::size_t consumed = 0;
  std::optional<websocket_event> event{};
  /// `offset` is the octet at fault, counted in this input.
  error failure{};

  bool needs_more() const noexcept { return !event && !failure; }
  /// The code of the close frame due to the peer after a failure.
  constexpr close_code due() const noexcept { return close_code_due(failure.code); }
};

/// Frames of RFC 6455, section 5, read from octets cut anywhere. What both roles share; use
/// `websocket_client_decoder` or `websocket_server_decoder`.
///
/// A message that arrives in one frame and lies in the input whole is handed out as a view of it.
/// Any other is assembled in the memory given at the start; one that does not fit there fails with
/// `buffer_too_small`, close code 1009, so with as much memory as `websocket_limits::message_bytes`
/// it makes no difference how the octets are cut. Control frames need none of it.
///
/// Failures: a code of `error_group::websocket` (1002, and 1007 for `text_not_utf8`), and
/// `message_too_large` (1009) as soon as a length over the limits is announced. A failure stays:
/// further calls consume nothing and fail again. After a close everything is consumed and nothing
/// more is yielded (section 1.4).
class websocket_decoder {
 public:
  /// A close frame has been yielded.
  bool closed() const noexcept { return closed_; }
  /// The octets so far end inside a frame or between the fragments of a message: if the transport
  /// ends now, something was lost.
  bool in_message() const noexcept {
    return stage_ != stage::first || message_ != websocket_opcode::continuation;
  }

 protected:
  websocket_decoder(websocket_role role, std::span<char> memory,
                    const websocket_limits& limits) noexcept
      : assembly_(memory), limits_(limits), role_(role) {}

  /// `writable` is the input where it may be unmasked in place; only masked payloads are.
  websocket_step step(std::span<const char> input, char* writable) noexcept {
    if (failure_ != errc::none) return failed(0);
    if (closed_) return {input.size(), std::nullopt, {}};
    const char* const data = input.data();
    const std::size_t size = input.size();
    std::size_t at = 0;
    for (;;) {
      while (stage_ != stage::payload) {
        if (at == size) return {at, std::nullopt, {}};
        failure_ = header_octet(static_cast<std::uint8_t>(data[at]));
        if (failure_ != errc::none) return failed(at);
        ++at;
      }
      const std::size_t left = static_cast<std::size_t>(length_ - taken_);
      const std::size_t here = left < size - at ? left : size - at;
      if (here == 0 && left != 0) return {at, std::nullopt, {}};

      std::string_view payload;
      const bool whole = taken_ == 0 && here == left && fin_ && assembled_ == 0;
      if (is_control(opcode_) ? whole_control(here) : whole) {
        if (masked() && here != 0) mask({writable + at, here}, key_);
        payload = {data + at, here};
        if (const std::size_t good = check_text(payload); good != here) return failed(at + good);
        at += here;
      } else {
        if (!fits(left)) return failed(at);
        char* const to =
            is_control(opcode_) ? control_.data() + taken_ : assembly_.data() + assembled_;
        if (masked()) {
          mask_copy(to, data + at, here, key_, static_cast<std::size_t>(taken_ % 4));
        } else if (here != 0) {
          std::memcpy(to, data + at, here);
        }
        if (const std::size_t good = check_text({to, here}); good != here) return failed(at + good);
        at += here;
        taken_ += here;
        if (!is_control(opcode_)) assembled_ += here;
        if (taken_ != length_) return {at, std::nullopt, {}};
        payload = is_control(opcode_)
                      ? std::string_view(control_.data(), static_cast<std::size_t>(length_))
                      : std::string_view(assembly_.data(), assembled_);
      }

      stage_ = stage::first;
      if (is_control(opcode_)) return control_event(payload, at);
      if (!fin_) {
        message_size_ += static_cast<std::uint32_t>(length_);
        continue;
      }
      if (message_ == websocket_opcode::text && !text_.complete()) {
        failure_ = errc::text_not_utf8;
        return failed(at);
      }
      const websocket_event event{message_, payload, close_code::no_status};
      message_ = websocket_opcode::continuation;
      message_size_ = 0;
      assembled_ = 0;
      text_.reset();
      return {at, event, {}};
    }
  }

 private:
  enum class stage : std::uint8_t { first, second, length, key, payload };

  bool masked() const noexcept { return role_ == websocket_role::server; }
  bool whole_control(std::size_t here) const noexcept { return taken_ == 0 && here == length_; }

  websocket_step failed(std::size_t at) const noexcept {
    return {at, std::nullopt, error(failure_, at)};
  }

  /// Octet by octet, so that the first one at fault is found whatever the cuts.
  errc header_octet(std::uint8_t octet) noexcept {
    switch (stage_) {
      case stage::first: return first_octet(octet);
      case stage::second: return second_octet(octet);
      case stage::length:
        if (length_octets_ == 8 && length_left_ == 8 && (octet & 0x80) != 0)
          return errc::length_out_of_range;
        length_ = length_ << 8 | octet;
        if (--length_left_ != 0) return errc::none;
        if (length_ <= (length_octets_ == 2 ? 125u : 0xFFFFu)) return errc::length_not_minimal;
        return length_known();
      case stage::key:
        key_[taken_++] = octet;
        if (taken_ == key_.size()) enter_payload();
        return errc::none;
      case stage::payload: break;
    }
    return errc::none;
  }

  errc first_octet(std::uint8_t octet) noexcept {
    if ((octet & 0x70) != 0) return errc::reserved_bits;
    opcode_ = static_cast<websocket_opcode>(octet & 0x0F);
    fin_ = (octet & 0x80) != 0;
    if (!is_defined(opcode_)) return errc::reserved_opcode;
    if (is_control(opcode_)) {
      if (!fin_) return errc::fragmented_control;
    } else if (opcode_ == websocket_opcode::continuation) {
      if (message_ == websocket_opcode::continuation) return errc::unexpected_continuation;
    } else {
      if (message_ != websocket_opcode::continuation) return errc::expected_continuation;
      message_ = opcode_;
    }
    stage_ = stage::second;
    return errc::none;
  }

  errc second_octet(std::uint8_t octet) noexcept {
    if (((octet & 0x80) != 0) != masked())
      return masked() ? errc::missing_mask : errc::unexpected_mask;
    const std::uint8_t length = octet & 0x7F;
    if (is_control(opcode_) && length > max_control_payload) return errc::control_too_long;
    if (length <= 125) {
      length_ = length;
      return length_known();
    }
    length_ = 0;
    length_left_ = length_octets_ = length == 126 ? 2 : 8;
    stage_ = stage::length;
    return errc::none;
  }

  errc length_known() noexcept {
    if (!is_control(opcode_) &&
        (length_ > limits_.frame_bytes || length_ > limits_.message_bytes - message_size_))
      return errc::message_too_large;
    taken_ = 0;
    if (masked()) {
      stage_ = stage::key;
    } else {
      enter_payload();
    }
    return errc::none;
  }

  void enter_payload() noexcept {
    taken_ = 0;
    stage_ = stage::payload;
  }

  bool fits(std::size_t left) noexcept {
    if (is_control(opcode_) || left <= assembly_.size() - assembled_) return true;
    failure_ = errc::buffer_too_small;
    return false;
  }

  /// How many of these octets of a payload are good.
  std::size_t check_text(std::string_view text) noexcept {
    if (is_control(opcode_) || message_ != websocket_opcode::text || text.empty())
      return text.size();
    const char* const end = text.data() + text.size();
    const char* const found = text_.find_invalid(text.data(), end);
    if (found != end) failure_ = errc::text_not_utf8;
    return static_cast<std::size_t>(found - text.data());
  }

  /// `at` is behind the payload; a wrong close is reported at its last octet.
  websocket_step control_event(std::string_view payload, std::size_t at) noexcept {
    websocket_event event{opcode_, payload, close_code::no_status};
    if (opcode_ != websocket_opcode::close) return {at, event, {}};
    if (payload.size() == 1) {
      failure_ = errc::invalid_close_payload;
    } else if (payload.size() >= 2) {
      event.code = static_cast<close_code>(static_cast<std::uint8_t>(payload[0]) << 8 |
                                           static_cast<std::uint8_t>(payload[1]));
      event.payload.remove_prefix(2);
      if (!may_be_sent(event.code)) {
        failure_ = errc::invalid_close_code;
      } else if (!is_utf8(event.payload)) {
        failure_ = errc::text_not_utf8;
      }
    }
    if (failure_ != errc::none) return failed(at - 1);
    closed_ = true;
    return {at, event, {}};
  }

  std::span<char> assembly_;
  std::size_t assembled_ = 0;  // octets of the message that lie in the assembly memory
  std::uint64_t length_ = 0;   // of the frame's payload
  std::uint64_t taken_ = 0;    // of the payload, or of the masking key
  websocket_limits limits_;
  std::uint32_t message_size_ = 0;  // of the fragments before the present one
  errc failure_ = errc::none;
  mask_key key_{};
  std::uint8_t length_octets_ = 0;
  std::uint8_t length_left_ = 0;
  utf8_stream text_{};
  stage stage_ = stage::first;
  websocket_role role_;
  websocket_opcode opcode_ = websocket_opcode::continuation;
  websocket_opcode message_ = websocket_opcode::continuation;  // continuation: none is open
  bool fin_ = false;
  bool closed_ = false;
  std::array<char, max_control_payload> control_{};
};

/// Reads what a server sends; never changes its input.
class websocket_client_decoder : public websocket_decoder {
 public:
  /// `memory` is where messages are assembled; it must outlive the decoder.
  explicit websocket_client_decoder(std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                    const websocket_limits& limits = {}) noexcept
      : websocket_decoder(websocket_role::client, memory, limits) {}

  /// Reads up to the next event:
  ///
  ///     for (websocket_step s; s = decoder.decode(received), !s.needs_more();) {
  ///       if (s.failure) return close(s.due());
  ///       handle(*s.event);
  ///       received.remove_prefix(s.consumed);
  ///     }
  websocket_step decode(std::string_view input CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept {
    return step({input.data(), input.size()}, nullptr);
  }
};

/// Reads what a client sends; unmasks in place what it hands out as a view of its input.
class websocket_server_decoder : public websocket_decoder {
 public:
  /// `memory` is where messages are assembled; it must outlive the decoder.
  explicit websocket_server_decoder(std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                    const websocket_limits& limits = {}) noexcept
      : websocket_decoder(websocket_role::server, memory, limits) {}

  /// Reads up to the next event, as the client's. What lies in front of `consumed` may have been
  /// changed, and must not be decoded again; what lies behind it is as it was, unless the step
  /// failed.
  websocket_step decode(std::span<char> input CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept {
    return step({input.data(), input.size()}, input.data());
  }
};

}  // namespace connectparticipant::inline v1
