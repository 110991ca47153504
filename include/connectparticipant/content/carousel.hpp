#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/content/picker.hpp>

namespace connectparticipant::inline v1 {

/// A card of a carousel: a ListPicker or a Panel, told apart by `template_type`. Panel's members
/// and counts are those of both; `has_too_many_elements` knows a ListPicker's bound.
struct carousel_element {
  std::optional<std::string_view> template_identifier{};
  std::optional<std::string_view> template_type{};
  std::optional<std::string_view> version{};
  std::optional<template_data<panel_content>> data{};
};
template <>
inline constexpr auto shape<carousel_element> = object<carousel_element>(
    "CarouselElement",
    field("templateIdentifier", &carousel_element::template_identifier, scalar::template_name,
          required),
    field("templateType", &carousel_element::template_type, scalar::template_name, required),
    field("version", &carousel_element::version, scalar::template_name, required),
    field("data", &carousel_element::data, required));

namespace scalar {
inline constexpr value_row carousel_elements =
    list("CarouselElements", table<carousel_element>::value, at_least(1));
}  // namespace scalar

/// Cards side by side.
struct carousel_content {
  static constexpr std::string_view template_name = "Carousel";

  std::optional<std::string_view> title{};
  std::optional<bool> omit_title_from_carousel_response{};
  std::optional<std::span<const carousel_element>> elements{};
};
template <>
inline constexpr auto shape<carousel_content> = object<carousel_content>(
    "CarouselContent", field("title", &carousel_content::title, scalar::template_title, required),
    field("omitTitleFromCarouselResponse", &carousel_content::omit_title_from_carousel_response,
          scalar::template_flag),
    field("elements", &carousel_content::elements, scalar::carousel_elements, required));

using carousel = template_envelope<carousel_content>;

/// Whether a card is a ListPicker with more elements than one may have: the rule that depends on
/// another member, and so stands in no row.
constexpr bool has_too_many_elements(const carousel_element& card) noexcept {
  return card.template_type == list_picker_template::name && card.data && card.data->content &&
         card.data->content->elements &&
         card.data->content->elements->size() >
             static_cast<std::size_t>(list_picker_template::most_elements) &&
         card.data->content->elements->size() <=
             static_cast<std::size_t>(panel_template::most_elements);
}

}  // namespace connectparticipant::inline v1
