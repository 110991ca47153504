#pragma once

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/service_error.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// What came of a call, one of three: the value; a service error; a failure, where the response is
/// no answer of the service.
///
///   auto answer = decode_response<send_message>(response, reader, memory);
///   if (answer) use(answer->id);
///   else if (const auto* refused = answer.service_error()) show(refused->name);
///   else log(describe(answer.error()));
template <class T>
class [[nodiscard]] response_result {
 public:
  constexpr response_result(T value, std::string_view request_id)
      : value_(std::move(value)), request_id_(request_id) {}
  constexpr response_result(const connectparticipant::service_error& refused,
                            std::string_view request_id)
      : service_error_(refused), request_id_(request_id) {}
  constexpr response_result(const connectparticipant::error& failure, std::string_view request_id)
      : error_(failure), request_id_(request_id) {}

  constexpr bool has_value() const noexcept { return value_.has_value(); }
  constexpr explicit operator bool() const noexcept { return has_value(); }
  constexpr const T& value() const& {
    if (!value_) std::abort();
    return *value_;
  }
  constexpr const T& operator*() const& { return value(); }
  constexpr const T* operator->() const { return &value(); }

  /// The service's refusal, or null.
  constexpr const connectparticipant::service_error* service_error() const noexcept {
    return service_error_ ? &*service_error_ : nullptr;
  }
  /// The failure; no error where there is a value or a service error.
  constexpr const connectparticipant::error& error() const noexcept { return error_; }
  /// The service's id of the call, for its support; empty when it sent none.
  constexpr std::string_view request_id() const noexcept { return request_id_; }

 private:
  std::optional<T> value_;
  std::optional<connectparticipant::service_error> service_error_;
  connectparticipant::error error_;
  std::string_view request_id_;
};

namespace decode_internal {

inline std::string_view request_id(const http_headers& headers) noexcept {
  for (std::string_view name : {"x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"})
    if (const auto id = find_header(headers, name)) return *id;
  return {};
}

/// "aws.protocol#Name:http://…" is "Name".
constexpr std::string_view error_name(std::string_view text) noexcept {
  text = text.substr(0, text.find(','));
  text = text.substr(0, text.find(':'));
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    text.remove_prefix(hash + 1);
    text = text.substr(0, text.find('#'));
  }
  return text;
}

template <reader R>
service_error read_service_error(const http_response& response, R& with, arena& memory) {
  service_error_body body;
  const arena::position start = memory.mark();
  if (with.read(response.body, table<service_error_body>::rows, &body, memory, salvage)) {
    memory.rewind(start);
    body = {};
  }
  service_error refused{.status = response.status,
                        .resource_id = body.resource_id,
                        .resource_type = body.resource_type};
  std::optional<std::string_view> name = find_header(response.headers, error_type_header);
  if (!name || name->empty()) name = body.code ? body.code : body.type;
  if (name && !error_name(*name).empty()) refused.name = error_name(*name);
  if (const service_error_row* row = find_service_error(refused.name)) refused.kind = row->kind;
  refused.message = body.lower_case_message ? body.lower_case_message : body.message;
  return refused;
}

/// Whether a body without a value stands for `{}`.
inline bool is_blank(const operation_row& operation, std::string_view body) noexcept {
  if (body.empty()) return true;
  if (operation.response->count != 0) return false;
  while (!body.empty() && is_json_whitespace(body.front())) body.remove_prefix(1);
  while (!body.empty() && is_json_whitespace(body.back())) body.remove_suffix(1);
  return body.empty() || body == "null";
}

/// The 200 of an operation into `value`, a fresh response structure.
template <reader R>
error read_response(const operation_row& operation, const http_response& response, void* value,
                    R& with, arena& memory) {
  if (is_blank(operation, response.body)) return {};
  return with.read(response.body, *operation.response, value, memory, lenient);
}

constexpr bool is_success(int status) noexcept { return status >= 200 && status <= 299; }

}  // namespace decode_internal

/// Decodes the response to a call of `Operation`, leniently: `decode_response<send_message>(…)`.
/// Value and service error borrow from the texts that `response` names, not from the object itself,
/// and from `memory`. Any 2xx is a success; an empty body
/// reads as `{}`. Errors: code, path and offset in the body.
template <class Operation, reader R>
response_result<typename Operation::response> decode_response(
    const http_response& response, R& with, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  const std::string_view id = decode_internal::request_id(response.headers);
  if (!decode_internal::is_success(response.status))
    return {decode_internal::read_service_error(response, with, memory), id};
  typename Operation::response value;
  const arena::position start = memory.mark();
  if (const error failure =
          decode_internal::read_response(Operation::row, response, &value, with, memory)) {
    memory.rewind(start);
    return {failure, id};
  }
  return {value, id};
}

}  // namespace connectparticipant::inline v1
