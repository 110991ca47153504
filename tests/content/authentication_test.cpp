#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/authentication.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

constexpr std::string_view initiated =
    "application/vnd.amazonaws.connect.event.authentication.initiated";

TEST(Authentication, RowsLeadToTheirMembers) { check_rows<authentication_initiated>(); }

TEST(Authentication, IsReadAndChecked) {
  constexpr std::string_view sample = R"({"SessionId":"7d3e1c7a-53d5-4a3e-9a4b-0b6d6a5f1c2e"})";
  EXPECT_EQ(outcome(initiated, sample), sample);
  EXPECT_EQ(outcome(initiated, R"({"SessionId":"s"})"), R"({"SessionId":"s"})");
  EXPECT_EQ(outcome(initiated, R"({"sessionId":"s"})"), "SessionId required");
  EXPECT_EQ(outcome(initiated, R"({"SessionId":"s")"), "unexpected_end at byte 16");
}

TEST(Authentication, OutcomesHaveNoContent) {
  EXPECT_EQ(outcome("application/vnd.amazonaws.connect.event.authentication.succeeded", ""), "");
}

}  // namespace
