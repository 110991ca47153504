#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/shape/inline_list.hpp>

namespace connectparticipant::inline v1 {

/// One field of an HTTP message (RFC 9110, section 5). Names compare without regard to case.
struct http_header {
  std::string_view name;
  std::string_view value;
};

/// The few headers that the library writes, inside the object; or a server's, borrowed:
/// `.headers = std::span<const http_header>(…)`.
using http_headers = inline_list<http_header, 4>;

/// A request to send, or one received. Everything is borrowed: `encode_request` says from where.
struct http_request {
  std::string_view method{};
  std::string_view target{};  ///< path and query, as it stands in the request line
  http_headers headers{};
  std::string_view body{};
};

/// A response received, or one to send. Everything is borrowed.
struct http_response {
  int status = 200;
  http_headers headers{};
  std::string_view body{};
};

/// The value of the first header of that name, without surrounding white space.
inline std::optional<std::string_view> find_header(const http_headers& headers,
                                                   std::string_view name) noexcept {
  for (const http_header& header : headers)
    if (equal_any_case(header.name, name)) return trim(header.value);
  return std::nullopt;
}

inline constexpr std::string_view json_media_type = "application/json";

}  // namespace connectparticipant::inline v1
