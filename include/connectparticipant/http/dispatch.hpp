#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/http/decode_request.hpp>
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/http/encode_response.hpp>
#include <connectparticipant/operation/all.hpp>

namespace connectparticipant::inline v1 {

// The codecs for gateways, proxies and fake services, which know the operation at run time.

/// The operation that a target belongs to, whatever the method; null for none.
constexpr const operation_row* find_route(std::string_view target) noexcept {
  const std::string_view path = decode_internal::path_of(target);
  std::string_view label;
  for (const operation_row* operation : operations)
    if (decode_internal::matches(*operation, path, label)) return operation;
  return nullptr;
}

/// The operation of a request or response value: its index.
constexpr operation_id id_of(const any_request& request) noexcept {
  return static_cast<operation_id>(request.index());
}
constexpr operation_id id_of(const any_response& response) noexcept {
  return static_cast<operation_id>(response.index());
}

/// Routes a request and decodes it: `decode_request<Operation>` for the operation of its target.
template <reader R>
result<any_request, refusal> decode_request(const http_request& request, R& with,
                                            arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                            const decode_options& options = {}) {
  const operation_row* operation = find_route(request.target);
  if (operation == nullptr) return refuse_request(error(errc::unknown_operation));
  return visit_operation(operation->id, [&](auto tag) -> result<any_request, refusal> {
    const auto decoded = decode_request<decltype(tag)>(request, with, memory, options);
    if (!decoded) return decoded.error();
    return any_request(std::in_place_index<static_cast<std::size_t>(decltype(tag)::row.id)>,
                       *decoded);
  });
}

/// `decode_response<Operation>` for the operation `id`.
template <reader R>
response_result<any_response> decode_response(operation_id id, const http_response& response,
                                              R& with,
                                              arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return visit_operation(id, [&](auto tag) -> response_result<any_response> {
    const auto answer = decode_response<decltype(tag)>(response, with, memory);
    if (answer)
      return {any_response(std::in_place_index<static_cast<std::size_t>(decltype(tag)::row.id)>,
                           *answer),
              answer.request_id()};
    if (const auto* refused = answer.service_error()) return {*refused, answer.request_id()};
    return {answer.error(), answer.request_id()};
  });
}

/// `encode_request` of whichever request it is.
inline result<http_request> encode_request(const any_request& request,
                                           std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                           const encode_options& options = {}) {
  return std::visit([&](const auto& value) { return encode_request(value, memory, options); },
                    request);
}
inline result<http_request> encode_request(const any_request& request,
                                           std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                           const encode_options& options = {}) {
  return std::visit([&](const auto& value) { return encode_request(value, memory, options); },
                    request);
}

/// `encode_response` of whichever response it is.
inline result<http_response> encode_response(
    const any_response& response, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return std::visit([&](const auto& value) { return encode_response(value, memory); }, response);
}
inline result<http_response> encode_response(const any_response& response,
                                             std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return std::visit([&](const auto& value) { return encode_response(value, memory); }, response);
}

}  // namespace connectparticipant::inline v1
