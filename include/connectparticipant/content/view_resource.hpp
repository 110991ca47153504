#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/content/envelope.hpp>
#include <connectparticipant/shape/json_text.hpp>

namespace connectparticipant::inline v1 {

namespace scalar {
// Their lengths and patterns are for DescribeView to check.
inline constexpr value_row resource_view_token = text("ViewToken", privacy::secret);
inline constexpr value_row resource_view_data = any_json("ViewData", privacy::personal);
}  // namespace scalar

/// A form: DescribeView gives it for the token.
struct view_resource_content {
  static constexpr std::string_view template_name = "ViewResource";

  std::optional<std::string_view> view_id{};
  std::optional<std::string_view> view_token{};
  std::optional<json_text> view_data{};  ///< an object, or one in a string; see view_content.hpp
};
template <>
inline constexpr auto shape<view_resource_content> = object<view_resource_content>(
    "ViewResourceContent", field("viewId", &view_resource_content::view_id, scalar::template_name),
    field("viewToken", &view_resource_content::view_token, scalar::resource_view_token),
    field("viewData", &view_resource_content::view_data, scalar::resource_view_data));

using view_resource = template_envelope<view_resource_content>;

}  // namespace connectparticipant::inline v1
