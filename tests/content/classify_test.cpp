#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/classify.hpp>

using namespace connectparticipant;

namespace {

struct item_row {
  std::string_view type, content_type;
  item_kind kind;
  content_kind content;
  std::string_view text;
};

#define EVENT_TYPE "application/vnd.amazonaws.connect.event."

constexpr item_row rows[] = {
    {"MESSAGE", "text/plain", item_kind::message, content_kind::plain_text, "MESSAGE"},
    {"MESSAGE", "", item_kind::message, content_kind::unknown, "MESSAGE"},
    {"MESSAGE", "application/vnd.amazonaws.connect.message.interactive", item_kind::message,
     content_kind::interactive, "MESSAGE"},
    {"ATTACHMENT", "", item_kind::attachment, content_kind::unknown, "ATTACHMENT"},
    {"EVENT", EVENT_TYPE "typing", item_kind::typing, content_kind::typing, EVENT_TYPE "typing"},
    {"EVENT", EVENT_TYPE "participant.joined", item_kind::participant_joined,
     content_kind::participant_joined, EVENT_TYPE "participant.joined"},
    {"PARTICIPANT_JOINED", EVENT_TYPE "participant.joined", item_kind::participant_joined,
     content_kind::participant_joined, "PARTICIPANT_JOINED"},
    {"PARTICIPANT_LEFT", "", item_kind::participant_left, content_kind::unknown,
     "PARTICIPANT_LEFT"},
    {"CHAT_ENDED", "", item_kind::chat_ended, content_kind::unknown, "CHAT_ENDED"},
    {"EVENT", "APPLICATION/VND.AMAZONAWS.CONNECT.EVENT.CHAT.ENDED", item_kind::chat_ended,
     content_kind::chat_ended, "APPLICATION/VND.AMAZONAWS.CONNECT.EVENT.CHAT.ENDED"},
    {"TRANSFER_SUCCEEDED", "", item_kind::transfer_succeeded, content_kind::unknown,
     "TRANSFER_SUCCEEDED"},
    {"EVENT", EVENT_TYPE "transfer.failed", item_kind::transfer_failed,
     content_kind::transfer_failed, EVENT_TYPE "transfer.failed"},
    {"CONNECTION_ACK", "", item_kind::connection_acknowledged, content_kind::unknown,
     "CONNECTION_ACK"},
    {"EVENT", EVENT_TYPE "connection.acknowledged", item_kind::connection_acknowledged,
     content_kind::connection_acknowledged, EVENT_TYPE "connection.acknowledged"},
    {"MESSAGE_READ", "", item_kind::read_receipt, content_kind::unknown, "MESSAGE_READ"},
    {"EVENT", EVENT_TYPE "message.delivered", item_kind::delivered_receipt,
     content_kind::message_delivered, EVENT_TYPE "message.delivered"},
    {"MESSAGEMETADATA", EVENT_TYPE "message.metadata", item_kind::metadata,
     content_kind::message_metadata, "MESSAGEMETADATA"},
    {"MESSAGE_METADATA", "", item_kind::metadata, content_kind::unknown, "MESSAGE_METADATA"},
    {"EVENT", EVENT_TYPE "authentication.initiated", item_kind::authentication_initiated,
     content_kind::authentication_initiated, EVENT_TYPE "authentication.initiated"},
    {"EVENT", EVENT_TYPE "authentication.cancelled", item_kind::authentication_cancelled,
     content_kind::authentication_cancelled, EVENT_TYPE "authentication.cancelled"},
    {"EVENT", EVENT_TYPE "workflow.cancelled", item_kind::workflow_cancelled,
     content_kind::workflow_cancelled, EVENT_TYPE "workflow.cancelled"},
    {"", EVENT_TYPE "chat.rehydrated", item_kind::chat_rehydrated, content_kind::chat_rehydrated,
     EVENT_TYPE "chat.rehydrated"},
    {"SOMETHING_NEW", EVENT_TYPE "participant.idle", item_kind::participant_idle,
     content_kind::participant_idle, EVENT_TYPE "participant.idle"},
    {"", "text/markdown", item_kind::message, content_kind::markdown, "text/markdown"},
    {"EVENT", "text/plain", item_kind::unknown, content_kind::plain_text, "text/plain"},
    {"EVENT", EVENT_TYPE "party.started", item_kind::unknown, content_kind::unknown,
     EVENT_TYPE "party.started"},
    {"EVENT", "", item_kind::unknown, content_kind::unknown, "EVENT"},
    {"SOMETHING_NEW", "application/x-new", item_kind::unknown, content_kind::unknown,
     "SOMETHING_NEW"},
    {"", "", item_kind::unknown, content_kind::unknown, ""},
};

TEST(Classify, TypeAndContentTypeTellTheKind) {
  for (const item_row& row : rows) {
    item from;
    if (!row.type.empty()) from.type = open_enum<chat_item_type>(row.type);
    if (!row.content_type.empty()) from.content_type = row.content_type;
    const item_classification found = classify(from);
    EXPECT_EQ(found.kind, row.kind) << row.type << ' ' << row.content_type;
    EXPECT_EQ(found.content, row.content) << row.type << ' ' << row.content_type;
    EXPECT_EQ(found.text, row.text) << row.type << ' ' << row.content_type;
  }
}

TEST(Classify, EveryEventHasAKind) {
  for (std::size_t i = 0; i <= static_cast<std::size_t>(content_kind::attachment); ++i) {
    const auto content = static_cast<content_kind>(i);
    EXPECT_EQ(event_kind(content) != item_kind::unknown, is_event(content)) << media_type(content);
  }
}

TEST(Classify, EveryTypeOfTheTranscriptHasAKind) {
  for (std::string_view type : enum_table<chat_item_type>::texts)
    EXPECT_EQ(classify(item{.type = open_enum<chat_item_type>(type)}).kind == item_kind::unknown,
              type == "EVENT")
        << type;
}

}  // namespace
