#pragma once

#include <span>
#include <string>

#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/service_error.hpp>
#include <connectparticipant/json/write.hpp>

namespace connectparticipant::inline v1 {

/// Encodes the response of an operation, status 200, into `memory`, where the result lives. Errors:
/// `utf8` with the member's path; `buffer_too_small`, whose offset is the size needed.
template <described T>
result<http_response> encode_response(const T& response,
                                      std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return encode_internal::encode_body(table<T>::rows, &response, 200, {}, memory);
}

/// As above, into a string that grows as needed; its former content is lost, and no text of
/// the response may lie there.
template <described T>
result<http_response> encode_response(const T& response,
                                      std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return write_growing(memory,
                       [&](std::span<char> room) { return encode_response(response, room); });
}

}  // namespace connectparticipant::inline v1
