#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

/// The socket to connect to, within 100 s of its issue. Model shape Websocket.
struct websocket {
  std::optional<std::string_view> url{};
  std::optional<std::string_view> connection_expiry{};  ///< ISO 8601
};
template <>
inline constexpr auto shape<websocket> = object<websocket>(
    "Websocket", field("Url", &websocket::url, scalar::pre_signed_connection_url),
    field("ConnectionExpiry", &websocket::connection_expiry, scalar::iso8601_datetime));

/// The token of every later request. Model shape ConnectionCredentials.
struct connection_credentials {
  std::optional<std::string_view> connection_token{};
  std::optional<std::string_view> expiry{};  ///< ISO 8601
};
template <>
inline constexpr auto shape<connection_credentials> = object<connection_credentials>(
    "ConnectionCredentials",
    field("ConnectionToken", &connection_credentials::connection_token, scalar::participant_token),
    field("Expiry", &connection_credentials::expiry, scalar::iso8601_datetime));

/// Model shape Attendee.
struct attendee {
  std::optional<std::string_view> attendee_id{};
  std::optional<std::string_view> join_token{};
};
template <>
inline constexpr auto shape<attendee> =
    object<attendee>("Attendee", field("AttendeeId", &attendee::attendee_id, scalar::attendee_id),
                     field("JoinToken", &attendee::join_token, scalar::join_token));

/// Model shape AudioFeatures.
struct audio_features {
  std::optional<open_enum<meeting_feature_status>> echo_reduction{};
};
template <>
inline constexpr auto shape<audio_features> =
    object<audio_features>("AudioFeatures", field("EchoReduction", &audio_features::echo_reduction,
                                                  scalar::meeting_feature_status));

/// Model shape MeetingFeaturesConfiguration.
struct meeting_features_configuration {
  std::optional<audio_features> audio{};
};
template <>
inline constexpr auto shape<meeting_features_configuration> =
    object<meeting_features_configuration>("MeetingFeaturesConfiguration",
                                           field("Audio", &meeting_features_configuration::audio));

/// The URLs of a meeting's media. Model shape WebRTCMediaPlacement.
struct webrtc_media_placement {
  std::optional<std::string_view> audio_host_url{};
  std::optional<std::string_view> audio_fallback_url{};
  std::optional<std::string_view> signaling_url{};
  std::optional<std::string_view> event_ingestion_url{};
};
template <>
inline constexpr auto shape<webrtc_media_placement> = object<webrtc_media_placement>(
    "WebRTCMediaPlacement",
    field("AudioHostUrl", &webrtc_media_placement::audio_host_url, scalar::uri),
    field("AudioFallbackUrl", &webrtc_media_placement::audio_fallback_url, scalar::uri),
    field("SignalingUrl", &webrtc_media_placement::signaling_url, scalar::uri),
    field("EventIngestionUrl", &webrtc_media_placement::event_ingestion_url, scalar::uri));

/// Model shape WebRTCMeeting.
struct webrtc_meeting {
  std::optional<webrtc_media_placement> media_placement{};
  std::optional<meeting_features_configuration> meeting_features{};
  std::optional<std::string_view> meeting_id{};  ///< a UUID
};
template <>
inline constexpr auto shape<webrtc_meeting> = object<webrtc_meeting>(
    "WebRTCMeeting", field("MediaPlacement", &webrtc_meeting::media_placement),
    field("MeetingFeatures", &webrtc_meeting::meeting_features),
    field("MeetingId", &webrtc_meeting::meeting_id, scalar::guid_string));

/// Model shape WebRTCConnection.
struct webrtc_connection {
  std::optional<connectparticipant::attendee> attendee{};
  std::optional<webrtc_meeting> meeting{};
};
template <>
inline constexpr auto shape<webrtc_connection> =
    object<webrtc_connection>("WebRTCConnection", field("Attendee", &webrtc_connection::attendee),
                              field("Meeting", &webrtc_connection::meeting));

}  // namespace connectparticipant::inline v1
