#pragma once

// What the tests of described structures ask of every one.

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/shape/describe.hpp>

/// The members' names in the order in which they are written.
inline std::string members(const connectparticipant::object_rows& rows) {
  std::string names;
  for (int i = 0; i < rows.count; ++i)
    names += (i > 0 ? " " : "") + std::string(rows.fields[i].name);
  return names;
}

/// The row of a member, which must be there.
inline const connectparticipant::field_row& member(const connectparticipant::object_rows& rows,
                                                   std::string_view name) {
  for (int i = 0; i < rows.count; ++i)
    if (rows.fields[i].name == name) return rows.fields[i];
  ADD_FAILURE() << rows.name << " has no member " << name;
  return rows.fields[0];
}

/// Makes each member present and absent again through its row, and sees that no other changes: no
/// two rows lead to the same member.
template <class T>
void check_rows() {
  const connectparticipant::object_rows& rows = connectparticipant::table<T>::rows;
  T object;
  for (int i = 0; i < rows.count; ++i) {
    const connectparticipant::field_row& field = rows.fields[i];
    EXPECT_EQ(field.get(&object), nullptr) << field.name;
    EXPECT_NE(field.access->emplace(field.at(&object)), nullptr) << field.name;
    for (int k = 0; k < rows.count; ++k)
      EXPECT_EQ(rows.fields[k].get(&object) != nullptr, k == i) << field.name;
    field.access->reset(field.at(&object));
  }
}
