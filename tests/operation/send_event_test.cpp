#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <string_view>

#include <connectparticipant/operation/send_event.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(SendEvent, IsDescribed) {
  check_operation<send_event>(operation_id::send_event, "SendEvent", "POST", "/participant/event");
}

TEST(SendEvent, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*send_event::row.request), "ContentType Content ClientToken ConnectionToken");
  EXPECT_EQ(members(*send_event::row.response), "Id AbsoluteTime");
}

TEST(SendEvent, NamesTheEventsItSupports) {
  check_content(*send_event::row.request);
  constexpr std::string_view prefix = "application/vnd.amazonaws.connect.event.";
  constexpr std::string_view events[] = {"typing", "connection.acknowledged", "message.delivered",
                                         "message.read"};
  const content_rules& rules = *send_event::row.request->content;
  ASSERT_EQ(rules.count, std::size(events));
  for (std::size_t i = 0; i < std::size(events); ++i) {
    EXPECT_EQ(rules.types[i].media_type, std::string(prefix) + std::string(events[i]));
    EXPECT_EQ(rules.types[i].max_length, 0) << events[i];
    EXPECT_FALSE(rules.types[i].is_json) << events[i];
    EXPECT_EQ(rules.types[i].maintained, events[i] != "connection.acknowledged");
  }
}

TEST(SendEvent, IsWrittenWithDesignators) {
  const send_event_request request{.content_type = "application/vnd.amazonaws.connect.event.typing",
                                   .connection_token = "token"};
  EXPECT_FALSE(request.content);
}

}  // namespace
