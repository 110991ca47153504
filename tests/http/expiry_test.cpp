#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/expiry.hpp>

using namespace connectparticipant;

namespace {

constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();

TEST(Expiry, PassesAtItsTime) {
  const expiry known = expiry::of("2023-08-03T08:15:46Z");
  constexpr std::int64_t at = 1'691'050'546'000;
  EXPECT_EQ(known.at_ms, at);
  EXPECT_FALSE(known.passed(at - 1));
  EXPECT_TRUE(known.passed(at));
  EXPECT_FALSE(known.passed(at - 5001, 5000));
  EXPECT_TRUE(known.passed(at - 5000, 5000));
  EXPECT_TRUE(known.passed(most, most));
  EXPECT_FALSE(known.passed(-most, -most));
}

TEST(Expiry, UnknownNeverPasses) {
  for (const std::optional<std::string_view> text :
       {std::optional<std::string_view>(), std::optional<std::string_view>(""),
        std::optional<std::string_view>("tomorrow")}) {
    EXPECT_EQ(expiry::of(text).at_ms, std::nullopt);
    EXPECT_FALSE(expiry::of(text).passed(most));
  }
}

create_participant_connection_response connection(std::optional<std::string_view> token,
                                                  std::optional<std::string_view> socket) {
  return {.websocket = websocket{.connection_expiry = socket},
          .connection_credentials = connection_credentials{.expiry = token}};
}

constexpr std::int64_t issued = 1'758'267'960'000;  // 2025-09-19T07:46Z

TEST(ConnectionExpiry, GoesByTheServicesTimes) {
  const connection_expiry due =
      expiry_of(connection("2025-09-20T07:46:00.000Z", "2025-09-19T08:46:00.000Z"), issued);
  EXPECT_EQ(due.token.at_ms, issued + 86'400'000);
  EXPECT_EQ(due.socket.at_ms, issued + 3'600'000);
  EXPECT_EQ(due.renew_token_at_ms, issued + 86'340'000);
  EXPECT_EQ(due.replace_socket_at_ms, issued + 3'540'000);
  EXPECT_EQ(due.open_until_ms, issued + 85'000);

  EXPECT_FALSE(due.token_due(due.renew_token_at_ms - 1));
  EXPECT_TRUE(due.token_due(due.renew_token_at_ms));
  EXPECT_FALSE(due.socket_due(due.replace_socket_at_ms - 1));
  EXPECT_TRUE(due.socket_due(due.replace_socket_at_ms));
  EXPECT_TRUE(due.url_usable(due.open_until_ms - 1));
  EXPECT_FALSE(due.url_usable(due.open_until_ms));
}

TEST(ConnectionExpiry, AssumesALifeWhereNoneIsGiven) {
  for (const auto& unknown : {connection(std::nullopt, std::nullopt), connection("soon", "later"),
                              create_participant_connection_response{}}) {
    const connection_expiry due = expiry_of(unknown, issued);
    EXPECT_EQ(due.renew_token_at_ms, issued + 43'200'000);
    EXPECT_EQ(due.replace_socket_at_ms, issued + 3'540'000);
    EXPECT_EQ(due.token.at_ms, std::nullopt);
    EXPECT_EQ(due.socket.at_ms, std::nullopt);
  }
}

TEST(ConnectionExpiry, LeavesTimeWhereTheClockIsWrong) {
  const connection_expiry due =
      expiry_of(connection("2025-09-18T07:46:00Z", "2025-09-19T07:47:00Z"), issued);
  EXPECT_EQ(due.renew_token_at_ms, issued + 300'000);
  EXPECT_EQ(due.replace_socket_at_ms, issued + 300'000);
  const connection_expiry never = expiry_of(connection("2025-09-18T07:46:00Z", {}), most);
  EXPECT_EQ(never.renew_token_at_ms, most);
  EXPECT_EQ(never.open_until_ms, most);
}

TEST(ConnectionExpiry, TakesOtherMargins) {
  const connection_expiry due = expiry_of(
      connection("2025-09-19T08:46:00Z", std::nullopt), issued,
      {.token_ms = 600'000, .url_life_ms = 100'000, .socket_life_ms = 1, .least_life_ms = 0});
  EXPECT_EQ(due.renew_token_at_ms, issued + 3'000'000);
  EXPECT_EQ(due.open_until_ms, issued + 100'000);
  EXPECT_EQ(due.replace_socket_at_ms, issued + 1);
}

}  // namespace
