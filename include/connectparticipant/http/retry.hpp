#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/http_date.hpp>
#include <connectparticipant/base/saturated.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/retryable.hpp>

// Retries as plain values: nothing here waits, reads a clock or draws a random number. All times
// are milliseconds. Figures are those of the AWS SDK for JavaScript v3 in its standard mode.

namespace connectparticipant::inline v1 {

/// Why a request got no response.
enum class transport_error : std::uint8_t {
  none,
  timed_out,           ///< to connect, or to answer
  refused,             ///< no one listens there
  reset,               ///< the connection broke, also while sending
  closed,              ///< it ended before the response did
  unreachable,         ///< host or network
  unresolved,          ///< the name was not found
  tls_failed,          ///< handshake or certificate
  cancelled,           ///< by the caller
  response_too_large,  ///< over the limit given
  other,
};

constexpr std::string_view to_string(transport_error failure) noexcept {
  switch (failure) {
    case transport_error::none: return "none";
    case transport_error::timed_out: return "timed_out";
    case transport_error::refused: return "refused";
    case transport_error::reset: return "reset";
    case transport_error::closed: return "closed";
    case transport_error::unreachable: return "unreachable";
    case transport_error::unresolved: return "unresolved";
    case transport_error::tls_failed: return "tls_failed";
    case transport_error::cancelled: return "cancelled";
    case transport_error::response_too_large: return "response_too_large";
    case transport_error::other: return "other";
  }
  return "unknown";
}

/// What a failure means for another attempt.
enum class retry_cause : std::uint8_t {
  none,       ///< it would fail again
  transient,  ///< it may pass
  throttled,  ///< it may pass, with patience
};

/// Of a service error, by its name and status.
constexpr retry_cause classify_failure(std::string_view name, int status) noexcept {
  if (is_throttling(name, status)) return retry_cause::throttled;
  return is_transient(name, status) ? retry_cause::transient : retry_cause::none;
}

/// Of a request without a response: connection failures and time-outs may pass.
constexpr retry_cause classify_failure(transport_error failure) noexcept {
  switch (failure) {
    case transport_error::timed_out:
    case transport_error::refused:
    case transport_error::reset:
    case transport_error::closed:
    case transport_error::unreachable:
    case transport_error::unresolved: return retry_cause::transient;
    default: return retry_cause::none;
  }
}

/// A failed attempt.
struct retry_failure {
  retry_cause cause = retry_cause::none;
  std::optional<std::int64_t> hint_ms{};  ///< how long the service asks to wait: `retry_hint`
};

/// What a back-off of the caller's own may go by.
struct backoff_facts {
  int attempt = 1;  ///< the one that failed; 1 is the first
  retry_failure failure{};
  double random = 0;          ///< 0 to 1
  std::int64_t delay_ms = 0;  ///< what would be waited otherwise, without the hint
};

/// A back-off of the caller's own (`retryDelayOptions.customBackoff` of the AWS SDK v2).
struct backoff_hook {
  void* context = nullptr;
  /// The delay, less than 0 for no other attempt. Null: there is none.
  std::int64_t (*delay_ms)(void* context, const backoff_facts& facts) noexcept = nullptr;
};

/// The figures of retrying.
struct retry_policy {
  int max_attempts = 3;  ///< the first one included; 1 retries nothing
  std::int64_t base_ms = 50;
  std::int64_t throttled_base_ms = 1000;
  std::int64_t max_delay_ms = 20'000;
  /// A hint can lengthen a delay by so much; absent: up to the hint, whatever it is.
  std::optional<std::int64_t> hint_slack_ms = 5000;
  int quota_tokens = 500;
  int transient_cost = 14;  ///< tokens
  int throttled_cost = 5;
  int refund = 1;  ///< tokens that a call gives back when it succeeds at once
  backoff_hook backoff{};

  constexpr int cost(retry_cause cause) const noexcept {
    return cause == retry_cause::throttled ? throttled_cost : transient_cost;
  }
};

/// As the SDK does since its release 3.1019.
inline constexpr retry_policy standard_retries{};
/// As the SDK did before, and the chat clients that bundle it do: release 3.716.
inline constexpr retry_policy older_retries{.base_ms = 100,
                                            .throttled_base_ms = 500,
                                            .hint_slack_ms = std::nullopt,
                                            .transient_cost = 10,
                                            .throttled_cost = 5};
inline constexpr retry_policy no_retries{.max_attempts = 1};

namespace retry_internal {

/// Decimal digits, with a fraction perhaps, times `scale`, a power of ten up to 1000; cut to an
/// integer and held to the range.
constexpr std::optional<std::int64_t> parse_decimal(std::string_view text,
                                                    std::int64_t scale) noexcept {
  constexpr std::int64_t most = std::int64_t{1} << 53;
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  if (whole.empty() || !digits.all_of(whole)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) value = value > most ? value : value * 10 + (c - '0');
  value = value > most ? most : value;
  value *= scale;
  if (dot == std::string_view::npos) return value;
  const std::string_view fraction = text.substr(dot + 1);
  if (fraction.empty() || !digits.all_of(fraction)) return std::nullopt;
  for (const char c : fraction) {
    scale /= 10;
    value += (c - '0') * scale;
  }
  return value;
}

}  // namespace retry_internal

/// How long a response asks to wait before another attempt: `retry-after`, in seconds or as an HTTP
/// date (RFC 9110, section 10.2.3), or `x-amz-retry-after`, in milliseconds; of several the first
/// that can be read. A date needs `now_ms`, the caller's time (corrected by `clock_skew`), and
/// without it says nothing; one that has passed is no wait.
inline std::optional<std::int64_t> retry_hint(
    const http_headers& headers, std::optional<std::int64_t> now_ms = std::nullopt) noexcept {
  for (const http_header& header : headers) {
    const std::string_view value = trim(header.value);
    std::optional<std::int64_t> hint;
    if (equal_any_case(header.name, "x-amz-retry-after")) {
      hint = retry_internal::parse_decimal(value, 1);
    } else if (equal_any_case(header.name, "retry-after")) {
      hint = retry_internal::parse_decimal(value, 1000);
      if (!hint && now_ms) {
        if (const auto date = parse_http_date(value, *now_ms))
          hint = *date > *now_ms ? saturated_subtract(*date, *now_ms) : 0;
      }
    }
    if (hint) return hint;
  }
  return std::nullopt;
}

/// How long to wait after `attempt` (1 is the first) failed so; absent where there is to be no
/// other attempt. `random` is the caller's, from 0 to 1. The quota is not asked here.
inline std::optional<std::int64_t> retry_delay(const retry_policy& policy, int attempt,
                                               const retry_failure& failure,
                                               double random) noexcept {
  if (failure.cause == retry_cause::none || attempt >= policy.max_attempts) return std::nullopt;
  const std::int64_t most = policy.max_delay_ms > 0 ? policy.max_delay_ms : 0;
  std::int64_t ceiling =
      failure.cause == retry_cause::throttled ? policy.throttled_base_ms : policy.base_ms;
  if (ceiling < 0) ceiling = 0;
  for (int doubled = 1; doubled < attempt && ceiling > 0 && ceiling < most; ++doubled)
    ceiling = ceiling > most / 2 ? most : ceiling * 2;
  if (ceiling > most) ceiling = most;
  // Not a number counts as 0 too.
  const double share = !(random > 0) ? 0 : random > 1 ? 1 : random;
  // A ceiling beyond 2^53 could round up.
  const double product = share * static_cast<double>(ceiling);
  std::int64_t delay =
      product >= static_cast<double>(ceiling) ? ceiling : static_cast<std::int64_t>(product);
  if (policy.backoff.delay_ms != nullptr) {
    delay = policy.backoff.delay_ms(policy.backoff.context, {attempt, failure, share, delay});
    if (delay < 0) return std::nullopt;
  }
  if (failure.hint_ms) {
    std::int64_t hint = *failure.hint_ms;
    if (policy.hint_slack_ms) {
      const std::int64_t longest = saturated_add(delay, *policy.hint_slack_ms);
      if (hint > longest) hint = longest;
    }
    if (hint > delay) delay = hint;
  }
  return delay;
}

/// What all calls of a client may spend on retries together, so that they do not pile onto a
/// service that is down. A plain value; not for concurrent use.
class retry_quota {
 public:
  constexpr explicit retry_quota(int tokens = standard_retries.quota_tokens) noexcept
      : capacity_(tokens), tokens_(tokens) {}

  constexpr int tokens() const noexcept { return tokens_; }
  /// False, and nothing is taken, where there are not so many.
  constexpr bool take(int cost) noexcept {
    if (cost > tokens_) return false;
    tokens_ -= cost;
    return true;
  }
  constexpr void give_back(int tokens) noexcept {
    tokens_ = tokens > capacity_ - tokens_ ? capacity_ : tokens_ + tokens;
  }

 private:
  int capacity_;
  int tokens_;
};

/// The attempts of one call.
class retry_attempts {
 public:
  /// The attempt under way; 1 is the first.
  constexpr int attempt() const noexcept { return attempt_; }

  /// That attempt failed. How long to wait before the next, which is then under way; absent: there
  /// is none, and the failure stands. `random` as for `retry_delay`.
  std::optional<std::int64_t> failed(const retry_policy& policy, retry_quota& quota,
                                     const retry_failure& failure, double random) noexcept {
    const auto delay = retry_delay(policy, attempt_, failure, random);
    if (!delay || !quota.take(policy.cost(failure.cause))) return std::nullopt;
    spent_ = policy.cost(failure.cause);
    ++attempt_;
    return delay;
  }

  /// The retry that `failed` allowed is not made after all: what it took goes back.
  constexpr void withdrawn(retry_quota& quota) noexcept {
    if (attempt_ == 1) return;
    quota.give_back(spent_);
    spent_ = 0;
    --attempt_;
  }

  /// It succeeded: what its latest retry took goes back.
  constexpr void succeeded(const retry_policy& policy, retry_quota& quota) const noexcept {
    quota.give_back(attempt_ > 1 ? spent_ : policy.refund);
  }

 private:
  int attempt_ = 1;
  int spent_ = 0;
};

namespace retry_internal {

// <cmath> does not survive the macros `min` and `max`.

/// Of a number in the range of 64-bit integers.
constexpr double round_down(double value) noexcept {
  const auto whole = static_cast<double>(static_cast<std::int64_t>(value));
  return whole > value ? whole - 1 : whole;
}
/// To eight decimals, as the SDKs keep rates; numbers too great for that as they are.
constexpr double to_eight_decimals(double value) noexcept {
  constexpr double scale = 1e8, most = 1e15;
  if (!(value * scale < most && value * scale > -most)) return value;
  return round_down(value * scale + 0.5) / scale;
}
/// Of a number that is not negative, by Newton's method.
constexpr double cube_root(double value) noexcept {
  if (!(value > 0)) return 0;
  double root = value > 1 ? value : 1;
  for (;;) {
    const double next = (2 * root + value / (root * root)) / 3;
    if (!(next < root)) return root;
    root = next;
  }
}

}  // namespace retry_internal

/// The figures of `rate_limiter`.
struct rate_limits {
  double beta = 0.7;             ///< the part of the rate that throttling leaves
  double least_capacity = 1;     ///< requests
  double least_fill_rate = 0.5;  ///< requests a second
  double scale_constant = 0.4;   ///< of the cubic curve
  double smoothing = 0.8;        ///< weight of the latest half second
};

/// The adaptive mode of the AWS SDKs: once a service throttles, requests are sent no faster than it
/// can take them, by the CUBIC curve (RFC 9438). One for all calls of a client; used beside a
/// `retry_policy`. A plain value; times are the caller's, which must not go back. Not for
/// concurrent use.
class rate_limiter {
 public:
  explicit rate_limiter(std::int64_t now_ms, const rate_limits& figures = {}) noexcept
      : figures_(figures),
        throttled_at_(seconds(now_ms)),
        bucket_(retry_internal::round_down(seconds(now_ms))),
        fill_rate_(figures.least_fill_rate),
        capacity_(figures.least_capacity) {}

  /// Asks to send a request, also one again. 0: go ahead, it is counted; else ask again in so many
  /// milliseconds.
  std::int64_t acquire(std::int64_t now_ms) noexcept {
    if (!enabled_) return 0;
    refill(seconds(now_ms));
    if (available_ >= 1) {
      available_ -= 1;
      return 0;
    }
    const double wait = (1 - available_) / fill_rate_ * 1000;
    // Also where the rate is 0.
    if (!(wait < longest_wait_ms)) return longest_wait_ms;
    const auto whole = static_cast<std::int64_t>(wait);
    return static_cast<double>(whole) < wait ? whole + 1 : whole;
  }

  /// Takes in how a request ended: a response, or a failure.
  void answered(bool throttled, std::int64_t now_ms) noexcept {
    const double now = seconds(now_ms);
    measure(now);
    double rate = 0;
    if (throttled) {
      last_max_rate_ = enabled_ && fill_rate_ < measured_rate_ ? fill_rate_ : measured_rate_;
      throttled_at_ = now;
      enabled_ = true;
      rate = precise(last_max_rate_ * figures_.beta);
    } else {
      const double window = precise(retry_internal::cube_root(last_max_rate_ * (1 - figures_.beta) /
                                                              figures_.scale_constant));
      const double since = now - throttled_at_ - window;
      rate = precise(figures_.scale_constant * since * since * since + last_max_rate_);
    }
    if (rate > 2 * measured_rate_) rate = 2 * measured_rate_;
    refill(now);
    fill_rate_ = rate > figures_.least_fill_rate ? rate : figures_.least_fill_rate;
    capacity_ = rate > figures_.least_capacity ? rate : figures_.least_capacity;
    if (available_ > capacity_) available_ = capacity_;
  }

  /// Whether the service has throttled yet: until then nothing is held back.
  bool enabled() const noexcept { return enabled_; }
  /// Requests a second, as allowed and as measured.
  double fill_rate() const noexcept { return fill_rate_; }
  double measured_rate() const noexcept { return measured_rate_; }

  static constexpr std::int64_t longest_wait_ms = 60'000;

 private:
  static double seconds(std::int64_t ms) noexcept { return static_cast<double>(ms) / 1000; }
  static double precise(double value) noexcept { return retry_internal::to_eight_decimals(value); }

  void refill(double now) noexcept {
    if (filled_at_ && now > *filled_at_) {
      available_ += (now - *filled_at_) * fill_rate_;
      if (available_ > capacity_) available_ = capacity_;
    }
    if (!filled_at_ || now > *filled_at_) filled_at_ = now;
  }

  void measure(double now) noexcept {
    const double bucket = retry_internal::round_down(now * 2) / 2;
    requests_ += 1;
    if (bucket <= bucket_) return;
    const double rate = requests_ / (bucket - bucket_);
    measured_rate_ = precise(rate * figures_.smoothing + measured_rate_ * (1 - figures_.smoothing));
    requests_ = 0;
    bucket_ = bucket;
  }

  rate_limits figures_;
  double throttled_at_;
  double bucket_;
  double fill_rate_;
  double capacity_;
  double available_ = 0;
  double last_max_rate_ = 0;
  double measured_rate_ = 0;
  double requests_ = 0;
  std::optional<double> filled_at_{};
  bool enabled_ = false;
};

}  // namespace connectparticipant::inline v1
