#pragma once

#include <array>
#include <string_view>

namespace connectparticipant::inline v1 {

// Which failures of a request may pass when it is sent again: what the AWS SDK for JavaScript v3
// retries in its standard mode.

/// Error names that mean "slow down".
inline constexpr std::array<std::string_view, 14> throttling_names = {
    "ThrottlingException",
    "TooManyRequestsException",
    "Throttling",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "EC2ThrottledException"};

/// Error names that mean that an answer did not come in time.
inline constexpr std::array<std::string_view, 3> timeout_names = {"TimeoutError", "RequestTimeout",
                                                                  "RequestTimeoutException"};

constexpr bool is_throttling(std::string_view name, int status) noexcept {
  if (status == 429) return true;
  for (std::string_view known : throttling_names)
    if (name == known) return true;
  return false;
}

constexpr bool is_transient(std::string_view name, int status) noexcept {
  if (status == 500 || status == 502 || status == 503 || status == 504) return true;
  for (std::string_view known : timeout_names)
    if (name == known) return true;
  return false;
}

constexpr bool is_retryable(std::string_view name, int status) noexcept {
  return is_throttling(name, status) || is_transient(name, status);
}

}  // namespace connectparticipant::inline v1
