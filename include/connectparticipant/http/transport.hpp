#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/retry.hpp>
#include <connectparticipant/http/url.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// One HTTP exchange that a transport is to make.
struct transport_request {
  /// To be sent as it is: the target octet for octet (no normalisation of dots, slashes or
  /// escapes), the header values unchanged. The transport adds `Host`, and `Content-Length` where
  /// it is not there; it may add what concerns the connection and nothing else: no cookie, no
  /// credential.
  http_request message{};
  /// Where to connect to; `target` is that of the message. `secure`: TLS, with the host verified.
  http_url server{};
  const operation_row* operation = nullptr;  ///< null for a signed URL, which gets no token
  int attempt = 1;
  /// Which of its call's exchanges this is, from 1: redirects and retries count.
  int exchange = 1;
  std::int64_t connect_timeout_ms = 0;  ///< 0 for none of ours
  std::int64_t timeout_ms = 0;          ///< of the whole exchange; 0 for none of ours
  std::string_view proxy{};             ///< as the configuration has it
  std::size_t max_response_bytes = 0;   ///< body; more is `response_too_large`; 0 for none of ours
};

/// What came of it: a response, or why there is none.
struct transport_result {
  http_response response{};
  transport_error failure = transport_error::none;
};

/// The one thing that a client needs from outside. `send` makes one exchange and waits for it: it
/// neither retries nor follows redirects. What the response borrows stays valid until the next
/// `send` of the same transport. It is called on the thread that calls the client, and by no other.
template <class T>
concept transport = requires(T& over, const transport_request& request) {
  { over.send(request) } -> std::same_as<transport_result>;
};

}  // namespace connectparticipant::inline v1
