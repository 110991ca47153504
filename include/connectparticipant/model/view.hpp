#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

/// Model shape ViewContent.
struct view_content {
  std::optional<std::string_view> input_schema{};  ///< JSON in a string
  std::optional<std::string_view> template_{};     ///< JSON in a string; `Template` on the wire
  std::optional<std::span<const std::string_view>> actions{};
};
template <>
inline constexpr auto shape<view_content> = object<view_content>(
    "ViewContent", field("InputSchema", &view_content::input_schema, scalar::view_input_schema),
    field("Template", &view_content::template_, scalar::view_template),
    field("Actions", &view_content::actions, scalar::view_actions));

/// A form that a contact flow shows to an agent. Model shape View.
struct view {
  std::optional<std::string_view> id{};
  std::optional<std::string_view> arn{};
  std::optional<std::string_view> name{};
  std::optional<std::int64_t> version{};
  std::optional<view_content> content{};
};
template <>
inline constexpr auto shape<view> = object<view>(
    "View", field("Id", &view::id, scalar::view_id), field("Arn", &view::arn, scalar::arn),
    field("Name", &view::name, scalar::view_name),
    field("Version", &view::version, scalar::view_version), field("Content", &view::content));

}  // namespace connectparticipant::inline v1
