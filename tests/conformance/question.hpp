#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/encode.hpp>

namespace connectparticipant::inline v1 {

/// A request's rows with every member in the body, as questions and answers have them.
template <class T>
struct flat {
  static constexpr auto fields = [] {
    auto all = shape<T>.fields;
    for (field_row& row : all) row.where = location::body;
    return all;
  }();
  static constexpr object_rows rows = [] {
    object_rows made = table<T>::rows;
    made.fields = fields.data();
    made.names = index_names(fields);
    return made;
  }();
  static constexpr value_row value{.name = shape<T>.name, .type = kind::structure, .object = &rows};
};

/// The `input` or `output` of a question.
template <class T>
struct asked_payload {
  std::optional<T> input{};
  std::optional<T> output{};
};
template <class T>
inline constexpr auto shape<asked_payload<T>> = object<asked_payload<T>>(
    "Payload", shape_internal::row("input", &asked_payload<T>::input, flat<T>::value),
    shape_internal::row("output", &asked_payload<T>::output, flat<T>::value));

inline constexpr value_row any_text = text("Text");
inline constexpr value_row any_integer = integer("Integer");
inline constexpr value_row any_value = any_json("Value");
inline constexpr value_row any_texts = list("Texts", any_text);
inline constexpr value_row any_map = map("Map", any_text, any_text);

struct asked_checks {
  std::optional<bool> min{};
  std::optional<bool> max{};
  std::optional<bool> pattern{};
  std::optional<bool> enumeration{};
};
template <>
inline constexpr auto shape<asked_checks> =
    object<asked_checks>("Checks", field("min", &asked_checks::min, scalar::bool_value),
                         field("max", &asked_checks::max, scalar::bool_value),
                         field("pattern", &asked_checks::pattern, scalar::bool_value),
                         field("enum", &asked_checks::enumeration, scalar::bool_value));

struct asked_error {
  std::optional<std::string_view> name{};
  std::optional<std::string_view> message{};
  std::optional<std::string_view> resource_id{};
  std::optional<open_enum<connectparticipant::resource_type>> resource_type{};
};
template <>
inline constexpr auto shape<asked_error> =
    object<asked_error>("Error", field("name", &asked_error::name, any_text),
                        field("message", &asked_error::message, any_text),
                        field("ResourceId", &asked_error::resource_id, scalar::resource_id),
                        field("ResourceType", &asked_error::resource_type, scalar::resource_type));

struct question {
  std::optional<std::string_view> id{};
  std::optional<std::string_view> kind{};
  std::optional<std::string_view> op{};
  std::optional<std::string_view> client_token{};
  std::optional<bool> validate{};
  std::optional<std::string_view> endpoint{};
  std::optional<std::string_view> method{};
  std::optional<std::string_view> target{};
  std::optional<std::span<const map_entry>> headers{};
  std::optional<std::string_view> body{};
  std::optional<std::string_view> body_hex{};
  std::optional<json_text> status{};  ///< a number for HTTP, text in a frame
  std::optional<asked_checks> checks{};
  std::optional<asked_error> error{};
};
template <>
inline constexpr auto shape<question> = object<question>(
    "Question", field("id", &question::id, any_text), field("kind", &question::kind, any_text),
    field("op", &question::op, any_text), field("client_token", &question::client_token, any_text),
    field("validate", &question::validate, scalar::bool_value),
    field("endpoint", &question::endpoint, any_text), field("method", &question::method, any_text),
    field("target", &question::target, any_text), field("headers", &question::headers, any_map),
    field("body", &question::body, any_text), field("body_hex", &question::body_hex, any_text),
    field("status", &question::status, any_value), field("checks", &question::checks),
    field("error", &question::error));

}  // namespace connectparticipant::inline v1
