#pragma once

#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

// What the templates of interactive messages share. Lengths and counts are those of the
// administrator guide's chapter on interactive messages and of the chat widget; lengths count code
// points. A renderer truncates what is longer.

namespace scalar {
inline constexpr value_row template_title = text("TemplateTitle", at_most(400), privacy::personal);
inline constexpr value_row template_subtitle =
    text("TemplateSubtitle", at_most(400), privacy::personal);
inline constexpr value_row template_text = text("TemplateText", privacy::personal);
inline constexpr value_row template_name = text("TemplateName");
inline constexpr value_row template_integer = integer("TemplateInteger");
inline constexpr value_row template_flag = boolean("TemplateFlag");
}  // namespace scalar

/// The only version of every template.
inline constexpr std::string_view template_version = "1.0";

/// What is shown in place of the choices once one is made.
struct reply_message {
  std::optional<std::string_view> title{};
  std::optional<std::string_view> subtitle{};
  std::optional<std::string_view> image_type{};  ///< "URL"
  std::optional<std::string_view> image_data{};  ///< a URL
  std::optional<std::string_view> image_description{};
};
template <>
inline constexpr auto shape<reply_message> = object<reply_message>(
    "ReplyMessage", field("title", &reply_message::title, scalar::template_title, required),
    field("subtitle", &reply_message::subtitle, scalar::template_subtitle),
    field("imageType", &reply_message::image_type, scalar::template_name),
    field("imageData", &reply_message::image_data, scalar::template_text),
    field("imageDescription", &reply_message::image_description, scalar::template_text));

/// A template's content, and what takes its place once a choice is made.
template <class Content>
struct template_data {
  std::optional<connectparticipant::reply_message> reply_message{};
  std::optional<Content> content{};
};
template <class Content>
inline constexpr auto shape<template_data<Content>> = object<template_data<Content>>(
    "TemplateData", field("replyMessage", &template_data<Content>::reply_message),
    field("content", &template_data<Content>::content, required));

/// An interactive message: the content of one template in the envelope that all share.
template <class Content>
struct template_envelope {
  std::optional<std::string_view> template_type{};
  std::optional<std::string_view> version{};
  std::optional<template_data<Content>> data{};
  std::optional<std::string_view> template_identifier{};
};
template <class Content>
inline constexpr auto shape<template_envelope<Content>> = object<template_envelope<Content>>(
    Content::template_name,
    field("templateType", &template_envelope<Content>::template_type, scalar::template_name,
          required),
    field("version", &template_envelope<Content>::version, scalar::template_name, required),
    field("data", &template_envelope<Content>::data, required),
    field("templateIdentifier", &template_envelope<Content>::template_identifier,
          scalar::template_name));

/// A message of the content's template, to be written: type and version are filled in.
template <class Content>
constexpr template_envelope<Content> in_envelope(
    const Content& content, const std::optional<reply_message>& reply = std::nullopt) noexcept {
  return {.template_type = Content::template_name,
          .version = template_version,
          .data = template_data<Content>{.reply_message = reply, .content = content}};
}

}  // namespace connectparticipant::inline v1
