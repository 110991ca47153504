#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>
#include <connectparticipant/model/view.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Fetches a view that an interactive message names. Model shape DescribeViewRequest.
struct describe_view_request {
  std::optional<std::string_view> view_token{};
  std::optional<std::string_view> connection_token{};
};
template <>
inline constexpr auto shape<describe_view_request> =
    object<describe_view_request>("DescribeViewRequest",
                                  field("ViewToken", &describe_view_request::view_token,
                                        scalar::view_token, required, location::label),
                                  field("ConnectionToken", &describe_view_request::connection_token,
                                        scalar::participant_token, required, location::header));

/// Model shape DescribeViewResponse.
struct describe_view_response {
  std::optional<connectparticipant::view> view{};
};
template <>
inline constexpr auto shape<describe_view_response> = object<describe_view_response>(
    "DescribeViewResponse", field("View", &describe_view_response::view));

/// Operation DescribeView.
struct describe_view {
  using request = describe_view_request;
  using response = describe_view_response;
  static constexpr service_error_kind errors[] = {
      service_error_kind::access_denied, service_error_kind::internal_server,
      service_error_kind::throttling, service_error_kind::resource_not_found,
      service_error_kind::validation};
  static constexpr operation_row row{
      operation_id::describe_view, "DescribeView",         "GET", "/participant/views/{ViewToken}",
      &table<request>::rows,       &table<response>::rows, errors};
};
template <>
struct operation_of<describe_view_request> {
  using type = describe_view;
};

}  // namespace connectparticipant::inline v1
