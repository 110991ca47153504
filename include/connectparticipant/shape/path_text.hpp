#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

#include <connectparticipant/base/error.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Calls `put(std::string_view)` with the pieces of the path's text, in order:
/// `Transcript[3].Attachments[0].Status`. Map keys stand behind a dot like members.
template <class Put>
void write_path(const path& where, Put&& put) {
  const object_rows* rows = where.root();
  const value_row* value = nullptr;
  bool first = true;
  where.for_each([&](const path::step& step) {
    if (step.kind == path::step_kind::index) {
      std::array<char, 12> digits{};
      digits[0] = '[';
      char* end =
          std::to_chars(digits.data() + 1, digits.data() + digits.size() - 1, step.number).ptr;
      *end++ = ']';
      put(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
      if (value != nullptr) value = value->element;
      if (value != nullptr) rows = value->object;
      first = false;
      return;
    }
    if (!first) put(std::string_view("."));
    first = false;
    if (step.kind == path::step_kind::key) {
      put(step.key);
      return;
    }
    if (rows == nullptr || step.number >= rows->count) return;
    const field_row& field = rows->fields[step.number];
    put(field.name);
    value = field.value;
    rows = value->object;
  });
}

/// The path's text; empty for the whole document.
inline std::string path_text(const path& where) {
  std::string text;
  write_path(where, [&](std::string_view piece) { text += piece; });
  return text;
}

/// One line for a log: `wrong_type at byte 97, Transcript[3].Id`. Holds no text of a value.
inline std::string describe(const error& failure) {
  std::string text(to_string(failure.code));
  // A value that was never text has no place in one.
  const bool placed =
      failure.group() != error_group::constraint && failure.group() != error_group::misuse;
  if (placed) {
    std::array<char, 12> digits{};
    const char* end =
        std::to_chars(digits.data(), digits.data() + digits.size(), failure.offset).ptr;
    text += failure.code == errc::buffer_too_small ? ", bytes needed: " : " at byte ";
    text.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
  }
  if (!failure.where.empty()) {
    text += ", ";
    // A key may hold anything: no line of a log may be forged with it.
    write_path(failure.where, [&](std::string_view piece) {
      for (char c : piece) text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    });
  }
  return text;
}

}  // namespace connectparticipant::inline v1
