#include <array>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/receipt.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

constexpr std::string_view read_event = "application/vnd.amazonaws.connect.event.message.read";
constexpr std::string_view delivered_event =
    "application/vnd.amazonaws.connect.event.message.delivered";

TEST(Receipt, RowsLeadToTheirMembers) { check_rows<message_receipt>(); }

TEST(Receipt, IsReadAndChecked) {
  constexpr std::string_view sample = R"({"messageId":"11111111-aaaa-bbbb-cccc-EXAMPLE01234"})";
  constexpr std::string_view throttled = R"({"messageId":"m","disableThrottle":true})";
  EXPECT_EQ(outcome(read_event, sample), sample);
  EXPECT_EQ(outcome(delivered_event, throttled), throttled);
  EXPECT_EQ(outcome(delivered_event, "{}"), "messageId required");
  EXPECT_EQ(outcome(delivered_event, R"({"messageId":""})"), "messageId min_length");
  EXPECT_EQ(outcome(delivered_event, R"({"messageId":1})"), "wrong_type at byte 13, messageId");
  EXPECT_EQ(outcome(delivered_event, ""), "unexpected_end at byte 0");
  EXPECT_EQ(outcome(delivered_event, "[]"), "wrong_type at byte 0");
}

TEST(Receipt, BecomesAnEvent) {
  std::array<char, 64> room{};
  const auto event = receipt_event(content_kind::message_read, {.message_id = "m"}, room);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->content_type, read_event);
  EXPECT_EQ(event->content, R"({"messageId":"m"})");
  EXPECT_EQ(receipt_event(content_kind::typing, {}, room).error().code, errc::invalid_argument);
  const auto short_room = std::span<char>(room).first(4);
  EXPECT_EQ(
      receipt_event(content_kind::message_delivered, {.message_id = "m"}, short_room).error().code,
      errc::buffer_too_small);
}

}  // namespace
