#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

namespace scalar {
inline constexpr value_row error_name = text("ErrorName");
}  // namespace scalar

/// The body of any error of the service: the members of all its exception shapes, and those that
/// other layers write in front of it (not in the model).
struct service_error_body {
  std::optional<std::string_view> message{};  ///< `Message`, what the service says
  std::optional<std::string_view> resource_id{};
  std::optional<open_enum<connectparticipant::resource_type>> resource_type{};
  std::optional<std::string_view> lower_case_message{};  ///< `message`; wins over `Message`
  std::optional<std::string_view> code{};  ///< the error's name, where no header gives it
  std::optional<std::string_view> type{};  ///< `__type`, the error's name where `code` is absent
};
template <>
inline constexpr auto shape<service_error_body> = object<service_error_body>(
    "ServiceErrorBody", field("Message", &service_error_body::message, scalar::message),
    field("ResourceId", &service_error_body::resource_id, scalar::resource_id),
    field("ResourceType", &service_error_body::resource_type, scalar::resource_type),
    field("message", &service_error_body::lower_case_message, scalar::message, wire_only),
    field("code", &service_error_body::code, scalar::error_name, wire_only, any_case),
    field("__type", &service_error_body::type, scalar::error_name, wire_only));

}  // namespace connectparticipant::inline v1
