#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/http/client_config.hpp>
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/http/transport.hpp>

namespace connectparticipant::inline v1 {

/// What came of a call: as `response_result`, or no response at all.
template <class T>
class [[nodiscard]] call_result : public response_result<T> {
 public:
  call_result(const response_result<T>& answer, int attempts,
              transport_error failure = transport_error::none)
      : response_result<T>(answer), transport_(failure), attempts_(attempts) {}

  /// Why there was no response; `error()` is then `no_response`.
  transport_error transport() const noexcept { return transport_; }
  /// Requests sent, redirects apart.
  int attempts() const noexcept { return attempts_; }

 private:
  transport_error transport_;
  int attempts_;
};

enum class call_step : std::uint8_t {
  send,     ///< send `request()`, then say `answered` or `failed`
  wait,     ///< come back in `wait_ms()`
  pending,  ///< sent; nothing is due until the answer
  done,     ///< `outcome()`
};

/// One call as a state machine without a transport, for asynchronous stacks: it hands out a
/// request, takes the response, and says when to try again. Every attempt sends the same octets.
template <class Operation, reader R>
class call {
 public:
  using request_type = typename Operation::request;
  using response_type = typename Operation::response;

  /// Encodes the request into `room`. `state`, `room`, `with` and `memory` must outlive the call,
  /// and nothing else may use `room` meanwhile.
  call(client_state& state, const request_type& request, std::span<char> room, R& with,
       arena& memory)
      : state_(state), reader_(with), memory_(memory) {
    if (const error failure = prepare(request, room)) finish(failure);
    if (state.config().call_timeout_ms > 0 && state.has_clock())
      deadline_ms_ = saturated_add(state.now_ms(), state.config().call_timeout_ms);
  }

  /// What is due now. After `wait`, ask again: the hook's clock decides, or `waited` says so.
  call_step next() noexcept {
    if (phase_ == phase::waiting && state_.has_clock() && state_.now_ms() >= resume_at_ms_)
      phase_ = phase::ready;
    if (phase_ == phase::ready && state_.limiter()) {
      const std::int64_t ms = state_.limiter()->acquire(state_.now_ms());
      if (ms > 0) wait(ms);
    }
    switch (phase_) {
      case phase::ready: begin_attempt(); return call_step::send;
      case phase::waiting: return call_step::wait;
      case phase::sent: return call_step::pending;
      case phase::done: break;
    }
    return call_step::done;
  }

  /// The request to send; it borrows from `room` and `memory`.
  const transport_request& request() const noexcept { return request_; }
  std::int64_t wait_ms() const noexcept {
    if (!state_.has_clock()) return delay_ms_;
    const std::int64_t left = saturated_subtract(resume_at_ms_, state_.now_ms());
    return left > 0 ? left : 0;
  }
  /// The wait is over, whatever a clock says.
  void waited() noexcept {
    if (phase_ == phase::waiting) phase_ = phase::ready;
  }

  /// The response to what was sent; the result borrows from it. Ignored where nothing is under way.
  void answered(const http_response& response) {
    if (phase_ != phase::sent) return;
    state_.see_date(response.headers);
    if (redirected(response)) return;
    mark_ = memory_.mark();
    const response_result<response_type> answer =
        response.body.size() > state_.config().max_response_bytes
            ? response_result<response_type>(error(errc::document_too_large),
                                             decode_internal::request_id(response.headers))
            : decode_response<Operation>(response, reader_, memory_);
    const auto* refused = answer.service_error();
    const retry_cause cause =
        refused != nullptr ? classify_failure(refused->name, refused->status) : retry_cause::none;
    if (state_.limiter())
      state_.limiter()->answered(cause == retry_cause::throttled, state_.now_ms());
    if (answer) attempts_.succeeded(state_.config().retries, state_.quota());
    end_attempt(
        {cause, retry_hint(response.headers,
                           state_.has_clock() ? std::optional(state_.now_ms()) : std::nullopt)},
        call_result<response_type>(answer, attempts_.attempt()), response.status,
        response.body.size());
  }

  /// There was no response. Ignored where nothing is under way.
  void failed(transport_error why) {
    if (phase_ != phase::sent) return;
    if (state_.limiter()) state_.limiter()->answered(false, state_.now_ms());
    end_attempt({classify_failure(why), std::nullopt}, without_response(why), 0, 0);
  }

  /// Ends the call, whatever is under way: `no_response`, `cancelled`. An answer that still comes
  /// is ignored.
  void cancel() {
    if (phase_ == phase::done) return;
    result_.emplace(without_response(transport_error::cancelled));
    phase_ = phase::done;
  }

  /// Ends a wait without another attempt: what failed last stands.
  void give_up() noexcept {
    if (phase_ != phase::waiting) return;
    phase_ = phase::done;
    if (!result_) result_.emplace(without_response(transport_error::timed_out));
  }

  /// When `done`. Borrows from the last response and from `memory`.
  const call_result<response_type>& outcome() const {
    if (!result_) std::abort();
    return *result_;
  }

 private:
  enum class phase : std::uint8_t { ready, waiting, sent, done };

  void begin_attempt() noexcept {
    phase_ = phase::sent;
    // What the last attempt left was kept until now, for `give_up`.
    if (result_ && mark_) memory_.rewind(*mark_);
    result_.reset();
    mark_.reset();
  }

  void finish(const error& failure) {
    result_.emplace(response_result<response_type>(failure, {}), 0);
    phase_ = phase::done;
  }

  call_result<response_type> without_response(transport_error why) const {
    return {response_result<response_type>(error(errc::no_response), {}), attempts_.attempt(), why};
  }

  error prepare(const request_type& original, std::span<char> room) {
    if (state_.failure()) return state_.failure();
    const client_config& config = state_.config();
    request_type request = original;
    bind(request);
    encode_options options{.validate = config.validate, .base_path = state_.base_path()};
    const auto entropy = [this] {
      std::array<std::uint8_t, 16> octets{};
      state_.hooks().entropy(state_.hooks().context, octets);
      return octets;
    };
    if (state_.hooks().entropy != nullptr) {
      options.client_token = client_token_source(entropy);
      if (options.validate) options.validate->fills_client_token = true;
    }
    const result<http_request> encoded = encode_request(request, room, options);
    if (!encoded) return encoded.error();

    request_.message = *encoded;
    request_.server = state_.server();
    request_.server.target = encoded->target;
    request_.operation = &Operation::row;
    request_.connect_timeout_ms = config.connect_timeout_ms;
    request_.timeout_ms = config.request_timeout_ms;
    request_.proxy = config.proxy;
    request_.max_response_bytes = config.max_response_bytes;
    return add_headers(*encoded);
  }

  /// Fills in what the request lacks and the configuration has bound.
  void bind(request_type& request) const noexcept {
    const object_rows& rows = table<request_type>::rows;
    for (unsigned i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      if (row.value->type != kind::text || row.get(&request) != nullptr) continue;
      for (const map_entry& bound : state_.config().params)
        if (bound.key == row.name)
          *static_cast<std::string_view*>(row.access->emplace(row.at(&request))) = bound.value;
    }
  }

  error add_headers(const http_request& encoded) {
    const std::span<const http_header> extra = state_.config().extra_headers;
    const std::size_t most = encoded.headers.size() + 1 + extra.size();
    auto* const list = static_cast<http_header*>(
        memory_.allocate(most * sizeof(http_header), alignof(http_header)));
    if (list == nullptr) return error(errc::arena_exhausted);
    std::size_t count = 0;
    for (const http_header& header : encoded.headers) ::new (list + count++) http_header(header);
    ::new (list + count++) http_header{"User-Agent", state_.user_agent()};
    for (const http_header& header : extra) ::new (list + count++) http_header(header);
    request_.message.headers = std::span<const http_header>(list, count);
    return {};
  }

  /// Whether a response sends us elsewhere on the same server, and we go.
  bool redirected(const http_response& response) {
    if (redirects_ >= state_.config().max_redirects) return false;
    const bool keeps_method = response.status == 307 || response.status == 308;
    const bool is_get = request_.message.method == "GET";
    if (!keeps_method &&
        !(is_get && (response.status == 301 || response.status == 302 || response.status == 303)))
      return false;
    const auto location = find_header(response.headers, "location");
    if (!location || location->empty()) return false;
    std::string_view target = *location;
    if (!target.starts_with('/') || target.starts_with("//")) {
      const result<http_url> url = parse_http_url(target, http_schemes::http_and_https);
      if (!url || !same_origin(*url, request_.server)) return false;
      target = url->target;
    }
    constexpr charset target_characters{"!\"$~"};
    if (!target_characters.all_of(target)) return false;
    char* const kept = memory_.allocate_text(target.size());
    if (kept == nullptr) return false;
    std::memcpy(kept, target.data(), target.size());
    request_.message.target = {kept, target.size()};
    request_.server.target = request_.message.target;
    ++redirects_;
    phase_ = phase::ready;
    return true;
  }

  /// After an attempt: wait for another, or be done.
  void end_attempt(const retry_failure& failure, const call_result<response_type>& came,
                   int status, std::size_t received) {
    result_.emplace(came);
    phase_ = phase::done;
    const int attempt = attempts_.attempt();
    std::optional<std::int64_t> delay;
    if (failure.cause != retry_cause::none)
      delay = attempts_.failed(state_.config().retries, state_.quota(), failure, state_.random());
    if (delay && deadline_ms_ && saturated_add(state_.now_ms(), *delay) >= *deadline_ms_)
      delay.reset();
    if (delay) {
      request_.attempt = attempts_.attempt();
      wait(*delay);
    }
    log(came, attempt, status, received, delay);
  }

  void wait(std::int64_t ms) noexcept {
    delay_ms_ = ms;
    resume_at_ms_ = saturated_add(state_.now_ms(), ms);
    phase_ = phase::waiting;
  }

  void log(const call_result<response_type>& came, int attempt, int status, std::size_t received,
           std::optional<std::int64_t> delay) const {
    if (state_.hooks().log == nullptr) return;
    log_record record{.operation = Operation::row.name,
                      .attempt = attempt,
                      .status = status,
                      .failure = came.transport(),
                      .request_id = came.request_id(),
                      .sent_bytes = request_.message.body.size(),
                      .received_bytes = received,
                      .retry_in_ms = delay};
    if (const auto* refused = came.service_error()) record.error_name = refused->name;
    if (!came)
      record.level = delay ? log_record::severity::warning : log_record::severity::failure;
    state_.hooks().log(state_.hooks().context, record);
  }

  client_state& state_;
  R& reader_;
  arena& memory_;
  transport_request request_{};
  retry_attempts attempts_;
  std::optional<call_result<response_type>> result_;
  std::optional<arena::position> mark_;
  std::optional<std::int64_t> deadline_ms_;
  std::int64_t delay_ms_ = 0;
  std::int64_t resume_at_ms_ = 0;
  int redirects_ = 0;
  phase phase_ = phase::ready;
};

}  // namespace connectparticipant::inline v1
