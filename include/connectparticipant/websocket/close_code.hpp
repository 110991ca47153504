#pragma once

#include <cstdint>

#include <connectparticipant/base/error.hpp>

namespace connectparticipant::inline v1 {

/// Why a connection is closed (RFC 6455, section 7.4.1, and the IANA registry of close codes). Any
/// other number of 3000 to 4999 may be cast to it.
enum class close_code : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  no_status = 1005,  ///< reads so where a close frame has no code; never sent
  abnormal = 1006,   ///< the connection ended without a close frame; never sent
  invalid_payload = 1007,
  policy_violation = 1008,
  message_too_big = 1009,
  mandatory_extension = 1010,
  internal_error = 1011,
  service_restart = 1012,
  try_again_later = 1013,
  bad_gateway = 1014,
  tls_handshake = 1015,  ///< TLS failed; never sent
};

/// Whether a close frame may carry the code.
constexpr bool may_be_sent(close_code code) noexcept {
  const auto number = static_cast<std::uint16_t>(code);
  return (number >= 1000 && number <= 1003) || (number >= 1007 && number <= 1014) ||
         (number >= 3000 && number <= 4999);
}

/// The close code due to a peer that caused `failure` (RFC 6455, sections 7.1.7 and 7.4.1).
constexpr close_code close_code_due(errc failure) noexcept {
  if (failure == errc::text_not_utf8) return close_code::invalid_payload;
  switch (group_of(failure)) {
    case error_group::none: return close_code::normal;
    case error_group::limit: return close_code::message_too_big;
    case error_group::websocket: return close_code::protocol_error;
    case error_group::misuse: return close_code::internal_error;
    default: return close_code::invalid_payload;
  }
}

}  // namespace connectparticipant::inline v1
