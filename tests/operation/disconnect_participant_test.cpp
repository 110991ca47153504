#include <gtest/gtest.h>
#include <connectparticipant/operation/disconnect_participant.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(DisconnectParticipant, IsDescribed) {
  check_operation<disconnect_participant>(operation_id::disconnect_participant,
                                          "DisconnectParticipant", "POST",
                                          "/participant/disconnect");
}

TEST(DisconnectParticipant, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*disconnect_participant::row.request), "ClientToken ConnectionToken");
  EXPECT_EQ(members(*disconnect_participant::row.response), "");
}

TEST(DisconnectParticipant, IsWrittenWithDesignators) {
  const disconnect_participant_request request{.connection_token = "token"};
  EXPECT_FALSE(request.client_token);
}

}  // namespace
