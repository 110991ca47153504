#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/http_date.hpp>
#include <connectparticipant/base/saturated.hpp>
#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/http/endpoint.hpp>
#include <connectparticipant/http/retry.hpp>

namespace connectparticipant::inline v1 {

inline constexpr std::string_view library_user_agent = "connectparticipant/0.1.0";

/// How a client goes about its calls. All views must outlive the client; all times are
/// milliseconds. `docs/client.md` holds it against the options of the AWS SDKs.
struct client_config {
  std::string_view region{};
  std::string_view endpoint{};  ///< instead of the region's, with a base path perhaps
  bool use_fips = false;
  bool use_dual_stack = false;
  bool tls = true;  ///< false: the region's endpoint over plain HTTP; no say over `endpoint`

  retry_policy retries = standard_retries;
  bool adaptive = false;  ///< besides, send no faster than the service takes

  std::int64_t connect_timeout_ms = 0;  ///< for the transport; 0 for none
  std::int64_t request_timeout_ms = 0;  ///< of one attempt, for the transport; 0 for none
  std::int64_t call_timeout_ms = 0;     ///< no retry is begun later than this; 0 for none
  std::string_view proxy{};             ///< for the transport
  std::size_t max_response_bytes = 8u << 20;
  int max_redirects = 0;  ///< to the same scheme, host and port only

  std::int64_t clock_offset_ms = 0;  ///< added to the caller's clock
  bool correct_clock_skew = true;    ///< go by the service's Date where the clocks are apart

  std::optional<checks> validate = checks{};
  std::string_view user_agent_suffix{};
  std::span<const http_header> extra_headers{};
  /// Members that a request lacks, by their names on the wire: a bound ConnectionToken, for
  /// example.
  std::span<const map_entry> params{};
};

/// What a client says of each attempt. Nothing in it is secret.
struct log_record {
  enum class severity : std::uint8_t { info, warning, failure };
  severity level = severity::info;
  std::string_view operation{};
  int attempt = 1;
  int status = 0;  ///< of HTTP; 0 without a response
  transport_error failure = transport_error::none;
  std::string_view error_name{};  ///< of a service error
  std::string_view request_id{};
  std::size_t sent_bytes = 0;  ///< bodies
  std::size_t received_bytes = 0;
  std::optional<std::int64_t> retry_in_ms{};
};

/// What a client cannot do by itself. Each may be null; all are called on the thread that calls the
/// client.
struct client_hooks {
  void* context = nullptr;
  /// Milliseconds since 1970-01-01T00:00:00Z. Without: dates, skew and deadlines are not looked at.
  std::int64_t (*now_ms)(void* context) noexcept = nullptr;
  /// Waits. Without: what would have to wait is not retried.
  void (*wait)(void* context, std::int64_t ms) noexcept = nullptr;
  /// Fills with unpredictable octets, for ClientTokens and back-off. Without: no ClientToken is
  /// filled in, and each back-off takes its longest.
  void (*entropy)(void* context, std::span<std::uint8_t> octets) noexcept = nullptr;
  void (*log)(void* context, const log_record& record) noexcept = nullptr;
};

/// What the calls of one client share: where to go, what may be spent on retries, how far the clock
/// is off. Neither copied nor moved, for calls under way look at it. Not for concurrent use.
class client_state {
 public:
  explicit client_state(const client_config& config, const client_hooks& hooks = {}) noexcept
      : config_(config), hooks_(hooks), quota_(config.retries.quota_tokens) {
    failure_ = set_up();
    if (config.adaptive) limiter_.emplace(now_ms());
  }
  client_state(const client_state&) = delete;
  client_state& operator=(const client_state&) = delete;

  /// What is wrong with the configuration: as `resolve_endpoint`; `header_value` for a suffix or an
  /// extra header that cannot be sent, or that is the library's to write. Every call fails with it.
  const error& failure() const noexcept { return failure_; }
  const client_config& config() const noexcept { return config_; }
  const client_hooks& hooks() const noexcept { return hooks_; }
  std::string_view base_path() const noexcept { return base_path_; }
  const http_url& server() const noexcept { return server_; }
  std::string_view user_agent() const noexcept { return {user_agent_.data(), user_agent_size_}; }
  retry_quota& quota() noexcept { return quota_; }
  std::optional<rate_limiter>& limiter() noexcept { return limiter_; }

  bool has_clock() const noexcept { return hooks_.now_ms != nullptr; }
  /// The corrected time; 0 without a clock.
  std::int64_t now_ms() const noexcept {
    if (!has_clock()) return 0;
    return skew_.correct(local_ms());
  }
  /// Takes in the Date of a response.
  void see_date(const http_headers& headers) noexcept {
    if (!has_clock() || !config_.correct_clock_skew) return;
    if (const auto date = find_header(headers, "date")) skew_.observe(*date, local_ms());
  }

  /// From 0 to 1, for back-off.
  double random() const noexcept {
    if (hooks_.entropy == nullptr) return 1;
    std::array<std::uint8_t, 4> octets{};
    hooks_.entropy(hooks_.context, octets);
    std::uint32_t bits = 0;
    for (const std::uint8_t octet : octets) bits = bits << 8 | octet;
    return static_cast<double>(bits) / 4294967296.0;
  }

 private:
  std::int64_t local_ms() const noexcept {
    return saturated_add(hooks_.now_ms(hooks_.context), config_.clock_offset_ms);
  }

  error set_up() noexcept {
    const result<endpoint> found = resolve_endpoint({.region = config_.region,
                                                     .use_fips = config_.use_fips,
                                                     .use_dual_stack = config_.use_dual_stack,
                                                     .endpoint = config_.endpoint},
                                                    url_);
    if (!found) return found.error();
    base_path_ = found->base_path;
    server_ = {.host = found->host,
               .port = found->port,
               .secure = found->scheme == "https",
               .host_field = found->host_field};
    if (!config_.tls && config_.endpoint.empty()) {
      server_.secure = false;
      server_.port = 80;
    }
    output agent(user_agent_);
    agent.put(library_user_agent);
    if (!config_.user_agent_suffix.empty()) {
      agent.put(' ');
      agent.put(config_.user_agent_suffix);
    }
    user_agent_size_ = agent.text().size();
    if (!agent.complete() || !is_header_value(agent.text())) return error(errc::header_value);
    for (const http_header& header : config_.extra_headers)
      if (header.name.empty() || !token_characters.all_of(header.name) ||
          !is_header_value(header.value) || is_ours(header.name))
        return error(errc::header_value);
    return {};
  }

  static bool is_ours(std::string_view name) noexcept {
    for (std::string_view ours :
         {token_header, std::string_view("Content-Type"), std::string_view("Content-Length"),
          std::string_view("Host"), std::string_view("Transfer-Encoding"),
          std::string_view("User-Agent")})
      if (equal_any_case(name, ours)) return true;
    return false;
  }

  client_config config_;
  client_hooks hooks_;
  error failure_;
  std::array<char, 2048> url_{};
  std::array<char, 256> user_agent_{};
  std::size_t user_agent_size_ = 0;
  std::string_view base_path_{};
  http_url server_{};
  retry_quota quota_;
  std::optional<rate_limiter> limiter_;
  clock_skew skew_;
};

}  // namespace connectparticipant::inline v1
