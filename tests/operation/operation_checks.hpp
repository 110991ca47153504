#pragma once

// What the tests of operations ask of every one.

#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/operation/operation.hpp>

#include "model/rows.hpp"

/// The rules of the content must name the members ContentType and Content.
inline void check_content(const connectparticipant::object_rows& rows) {
  ASSERT_NE(rows.content, nullptr);
  EXPECT_EQ(rows.fields[rows.content->type_field].name, "ContentType");
  EXPECT_EQ(rows.fields[rows.content->content_field].name, "Content");
}

template <class Operation>
void check_operation(connectparticipant::operation_id id, std::string_view name,
                     std::string_view method, std::string_view path) {
  using namespace connectparticipant;
  using request = typename Operation::request;
  using response = typename Operation::response;
  static_assert(std::is_same_v<typename operation_of<request>::type, Operation>);
  static_assert(operation_request<request> && !operation_request<response>);
  static_assert(std::is_trivially_copyable_v<request> && std::is_trivially_copyable_v<response>);

  EXPECT_EQ(Operation::row.id, id);
  EXPECT_EQ(Operation::row.name, name);
  EXPECT_EQ(Operation::row.method, method);
  EXPECT_EQ(Operation::row.path, path);
  EXPECT_EQ(Operation::row.request, &table<request>::rows);
  EXPECT_EQ(Operation::row.response, &table<response>::rows);
  check_rows<request>();
  check_rows<response>();

  int tokens = 0;
  for (int i = 0; i < table<request>::rows.count; ++i) {
    const field_row& field = table<request>::rows.fields[i];
    if (field.where != location::header) continue;
    ++tokens;
    EXPECT_TRUE(field.required) << field.name;
    EXPECT_EQ(field.value->visible_to, privacy::secret) << field.name;
  }
  EXPECT_EQ(tokens, 1);
}
