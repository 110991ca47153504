#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

namespace scalar {
// Its length is for GetAuthenticationUrl to check: an event is not refused for it.
inline constexpr value_row announced_session_id = text("SessionId");
}  // namespace scalar

/// The content of the event authentication.initiated: what GetAuthenticationUrl and
/// CancelParticipantAuthentication ask for. The events of the outcome have no content.
struct authentication_initiated {
  std::optional<std::string_view> session_id{};
};
template <>
inline constexpr auto shape<authentication_initiated> = object<authentication_initiated>(
    "AuthenticationInitiated", field("SessionId", &authentication_initiated::session_id,
                                     scalar::announced_session_id, required));

}  // namespace connectparticipant::inline v1
