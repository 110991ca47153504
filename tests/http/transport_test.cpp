#include <gtest/gtest.h>
#include <connectparticipant/http/transport.hpp>

using namespace connectparticipant;

namespace {

struct good {
  transport_result send(const transport_request& request) {
    return {.failure = request.attempt == 1 ? transport_error::refused : transport_error::none};
  }
};
struct another_result {
  int send(const transport_request&);
};
struct another_name {
  transport_result call(const transport_request&);
};
static_assert(transport<good>);
static_assert(!transport<another_result>);
static_assert(!transport<another_name>);
static_assert(!transport<int>);
// What is sent can only be looked at.
struct changes_it {
  transport_result send(transport_request&);
};
static_assert(!transport<changes_it>);

TEST(Transport, ARequestAsksForNothingByItself) {
  const transport_request request;
  EXPECT_EQ(request.operation, nullptr);
  EXPECT_EQ(request.attempt, 1);
  EXPECT_EQ(request.exchange, 1);
  EXPECT_EQ(request.timeout_ms, 0);
  EXPECT_EQ(request.connect_timeout_ms, 0);
  EXPECT_EQ(request.max_response_bytes, 0u);
  EXPECT_TRUE(request.server.secure);
  EXPECT_EQ(good().send(request).failure, transport_error::refused);
}

}  // namespace
