#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/base/saturated.hpp>
#include <connectparticipant/base/timestamp.hpp>
#include <connectparticipant/operation/create_participant_connection.hpp>

// When what the service hands out stops being good. Times are milliseconds since
// 1970-01-01T00:00:00Z, the caller's or better those corrected by `clock_skew`; nothing here reads
// a clock.

namespace connectparticipant::inline v1 {

/// A signed URL, or anything else with an expiry of the service's. Unreadable is unknown.
struct expiry {
  std::optional<std::int64_t> at_ms{};

  static constexpr expiry of(std::optional<std::string_view> text) noexcept {
    return {text ? parse_timestamp(*text) : std::nullopt};
  }
  /// Whether it is over, or will be within `margin_ms`. What is unknown is not over.
  constexpr bool passed(std::int64_t now_ms, std::int64_t margin_ms = 0) const noexcept {
    return at_ms && saturated_add(now_ms, margin_ms) >= *at_ms;
  }
};

/// How early is early enough. The figures are those of amazon-connect-chatjs and its websocket
/// manager; all are milliseconds.
struct expiry_margins {
  /// A connection token is renewed so long before its expiry, which is about a day after its issue.
  std::int64_t token_ms = 60'000;
  /// The life of a token whose expiry cannot be read.
  std::int64_t token_life_ms = 12 * 3'600'000;
  /// A websocket URL opens a socket for so long after its issue (the service says 100 s).
  std::int64_t url_life_ms = 85'000;
  /// A socket is replaced so long before its expiry, which is about an hour after its issue.
  std::int64_t socket_ms = 60'000;
  /// The life of a socket whose expiry cannot be read: 59 minutes.
  std::int64_t socket_life_ms = 3'540'000;
  /// Nothing is renewed sooner than this after its issue: a clock that runs far ahead would ask
  /// for one connection after the other.
  std::int64_t least_life_ms = 300'000;
};

/// When the parts of a participant connection are due.
struct connection_expiry {
  std::int64_t renew_token_at_ms = 0;     ///< ask for a connection again, for its token
  std::int64_t open_until_ms = 0;         ///< the URL opens no socket later
  std::int64_t replace_socket_at_ms = 0;  ///< open another socket, then close this one
  expiry token{};                         ///< as the service says
  expiry socket{};

  constexpr bool token_due(std::int64_t now_ms) const noexcept {
    return now_ms >= renew_token_at_ms;
  }
  constexpr bool url_usable(std::int64_t now_ms) const noexcept { return now_ms < open_until_ms; }
  constexpr bool socket_due(std::int64_t now_ms) const noexcept {
    return now_ms >= replace_socket_at_ms;
  }
};

/// The times of a connection that was issued at `issued_ms`: when its response arrived.
constexpr connection_expiry expiry_of(const create_participant_connection_response& connection,
                                      std::int64_t issued_ms,
                                      const expiry_margins& margins = {}) noexcept {
  connection_expiry found;
  if (connection.connection_credentials)
    found.token = expiry::of(connection.connection_credentials->expiry);
  if (connection.websocket) found.socket = expiry::of(connection.websocket->connection_expiry);
  const auto due = [&](const expiry& end, std::int64_t margin, std::int64_t life) {
    const std::int64_t soonest = saturated_add(issued_ms, margins.least_life_ms);
    const std::int64_t at =
        end.at_ms ? saturated_subtract(*end.at_ms, margin) : saturated_add(issued_ms, life);
    return at > soonest ? at : soonest;
  };
  found.renew_token_at_ms = due(found.token, margins.token_ms, margins.token_life_ms);
  found.replace_socket_at_ms = due(found.socket, margins.socket_ms, margins.socket_life_ms);
  found.open_until_ms = saturated_add(issued_ms, margins.url_life_ms);
  return found;
}

}  // namespace connectparticipant::inline v1
