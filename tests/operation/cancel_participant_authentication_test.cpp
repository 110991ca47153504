#include <gtest/gtest.h>
#include <connectparticipant/operation/cancel_participant_authentication.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(CancelParticipantAuthentication, IsDescribed) {
  check_operation<cancel_participant_authentication>(
      operation_id::cancel_participant_authentication, "CancelParticipantAuthentication", "POST",
      "/participant/cancel-authentication");
}

TEST(CancelParticipantAuthentication, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*cancel_participant_authentication::row.request), "SessionId ConnectionToken");
  EXPECT_EQ(members(*cancel_participant_authentication::row.response), "");
}

TEST(CancelParticipantAuthentication, IsWrittenWithDesignators) {
  const cancel_participant_authentication_request request{
      .session_id = "01234567-89ab-cdef-0123-456789abcdef", .connection_token = "token"};
  EXPECT_EQ(request.session_id->size(), 36u);
}

}  // namespace
