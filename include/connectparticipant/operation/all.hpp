#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include <connectparticipant/operation/cancel_participant_authentication.hpp>
#include <connectparticipant/operation/complete_attachment_upload.hpp>
#include <connectparticipant/operation/create_participant_connection.hpp>
#include <connectparticipant/operation/describe_view.hpp>
#include <connectparticipant/operation/disconnect_participant.hpp>
#include <connectparticipant/operation/get_attachment.hpp>
#include <connectparticipant/operation/get_authentication_url.hpp>
#include <connectparticipant/operation/get_transcript.hpp>
#include <connectparticipant/operation/send_event.hpp>
#include <connectparticipant/operation/send_message.hpp>
#include <connectparticipant/operation/start_attachment_upload.hpp>

namespace connectparticipant::inline v1 {

namespace operation_internal {

template <class... Operations>
struct operation_list {
  using any_request = std::variant<typename Operations::request...>;
  using any_response = std::variant<typename Operations::response...>;
  static constexpr std::array<const operation_row*, sizeof...(Operations)> rows{
      &Operations::row...};
};

using all = operation_list<cancel_participant_authentication, complete_attachment_upload,
                           create_participant_connection, describe_view, disconnect_participant,
                           get_attachment, get_authentication_url, get_transcript, send_event,
                           send_message, start_attachment_upload>;

}  // namespace operation_internal

/// Every operation; the index is the `operation_id`.
inline constexpr const auto& operations = operation_internal::all::rows;

/// A request or response of any operation; the index is the `operation_id`.
using any_request = operation_internal::all::any_request;
using any_response = operation_internal::all::any_response;

/// The operation of a name as the model spells it, or null.
constexpr const operation_row* find_operation(std::string_view name) noexcept {
  for (const operation_row* row : operations)
    if (row->name == name) return row;
  return nullptr;
}

/// Calls `f` with the tag of the operation and returns what it returns, which must have the same
/// type for every tag: `visit_operation(id, [](auto tag) { … typename decltype(tag)::request … })`.
template <class F>
constexpr decltype(auto) visit_operation(operation_id id, F&& f) {
  switch (id) {
    case operation_id::cancel_participant_authentication:
      return std::forward<F>(f)(cancel_participant_authentication{});
    case operation_id::complete_attachment_upload:
      return std::forward<F>(f)(complete_attachment_upload{});
    case operation_id::create_participant_connection:
      return std::forward<F>(f)(create_participant_connection{});
    case operation_id::describe_view: return std::forward<F>(f)(describe_view{});
    case operation_id::disconnect_participant: return std::forward<F>(f)(disconnect_participant{});
    case operation_id::get_attachment: return std::forward<F>(f)(get_attachment{});
    case operation_id::get_authentication_url: return std::forward<F>(f)(get_authentication_url{});
    case operation_id::get_transcript: return std::forward<F>(f)(get_transcript{});
    case operation_id::send_event: return std::forward<F>(f)(send_event{});
    case operation_id::send_message: return std::forward<F>(f)(send_message{});
    case operation_id::start_attachment_upload: break;
  }
  return std::forward<F>(f)(start_attachment_upload{});
}

}  // namespace connectparticipant::inline v1
