#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Sends an event: typing, or a receipt. Model shape SendEventRequest.
struct send_event_request {
  std::optional<std::string_view> content_type{};  ///< names the event
  std::optional<std::string_view> content{};
  std::optional<std::string_view> client_token{};  ///< absent: filled in with a UUID
  std::optional<std::string_view> connection_token{};
};

/// The content types that SendEvent supports.
inline constexpr content_type_row send_event_content_types[] = {
    {"application/vnd.amazonaws.connect.event.typing"},
    {"application/vnd.amazonaws.connect.event.connection.acknowledged", 0, false, false},
    {"application/vnd.amazonaws.connect.event.message.delivered"},
    {"application/vnd.amazonaws.connect.event.message.read"},
};
inline constexpr content_rules send_event_content{0, 1, send_event_content_types, 4};

template <>
inline constexpr auto shape<send_event_request> =
    object<send_event_request>("SendEventRequest",
                               field("ContentType", &send_event_request::content_type,
                                     scalar::chat_content_type, required),
                               field("Content", &send_event_request::content, scalar::chat_content),
                               field("ClientToken", &send_event_request::client_token,
                                     scalar::client_token, idempotency_token),
                               field("ConnectionToken", &send_event_request::connection_token,
                                     scalar::participant_token, required, location::header))
        .with(send_event_content);

/// Model shape SendEventResponse.
struct send_event_response {
  std::optional<std::string_view> id{};
  std::optional<std::string_view> absolute_time{};  ///< ISO 8601
};
template <>
inline constexpr auto shape<send_event_response> = object<send_event_response>(
    "SendEventResponse", field("Id", &send_event_response::id, scalar::chat_item_id),
    field("AbsoluteTime", &send_event_response::absolute_time, scalar::instant));

/// Operation SendEvent.
struct send_event {
  using request = send_event_request;
  using response = send_event_response;
  static constexpr service_error_kind errors[] = {
      service_error_kind::access_denied, service_error_kind::internal_server,
      service_error_kind::throttling, service_error_kind::validation, service_error_kind::conflict};
  static constexpr operation_row row{
      operation_id::send_event, "SendEvent", "POST", "/participant/event", &table<request>::rows,
      &table<response>::rows,   errors};
};
template <>
struct operation_of<send_event_request> {
  using type = send_event;
};

}  // namespace connectparticipant::inline v1
