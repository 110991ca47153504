#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/http/retry.hpp>

using namespace connectparticipant;

namespace {

constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();
constexpr retry_failure transient{retry_cause::transient};
constexpr retry_failure throttled{retry_cause::throttled};

TEST(RetryCause, OfServiceErrors) {
  for (const int status : {500, 502, 503, 504})
    EXPECT_EQ(classify_failure("Unknown", status), retry_cause::transient) << status;
  EXPECT_EQ(classify_failure("Unknown", 429), retry_cause::throttled);
  for (const std::string_view name : throttling_names)
    EXPECT_EQ(classify_failure(name, 400), retry_cause::throttled) << name;
  for (const std::string_view name : timeout_names)
    EXPECT_EQ(classify_failure(name, 400), retry_cause::transient) << name;
  // Throttling is the stronger sign.
  EXPECT_EQ(classify_failure("SlowDown", 503), retry_cause::throttled);
  for (const int status : {200, 301, 302, 307, 400, 403, 404, 405, 408, 409, 418, 501, 505})
    EXPECT_EQ(classify_failure("Unknown", status), retry_cause::none) << status;
  EXPECT_EQ(classify_failure("throttlingexception", 400), retry_cause::none);
}

TEST(RetryCause, OfTransportErrors) {
  struct row {
    transport_error failure;
    retry_cause cause;
    std::string_view name;
  };
  for (const row& r :
       {row{transport_error::none, retry_cause::none, "none"},
        row{transport_error::timed_out, retry_cause::transient, "timed_out"},
        row{transport_error::refused, retry_cause::transient, "refused"},
        row{transport_error::reset, retry_cause::transient, "reset"},
        row{transport_error::closed, retry_cause::transient, "closed"},
        row{transport_error::unreachable, retry_cause::transient, "unreachable"},
        row{transport_error::unresolved, retry_cause::transient, "unresolved"},
        row{transport_error::tls_failed, retry_cause::none, "tls_failed"},
        row{transport_error::cancelled, retry_cause::none, "cancelled"},
        row{transport_error::response_too_large, retry_cause::none, "response_too_large"},
        row{transport_error::other, retry_cause::none, "other"},
        row{static_cast<transport_error>(200), retry_cause::none, "unknown"}}) {
    EXPECT_EQ(classify_failure(r.failure), r.cause) << r.name;
    EXPECT_EQ(to_string(r.failure), r.name);
  }
}

TEST(RetryDelay, GrowsFromItsBase) {
  struct row {
    const retry_policy& policy;
    int attempt;
    const retry_failure& failure;
    double random;
    std::int64_t delay;
  };
  const retry_policy patient{.max_attempts = 100};
  for (const row& r :
       {row{standard_retries, 1, transient, 0, 0}, row{standard_retries, 1, transient, 0.5, 25},
        row{standard_retries, 1, transient, 0.999, 49}, row{standard_retries, 1, transient, 1, 50},
        row{standard_retries, 2, transient, 0.75, 75},
        row{standard_retries, 1, throttled, 0.75, 750},
        row{standard_retries, 2, throttled, 0.75, 1500}, row{older_retries, 1, transient, 0.5, 50},
        row{older_retries, 2, transient, 0.75, 150}, row{older_retries, 1, throttled, 0.5, 250},
        row{older_retries, 2, throttled, 0.5, 500}, row{patient, 9, transient, 1, 12'800},
        row{patient, 10, transient, 1, 20'000}, row{patient, 99, transient, 1, 20'000},
        row{patient, 99, transient, 0.5, 10'000}, row{patient, 5, throttled, 1, 16'000},
        row{patient, 6, throttled, 1, 20'000}})
    EXPECT_EQ(retry_delay(r.policy, r.attempt, r.failure, r.random), r.delay)
        << r.attempt << " " << r.random;
}

TEST(RetryDelay, EndsAfterTheLastAttempt) {
  EXPECT_TRUE(retry_delay(standard_retries, 2, transient, 0.5));
  EXPECT_FALSE(retry_delay(standard_retries, 3, transient, 0.5));
  EXPECT_FALSE(retry_delay(standard_retries, 4, transient, 0.5));
  EXPECT_FALSE(retry_delay(older_retries, 3, transient, 0.5));
  EXPECT_FALSE(retry_delay(no_retries, 1, throttled, 0.5));
  EXPECT_FALSE(retry_delay(standard_retries, 1, {}, 0.5));
  EXPECT_FALSE(retry_delay(standard_retries, 1, {.hint_ms = 10}, 0.5));
}

TEST(RetryDelay, TakesAnyRandomNumberAndAnyFigures) {
  EXPECT_EQ(retry_delay(standard_retries, 1, transient, -1), 0);
  EXPECT_EQ(retry_delay(standard_retries, 1, transient, 7), 50);
  EXPECT_EQ(retry_delay(standard_retries, 1, transient, std::numeric_limits<double>::quiet_NaN()),
            0);
  EXPECT_EQ(
      retry_delay({.max_attempts = 1000, .base_ms = 1, .max_delay_ms = most}, 999, transient, 1),
      most);
  EXPECT_EQ(retry_delay({.base_ms = -5}, 2, transient, 1), 0);
  EXPECT_EQ(retry_delay({.max_delay_ms = -5}, 2, transient, 1), 0);
  EXPECT_EQ(retry_delay({.base_ms = 0}, 2, transient, 1), 0);
}

TEST(RetryDelay, FollowsHints) {
  struct row {
    const retry_policy& policy;
    std::int64_t hint, delay;
  };
  for (const row& r : {row{standard_retries, 0, 500}, row{standard_retries, 499, 500},
                       row{standard_retries, 1000, 1000}, row{standard_retries, 5500, 5500},
                       row{standard_retries, 60'000, 5500}, row{standard_retries, most, 5500},
                       row{standard_retries, -most, 500}, row{older_retries, 0, 250},
                       row{older_retries, 60'000, 60'000}, row{older_retries, most, most}})
    EXPECT_EQ(retry_delay(r.policy, 1, {retry_cause::throttled, r.hint}, 0.5), r.delay) << r.hint;
}

std::optional<std::int64_t> hint_of(std::vector<http_header> headers,
                                    std::optional<std::int64_t> now = std::nullopt) {
  return retry_hint(std::span<const http_header>(headers), now);
}

TEST(RetryHint, IsReadFromHeaders) {
  EXPECT_EQ(hint_of({}), std::nullopt);
  EXPECT_EQ(hint_of({{"Date", "1"}, {"Retry-After", " 2 "}}), 2000);
  EXPECT_EQ(hint_of({{"retry-after", "0"}}), 0);
  EXPECT_EQ(hint_of({{"retry-after", "1.5"}}), 1500);
  EXPECT_EQ(hint_of({{"retry-after", "1.23456"}}), 1234);
  EXPECT_EQ(hint_of({{"X-Amz-Retry-After", "1500"}}), 1500);
  EXPECT_EQ(hint_of({{"x-amz-retry-after", "1500.9"}}), 1500);
  EXPECT_EQ(hint_of({{"retry-after", "1"}, {"x-amz-retry-after", "2"}}), 1000);
  EXPECT_EQ(hint_of({{"x-amz-retry-after", "2"}, {"retry-after", "1"}}), 2);
  EXPECT_EQ(hint_of({{"retry-after", "soon"}, {"x-amz-retry-after", "2"}}), 2);
  EXPECT_GT(hint_of({{"retry-after", "99999999999999999999999999"}}), 1'000'000'000);
  for (const std::string_view none :
       {"", "-1", "+1", "1.", ".5", "1e3", "0x10", "1 2", "1,2", "NaN"}) {
    EXPECT_EQ(hint_of({{"retry-after", none}}, 0), std::nullopt) << none;
    EXPECT_EQ(hint_of({{"x-amz-retry-after", none}}, 0), std::nullopt) << none;
  }
}

TEST(RetryHint, OfADateNeedsAClock) {
  constexpr std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";
  constexpr std::int64_t at = 784'111'777'000;
  EXPECT_EQ(hint_of({{"retry-after", date}}), std::nullopt);
  EXPECT_EQ(hint_of({{"retry-after", date}}, at - 2500), 2500);
  EXPECT_EQ(hint_of({{"retry-after", date}}, at), 0);
  EXPECT_EQ(hint_of({{"retry-after", date}}, at + 1), 0);
  EXPECT_EQ(hint_of({{"retry-after", date}}, -most), most);
  EXPECT_EQ(hint_of({{"x-amz-retry-after", date}}, at - 2500), std::nullopt);
}

TEST(Backoff, MayBeTheCallersOwn) {
  struct seen {
    backoff_facts facts{};
    std::int64_t answer = 0;
  } last;
  retry_policy policy = standard_retries;
  policy.backoff = {&last, [](void* context, const backoff_facts& facts) noexcept {
                      auto& kept = *static_cast<seen*>(context);
                      kept.facts = facts;
                      return kept.answer;
                    }};
  last.answer = 123;
  EXPECT_EQ(retry_delay(policy, 2, throttled, 0.25), 123);
  EXPECT_EQ(last.facts.attempt, 2);
  EXPECT_EQ(last.facts.failure.cause, retry_cause::throttled);
  EXPECT_EQ(last.facts.random, 0.25);
  EXPECT_EQ(last.facts.delay_ms, 500);
  EXPECT_EQ(retry_delay(policy, 1, {retry_cause::transient, 60'000}, 0), 5123);
  last.answer = -1;
  EXPECT_EQ(retry_delay(policy, 1, transient, 0.25), std::nullopt);
  last.answer = most;
  EXPECT_EQ(retry_delay(policy, 1, {retry_cause::transient, most}, 0), most);
  // It cannot retry what is not to be retried.
  last.answer = 1;
  EXPECT_EQ(retry_delay(policy, 1, {}, 0.25), std::nullopt);
  EXPECT_EQ(retry_delay(policy, 3, transient, 0.25), std::nullopt);
}

TEST(RetryQuota, IsSpentAndRefilled) {
  retry_quota quota(20);
  EXPECT_TRUE(quota.take(14));
  EXPECT_FALSE(quota.take(14));
  EXPECT_TRUE(quota.take(5));
  EXPECT_EQ(quota.tokens(), 1);
  quota.give_back(14);
  EXPECT_EQ(quota.tokens(), 15);
  quota.give_back(14);
  EXPECT_EQ(quota.tokens(), 20);
  quota.give_back((std::numeric_limits<int>::max)());
  EXPECT_EQ(quota.tokens(), 20);
}

TEST(RetryAttempts, SpendTheQuota) {
  struct row {
    const retry_policy& policy;
    const retry_failure& failure;
    int cost;
  };
  for (const row& r : {row{standard_retries, transient, 14}, row{standard_retries, throttled, 5},
                       row{older_retries, transient, 10}, row{older_retries, throttled, 5}}) {
    retry_quota quota(r.policy.quota_tokens);
    retry_attempts call;
    EXPECT_EQ(call.attempt(), 1);
    EXPECT_TRUE(call.failed(r.policy, quota, r.failure, 0.5));
    EXPECT_EQ(call.attempt(), 2);
    EXPECT_EQ(quota.tokens(), 500 - r.cost);
    EXPECT_TRUE(call.failed(r.policy, quota, r.failure, 0.5));
    EXPECT_EQ(quota.tokens(), 500 - 2 * r.cost);
    EXPECT_FALSE(call.failed(r.policy, quota, r.failure, 0.5));
    EXPECT_EQ(call.attempt(), 3);
    EXPECT_EQ(quota.tokens(), 500 - 2 * r.cost);
    call.succeeded(r.policy, quota);
    EXPECT_EQ(quota.tokens(), 500 - r.cost);
    retry_attempts().succeeded(r.policy, quota);
    EXPECT_EQ(quota.tokens(), 500 - r.cost + 1);
  }
}

TEST(RetryAttempts, GiveBackWhatIsNotMade) {
  retry_quota quota;
  retry_attempts call;
  call.withdrawn(quota);
  EXPECT_EQ(call.attempt(), 1);
  EXPECT_TRUE(call.failed(standard_retries, quota, transient, 0.5));
  EXPECT_TRUE(call.failed(standard_retries, quota, throttled, 0.5));
  call.withdrawn(quota);
  EXPECT_EQ(call.attempt(), 2);
  EXPECT_EQ(quota.tokens(), 500 - 14);
  call.withdrawn(quota);
  EXPECT_EQ(quota.tokens(), 500 - 14);
}

TEST(RetryAttempts, EndWithTheQuota) {
  retry_quota quota;
  int retries = 0;
  for (int call = 0; call < 100; ++call) {
    retry_attempts attempts;
    while (attempts.failed(standard_retries, quota, transient, 0.5)) ++retries;
  }
  EXPECT_EQ(retries, 500 / 14);
  EXPECT_EQ(quota.tokens(), 500 % 14);
  // Throttled ones still fit.
  EXPECT_TRUE(retry_attempts().failed(standard_retries, quota, throttled, 0.5));
  retry_attempts refused;
  EXPECT_FALSE(refused.failed(standard_retries, quota, {}, 0.5));
  EXPECT_EQ(refused.attempt(), 1);
}

// The course that the SDK's own tests write down.
TEST(RateLimiter, FollowsTheCurve) {
  struct row {
    bool throttled;
    std::int64_t now;
    double measured, fill;
  };
  rate_limiter limiter(0);
  for (const row& r : {row{false, 200, 0, 0.5}, row{false, 400, 0, 0.5}, row{false, 600, 4.8, 0.5},
                       row{false, 800, 4.8, 0.5}, row{false, 1000, 4.16, 0.5},
                       row{false, 1200, 4.16, 0.6912}, row{false, 1400, 4.16, 1.0976},
                       row{false, 1600, 5.632, 1.6384}, row{false, 1800, 5.632, 2.3328},
                       row{true, 2000, 4.3264, 3.02848}, row{false, 2200, 4.3264, 3.486639},
                       row{false, 2400, 4.3264, 3.821874}, row{false, 2600, 5.66528, 4.053386},
                       row{false, 2800, 5.66528, 4.200373}, row{false, 3000, 4.333056, 4.282037},
                       row{true, 3200, 4.333056, 2.997426}, row{false, 3400, 4.333056, 3.452226}}) {
    limiter.answered(r.throttled, r.now);
    EXPECT_NEAR(limiter.measured_rate(), r.measured, 1e-9) << r.now;
    EXPECT_NEAR(limiter.fill_rate(), r.fill, 1e-6) << r.now;
    EXPECT_EQ(limiter.enabled(), r.now >= 2000);
  }
}

TEST(RateLimiter, HasRootsOfItsOwn) {
  for (const double root : {0.0, 0.001, 0.5, 1.0, 1.5, 3.0, 1000.0, 1e30})
    EXPECT_NEAR(retry_internal::cube_root(root * root * root), root, root * 1e-12);
  EXPECT_EQ(retry_internal::round_down(-1.5), -2);
  EXPECT_EQ(retry_internal::round_down(-2), -2);
  EXPECT_EQ(retry_internal::round_down(1.5), 1);
  EXPECT_EQ(retry_internal::to_eight_decimals(0.123456785), 0.12345679);
  EXPECT_EQ(retry_internal::to_eight_decimals(-0.1234567851), -0.12345679);
  EXPECT_EQ(retry_internal::to_eight_decimals(1e300), 1e300);
}

TEST(RateLimiter, HoldsBackOnlyAfterThrottling) {
  struct row {
    std::int64_t throttled_at, wait;
  };
  for (const row& r : {row{500, 893}, row{1000, 1786}, row{2000, 2000}}) {
    rate_limiter limiter(0);
    for (int request = 0; request < 1000; ++request) EXPECT_EQ(limiter.acquire(0), 0);
    limiter.answered(true, r.throttled_at);
    EXPECT_EQ(limiter.acquire(r.throttled_at), r.wait);
    EXPECT_EQ(limiter.acquire(r.throttled_at), r.wait);
    EXPECT_EQ(limiter.acquire(r.throttled_at + r.wait - 10), 10);
    EXPECT_EQ(limiter.acquire(r.throttled_at + r.wait), 0);
    EXPECT_GT(limiter.acquire(r.throttled_at + r.wait), 0);
  }
}

TEST(RateLimiter, LetsThroughAtItsRate) {
  rate_limiter limiter(0);
  limiter.answered(true, 10'000);
  std::int64_t now = 10'000;
  int sent = 0;
  while (now < 110'000) {
    const std::int64_t wait = limiter.acquire(now);
    ASSERT_GE(wait, 0);
    ASSERT_LE(wait, rate_limiter::longest_wait_ms);
    if (wait == 0) ++sent;
    now += wait;
  }
  EXPECT_NEAR(sent, 50, 1);
}

TEST(RateLimiter, TakesAnyClockAndFigures) {
  rate_limiter limiter(1'700'000'000'000, {.least_capacity = 0, .least_fill_rate = 0});
  limiter.answered(true, 1'700'000'000'000);
  EXPECT_EQ(limiter.acquire(1'700'000'000'000), rate_limiter::longest_wait_ms);
  rate_limiter backwards(1'700'000'000'000);
  backwards.answered(true, 1'700'000'001'000);
  EXPECT_GT(backwards.acquire(0), 0);
  backwards.answered(true, -most);
  EXPECT_GT(backwards.acquire(-most), 0);
  backwards.answered(false, most);
  EXPECT_GE(backwards.acquire(most), 0);
}

}  // namespace
