#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Gives the URL where a customer signs in. Model shape GetAuthenticationUrlRequest.
struct get_authentication_url_request {
  std::optional<std::string_view> session_id{};
  std::optional<std::string_view> redirect_uri{};
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<get_authentication_url_request> =
    object<get_authentication_url_request>(
        "GetAuthenticationUrlRequest",
        field("SessionId", &get_authentication_url_request::session_id, scalar::session_id,
              required),
        field("RedirectUri", &get_authentication_url_request::redirect_uri, scalar::redirect_uri,
              required),
        field("ConnectionToken", &get_authentication_url_request::connection_token,
              scalar::participant_token, required, location::header));

/// Model shape GetAuthenticationUrlResponse.
struct get_authentication_url_response {
  std::optional<std::string_view> authentication_url{};
};
template <>
inline constexpr auto shape<get_authentication_url_response> =
    object<get_authentication_url_response>(
        "GetAuthenticationUrlResponse",
        field("AuthenticationUrl", &get_authentication_url_response::authentication_url,
              scalar::authentication_url));

/// Operation GetAuthenticationUrl.
struct get_authentication_url {
  using request = get_authentication_url_request;
  using response = get_authentication_url_response;
  static constexpr operation_row row{
      operation_id::get_authentication_url, "GetAuthenticationUrl", "POST",
      "/participant/authentication-url",    &table<request>::rows,  &table<response>::rows,
      operation_internal::common_errors};
};
template <>
struct operation_of<get_authentication_url_request> {
  using type = get_authentication_url;
};

}  // namespace connectparticipant::inline v1
