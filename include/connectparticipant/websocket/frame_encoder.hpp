#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/websocket/close_code.hpp>
#include <connectparticipant/websocket/mask.hpp>
#include <connectparticipant/websocket/opcode.hpp>

namespace connectparticipant::inline v1 {

// A client gives a masking key with every frame, a server none: `key` decides.

/// One frame to send (RFC 6455, section 5.2). The payload is borrowed, and not yet masked.
struct websocket_frame {
  websocket_opcode opcode = websocket_opcode::text;
  bool fin = true;
  std::string_view payload{};
  std::optional<mask_key> key{};
};

/// Octets that the header of a frame takes.
constexpr std::size_t frame_header_size(std::uint64_t payload, bool masked) noexcept {
  return (payload <= 125 ? 2u : payload <= 0xFFFF ? 4u : 10u) + (masked ? 4u : 0u);
}
inline constexpr std::size_t max_frame_header_size = 14;

/// Writes a frame's header alone, with the length in its shortest form, for a payload that is sent
/// from where it lies (a client's masked there with `mask`). `to` needs room for
/// `frame_header_size` octets; returns that size. Nothing is checked.
constexpr std::size_t write_frame_header(websocket_opcode opcode, bool fin, std::uint64_t payload,
                                         const std::optional<mask_key>& key, char* to) noexcept {
  std::size_t size = 0;
  const auto put = [&](std::uint64_t octet) {
    to[size++] = static_cast<char>(static_cast<unsigned char>(octet & 0xFF));
  };
  const std::uint64_t mask_bit = key ? 0x80 : 0;
  put((fin ? 0x80u : 0u) | static_cast<unsigned>(opcode));
  if (payload <= 125) {
    put(mask_bit | payload);
  } else if (payload <= 0xFFFF) {
    put(mask_bit | 126);
    put(payload >> 8);
    put(payload);
  } else {
    put(mask_bit | 127);
    for (int shift = 56; shift >= 0; shift -= 8) put(payload >> shift);
  }
  if (key)
    for (const std::uint8_t octet : *key) put(octet);
  return size;
}

namespace frame_internal {

/// A frame whose payload is `first`, then `rest`.
inline result<std::string_view> encode(const websocket_frame& frame, std::string_view first,
                                       std::string_view rest, std::span<char> memory) noexcept {
  const std::size_t payload = first.size() + rest.size();
  if (is_control(frame.opcode) && (payload > max_control_payload || !frame.fin))
    return error(payload > max_control_payload ? errc::max_length : errc::invalid_argument);
  const std::size_t header = frame_header_size(payload, frame.key.has_value());
  if (memory.size() < header || memory.size() - header < payload)
    return error(errc::buffer_too_small, header + payload);
  write_frame_header(frame.opcode, frame.fin, payload, frame.key, memory.data());
  char* const to = memory.data() + header;
  if (frame.key) {
    mask_copy(to, first.data(), first.size(), *frame.key);
    mask_copy(to + first.size(), rest.data(), rest.size(), *frame.key, first.size());
  } else {
    if (!first.empty()) std::memcpy(to, first.data(), first.size());
    if (!rest.empty()) std::memcpy(to + first.size(), rest.data(), rest.size());
  }
  return std::string_view(memory.data(), header + payload);
}

inline error check_text(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  const char* const found = find_invalid_utf8(text.data(), end);
  return found == end ? error() : error(errc::utf8, static_cast<std::size_t>(found - text.data()));
}

}  // namespace frame_internal

// The functions below write into `memory`, which must not overlap the payload, and return what is
// to be sent, a part of it. Errors of all: `buffer_too_small`, whose offset is the size needed.

/// Any one frame. The fragments of a text are not checked for UTF-8. Errors: `invalid_argument` for
/// an opcode that is not defined or a control frame without fin, `max_length` for a control frame
/// of more than 125 octets.
inline result<std::string_view> encode_frame(const websocket_frame& frame,
                                             std::span<char> memory
                                                 CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept {
  if (!is_defined(frame.opcode)) return error(errc::invalid_argument);
  return frame_internal::encode(frame, frame.payload, {}, memory);
}

/// A text message in one frame. Errors: `utf8` with the offset of the first bad octet.
inline result<std::string_view> encode_text(std::string_view text,
                                            std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                            const std::optional<mask_key>& key = {}) noexcept {
  if (const error bad = frame_internal::check_text(text)) return bad;
  return encode_frame({websocket_opcode::text, true, text, key}, memory);
}

/// A binary message in one frame.
inline result<std::string_view> encode_binary(
    std::string_view octets, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
    const std::optional<mask_key>& key = {}) noexcept {
  return encode_frame({websocket_opcode::binary, true, octets, key}, memory);
}

/// A ping with up to 125 octets. Errors: `max_length`.
inline result<std::string_view> encode_ping(std::string_view octets,
                                            std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                            const std::optional<mask_key>& key = {}) noexcept {
  return encode_frame({websocket_opcode::ping, true, octets, key}, memory);
}

/// A pong; one that answers a ping repeats its octets. Errors: `max_length`.
inline result<std::string_view> encode_pong(std::string_view octets,
                                            std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                            const std::optional<mask_key>& key = {}) noexcept {
  return encode_frame({websocket_opcode::pong, true, octets, key}, memory);
}

/// A close frame with a code and a reason of up to 123 octets of UTF-8. Errors: `invalid_argument`
/// for a code that is never sent, `max_length`, `utf8`.
inline result<std::string_view> encode_close(close_code code, std::string_view reason,
                                             std::span<char> memory
                                                 CONNECTPARTICIPANT_LIFETIMEBOUND,
                                             const std::optional<mask_key>& key = {}) noexcept {
  if (!may_be_sent(code)) return error(errc::invalid_argument);
  if (const error bad = frame_internal::check_text(reason)) return bad;
  const auto number = static_cast<std::uint16_t>(code);
  const std::array<char, 2> octets{static_cast<char>(number >> 8),
                                   static_cast<char>(number & 0xFF)};
  return frame_internal::encode({websocket_opcode::close, true, {}, key},
                                {octets.data(), octets.size()}, reason, memory);
}

/// A close frame without a code, which the peer reads as `close_code::no_status`.
inline result<std::string_view> encode_close(std::span<char> memory
                                                 CONNECTPARTICIPANT_LIFETIMEBOUND,
                                             const std::optional<mask_key>& key = {}) noexcept {
  return encode_frame({websocket_opcode::close, true, {}, key}, memory);
}

/// A message cut into frames (RFC 6455, section 5.4), between which control frames may be sent:
///
///     auto fragments = fragment(websocket_opcode::text, text, 4096);
///     while (const auto frame = fragments->next(fresh_key())) send(encode_frame(*frame, memory));
class websocket_fragments {
 public:
  /// The next frame, a view of the message; absent behind the last. `key` is a client's.
  std::optional<websocket_frame> next(const std::optional<mask_key>& key = {}) noexcept {
    if (done_) return std::nullopt;
    const bool last = rest_.size() <= most_;
    const websocket_frame frame{opcode_, last, rest_.substr(0, most_), key};
    rest_.remove_prefix(frame.payload.size());
    opcode_ = websocket_opcode::continuation;
    done_ = last;
    return frame;
  }

 private:
  friend result<websocket_fragments> fragment(websocket_opcode, std::string_view,
                                              std::size_t) noexcept;
  websocket_fragments(websocket_opcode opcode, std::string_view message, std::size_t most) noexcept
      : rest_(message), most_(most), opcode_(opcode) {}

  std::string_view rest_;
  std::size_t most_;
  websocket_opcode opcode_;
  bool done_ = false;
};

/// Cuts a text or binary message into frames of at most `octets` octets each, at least one. The
/// message is borrowed. Errors: `utf8` for a text, `invalid_argument` for another opcode or no
/// octets.
inline result<websocket_fragments> fragment(
    websocket_opcode opcode, std::string_view message CONNECTPARTICIPANT_LIFETIMEBOUND,
    std::size_t octets) noexcept {
  if ((opcode != websocket_opcode::text && opcode != websocket_opcode::binary) || octets == 0)
    return error(errc::invalid_argument);
  if (opcode == websocket_opcode::text)
    if (const error bad = frame_internal::check_text(message)) return bad;
  return websocket_fragments(opcode, message, octets);
}

}  // namespace connectparticipant::inline v1
