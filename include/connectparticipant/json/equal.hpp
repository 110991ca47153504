#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

bool equal(const object_rows& rows, const void* a, const void* b) noexcept;

namespace equal_internal {

inline bool scalars(const value_row& row, const void* a, const void* b) noexcept {
  switch (row.type) {
    case kind::text:
      return *static_cast<const std::string_view*>(a) == *static_cast<const std::string_view*>(b);
    case kind::integer:
      return *static_cast<const std::int64_t*>(a) == *static_cast<const std::int64_t*>(b);
    case kind::real: return *static_cast<const double*>(a) == *static_cast<const double*>(b);
    case kind::json: return *static_cast<const json_text*>(a) == *static_cast<const json_text*>(b);
    case kind::boolean: return *static_cast<const bool*>(a) == *static_cast<const bool*>(b);
    case kind::enumeration:
      return static_cast<const enum_value*>(a)->spelling(*row.values) ==
             static_cast<const enum_value*>(b)->spelling(*row.values);
    case kind::structure: return equal(*row.object, a, b);
    case kind::map: return *static_cast<const map_entry*>(a) == *static_cast<const map_entry*>(b);
    case kind::list: break;
  }
  return false;
}

inline bool lists(const field_row& row, const void* a, const void* b) noexcept {
  const list_view left = row.access->elements(a), right = row.access->elements(b);
  if (left.size != right.size) return false;
  const value_row& element = row.value->type == kind::map ? *row.value : *row.value->element;
  for (std::size_t i = 0; i < left.size; ++i) {
    const std::size_t at = i * row.access->element_size;
    if (!scalars(element, static_cast<const std::byte*>(left.data) + at,
                 static_cast<const std::byte*>(right.data) + at))
      return false;
  }
  return true;
}

}  // namespace equal_internal

/// Equality of two structures that `rows` describe: absent equals absent alone, an empty list is
/// not an absent one, and a map's entries have an order.
inline bool equal(const object_rows& rows, const void* a, const void* b) noexcept {
  for (unsigned i = 0; i < rows.count; ++i) {
    const field_row& row = rows.fields[i];
    const void* const left = row.get(a);
    const void* const right = row.get(b);
    if ((left == nullptr) != (right == nullptr)) return false;
    if (left == nullptr) continue;
    const bool many = row.value->type == kind::list || row.value->type == kind::map;
    if (many ? !equal_internal::lists(row, row.at(a), row.at(b))
             : !equal_internal::scalars(*row.value, left, right))
      return false;
  }
  return true;
}

template <described T>
bool operator==(const T& a, const T& b) noexcept {
  return equal(table<T>::rows, &a, &b);
}

}  // namespace connectparticipant::inline v1
