#include <iterator>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/operation/service_error_kind.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

struct row {
  service_error_kind kind;
  std::string_view name;
  int status;
  bool server_fault;
  std::string_view members;
};

constexpr row rows[] = {
    {service_error_kind::access_denied, "AccessDeniedException", 403, false, "Message"},
    {service_error_kind::conflict, "ConflictException", 409, false, "Message"},
    {service_error_kind::internal_server, "InternalServerException", 500, true, "Message"},
    {service_error_kind::resource_not_found, "ResourceNotFoundException", 404, false,
     "Message ResourceId ResourceType"},
    {service_error_kind::service_quota_exceeded, "ServiceQuotaExceededException", 402, false,
     "Message"},
    {service_error_kind::throttling, "ThrottlingException", 429, false, "Message"},
    {service_error_kind::validation, "ValidationException", 400, false, "Message"},
};

TEST(ServiceErrorKind, HasARowEach) {
  ASSERT_EQ(std::size(service_errors), std::size(rows));
  for (const row& r : rows) {
    const service_error_row* found = find_service_error(r.kind);
    ASSERT_NE(found, nullptr) << r.name;
    EXPECT_EQ(found, find_service_error(r.name));
    EXPECT_EQ(found, &service_errors[static_cast<int>(r.kind) - 1]);
    EXPECT_EQ(found->name, r.name);
    EXPECT_EQ(found->status, r.status) << r.name;
    EXPECT_EQ(found->server_fault, r.server_fault) << r.name;
    EXPECT_EQ(found->body->name, r.name);
    EXPECT_EQ(members(*found->body), r.members) << r.name;
    EXPECT_EQ(found->body->size, sizeof(service_error_body));
  }
}

TEST(ServiceErrorKind, OthersAreUnknown) {
  EXPECT_EQ(find_service_error(service_error_kind::unknown), nullptr);
  for (std::string_view name : {"", "accessdeniedexception", "TooManyRequestsException"})
    EXPECT_EQ(find_service_error(name), nullptr) << name;
}

}  // namespace
