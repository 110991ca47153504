#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// The member with the mark `any_case` that a name stands for, or null.
inline const field_row* find_any_case(const object_rows& rows, std::string_view name) noexcept {
  for (unsigned i = 0; i < rows.count; ++i)
    if (rows.fields[i].any_case && equal_any_case(rows.fields[i].name, name))
      return &rows.fields[i];
  return nullptr;
}

/// The member that a name on the wire stands for, or null; `readable` octets may be read from the
/// name's start.
inline const field_row* find_field(const object_rows& rows, std::string_view name,
                                   std::size_t readable) noexcept {
  if (const std::uint8_t number = rows.names.candidate(name); number != name_index::none) {
    const field_row& row = rows.fields[number];
    if (same_name(name, readable, row.name, row.block)) return &row;
  }
  return rows.any_case ? find_any_case(rows, name) : nullptr;
}

}  // namespace connectparticipant::inline v1
