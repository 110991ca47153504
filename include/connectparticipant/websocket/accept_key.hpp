#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <connectparticipant/base/base64.hpp>
#include <connectparticipant/websocket/sha1.hpp>

namespace connectparticipant::inline v1 {

/// The value of `Sec-WebSocket-Key` from 16 octets of the caller's entropy (RFC 6455, section 4.1).
constexpr std::array<char, 24> make_websocket_key(
    const std::array<std::uint8_t, 16>& entropy) noexcept {
  std::array<char, 24> key{};
  encode_base64(entropy, key.data());
  return key;
}

/// Whether the text is 16 octets in base64.
constexpr bool is_websocket_key(std::string_view text) noexcept {
  std::array<std::uint8_t, 18> octets{};
  return text.size() == 24 && decode_base64(text, octets.data()) == std::size_t{16};
}

/// The value of `Sec-WebSocket-Accept` that answers a key of 24 characters (RFC 6455, section
/// 4.2.2).
constexpr std::array<char, 28> make_websocket_accept(std::span<const char, 24> key) noexcept {
  constexpr std::string_view guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<char, 24 + guid.size()> text{};
  for (std::size_t i = 0; i < text.size(); ++i)
    text[i] = i < key.size() ? key[i] : guid[i - key.size()];
  std::array<char, 28> accept{};
  encode_base64(sha1({text.data(), text.size()}), accept.data());
  return accept;
}

}  // namespace connectparticipant::inline v1
