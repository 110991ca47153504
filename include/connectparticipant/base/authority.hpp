#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>

namespace connectparticipant::inline v1 {

/// The host and port of a URL, as views of its text.
struct authority {
  /// A name, an IPv4 address, or an IPv6 address without its brackets.
  std::string_view host{};
  std::uint16_t port = 0;
  /// The value of `Host`: the host, in brackets where it is an IPv6 address, and the port where it
  /// is not the scheme's own.
  std::string_view host_field{};
};

namespace url_internal {

constexpr bool is_ipv4(std::string_view text) noexcept {
  for (int part = 0; part < 4; ++part) {
    int value = 0;
    std::size_t size = 0;
    while (size < text.size() && size < 3 && digits(text[size]))
      value = value * 10 + (text[size++] - '0');
    if (size == 0 || value > 255 || (size > 1 && text[0] == '0')) return false;
    text.remove_prefix(size);
    if (part == 3) return text.empty();
    if (text.empty() || text[0] != '.') return false;
    text.remove_prefix(1);
  }
  return false;
}

/// RFC 3986, section 3.2.2, without zones.
constexpr bool is_ipv6(std::string_view text) noexcept {
  int groups = 0;
  bool gap = false;
  if (text.starts_with("::")) {
    gap = true;
    text.remove_prefix(2);
    if (text.empty()) return true;
  }
  for (;;) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (group.find('.') != std::string_view::npos) {
      groups += 2;
      return colon == std::string_view::npos && is_ipv4(group) && (gap ? groups < 8 : groups == 8);
    }
    if (group.empty() || group.size() > 4 || !hex_digits.all_of(group)) return false;
    ++groups;
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (text.starts_with(':')) {
      if (gap) return false;
      gap = true;
      text.remove_prefix(1);
      if (text.empty()) break;
    }
  }
  return gap ? groups < 8 : groups == 8;
}

}  // namespace url_internal

/// Whether `text` is one label of a host name: letters, digits and inner hyphens, 1 to 63 (RFC
/// 1123, section 2.1).
constexpr bool is_host_label(std::string_view text) noexcept {
  constexpr charset label_characters{"09azAZ", "-"};
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         label_characters.all_of(text);
}

/// Takes `host[:port]` apart (RFC 3986, section 3.2). Error: `invalid_endpoint` for user
/// information and for a host or port that is none, with the offset of the part at fault.
constexpr result<authority> parse_authority(std::string_view text CONNECTPARTICIPANT_LIFETIMEBOUND,
                                            std::uint16_t default_port) noexcept {
  constexpr charset host_characters{"09azAZ", "-._"};
  authority found;
  found.port = default_port;
  std::size_t host_end = text.find(':');
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos || !url_internal::is_ipv6(text.substr(1, bracket - 1)))
      return error(errc::invalid_endpoint);
    found.host = text.substr(1, bracket - 1);
    host_end = bracket + 1;
  } else {
    found.host = text.substr(0, host_end);
    if (found.host.empty() || !host_characters.all_of(found.host))
      return error(errc::invalid_endpoint);
  }
  found.host_field = text.substr(0, host_end);
  const std::size_t port_at = found.host_field.size();
  const std::string_view port = text.substr(port_at);
  if (port.empty()) return found;
  std::uint32_t number = 0;
  for (const char c : port.substr(1)) {
    if (!digits(c)) return error(errc::invalid_endpoint, port_at);
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
    if (number > 0xFFFF) return error(errc::invalid_endpoint, port_at);
  }
  if (port[0] != ':' || (port.size() > 1 && number == 0))
    return error(errc::invalid_endpoint, port_at);
  if (port.size() > 1 && number != default_port) {
    found.port = static_cast<std::uint16_t>(number);
    found.host_field = text;
  }
  return found;
}

}  // namespace connectparticipant::inline v1
