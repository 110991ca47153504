#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/content/envelope.hpp>

namespace connectparticipant::inline v1 {

namespace scalar {
inline constexpr value_row quick_reply_title =
    text("QuickReplyTitle", at_most(200), privacy::personal);
}  // namespace scalar

/// One answer; its title is the reply.
struct quick_reply_element {
  std::optional<std::string_view> title{};
};
template <>
inline constexpr auto shape<quick_reply_element> =
    object<quick_reply_element>("QuickReplyElement", field("title", &quick_reply_element::title,
                                                           scalar::quick_reply_title, required));

namespace scalar {
inline constexpr value_row quick_reply_elements =
    list("QuickReplyElements", table<quick_reply_element>::value, at_least(1));
}  // namespace scalar

/// Short answers to one question.
struct quick_reply_content {
  static constexpr std::string_view template_name = "QuickReply";

  std::optional<std::string_view> title{};
  std::optional<std::string_view> subtitle{};
  std::optional<std::span<const quick_reply_element>> elements{};
};
template <>
inline constexpr auto shape<quick_reply_content> = object<quick_reply_content>(
    "QuickReplyContent",
    field("title", &quick_reply_content::title, scalar::template_title, required),
    field("subtitle", &quick_reply_content::subtitle, scalar::template_subtitle),
    field("elements", &quick_reply_content::elements, scalar::quick_reply_elements, required));

using quick_reply = template_envelope<quick_reply_content>;

}  // namespace connectparticipant::inline v1
