#pragma once

// What the tests of content share: documents in, what comes of them as one line out.

#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>
#include <connectparticipant/content/decode_content.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/shape/path_text.hpp>

namespace content_checks {

inline constexpr std::string_view interactive_type =
    "application/vnd.amazonaws.connect.message.interactive";
inline constexpr std::string_view response_type =
    "application/vnd.amazonaws.connect.message.interactive.response";
inline constexpr std::string_view plain = "text/plain";

/// The broken constraints of a payload: `data.content.title required, …`; empty for none.
inline std::string broken(const connectparticipant::content_payload& content) {
  namespace cp = connectparticipant;
  std::string all;
  const std::size_t count = cp::validate_content(content, [&](const cp::violation& found) {
    all += all.empty() ? "" : ", ";
    all += cp::path_text(found.failure.where) + ' ' + std::string(found.rule());
  });
  const cp::error first = cp::validate_content(content);
  EXPECT_EQ(static_cast<bool>(first), count != 0);
  const std::string start = cp::path_text(first.where) + ' ' + std::string(to_string(first.code));
  EXPECT_TRUE(!first || all.starts_with(start)) << all;
  return all;
}

/// The payload written back where it is valid, else its broken constraints, else its error.
inline std::string outcome(std::string_view content_type, std::string_view content,
                           const connectparticipant::policy& rules = connectparticipant::lenient) {
  namespace cp = connectparticipant;
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader reader;
  const auto decoded = cp::decode_content(content_type, content, reader, memory, rules);
  if (!decoded) {
    EXPECT_LE(decoded.error().offset, content.size());
    return cp::describe(decoded.error());
  }
  if (std::string found = broken(*decoded); !found.empty()) return found;
  std::string room;
  const auto written = cp::write_content(*decoded, room);
  if (!written) return "unwritten: " + cp::describe(written.error());
  const auto again = cp::decode_content(content_type, *written, reader, memory, rules);
  EXPECT_TRUE(again && *again == *decoded) << *written;
  return std::string(*written);
}

/// A message of a template, its content given.
inline std::string message_of(std::string_view template_type, std::string_view content) {
  return R"({"templateType":")" + std::string(template_type) +
         R"(","version":"1.0","data":{"content":)" + std::string(content) + "}}";
}

/// `count` times `element` between brackets.
inline std::string list_of(std::size_t count, std::string_view element) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) list.append(i == 0 ? "" : ",").append(element);
  return list + ']';
}

/// `count` characters of two octets each.
inline std::string wide(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "\xC3\xA9";
  return text;
}

}  // namespace content_checks
