#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/model/service_error_body.hpp>

namespace connectparticipant::inline v1 {

/// The exceptions that the service model names. The service may answer with another name: that
/// reads as `unknown` and keeps its text.
enum class service_error_kind : std::uint8_t {
  unknown,
  access_denied,
  conflict,
  internal_server,
  resource_not_found,
  service_quota_exceeded,
  throttling,
  validation,
};

/// One exception shape of the model.
struct service_error_row {
  service_error_kind kind = service_error_kind::unknown;
  std::string_view name;     ///< on the wire
  std::uint16_t status = 0;  ///< of HTTP
  bool server_fault = false;
  const object_rows* body = nullptr;  ///< the members that the model gives it
};

namespace service_error_internal {

template <std::size_t N>
consteval object_rows rows(const object_description<N>& description) {
  object_rows made = table<service_error_body>::rows;
  made.name = description.name;
  made.fields = description.fields.data();
  made.count = N;
  made.names = index_names(description.fields);
  made.any_case = false;
  return made;
}

consteval auto with_message(std::string_view name, const value_row& message) {
  return object<service_error_body>(
      name, field("Message", &service_error_body::message, message, required));
}

inline constexpr auto access_denied = with_message("AccessDeniedException", scalar::message);
inline constexpr auto conflict = with_message("ConflictException", scalar::reason);
inline constexpr auto internal_server = with_message("InternalServerException", scalar::message);
inline constexpr auto resource_not_found = object<service_error_body>(
    "ResourceNotFoundException", field("Message", &service_error_body::message, scalar::message),
    field("ResourceId", &service_error_body::resource_id, scalar::resource_id),
    field("ResourceType", &service_error_body::resource_type, scalar::resource_type));
inline constexpr auto service_quota_exceeded =
    with_message("ServiceQuotaExceededException", scalar::message);
inline constexpr auto throttling = with_message("ThrottlingException", scalar::message);
inline constexpr auto validation = with_message("ValidationException", scalar::reason);

inline constexpr object_rows bodies[] = {
    rows(access_denied),          rows(conflict),   rows(internal_server), rows(resource_not_found),
    rows(service_quota_exceeded), rows(throttling), rows(validation),
};

}  // namespace service_error_internal

/// In the order of `service_error_kind`, `unknown` left out.
inline constexpr service_error_row service_errors[] = {
    {service_error_kind::access_denied, "AccessDeniedException", 403, false,
     &service_error_internal::bodies[0]},
    {service_error_kind::conflict, "ConflictException", 409, false,
     &service_error_internal::bodies[1]},
    {service_error_kind::internal_server, "InternalServerException", 500, true,
     &service_error_internal::bodies[2]},
    {service_error_kind::resource_not_found, "ResourceNotFoundException", 404, false,
     &service_error_internal::bodies[3]},
    {service_error_kind::service_quota_exceeded, "ServiceQuotaExceededException", 402, false,
     &service_error_internal::bodies[4]},
    {service_error_kind::throttling, "ThrottlingException", 429, false,
     &service_error_internal::bodies[5]},
    {service_error_kind::validation, "ValidationException", 400, false,
     &service_error_internal::bodies[6]},
};

/// The row of a kind; null for `unknown`.
constexpr const service_error_row* find_service_error(service_error_kind kind) noexcept {
  for (const service_error_row& row : service_errors)
    if (row.kind == kind) return &row;
  return nullptr;
}

/// The row of a name as the model spells it, or null.
constexpr const service_error_row* find_service_error(std::string_view name) noexcept {
  for (const service_error_row& row : service_errors)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace connectparticipant::inline v1
