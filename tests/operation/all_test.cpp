#include <set>
#include <string_view>
#include <type_traits>
#include <variant>

#include <gtest/gtest.h>
#include <connectparticipant/operation/all.hpp>

using namespace connectparticipant;

namespace {

TEST(AllOperations, StandAtTheirId) {
  ASSERT_EQ(operations.size(), 11u);
  std::set<std::string_view> names, paths;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(operations[i]->id), i);
    EXPECT_EQ(find_operation(operations[i]->name), operations[i]);
    names.insert(operations[i]->name);
    paths.insert(operations[i]->path);
  }
  EXPECT_EQ(names.size(), 11u);
  EXPECT_EQ(paths.size(), 11u);
}

TEST(AllOperations, AreFoundByTheirExactName) {
  for (std::string_view name : {"", "sendmessage", "SendMessages", "send_message"})
    EXPECT_EQ(find_operation(name), nullptr) << name;
}

TEST(AllOperations, AreVisitedByTheirTag) {
  for (const operation_row* row : operations) {
    const operation_row* visited =
        visit_operation(row->id, [](auto tag) { return &decltype(tag)::row; });
    EXPECT_EQ(visited, row);
  }
}

TEST(AllOperations, VariantsHoldThemAtTheirId) {
  static_assert(std::variant_size_v<any_request> == 11 && std::variant_size_v<any_response> == 11);
  for (const operation_row* row : operations) {
    visit_operation(row->id, [&](auto tag) {
      const any_request request = typename decltype(tag)::request{};
      const any_response response = typename decltype(tag)::response{};
      EXPECT_EQ(request.index(), static_cast<std::size_t>(row->id));
      EXPECT_EQ(response.index(), static_cast<std::size_t>(row->id));
    });
  }
}

TEST(AllOperations, EveryOneCanFailInTheCommonWays) {
  for (const operation_row* row : operations) {
    std::set<service_error_kind> kinds(row->errors.begin(), row->errors.end());
    EXPECT_EQ(kinds.size(), row->errors.size()) << row->name;
    for (const service_error_kind common :
         {service_error_kind::access_denied, service_error_kind::internal_server,
          service_error_kind::throttling, service_error_kind::validation})
      EXPECT_EQ(kinds.count(common), 1u) << row->name;
  }
}

static_assert(find_operation("DescribeView")->method == "GET");

}  // namespace
