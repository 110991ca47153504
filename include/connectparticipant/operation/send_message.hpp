#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/message_processing_metadata.hpp>
#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Sends a message. Model shape SendMessageRequest.
struct send_message_request {
  std::optional<std::string_view> content_type{};
  std::optional<std::string_view> content{};
  std::optional<std::string_view> client_token{};  ///< absent: filled in with a UUID
  std::optional<std::string_view> connection_token{};
};

/// The content types that SendMessage supports and the lengths documented for them.
inline constexpr content_type_row send_message_content_types[] = {
    {"text/plain", 1024},
    {"text/markdown", 1024},
    {"application/json", 12000, true},
    {"application/vnd.amazonaws.connect.message.interactive.response", 12288, true},
};
inline constexpr content_rules send_message_content{0, 1, send_message_content_types, 4};

template <>
inline constexpr auto shape<send_message_request> =
    object<send_message_request>("SendMessageRequest",
                                 field("ContentType", &send_message_request::content_type,
                                       scalar::chat_content_type, required),
                                 field("Content", &send_message_request::content,
                                       scalar::chat_content, required),
                                 field("ClientToken", &send_message_request::client_token,
                                       scalar::client_token, idempotency_token),
                                 field("ConnectionToken", &send_message_request::connection_token,
                                       scalar::participant_token, required, location::header))
        .with(send_message_content);

/// Model shape SendMessageResponse.
struct send_message_response {
  std::optional<std::string_view> id{};
  std::optional<std::string_view> absolute_time{};  ///< ISO 8601
  std::optional<message_processing_metadata> message_metadata{};
};
template <>
inline constexpr auto shape<send_message_response> = object<send_message_response>(
    "SendMessageResponse", field("Id", &send_message_response::id, scalar::chat_item_id),
    field("AbsoluteTime", &send_message_response::absolute_time, scalar::instant),
    field("MessageMetadata", &send_message_response::message_metadata));

/// Operation SendMessage.
struct send_message {
  using request = send_message_request;
  using response = send_message_response;
  static constexpr operation_row row{
      operation_id::send_message,       "SendMessage",         "POST",
      "/participant/message",           &table<request>::rows, &table<response>::rows,
      operation_internal::common_errors};
};
template <>
struct operation_of<send_message_request> {
  using type = send_message;
};

}  // namespace connectparticipant::inline v1
