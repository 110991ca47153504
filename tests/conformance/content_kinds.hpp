#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/content/decode_content.hpp>

#include "answer.hpp"

namespace connectparticipant::inline v1 {

struct content_question {
  std::optional<std::string_view> content_type{};
  std::optional<std::string_view> content{};
};
template <>
inline constexpr auto shape<content_question> = object<content_question>(
    "ContentQuestion", field("content_type", &content_question::content_type, any_text),
    field("content", &content_question::content, any_text));

}  // namespace connectparticipant::inline v1

namespace conformance {

/// Answers the kind `decode_content`.
template <cp::reader Reader>
void content_kind(const std::string& line, cp::small_reader& outer, Reader& reader,
                  cp::arena& memory, cp::arena& more, answer& out) {
  const auto asked = cp::read<cp::content_question>(line, outer, memory);
  if (!asked) return void(out.failure("error", asked.error()));
  const auto decoded = cp::decode_content(asked->content_type.value_or(""),
                                          asked->content.value_or(""), reader, more);
  if (!decoded) return void(out.failure("malformed", decoded.error()));

  answer broken;
  broken.member("violations").raw("[");
  const std::size_t count = cp::validate_content(*decoded, [&](const cp::violation& found) {
    broken.next()
        .raw("{")
        .text("path", cp::path_text(found.failure.where))
        .text("rule", found.rule())
        .text("message", message(found))
        .raw("}");
  });
  if (count != 0) return void(out.raw(",").raw(broken.raw("]").str().substr(1)));

  if (const auto type = cp::template_type_of(*decoded)) out.text("template_type", *type);
  if (const auto* text = std::get_if<std::string_view>(&*decoded))
    return void(out.text("content", *text));
  std::string room;
  const auto written = cp::write_content(*decoded, room);
  if (!written) return void(out.failure("error", written.error()));
  std::string json(*written);
  // Raw line ends can only be white space in JSON, and an answer is one line.
  for (char& c : json)
    if (c == '\n' || c == '\r') c = ' ';
  out.member("content").raw(json);
}

}  // namespace conformance
