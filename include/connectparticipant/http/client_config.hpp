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
/// Of the service model. There is no other.
inline constexpr std::string_view api_version = "2018-09-07";

/// How a client goes about its calls. What the views name must outlive the client; all times are
/// milliseconds. `docs/client.md` holds it against the options of the AWS SDKs.
struct client_config {
  std::string_view region{};
  std::string_view endpoint{};  ///< instead of the region's, with a base path perhaps
  bool use_fips = false;
  bool use_dual_stack = false;
  bool tls = true;  ///< false: the region's endpoint over plain HTTP; no say over `endpoint`

  retry_policy retries = standard_retries;
  bool adaptive = false;  ///< besides, send no faster than the service takes; needs a clock

  std::int64_t connect_timeout_ms = 0;  ///< for the transport; 0 for none
  std::int64_t request_timeout_ms = 0;  ///< of one exchange, for the transport; 0 for none
  /// Of a call: no attempt is begun later, and none is given more time than is left. Needs a clock;
  /// 0 for none.
  std::int64_t call_timeout_ms = 0;
  std::string_view proxy{};  ///< for the transport
  /// Of a body; a longer one is `document_too_large`. 0 for none. Downloads go by
  /// `attachment_rules` instead.
  std::size_t max_response_bytes = 8u << 20;
  int max_redirects = 0;  ///< of one attempt; to the same scheme, host and port only

  std::int64_t clock_offset_ms = 0;  ///< added to the caller's clock
  bool correct_clock_skew = true;    ///< go by the service's Date where the clocks are apart

  std::optional<checks> validate = checks{};
  std::string_view user_agent_suffix{};
  std::span<const http_header> extra_headers{};
  /// Members that a request lacks, by their names on the wire: a bound ConnectionToken, for
  /// example. Texts, numbers and enums; operations without such a member ignore it. The entries may
  /// change between calls, as a token does that is renewed.
  std::span<const map_entry> params{};
};

/// What a client says of each attempt. Nothing in it is secret, and no text has a control
/// character.
struct log_record {
  enum class severity : std::uint8_t { info, warning, failure };
  severity level = severity::info;  ///< `warning`: it is tried again
  std::string_view operation{};     ///< by name; the method of what goes to a signed URL
  int attempt = 1;
  int status = 0;  ///< of HTTP; 0 without a response
  transport_error failure = transport_error::none;
  errc code = errc::none;         ///< of a failure that is no service error
  std::string_view error_name{};  ///< of a service error; empty where it is no name
  std::string_view request_id{};
  std::size_t sent_bytes = 0;  ///< bodies
  std::size_t received_bytes = 0;
  std::optional<std::int64_t> elapsed_ms{};  ///< with a clock
  std::optional<std::int64_t> retry_in_ms{};
};

/// What a client cannot do by itself. Each may be null; all are called on the thread that calls the
/// client, and must not call it.
struct client_hooks {
  void* context = nullptr;
  /// Milliseconds since 1970-01-01T00:00:00Z. Without: deadlines, expiries and dates are not looked
  /// at, and `adaptive` does nothing.
  std::int64_t (*now_ms)(void* context) noexcept = nullptr;
  /// Waits, or answers false: the caller no longer wants to. Without: what would have to wait is
  /// not retried. Not used by `call`.
  bool (*wait)(void* context, std::int64_t ms) noexcept = nullptr;
  /// Fills with unpredictable octets, for ClientTokens and back-off. Without: no ClientToken is
  /// filled in, so that uploads, which require one, are refused; each back-off takes its longest.
  void (*entropy)(void* context, std::span<std::uint8_t> octets) noexcept = nullptr;
  /// Writes a ClientToken, instead of one from entropy.
  void (*uuid)(void* context, std::span<char, 36> text) noexcept = nullptr;
  /// The record's texts are valid during the call.
  void (*log)(void* context, const log_record& record) noexcept = nullptr;
};

/// What the calls of one client share: where to go, what may be spent on retries, how far the clock
/// is off. Neither copied nor moved, for calls under way look at it. Not for concurrent use.
class client_state {
 public:
  explicit client_state(const client_config& config, const client_hooks& hooks = {}) noexcept
      : config_(config), hooks_(hooks), quota_(config.retries.quota_tokens) {
    failure_ = set_up();
    if (config.adaptive && has_clock()) limiter_.emplace(local_ms());
  }
  client_state(const client_state&) = delete;
  client_state& operator=(const client_state&) = delete;

  /// What is wrong with the configuration: as `resolve_endpoint`; `header_value` for a suffix or an
  /// extra header that cannot be sent, or that is the library's or the transport's to write;
  /// `invalid_argument` for a bound ClientToken, which would make all messages one. Every call
  /// fails with it.
  const error& failure() const noexcept { return failure_; }
  const client_config& config() const noexcept { return config_; }
  const client_hooks& hooks() const noexcept { return hooks_; }
  std::string_view base_path() const noexcept { return base_path_; }
  const http_url& server() const noexcept { return server_; }
  std::string_view user_agent() const noexcept { return {user_agent_.data(), user_agent_size_}; }
  retry_quota& quota() noexcept { return quota_; }
  std::optional<rate_limiter>& limiter() noexcept { return limiter_; }

  bool has_clock() const noexcept { return hooks_.now_ms != nullptr; }
  /// The caller's clock with its offset, for delays; 0 without a clock.
  std::int64_t local_ms() const noexcept {
    return has_clock() ? saturated_add(hooks_.now_ms(hooks_.context), config_.clock_offset_ms) : 0;
  }
  /// The same by the service's clock, for dates.
  std::int64_t now_ms() const noexcept { return has_clock() ? skew_.correct(local_ms()) : 0; }
  std::optional<std::int64_t> hint_of(const http_headers& headers) const noexcept {
    return retry_hint(headers, has_clock() ? std::optional(now_ms()) : std::nullopt);
  }
  /// Takes in the Date of a response.
  void see_date(const http_headers& headers) noexcept {
    if (!has_clock() || !config_.correct_clock_skew) return;
    if (const auto date = find_header(headers, "date")) skew_.observe(*date, local_ms());
  }

  /// When a call that begins now is over, by `local_ms`; absent for never.
  std::optional<std::int64_t> deadline() const noexcept {
    if (config_.call_timeout_ms <= 0 || !has_clock()) return std::nullopt;
    return saturated_add(local_ms(), config_.call_timeout_ms);
  }
  /// What an exchange may take: 0 for any time.
  std::int64_t timeout_ms(std::optional<std::int64_t> deadline) const noexcept {
    const std::int64_t usual = config_.request_timeout_ms > 0 ? config_.request_timeout_ms : 0;
    if (!deadline) return usual;
    std::int64_t left = saturated_subtract(*deadline, local_ms());
    if (left < 1) left = 1;
    return usual == 0 || left < usual ? left : usual;
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

  /// A ClientToken, in `room`; empty where there is no source of one.
  std::string_view make_client_token(std::array<char, 36>& room) const noexcept {
    if (hooks_.uuid != nullptr) {
      hooks_.uuid(hooks_.context, room);
    } else if (hooks_.entropy != nullptr) {
      std::array<std::uint8_t, 16> octets{};
      hooks_.entropy(hooks_.context, octets);
      room = make_uuid(octets);
    } else {
      return {};
    }
    return {room.data(), room.size()};
  }

  /// Logs an attempt that has ended.
  void log(log_record record) const noexcept {
    if (hooks_.log == nullptr) return;
    constexpr charset name_characters{"09azAZ", "._-"};
    constexpr std::size_t longest_name = 128;
    if (record.error_name.size() > longest_name || !name_characters.all_of(record.error_name))
      record.error_name = {};
    if (!is_header_value(record.request_id)) record.request_id = {};
    if (record.status < 200 || record.status > 299 || record.code != errc::none)
      record.level =
          record.retry_in_ms ? log_record::severity::warning : log_record::severity::failure;
    hooks_.log(hooks_.context, record);
  }

 private:
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
    for (const map_entry& bound : config_.params)
      if (bound.key == "ClientToken") return error(errc::invalid_argument);
    return {};
  }

  static bool is_ours(std::string_view name) noexcept {
    for (std::string_view ours :
         {token_header, std::string_view("Content-Type"), std::string_view("Content-Length"),
          std::string_view("Host"), std::string_view("Transfer-Encoding"),
          std::string_view("Connection"), std::string_view("User-Agent")})
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
