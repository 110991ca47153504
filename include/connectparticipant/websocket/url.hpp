#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/authority.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>

namespace connectparticipant::inline v1 {

/// A websocket URL taken apart (RFC 6455, section 3), as views of its text.
struct websocket_url {
  /// A name, an IPv4 address, or an IPv6 address without its brackets.
  std::string_view host{};
  std::uint16_t port = 443;
  /// Path and query, octet for octet; empty, or begun by the question mark, where there is no path:
  /// `websocket_client_handshake` puts the slash in front. A signed URL's is a secret.
  std::string_view target{};
  bool secure = true;
  /// The value of `Host`: the host, in brackets where it is an IPv6 address, and the port where it
  /// is not the scheme's own.
  std::string_view host_field{};
};

/// Which schemes `parse_websocket_url` takes.
enum class websocket_schemes : std::uint8_t { wss, ws_and_wss };

/// Takes `wss://host[:port][/path][?query]` apart; `ws` only where it is asked for. Errors:
/// `invalid_endpoint` for another scheme, for user information, and for a host or port that is
/// none; `invalid_target` for a fragment, a space, a control or a non-ASCII character behind them.
/// The offset is that of the octet or part at fault.
constexpr result<websocket_url> parse_websocket_url(
    std::string_view text CONNECTPARTICIPANT_LIFETIMEBOUND,
    websocket_schemes schemes = websocket_schemes::wss) noexcept {
  constexpr charset target_characters{"!\"$~"};
  const bool secure = equal_any_case(text.substr(0, 6), "wss://");
  if (!secure && (schemes == websocket_schemes::wss || !equal_any_case(text.substr(0, 5), "ws://")))
    return error(errc::invalid_endpoint);
  websocket_url url;
  url.secure = secure;
  url.port = secure ? 443 : 80;

  const std::size_t start = secure ? 6 : 5;
  const std::string_view rest = text.substr(start);
  const std::string_view host_and_port = rest.substr(0, rest.find_first_of("/?#"));
  const result<authority> found = parse_authority(host_and_port, url.port);
  if (!found) return error(errc::invalid_endpoint, start + found.error().offset);
  url.host = found->host;
  url.port = found->port;
  url.host_field = found->host_field;

  url.target = rest.substr(host_and_port.size());
  for (std::size_t i = 0; i < url.target.size(); ++i)
    if (!target_characters(url.target[i]))
      return error(errc::invalid_target, start + host_and_port.size() + i);
  return url;
}

}  // namespace connectparticipant::inline v1
