#include <gtest/gtest.h>
#include <connectparticipant/operation/get_authentication_url.hpp>

#include "operation/operation_checks.hpp"

using namespace connectparticipant;

namespace {

TEST(GetAuthenticationUrl, IsDescribed) {
  check_operation<get_authentication_url>(operation_id::get_authentication_url,
                                          "GetAuthenticationUrl", "POST",
                                          "/participant/authentication-url");
}

TEST(GetAuthenticationUrl, WritesMembersInTheSdksOrder) {
  EXPECT_EQ(members(*get_authentication_url::row.request), "SessionId RedirectUri ConnectionToken");
  EXPECT_EQ(members(*get_authentication_url::row.response), "AuthenticationUrl");
}

TEST(GetAuthenticationUrl, IsWrittenWithDesignators) {
  const get_authentication_url_request request{.redirect_uri = "https://example.com/",
                                               .connection_token = "token"};
  EXPECT_FALSE(request.session_id);
}

}  // namespace
