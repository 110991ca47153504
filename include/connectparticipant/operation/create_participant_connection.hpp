#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/connection.hpp>
#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>
#include <connectparticipant/shape/inline_list.hpp>

namespace connectparticipant::inline v1 {

/// Opens a participant's connection: a socket to connect to, and the token of every later request.
/// Model shape CreateParticipantConnectionRequest.
struct create_participant_connection_request {
  inline_list<open_enum<connection_type>, 3> type{};  ///< what to answer with
  std::optional<bool> connect_participant{};          ///< counts as connected without a socket
  std::optional<std::string_view> participant_token{};
};
template <>
inline constexpr auto shape<create_participant_connection_request> =
    object<create_participant_connection_request>(
        "CreateParticipantConnectionRequest",
        field("Type", &create_participant_connection_request::type, scalar::connection_type_list),
        field("ConnectParticipant", &create_participant_connection_request::connect_participant,
              scalar::bool_value),
        field("ParticipantToken", &create_participant_connection_request::participant_token,
              scalar::participant_token, required, location::header));

/// Model shape CreateParticipantConnectionResponse.
struct create_participant_connection_response {
  std::optional<connectparticipant::websocket> websocket{};
  std::optional<connectparticipant::connection_credentials> connection_credentials{};
  std::optional<connectparticipant::webrtc_connection> webrtc_connection{};
};
template <>
inline constexpr auto shape<create_participant_connection_response> =
    object<create_participant_connection_response>(
        "CreateParticipantConnectionResponse",
        field("Websocket", &create_participant_connection_response::websocket),
        field("ConnectionCredentials",
              &create_participant_connection_response::connection_credentials),
        field("WebRTCConnection", &create_participant_connection_response::webrtc_connection));

/// Operation CreateParticipantConnection.
struct create_participant_connection {
  using request = create_participant_connection_request;
  using response = create_participant_connection_response;
  static constexpr operation_row row{operation_id::create_participant_connection,
                                     "CreateParticipantConnection",
                                     "POST",
                                     "/participant/connection",
                                     &table<request>::rows,
                                     &table<response>::rows,
                                     operation_internal::common_errors};
};
template <>
struct operation_of<create_participant_connection_request> {
  using type = create_participant_connection;
};

}  // namespace connectparticipant::inline v1
