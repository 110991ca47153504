#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <connectparticipant/operation/service_error_kind.hpp>
#include <connectparticipant/shape/describe.hpp>

namespace connectparticipant::inline v1 {

/// The operations of the service, in the order of its model.
enum class operation_id : std::uint8_t {
  cancel_participant_authentication,
  complete_attachment_upload,
  create_participant_connection,
  describe_view,
  disconnect_participant,
  get_attachment,
  get_authentication_url,
  get_transcript,
  send_event,
  send_message,
  start_attachment_upload,
};

/// The header that carries every `location::header` member: the token.
inline constexpr std::string_view token_header = "X-Amz-Bearer";

/// One operation: its route, its shapes and what it may fail with.
struct operation_row {
  operation_id id;
  std::string_view name;
  std::string_view method;
  std::string_view path;  ///< a member in braces is a `location::label`
  const object_rows* request;
  const object_rows* response;
  std::span<const service_error_kind> errors;
};

/// The operation of a request type: `operation_of<send_message_request>::type` is `send_message`, a
/// tag with the members `request`, `response` and `row`.
template <class Request>
struct operation_of {};

template <class Request>
concept operation_request = requires {
  typename operation_of<Request>::type;
};

namespace operation_internal {

inline constexpr service_error_kind common_errors[] = {
    service_error_kind::access_denied, service_error_kind::internal_server,
    service_error_kind::throttling, service_error_kind::validation};

}  // namespace operation_internal

}  // namespace connectparticipant::inline v1
