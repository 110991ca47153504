#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/model/item.hpp>
#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/model/start_position.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Reads a page of a chat. Model shape GetTranscriptRequest.
struct get_transcript_request {
  std::optional<std::string_view> contact_id{};
  std::optional<std::int64_t> max_results{};  ///< items, 0 to 100
  std::optional<std::string_view> next_token{};
  std::optional<open_enum<connectparticipant::scan_direction>> scan_direction{};
  std::optional<open_enum<sort_key>> sort_order{};
  std::optional<connectparticipant::start_position> start_position{};
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<get_transcript_request> = object<get_transcript_request>(
    "GetTranscriptRequest",
    field("ContactId", &get_transcript_request::contact_id, scalar::contact_id),
    field("MaxResults", &get_transcript_request::max_results, scalar::max_results),
    field("NextToken", &get_transcript_request::next_token, scalar::next_token),
    field("ScanDirection", &get_transcript_request::scan_direction, scalar::scan_direction),
    field("SortOrder", &get_transcript_request::sort_order, scalar::sort_key),
    field("StartPosition", &get_transcript_request::start_position),
    field("ConnectionToken", &get_transcript_request::connection_token, scalar::participant_token,
          required, location::header));

/// Model shape GetTranscriptResponse.
struct get_transcript_response {
  std::optional<std::string_view> initial_contact_id{};
  std::optional<std::span<const item>> transcript{};
  std::optional<std::string_view> next_token{};
};
template <>
inline constexpr auto shape<get_transcript_response> = object<get_transcript_response>(
    "GetTranscriptResponse",
    field("InitialContactId", &get_transcript_response::initial_contact_id, scalar::contact_id),
    field("Transcript", &get_transcript_response::transcript, scalar::transcript),
    field("NextToken", &get_transcript_response::next_token, scalar::next_token));

/// Operation GetTranscript.
struct get_transcript {
  using request = get_transcript_request;
  using response = get_transcript_response;
  static constexpr operation_row row{
      operation_id::get_transcript,     "GetTranscript",       "POST",
      "/participant/transcript",        &table<request>::rows, &table<response>::rows,
      operation_internal::common_errors};
};
template <>
struct operation_of<get_transcript_request> {
  using type = get_transcript;
};

}  // namespace connectparticipant::inline v1
