#include <string>

#include <gtest/gtest.h>
#include <connectparticipant/content/envelope.hpp>
#include <connectparticipant/content/quick_reply.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

TEST(Envelope, RowsLeadToTheirMembers) {
  check_rows<reply_message>();
  check_rows<template_data<quick_reply_content>>();
  check_rows<quick_reply>();
}

TEST(Envelope, MembersAreRequired) {
  constexpr std::string_view content = R"({"title":"t","elements":[{"title":"a"}]})";
  const std::string whole = message_of("QuickReply", content);
  EXPECT_EQ(outcome(interactive_type, whole), whole);
  EXPECT_EQ(outcome(interactive_type, R"({"templateType":"QuickReply"})"),
            "version required, data required");
  EXPECT_EQ(outcome(interactive_type, R"({"templateType":"QuickReply","version":"1.0","data":{}})"),
            "data.content required");
  EXPECT_EQ(outcome(interactive_type,
                    R"({"templateType":"QuickReply","version":"1.0","data":{"replyMessage":{},)"
                    R"("content":)" +
                        std::string(content) + "}}"),
            "data.replyMessage.title required");
}

TEST(Envelope, IsFilledIn) {
  const quick_reply_element yes{.title = "Yes"};
  const quick_reply made =
      in_envelope(quick_reply_content{.title = "OK?",
                                      .elements = std::span<const quick_reply_element>(&yes, 1)},
                  reply_message{.title = "Thanks!"});
  std::string room;
  EXPECT_EQ(*write(made, room),
            R"({"templateType":"QuickReply","version":"1.0","data":{"replyMessage":)"
            R"({"title":"Thanks!"},"content":{"title":"OK?","elements":[{"title":"Yes"}]}}})");
  EXPECT_FALSE(validate(made));
}

}  // namespace
