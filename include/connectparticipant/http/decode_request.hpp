#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/percent.hpp>
#include <connectparticipant/http/service_error.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/operation/operation.hpp>
#include <connectparticipant/shape/path_text.hpp>

namespace connectparticipant::inline v1 {

/// A request that a server does not serve, and the answer due: `encode_error` makes it a response.
struct refusal {
  int status = 0;           ///< of HTTP
  std::string_view type{};  ///< the error's name
  error failure{};          ///< why; the offset counts in the body

  constexpr explicit operator bool() const noexcept { return static_cast<bool>(failure); }
};

/// The refusal that an error calls for.
inline refusal refuse_request(const error& failure) noexcept {
  switch (failure.code) {
    case errc::unknown_operation: return {404, "UnknownOperationException", failure};
    case errc::method_not_allowed: return {405, "MethodNotAllowedException", failure};
    case errc::not_acceptable: return {406, "NotAcceptableException", failure};
    case errc::document_too_large: return {413, "SerializationException", failure};
    case errc::unsupported_media_type: return {415, "UnsupportedMediaTypeException", failure};
    case errc::arena_exhausted: return {500, "InternalServerException", failure};
    default: break;
  }
  return {400,
          failure.group() == error_group::constraint ? std::string_view("ValidationException")
                                                     : std::string_view("SerializationException"),
          failure};
}

struct decode_options {
  /// What is checked after reading; `std::nullopt` for nothing: absent members are then absent.
  std::optional<checks> validate = checks{};
  policy rules = strict;
};

namespace decode_internal {

/// The path of a target, without query, fragment and one trailing slash; an absolute form is taken
/// by its path (RFC 9112, section 3.2.2).
constexpr std::string_view path_of(std::string_view target) noexcept {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!equal_any_case(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t authority = target.find_first_of("/?#");
    target.remove_prefix(authority < target.size() ? authority : target.size());
  }
  target = target.substr(0, target.find_first_of("?#"));
  if (target.size() > 1 && target.ends_with('/')) target.remove_suffix(1);
  return target;
}

/// Whether `path` is the operation's; `label` is then the raw text in place of the braces.
constexpr bool matches(const operation_row& operation, std::string_view path,
                       std::string_view& label) noexcept {
  const std::size_t brace = operation.path.find('{');
  if (brace == std::string_view::npos) return path == operation.path;
  if (path.size() <= brace || path.substr(0, brace) != operation.path.substr(0, brace))
    return false;
  label = path.substr(brace);
  return label.find('/') == std::string_view::npos;
}

/// Whether the Accept fields (RFC 9110, section 12.5.1), several of which are one list, leave room
/// for application/json: the most specific range that names it decides. None leaves room for
/// anything.
inline bool accepts_json(const http_headers& headers) noexcept {
  int best = 0;
  bool asked = false, accepted = false;
  for (const http_header& header : headers) {
    if (!equal_any_case(header.name, "accept")) continue;
    std::string_view accept = trim(header.value);
    asked = asked || !accept.empty();
    while (!accept.empty()) {
      const std::size_t comma = accept.find(',');
      std::string_view range = accept.substr(0, comma);
      accept = comma != std::string_view::npos ? accept.substr(comma + 1) : std::string_view();
      const std::string_view type = media_type(range);
      const int specific = equal_any_case(type, json_media_type)   ? 3
                           : equal_any_case(type, "application/*") ? 2
                           : type == "*/*"                         ? 1
                                                                   : 0;
      if (specific == 0 || specific < best) continue;
      bool excluded = false;
      for (std::size_t semicolon = range.find(';'); semicolon != std::string_view::npos;
           semicolon = range.find(';')) {
        range.remove_prefix(semicolon + 1);
        const std::string_view parameter = trim(range.substr(0, range.find(';')));
        if (parameter.size() > 2 && to_lower(parameter[0]) == 'q' && parameter[1] == '=')
          excluded = parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
      }
      accepted = specific > best ? !excluded : accepted || !excluded;
      best = specific;
    }
  }
  return !asked || accepted;
}

inline void set_located(const object_rows& rows, void* request, location where,
                        std::string_view text) noexcept {
  for (unsigned i = 0; i < rows.count; ++i)
    if (rows.fields[i].where == where)
      *static_cast<std::string_view*>(rows.fields[i].access->emplace(rows.fields[i].at(request))) =
          text;
}

/// Everything behind the route, in the order in which a server refuses.
template <reader R>
error read_request(const operation_row& operation, const http_request& from, std::string_view label,
                   void* request, R& with, arena& memory, const decode_options& options) {
  if (from.method != operation.method) return error(errc::method_not_allowed);
  const bool has_body = operation.method == "POST";
  if (has_body) {
    const auto type = find_header(from.headers, "content-type");
    if (!type || !equal_any_case(media_type(*type), json_media_type))
      return error(errc::unsupported_media_type);
  }
  if (!accepts_json(from.headers)) return error(errc::not_acceptable);

  const object_rows& rows = *operation.request;
  if (!label.empty()) {
    const result<std::string_view> text = percent_decode(label, memory);
    if (!text) return text.error();
    set_located(rows, request, location::label, *text);
  }
  if (has_body && !from.body.empty())
    if (const error failure = with.read(from.body, rows, request, memory, options.rules))
      return failure;
  if (const auto token = find_header(from.headers, token_header))
    set_located(rows, request, location::header, *token);
  return options.validate ? first_violation(rows, request, *options.validate) : error();
}

}  // namespace decode_internal

/// Decodes a request for `Operation`, as a server that has routed it does: strictly, then
/// validated. The value borrows from the texts that `request` names and from `memory`. A path of
/// another operation is refused with 404.
template <class Operation, reader R>
result<typename Operation::request, refusal> decode_request(
    const http_request& request, R& with, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
    const decode_options& options = {}) {
  std::string_view label;
  if (!decode_internal::matches(Operation::row, decode_internal::path_of(request.target), label))
    return refuse_request(error(errc::unknown_operation));
  typename Operation::request value;
  const arena::position start = memory.mark();
  if (const error failure = decode_internal::read_request(Operation::row, request, label, &value,
                                                          with, memory, options)) {
    memory.rewind(start);
    return refuse_request(failure);
  }
  return value;
}

/// Encodes a refusal as `encode_error` does a service error; the message names rule, byte and
/// member, never a value.
inline result<http_response> encode_error(const refusal& refused,
                                          std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  std::array<char, 256> room;
  output text(room);
  text.put(to_string(refused.failure.code));
  if (!refused.failure.where.empty()) text.put(": ");
  write_path(refused.failure.where, [&](std::string_view piece) { text.put(piece); });
  const service_error_body body{.message = text.text()};
  return encode_internal::encode_body(table<service_error_body>::rows, &body, refused.status,
                                      refused.type, memory);
}

/// As above, into a string that grows as needed; its former content is lost.
inline result<http_response> encode_error(const refusal& refused,
                                          std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return write_growing(memory, [&](std::span<char> room) { return encode_error(refused, room); });
}

}  // namespace connectparticipant::inline v1
