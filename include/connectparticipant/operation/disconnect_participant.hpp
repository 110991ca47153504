#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Takes the participant out of the chat; its connection token ends with it. Model shape
/// DisconnectParticipantRequest.
struct disconnect_participant_request {
  std::optional<std::string_view> client_token{};  ///< absent: filled in with a UUID
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<disconnect_participant_request> =
    object<disconnect_participant_request>(
        "DisconnectParticipantRequest",
        field("ClientToken", &disconnect_participant_request::client_token, scalar::client_token,
              idempotency_token),
        field("ConnectionToken", &disconnect_participant_request::connection_token,
              scalar::participant_token, required, location::header));

/// No members. Model shape DisconnectParticipantResponse.
struct disconnect_participant_response {};
template <>
inline constexpr auto shape<disconnect_participant_response> =
    object<disconnect_participant_response>("DisconnectParticipantResponse");

/// Operation DisconnectParticipant.
struct disconnect_participant {
  using request = disconnect_participant_request;
  using response = disconnect_participant_response;
  static constexpr operation_row row{operation_id::disconnect_participant,
                                     "DisconnectParticipant",
                                     "POST",
                                     "/participant/disconnect",
                                     &table<request>::rows,
                                     &table<response>::rows,
                                     operation_internal::common_errors};
};
template <>
struct operation_of<disconnect_participant_request> {
  using type = disconnect_participant;
};

}  // namespace connectparticipant::inline v1
