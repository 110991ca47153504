#pragma once

#include <string_view>

namespace connectparticipant::inline v1 {

/// One JSON value of any type, kept as its text: what a description leaves open. Reading checks its
/// grammar; writing copies it.
struct json_text {
  std::string_view text{};
  /// What a string holds, unescaped: filled in when a member with the mark `embedded` is read.
  std::string_view document{};

  friend constexpr bool operator==(const json_text& a, const json_text& b) noexcept {
    return a.text == b.text;
  }
};

}  // namespace connectparticipant::inline v1
