#pragma once

#include <cstdint>
#include <string_view>

namespace connectparticipant::inline v1 {

/// Which end of the connection one is. A client masks what it sends, a server never does (RFC 6455,
/// section 5.1).
enum class websocket_role : std::uint8_t { client, server };

/// What a frame is for (RFC 6455, section 5.2).
enum class websocket_opcode : std::uint8_t {
  continuation = 0x0,
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xA,
};

/// Whether the opcode is one of a control frame, known or reserved.
constexpr bool is_control(websocket_opcode opcode) noexcept {
  return (static_cast<std::uint8_t>(opcode) & 0x8) != 0;
}

/// Whether the opcode is one that RFC 6455 defines.
constexpr bool is_defined(websocket_opcode opcode) noexcept {
  return opcode <= websocket_opcode::binary ||
         (opcode >= websocket_opcode::close && opcode <= websocket_opcode::pong);
}

/// The most octets that a control frame may carry (RFC 6455, section 5.5).
inline constexpr std::uint8_t max_control_payload = 125;

constexpr std::string_view to_string(websocket_opcode opcode) noexcept {
  switch (opcode) {
    case websocket_opcode::continuation: return "continuation";
    case websocket_opcode::text: return "text";
    case websocket_opcode::binary: return "binary";
    case websocket_opcode::close: return "close";
    case websocket_opcode::ping: return "ping";
    case websocket_opcode::pong: return "pong";
  }
  return "reserved";
}

}  // namespace connectparticipant::inline v1
