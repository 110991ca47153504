#include <gtest/gtest.h>
#include <connectparticipant/model/connection.hpp>

#include "model/rows.hpp"

using namespace connectparticipant;

namespace {

TEST(Connection, RowsLeadToTheirMembers) {
  check_rows<websocket>();
  check_rows<connection_credentials>();
  check_rows<attendee>();
  check_rows<audio_features>();
  check_rows<meeting_features_configuration>();
  check_rows<webrtc_media_placement>();
  check_rows<webrtc_meeting>();
  check_rows<webrtc_connection>();
}

TEST(Connection, MembersAreWrittenInTheModelsOrder) {
  EXPECT_EQ(members(table<websocket>::rows), "Url ConnectionExpiry");
  EXPECT_EQ(members(table<connection_credentials>::rows), "ConnectionToken Expiry");
  EXPECT_EQ(members(table<webrtc_connection>::rows), "Attendee Meeting");
  EXPECT_EQ(members(table<webrtc_meeting>::rows), "MediaPlacement MeetingFeatures MeetingId");
  EXPECT_EQ(members(table<webrtc_media_placement>::rows),
            "AudioHostUrl AudioFallbackUrl SignalingUrl EventIngestionUrl");
}

TEST(Connection, IsWrittenWithDesignators) {
  const webrtc_connection call{
      .attendee = attendee{.attendee_id = "at-1"},
      .meeting =
          webrtc_meeting{.meeting_features = {
                             {.audio = {{.echo_reduction = meeting_feature_status::available}}}}}};
  EXPECT_EQ(call.meeting->meeting_features->audio->echo_reduction->text(), "AVAILABLE");
  EXPECT_FALSE(call.attendee->join_token);
}

}  // namespace
