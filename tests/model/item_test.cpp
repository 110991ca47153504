#include <array>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/model/item.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

static_assert(std::is_trivially_destructible_v<item>);
static_assert(std::is_trivially_copyable_v<item>);

TEST(Item, RowsLeadToTheirMembers) {
  check_rows<item>();
  check_rows<message_metadata>();
  check_rows<receipt>();
}

TEST(Item, MembersAreWrittenAsOnTheWire) {
  EXPECT_EQ(members(table<item>::rows),
            "AbsoluteTime Content ContentType Id Type ParticipantId DisplayName ParticipantRole "
            "Attachments MessageMetadata RelatedContactId InitialContactId ContactId ClientToken");
  EXPECT_EQ(members(table<message_metadata>::rows),
            "MessageId Receipts MessageProcessingStatus MessageCompleted ChunkNumber");
  EXPECT_EQ(members(table<receipt>::rows),
            "DeliveredTimestamp ReadTimestamp RecipientParticipantId");
}

TEST(Item, MarksWhatOnlyTheWebsocketHas) {
  for (const object_rows* rows : {&table<item>::rows, &table<message_metadata>::rows}) {
    for (int i = 0; i < rows->count; ++i) {
      const std::string_view name = rows->fields[i].name;
      const bool wire_only = name == "InitialContactId" || name == "ClientToken" ||
                             name == "MessageCompleted" || name == "ChunkNumber";
      EXPECT_EQ(rows->fields[i].modelled, !wire_only) << name;
    }
  }
}

TEST(Item, IsWrittenWithDesignators) {
  const std::array<receipt, 1> receipts{receipt{.read_timestamp = "2024-07-14T23:41:28.735Z"}};
  const item read{.type = chat_item_type::message_metadata,
                  .message_metadata = message_metadata{.message_id = "m", .receipts = receipts}};
  EXPECT_EQ(read.type->text(), "MESSAGEMETADATA");
  EXPECT_EQ(read.message_metadata->receipts->size(), 1u);
  EXPECT_FALSE(read.content);
}

}  // namespace
