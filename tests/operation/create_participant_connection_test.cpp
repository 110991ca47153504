#include <gtest/gtest.h>
#include <connectparticipant/operation/create_participant_connection.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(CreateParticipantConnection, IsDescribed) {
  check_operation<create_participant_connection>(operation_id::create_participant_connection,
                                                 "CreateParticipantConnection", "POST",
                                                 "/participant/connection");
}

TEST(CreateParticipantConnection, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*create_participant_connection::row.request),
            "Type ConnectParticipant ParticipantToken");
  EXPECT_EQ(members(*create_participant_connection::row.response),
            "Websocket ConnectionCredentials WebRTCConnection");
}

TEST(CreateParticipantConnection, IsWrittenWithDesignators) {
  const create_participant_connection_request request{
      .type = {connection_type::websocket, connection_type::connection_credentials},
      .participant_token = "token"};
  EXPECT_EQ(request.type.size(), 2u);
  EXPECT_EQ(request.type[1].text(), "CONNECTION_CREDENTIALS");
  const create_participant_connection_response response{.websocket = websocket{.url = "wss://"}};
  EXPECT_FALSE(response.webrtc_connection);
}

}  // namespace
