#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/authority.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>

namespace connectparticipant::inline v1 {

/// An HTTP URL taken apart (RFC 9110, section 4.2), as views of its text.
struct http_url {
  std::string_view host{};  ///< without the brackets of an IPv6 address
  std::uint16_t port = 443;
  /// Path and query for the request line, octet for octet; "/" where the URL has neither. A signed
  /// URL's is a secret.
  std::string_view target{};
  bool secure = true;
  std::string_view host_field{};  ///< the value of `Host`

  constexpr std::string_view scheme() const noexcept { return secure ? "https" : "http"; }
};

/// Which schemes `parse_http_url` takes.
enum class http_schemes : std::uint8_t { https, http_and_https };

/// Takes `https://host[:port][/path][?query]` apart; `http` only where it is asked for. Errors:
/// `invalid_endpoint` for another scheme, for user information, and for a host or port that is
/// none; `invalid_target` for a fragment, a space, a control or a non-ASCII character behind them,
/// and for a query without a path. The offset is that of the octet or part at fault.
constexpr result<http_url> parse_http_url(std::string_view text CONNECTPARTICIPANT_LIFETIMEBOUND,
                                          http_schemes schemes = http_schemes::https) noexcept {
  constexpr charset target_characters{"!\"$~"};
  const bool secure = equal_any_case(text.substr(0, 8), "https://");
  if (!secure && (schemes == http_schemes::https || !equal_any_case(text.substr(0, 7), "http://")))
    return error(errc::invalid_endpoint);
  const std::size_t start = secure ? 8 : 7;
  const std::string_view rest = text.substr(start);
  const std::string_view host_and_port = rest.substr(0, rest.find_first_of("/?#"));
  const result<authority> found = parse_authority(host_and_port, secure ? 443 : 80);
  if (!found) return error(errc::invalid_endpoint, start + found.error().offset);

  const std::string_view target = rest.substr(host_and_port.size());
  const std::size_t target_at = start + host_and_port.size();
  if (target.starts_with('?')) return error(errc::invalid_target, target_at);
  for (std::size_t i = 0; i < target.size(); ++i)
    if (!target_characters(target[i])) return error(errc::invalid_target, target_at + i);
  return http_url{.host = found->host,
                  .port = found->port,
                  .target = target.empty() ? std::string_view("/") : target,
                  .secure = secure,
                  .host_field = found->host_field};
}

/// Whether both name the same server: scheme, host and port. A token that is meant for one may go
/// to the other.
constexpr bool same_origin(const http_url& a, const http_url& b) noexcept {
  return a.secure == b.secure && a.port == b.port && equal_any_case(a.host, b.host);
}

}  // namespace connectparticipant::inline v1
