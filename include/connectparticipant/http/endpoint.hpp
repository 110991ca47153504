#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <connectparticipant/base/authority.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/http/url.hpp>
#include <connectparticipant/json/write.hpp>

namespace connectparticipant::inline v1 {

/// A set of regions with one owner and one domain. All support FIPS and dual stack.
struct partition {
  std::string_view name;
  std::string_view dns_suffix;
  std::string_view dual_stack_suffix;
  std::string_view global_region;  ///< the pseudo-region; empty where there is none
};

inline constexpr std::array<partition, 8> partitions = {{
    {"aws", "amazonaws.com", "api.aws", "aws-global"},
    {"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "aws-cn-global"},
    {"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", ""},
    {"aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "aws-iso-global"},
    {"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "aws-iso-b-global"},
    {"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "aws-iso-e-global"},
    {"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "aws-iso-f-global"},
    {"aws-us-gov", "amazonaws.com", "api.aws", "aws-us-gov-global"},
}};

namespace endpoint_internal {

/// A region is this, then a word, a hyphen and digits. The word has no hyphen, so at most one row
/// fits.
struct region_prefix {
  std::string_view text;
  std::size_t partition;  ///< index into `partitions`
};
inline constexpr std::array<region_prefix, 16> region_prefixes = {{
    {"us-", 0},
    {"eu-", 0},
    {"ap-", 0},
    {"sa-", 0},
    {"ca-", 0},
    {"me-", 0},
    {"af-", 0},
    {"il-", 0},
    {"mx-", 0},
    {"cn-", 1},
    {"eusc-de-", 2},
    {"us-iso-", 3},
    {"us-isob-", 4},
    {"eu-isoe-", 5},
    {"us-isof-", 6},
    {"us-gov-", 7},
}};

inline constexpr charset word_characters{"09azAZ", "_"};

constexpr bool starts_with_any_case(std::string_view text, std::string_view start) noexcept {
  return equal_any_case(text.substr(0, start.size()), start);
}

/// `\w+\-\d+`, whole.
constexpr bool is_word_and_number(std::string_view text) noexcept {
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == text.size()) return false;
  return word_characters.all_of(text.substr(0, hyphen)) && digits.all_of(text.substr(hyphen + 1));
}

/// The characters of a path segment (RFC 3986, section 3.3); escapes are looked at apart.
inline constexpr charset segment_characters{"09azAZ", "-._~!$&'()*+,;=:@%"};

/// `.` or `..`, also where escapes hide them.
constexpr bool is_dot_segment(std::string_view segment) noexcept {
  int dots = 0;
  while (!segment.empty()) {
    const std::size_t size = equal_any_case(segment.substr(0, 3), "%2e") ? 3 : 1;
    if (size == 1 && segment.front() != '.') return false;
    segment.remove_prefix(size);
    ++dots;
  }
  return dots == 1 || dots == 2;
}

/// The offset of the first segment that is empty, or that an HTTP stack could change or take for
/// something else; npos where there is none.
constexpr std::size_t find_bad_segment(std::string_view path) noexcept {
  std::size_t at = 0;
  while (at < path.size()) {
    const std::size_t end = path.substr(at + 1).find('/');
    const std::string_view segment = path.substr(at + 1, end);
    if (segment.empty() || is_dot_segment(segment) || !segment_characters.all_of(segment))
      return at;
    for (std::size_t i = 0; i < segment.size(); ++i)
      if (segment[i] == '%' && (segment.size() - i < 3 || hex_value(segment[i + 1]) < 0 ||
                                hex_value(segment[i + 2]) < 0))
        return at;
    at += 1 + segment.size();
  }
  return std::string_view::npos;
}

/// A name whose labels are neither empty nor too long. Underscores and outer hyphens are left to
/// the resolver: private networks have them.
constexpr bool is_host_name(std::string_view host) noexcept {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.size() > 253) return false;
  for (;;) {
    const std::size_t dot = host.find('.');
    const std::size_t size = dot == std::string_view::npos ? host.size() : dot;
    if (size == 0 || size > 63) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace endpoint_internal

/// The partition of a region, in any letter case; `aws` for one that no expression knows.
constexpr const partition& find_partition(std::string_view region) noexcept {
  for (const partition& one : partitions)
    if (!one.global_region.empty() && equal_any_case(region, one.global_region)) return one;
  for (const endpoint_internal::region_prefix& prefix : endpoint_internal::region_prefixes)
    if (endpoint_internal::starts_with_any_case(region, prefix.text) &&
        endpoint_internal::is_word_and_number(region.substr(prefix.text.size())))
      return partitions[prefix.partition];
  return partitions.front();
}

/// What decides where requests go. Empty is absent.
struct endpoint_parameters {
  std::string_view region{};
  bool use_fips = false;
  bool use_dual_stack = false;
  /// `https://host[:port][/base/path]` or `http://…`, instead of the service's own.
  std::string_view endpoint{};
};

/// Where requests go.
struct endpoint {
  std::string_view url{};         ///< without a slash at its end
  std::string_view scheme{};      ///< "https" or "http"
  std::string_view host{};        ///< without the brackets of an IPv6 address
  std::string_view base_path{};   ///< "" or "/base/path": `encode_options::base_path`
  std::string_view host_field{};  ///< the value of `Host`
  std::uint16_t port = 443;
};

/// Memory that holds every endpoint of the service.
inline constexpr std::size_t endpoint_memory = 128;

/// Finds the endpoint of the service by its rule set, and writes its URL into `memory`, where the
/// views of the result lie. Regions are taken in any letter case and written in lower case. With a
/// custom endpoint the region says nothing, and `memory` as long as it suffices. Errors: `required`
/// without region and endpoint; `invalid_label` for a region that is no host label, since it would
/// name another host; `invalid_argument` for FIPS or dual stack with a custom endpoint;
/// `invalid_endpoint` for a custom endpoint that is no HTTP URL, or has a user, a query, a
/// fragment, or a path that HTTP stacks change, with the offset in it; `buffer_too_small`, whose
/// offset is the size needed.
inline result<endpoint> resolve_endpoint(const endpoint_parameters& parameters,
                                         std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  output out(memory);
  if (!parameters.endpoint.empty()) {
    if (parameters.use_fips || parameters.use_dual_stack) return error(errc::invalid_argument);
    std::string_view text = parameters.endpoint;
    const result<http_url> custom = parse_http_url(text, http_schemes::http_and_https);
    if (!custom) return error(errc::invalid_endpoint, custom.error().offset);
    const std::size_t path_at = text.find('/', custom->scheme().size() + 3);
    if (custom->host_field.front() != '[' && !endpoint_internal::is_host_name(custom->host))
      return error(errc::invalid_endpoint, custom->scheme().size() + 3);
    if (path_at != std::string_view::npos) {
      while (text.size() > path_at && text.back() == '/') text.remove_suffix(1);
      const std::size_t bad = endpoint_internal::find_bad_segment(text.substr(path_at));
      if (bad != std::string_view::npos) return error(errc::invalid_endpoint, path_at + bad);
    }
    out.put(text);
  } else {
    const std::string_view region = parameters.region;
    if (region.empty()) return error(errc::required);
    if (!is_host_label(region)) return error(errc::invalid_label);
    const partition& home = find_partition(region);
    // The hosts of this partition are FIPS endpoints under their plain names.
    const bool plain_fips = home.name == "aws-us-gov" && !parameters.use_dual_stack;
    out.put(std::string_view("https://participant.connect"));
    if (parameters.use_fips && !plain_fips) out.put(std::string_view("-fips"));
    out.put('.');
    for (const char c : region) out.put(to_lower(c));
    out.put('.');
    out.put(parameters.use_dual_stack ? home.dual_stack_suffix : home.dns_suffix);
  }
  if (!out.complete()) return error(errc::buffer_too_small, out.size());

  const std::string_view url = out.text();
  const result<http_url> written = parse_http_url(url, http_schemes::http_and_https);
  if (!written) return written.error();
  const std::size_t path_at = url.find('/', written->scheme().size() + 3);
  return endpoint{
      .url = url,
      .scheme = written->scheme(),
      .host = written->host,
      .base_path = path_at == std::string_view::npos ? std::string_view() : url.substr(path_at),
      .host_field = written->host_field,
      .port = written->port};
}

}  // namespace connectparticipant::inline v1
