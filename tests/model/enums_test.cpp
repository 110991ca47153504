#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/model/enums.hpp>

using namespace connectparticipant;

namespace {

template <class E>
class Enums : public testing::Test {};

using every_enum = testing::Types<artifact_status, chat_item_type, connection_type,
                                  meeting_feature_status, message_processing_status,
                                  participant_role, resource_type, scan_direction, sort_key>;
TYPED_TEST_SUITE(Enums, every_enum);

TYPED_TEST(Enums, TextsLeadToTheirNumberAndBack) {
  constexpr const enum_rows& rows = enum_table<TypeParam>::rows;
  EXPECT_GE(rows.count, rows.modelled);
  for (std::uint8_t i = 0; i < rows.count; ++i) {
    const open_enum<TypeParam> value(rows.texts[i]);
    EXPECT_EQ(static_cast<int>(value.value()), i + 1) << rows.texts[i];
    EXPECT_EQ(value.text(), rows.texts[i]);
  }
  EXPECT_EQ(open_enum<TypeParam>("SOMETHING_NEW").value(), TypeParam::unknown);
  EXPECT_EQ(static_cast<int>(TypeParam::unknown), 0);
}

TEST(EnumSpellings, FitTheirEnumerators) {
  EXPECT_EQ(open_enum(artifact_status::in_progress).text(), "IN_PROGRESS");
  EXPECT_EQ(open_enum(chat_item_type::typing).text(), "TYPING");
  EXPECT_EQ(open_enum(chat_item_type::chat_ended).text(), "CHAT_ENDED");
  EXPECT_EQ(open_enum(chat_item_type::event).text(), "EVENT");
  EXPECT_EQ(open_enum(chat_item_type::message_read).text(), "MESSAGE_READ");
  EXPECT_EQ(open_enum(chat_item_type::message_metadata).text(), "MESSAGEMETADATA");
  EXPECT_EQ(open_enum(connection_type::webrtc_connection).text(), "WEBRTC_CONNECTION");
  EXPECT_EQ(open_enum(meeting_feature_status::unavailable).text(), "UNAVAILABLE");
  EXPECT_EQ(open_enum(message_processing_status::rejected).text(), "REJECTED");
  EXPECT_EQ(open_enum(participant_role::custom_bot).text(), "CUSTOM_BOT");
  EXPECT_EQ(open_enum(participant_role::supervisor).text(), "SUPERVISOR");
  EXPECT_EQ(open_enum(resource_type::hierarchy_group).text(), "HIERARCHY_GROUP");
  EXPECT_EQ(open_enum(resource_type::phone_number).text(), "PHONE_NUMBER");
  EXPECT_EQ(open_enum(scan_direction::backward).text(), "BACKWARD");
  EXPECT_EQ(open_enum(sort_key::ascending).text(), "ASCENDING");
}

TEST(EnumSpellings, OfTheWireAreNotOfTheModel) {
  EXPECT_EQ(enum_table<chat_item_type>::rows.modelled, 12);
  EXPECT_EQ(enum_table<chat_item_type>::rows.count, 13);
}

}  // namespace
