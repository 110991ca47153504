#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Ends an authentication that was offered to a customer. Model shape
/// CancelParticipantAuthenticationRequest.
struct cancel_participant_authentication_request {
  std::optional<std::string_view> session_id{};
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<cancel_participant_authentication_request> =
    object<cancel_participant_authentication_request>(
        "CancelParticipantAuthenticationRequest",
        field("SessionId", &cancel_participant_authentication_request::session_id,
              scalar::session_id, required),
        field("ConnectionToken", &cancel_participant_authentication_request::connection_token,
              scalar::participant_token, required, location::header));

/// No members. Model shape CancelParticipantAuthenticationResponse.
struct cancel_participant_authentication_response {};
template <>
inline constexpr auto shape<cancel_participant_authentication_response> =
    object<cancel_participant_authentication_response>("CancelParticipantAuthenticationResponse");

/// Operation CancelParticipantAuthentication.
struct cancel_participant_authentication {
  using request = cancel_participant_authentication_request;
  using response = cancel_participant_authentication_response;
  static constexpr operation_row row{operation_id::cancel_participant_authentication,
                                     "CancelParticipantAuthentication",
                                     "POST",
                                     "/participant/cancel-authentication",
                                     &table<request>::rows,
                                     &table<response>::rows,
                                     operation_internal::common_errors};
};
template <>
struct operation_of<cancel_participant_authentication_request> {
  using type = cancel_participant_authentication;
};

}  // namespace connectparticipant::inline v1
