#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/content/envelope.hpp>

namespace connectparticipant::inline v1 {

/// One choice of a ListPicker or Panel. A Panel shows neither subtitle nor image.
struct picker_element {
  std::optional<std::string_view> title{};
  std::optional<std::string_view> subtitle{};
  std::optional<std::string_view> image_type{};  ///< "URL"
  std::optional<std::string_view> image_data{};  ///< a URL
  std::optional<std::string_view> image_description{};
  std::optional<std::string_view> action_detail{};  ///< "SHOW_MORE" or "PREVIOUS_OPTIONS"
  std::optional<std::string_view> type{};           ///< "action", also when absent, or "hyperlink"
  std::optional<std::string_view> url{};            ///< of a hyperlink
};
template <>
inline constexpr auto shape<picker_element> = object<picker_element>(
    "PickerElement", field("title", &picker_element::title, scalar::template_title, required),
    field("subtitle", &picker_element::subtitle, scalar::template_subtitle),
    field("imageType", &picker_element::image_type, scalar::template_name),
    field("imageData", &picker_element::image_data, scalar::template_text),
    field("imageDescription", &picker_element::image_description, scalar::template_text),
    field("actionDetail", &picker_element::action_detail, scalar::template_name),
    field("type", &picker_element::type, scalar::template_name),
    field("url", &picker_element::url, scalar::template_text));

/// Whether choosing the element opens a link and sends no reply.
constexpr bool is_hyperlink(const picker_element& element) noexcept {
  return element.type == "hyperlink";
}

/// The content of a ListPicker or Panel. The last four members page through a longer list, whose
/// messages replace each other by their reference id.
template <class Template>
struct picker_content {
  static constexpr std::string_view template_name = Template::name;

  std::optional<std::string_view> title{};
  std::optional<std::string_view> subtitle{};
  std::optional<std::string_view> image_type{};  ///< "URL"
  std::optional<std::string_view> image_data{};  ///< a URL
  std::optional<std::string_view> image_description{};
  std::optional<std::span<const picker_element>> elements{};
  std::optional<std::string_view> list_id{};
  std::optional<std::string_view> reference_id{};
  std::optional<std::int64_t> pre_index{};  ///< -1 on the first page
  std::optional<std::int64_t> next_index{};
};

/// What tells a ListPicker from a Panel: name and count.
struct list_picker_template {
  static constexpr std::string_view name = "ListPicker";
  static constexpr std::int64_t most_elements = 6;
};
struct panel_template {
  static constexpr std::string_view name = "Panel";
  static constexpr std::int64_t most_elements = 10;
};

namespace scalar {
template <class Template>
inline constexpr value_row picker_elements = list("PickerElements", table<picker_element>::value,
                                                  items(1, Template::most_elements));
}  // namespace scalar

template <class Template>
inline constexpr auto shape<picker_content<Template>> = object<picker_content<Template>>(
    "PickerContent",
    field("title", &picker_content<Template>::title, scalar::template_title, required),
    field("subtitle", &picker_content<Template>::subtitle, scalar::template_subtitle),
    field("imageType", &picker_content<Template>::image_type, scalar::template_name),
    field("imageData", &picker_content<Template>::image_data, scalar::template_text),
    field("imageDescription", &picker_content<Template>::image_description, scalar::template_text),
    field("elements", &picker_content<Template>::elements, scalar::picker_elements<Template>,
          required),
    field("listId", &picker_content<Template>::list_id, scalar::template_name),
    field("referenceId", &picker_content<Template>::reference_id, scalar::template_name),
    field("preIndex", &picker_content<Template>::pre_index, scalar::template_integer),
    field("nextIndex", &picker_content<Template>::next_index, scalar::template_integer));

/// Up to six choices, with images.
using list_picker_content = picker_content<list_picker_template>;
using list_picker = template_envelope<list_picker_content>;

/// Up to ten choices under one image.
using panel_content = picker_content<panel_template>;
using panel = template_envelope<panel_content>;

}  // namespace connectparticipant::inline v1
