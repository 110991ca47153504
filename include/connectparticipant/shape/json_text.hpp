#pragma once

#include <string_view>

namespace connectparticipant::inline v1 {

/// One JSON value of any type, kept as its text: what a description leaves open. Reading checks its
/// grammar; writing copies it.
struct json_text {
  std::string_view text{};
  friend constexpr bool operator==(const json_text&, const json_text&) = default;
};

}  // namespace connectparticipant::inline v1
