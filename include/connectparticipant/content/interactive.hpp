#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/content/carousel.hpp>
#include <connectparticipant/content/picker.hpp>
#include <connectparticipant/content/quick_reply.hpp>
#include <connectparticipant/content/time_picker.hpp>
#include <connectparticipant/content/view_resource.hpp>
#include <connectparticipant/json/diagnose.hpp>
#include <connectparticipant/json/read.hpp>

namespace connectparticipant::inline v1 {

/// An interactive message of a template that we do not know, as it came.
struct unknown_template {
  std::optional<std::string_view> template_type{};
  json_text document{};
  friend bool operator==(const unknown_template&, const unknown_template&) = default;
};

/// A message of content type `…message.interactive`.
using interactive_message = std::variant<list_picker, panel, time_picker, quick_reply, carousel,
                                         view_resource, unknown_template>;

/// `ListPicker` …; empty where the message has none.
inline std::string_view template_type_of(const interactive_message& message) noexcept {
  return std::visit([](const auto& one) { return one.template_type.value_or(std::string_view()); },
                    message);
}

namespace interactive_internal {

/// The first look at a message: the type may stand last.
struct envelope {
  std::optional<std::string_view> template_type{};
};

}  // namespace interactive_internal

template <>
inline constexpr auto shape<interactive_internal::envelope> =
    object<interactive_internal::envelope>("InteractiveMessage",
                                           field("templateType",
                                                 &interactive_internal::envelope::template_type,
                                                 scalar::template_name, required));

namespace interactive_internal {

template <class Content>
struct tag {
  using content = Content;
};

/// Calls `found(tag<Content>)` for the template of that name; false when it is unknown.
template <class Found>
bool visit_template(std::string_view name, Found&& found) {
  const auto is = [&](auto one) {
    if (name != decltype(one)::content::template_name) return false;
    found(one);
    return true;
  };
  return is(tag<list_picker_content>()) || is(tag<panel_content>()) ||
         is(tag<time_picker_content>()) || is(tag<quick_reply_content>()) ||
         is(tag<carousel_content>()) || is(tag<view_resource_content>());
}

/// The limits that a reader has, or the default ones.
template <reader R>
limits bounds_of(const R& with) noexcept {
  if constexpr (requires { with.bounds(); }) {
    return with.bounds();
  } else {
    return limits{};
  }
}

/// The error of a broken document. The template's type mostly stands in front of what is broken:
/// then the path is told by the template's rows.
inline error explain(std::string_view document, const error& failure, const policy& rules,
                     const limits& bounds) noexcept {
  if (failure.group() != error_group::syntax || refuse(document, bounds)) return failure;
  diagnosis outer(document, table<envelope>::rows, rules, bounds);
  outer.keep(0);
  (void)outer.run();
  error better = failure;
  visit_template(outer.kept(), [&](auto one) {
    using whole = template_envelope<typename decltype(one)::content>;
    better = diagnosis(document, table<whole>::rows, rules, bounds).run();
  });
  return better ? better : failure;
}

}  // namespace interactive_internal

/// Decodes the content of an interactive message. What is decoded borrows from `content` and
/// `memory`. An unknown template is no error and keeps its text; what `validate_content` asks for
/// is not checked. Errors: code, path and offset in `content` of the first error in document order.
template <reader R>
result<interactive_message> decode_interactive(
    std::string_view content CONNECTPARTICIPANT_LIFETIMEBOUND, R& with,
    arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND, const policy& rules = lenient) {
  using namespace interactive_internal;
  const result<envelope> outer = read<envelope>(content, with, memory, rules);
  if (!outer) return explain(content, outer.error(), rules, bounds_of(with));
  result<interactive_message> decoded(
      unknown_template{.template_type = outer->template_type, .document = {content}});
  if (!outer->template_type) return decoded;
  visit_template(*outer->template_type, [&](auto one) {
    using whole = template_envelope<typename decltype(one)::content>;
    const result<whole> message = read<whole>(content, with, memory, rules);
    if (message) {
      decoded = interactive_message(*message);
    } else {
      decoded = message.error();
    }
  });
  return decoded;
}

/// The message would borrow from a string that ends here.
template <std::same_as<std::string> S, reader R>
result<interactive_message> decode_interactive(S&& content, R&, arena&,
                                               const policy& = lenient) = delete;

}  // namespace connectparticipant::inline v1
