#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/retryable.hpp>
#include <connectparticipant/http/service_error.hpp>

using namespace connectparticipant;

namespace {

TEST(Retryable, GoesByStatus) {
  for (int status : {500, 502, 503, 504, 429}) EXPECT_TRUE(is_retryable("", status)) << status;
  for (int status : {200, 301, 304, 400, 402, 403, 404, 408, 409, 501, 505})
    EXPECT_FALSE(is_retryable("", status)) << status;
  EXPECT_TRUE(is_throttling("", 429));
  EXPECT_FALSE(is_throttling("", 503));
  EXPECT_TRUE(is_transient("", 503));
  EXPECT_FALSE(is_transient("", 429));
}

TEST(Retryable, GoesByName) {
  for (std::string_view name : throttling_names) EXPECT_TRUE(is_throttling(name, 400)) << name;
  for (std::string_view name : timeout_names) {
    EXPECT_TRUE(is_transient(name, 400)) << name;
    EXPECT_FALSE(is_throttling(name, 400)) << name;
  }
  for (std::string_view name : {"ValidationException", "AccessDeniedException", "throttling", "",
                                "ServiceQuotaExceededException", "ConflictException"})
    EXPECT_FALSE(is_retryable(name, 400)) << name;
}

TEST(Retryable, ServiceErrorsKnow) {
  EXPECT_TRUE((service_error{.name = "ThrottlingException", .status = 400}.retryable()));
  EXPECT_TRUE((service_error{.name = "Unknown", .status = 503}.retryable()));
  EXPECT_FALSE((service_error{.name = "ValidationException", .status = 400}.retryable()));
}

}  // namespace
