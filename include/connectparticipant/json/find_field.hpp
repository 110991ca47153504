#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// The number of the member with the mark `any_case` that a name stands for, or `name_index::none`.
inline std::uint8_t find_any_case(const object_rows& rows, std::string_view name) noexcept {
  for (std::uint8_t i = 0; i < rows.count; ++i)
    if (rows.fields[i].any_case && equal_any_case(rows.fields[i].name, name)) return i;
  return name_index::none;
}

/// The number of the member that a name on the wire stands for, or `name_index::none`.
inline std::uint8_t find_field(const object_rows& rows, std::string_view name) noexcept {
  const std::uint8_t number = rows.names.candidate(name);
  if (number != name_index::none && same_name(rows.fields[number].name, name)) return number;
  return rows.any_case ? find_any_case(rows, name) : name_index::none;
}

/// Which member followed which last time, for the elements of a list: they differ in what they
/// lack, but less from their neighbours than from the order of the rows.
struct successors {
  std::array<std::uint8_t, 65> numbers = in_order;  ///< at i + 1: behind member i; at 0: the first

 private:
  static constexpr std::array<std::uint8_t, 65> in_order = [] {
    std::array<std::uint8_t, 65> order{};
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint8_t>(i);
    return order;
  }();
};

}  // namespace connectparticipant::inline v1
