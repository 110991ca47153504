#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/retryable.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/operation/service_error_kind.hpp>

namespace connectparticipant::inline v1 {

/// The service's answer when it does not do what it was asked: an exception of the model, or any
/// status that is no success. Decoded ones borrow from the response and the arena.
struct service_error {
  service_error_kind kind = service_error_kind::unknown;
  std::string_view name = "Unknown";  ///< as sent, without namespace and suffix
  int status = 0;                     ///< of HTTP
  std::optional<std::string_view> message{};
  std::optional<std::string_view> resource_id{};
  std::optional<open_enum<connectparticipant::resource_type>> resource_type{};

  /// Whether the same request may succeed later.
  bool retryable() const noexcept { return is_retryable(name, status); }
};

inline constexpr std::string_view error_type_header = "x-amzn-errortype";

/// The exceptions of a server that are none of the operations'.
struct protocol_error {
  std::string_view name;
  int status;
};
inline constexpr std::array<protocol_error, 5> protocol_errors = {
    {{"SerializationException", 400},
     {"UnknownOperationException", 404},
     {"MethodNotAllowedException", 405},
     {"NotAcceptableException", 406},
     {"UnsupportedMediaTypeException", 415}}};

/// The status of a protocol error; 500 for any other name.
constexpr int status_of(std::string_view name) noexcept {
  for (const protocol_error& known : protocol_errors)
    if (known.name == name) return known.status;
  return 500;
}

namespace encode_internal {

inline result<http_response> encode_body(const object_rows& rows, const void* body, int status,
                                         std::string_view error_name, std::span<char> memory) {
  output out(memory);
  http_response encoded{.status = status};
  encoded.headers.push_back({"Content-Type", json_media_type});
  out.put(error_name);
  if (!error_name.empty() && out.complete())
    encoded.headers.push_back({error_type_header, out.text()});
  if (const error failure = structure_writer(out, rows).write(rows, body)) return failure;
  if (!out.complete()) return error(errc::buffer_too_small, out.size());
  encoded.body = out.text().substr(error_name.size());
  return encoded;
}

}  // namespace encode_internal

/// Encodes a service error as a server sends it: status (that of the model where `status` is 0),
/// `x-amzn-errortype` and the members. The result lives in `memory`. Errors: `header_value` for a
/// name that cannot be sent as one; `invalid_argument` for a status that is no error's; `utf8`;
/// `buffer_too_small`, whose offset is the size needed.
inline result<http_response> encode_error(const service_error& failure,
                                          std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  const service_error_row* row = find_service_error(failure.kind);
  if (row == nullptr) row = find_service_error(failure.name);
  const std::string_view name = row != nullptr ? row->name : failure.name;
  // Readers cut a name at these.
  if (!is_header_value(name) || name.find_first_of(",:#") != std::string_view::npos)
    return error(errc::header_value);
  if (failure.status != 0 && failure.status < 300) return error(errc::invalid_argument);
  const service_error_body body{.message = failure.message,
                                .resource_id = failure.resource_id,
                                .resource_type = failure.resource_type};
  const object_rows& rows = row != nullptr ? *row->body : table<service_error_body>::rows;
  const int status = failure.status != 0 ? failure.status
                     : row != nullptr    ? row->status
                                         : status_of(name);
  return encode_internal::encode_body(rows, &body, status, name, memory);
}

/// As above, into a string that grows as needed; its former content is lost.
inline result<http_response> encode_error(const service_error& failure,
                                          std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return write_growing(memory, [&](std::span<char> room) { return encode_error(failure, room); });
}

}  // namespace connectparticipant::inline v1
