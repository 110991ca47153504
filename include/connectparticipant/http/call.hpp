#pragma once

#include <array>
#include <charconv>
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
  /// How often the request was sent, redirects apart.
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

/// A call without its types: what is common to all operations. Use `call`.
class call_base {
 public:
  call_base(const call_base&) = delete;
  call_base& operator=(const call_base&) = delete;

  /// The request to send; it borrows from `room`, `memory` and the client's state.
  const transport_request& request() const noexcept { return request_; }
  /// How long to wait from now on.
  std::int64_t wait_ms() const noexcept {
    if (!state_.has_clock()) return delay_ms_;
    const std::int64_t left = saturated_subtract(resume_at_ms_, state_.local_ms());
    // More only where the clock was set back.
    return left < 0 ? 0 : left < delay_ms_ ? left : delay_ms_;
  }
  /// The wait is over, whatever a clock says.
  void waited() noexcept {
    if (phase_ == phase::waiting) phase_ = phase::ready;
  }

 protected:
  enum class phase : std::uint8_t { ready, waiting, sent, done };

  call_base(client_state& state, const operation_row& operation, arena& memory) noexcept
      : state_(state), operation_(operation), memory_(memory), deadline_(state.deadline()) {}

  /// `request` is a copy, to be completed. On failure the call is done.
  error prepare(void* request, std::span<char> room) {
    const error failure = try_to_prepare(request, room);
    if (failure) phase_ = phase::done;
    return failure;
  }

  call_step step() noexcept {
    if (phase_ == phase::waiting && state_.has_clock() && wait_ms() == 0) phase_ = phase::ready;
    if (phase_ == phase::ready) {
      std::int64_t ms = 0;
      if (state_.limiter()) ms = state_.limiter()->acquire(state_.local_ms());
      if (is_late(ms)) {
        abandon();
      } else if (ms > 0) {
        wait(ms);
      } else {
        begin_exchange();
        return call_step::send;
      }
    }
    return phase_ == phase::waiting ? call_step::wait
           : phase_ == phase::sent  ? call_step::pending
                                    : call_step::done;
  }

  /// Whether the response is the call's answer: no late one, and no redirect that we follow.
  bool is_answer(const http_response& response) noexcept {
    if (phase_ != phase::sent) return false;
    state_.see_date(response.headers);
    return !redirected(response);
  }

  /// After an exchange: wait for another attempt, or be done. `record` says how it ended.
  void ended(log_record record, const retry_failure& failure, bool succeeded) noexcept {
    record.operation = operation_.name;
    record.attempt = sent_;
    record.sent_bytes = request_.message.body.size();
    if (state_.has_clock()) record.elapsed_ms = saturated_subtract(state_.local_ms(), started_ms_);
    if (state_.limiter())
      state_.limiter()->answered(failure.cause == retry_cause::throttled, state_.local_ms());
    const retry_policy& policy = state_.config().retries;
    if (succeeded) attempts_.succeeded(policy, state_.quota());
    phase_ = phase::done;
    if (failure.cause != retry_cause::none)
      record.retry_in_ms = attempts_.failed(policy, state_.quota(), failure, state_.random());
    if (record.retry_in_ms && is_late(*record.retry_in_ms)) {
      abandon();
      record.retry_in_ms.reset();
    }
    if (record.retry_in_ms) wait(*record.retry_in_ms);
    state_.log(record);
  }

  /// Nothing more is sent.
  void abandon() noexcept {
    if (sent_ > 0 && attempts_.attempt() > sent_) attempts_.withdrawn(state_.quota());
    phase_ = phase::done;
  }

  client_state& state_;
  const operation_row& operation_;
  arena& memory_;
  transport_request request_{};
  int sent_ = 0;  // attempts
  phase phase_ = phase::ready;

 private:
  error try_to_prepare(void* request, std::span<char> room) {
    if (state_.failure()) return state_.failure();
    const client_config& config = state_.config();
    const object_rows& rows = *operation_.request;
    if (const error unfit = bind(rows, request)) return unfit;
    std::array<char, 36> token_room{};
    if (void* const absent = encode_internal::absent_client_token(rows, request)) {
      const std::string_view token = state_.make_client_token(token_room);
      if (!token.empty()) *static_cast<std::optional<std::string_view>*>(absent) = token;
    }
    const result<http_request> encoded = encode_internal::encode(
        operation_, request, room, {.validate = config.validate, .base_path = state_.base_path()});
    if (!encoded) return encoded.error();

    target_ = encoded->target;
    request_.message = *encoded;
    request_.server = state_.server();
    request_.operation = &operation_;
    request_.exchange = 0;
    request_.connect_timeout_ms = config.connect_timeout_ms;
    request_.proxy = config.proxy;
    request_.max_response_bytes = config.max_response_bytes;
    if (!add_headers(*encoded)) return error(errc::arena_exhausted);
    mark_ = memory_.mark();
    return {};
  }

  /// Fills in what the request lacks and the configuration has bound.
  error bind(const object_rows& rows, void* request) const noexcept {
    for (unsigned i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      for (const map_entry& bound : state_.config().params) {
        if (bound.key != row.name || row.get(request) != nullptr) continue;
        if (!assign(row, row.at(request), bound.value)) {
          path where(&rows);
          where.push_field(i);
          return error(errc::invalid_argument, 0, where);
        }
      }
    }
    return {};
  }

  static bool assign(const field_row& row, void* member, std::string_view text) noexcept {
    switch (row.value->type) {
      case kind::text:
        *static_cast<std::string_view*>(row.access->emplace(member)) = text;
        return true;
      case kind::enumeration:
        static_cast<enum_value*>(row.access->emplace(member))->assign(*row.value->values, text);
        return true;
      case kind::integer: {
        const char* const end = text.data() + text.size();
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), end, number);
        if (read.ec != std::errc() || read.ptr != end) return false;
        *static_cast<std::int64_t*>(row.access->emplace(member)) = number;
        return true;
      }
      default: return false;
    }
  }

  bool add_headers(const http_request& encoded) noexcept {
    const std::span<const http_header> extra = state_.config().extra_headers;
    const std::size_t most = encoded.headers.size() + 1 + extra.size();
    auto* const list = static_cast<http_header*>(
        memory_.allocate(most * sizeof(http_header), alignof(http_header)));
    if (list == nullptr) return false;
    std::size_t count = 0;
    for (const http_header& header : encoded.headers) ::new (list + count++) http_header(header);
    ::new (list + count++) http_header{"User-Agent", state_.user_agent()};
    for (const http_header& header : extra) ::new (list + count++) http_header(header);
    request_.message.headers = std::span<const http_header>(list, count);
    return true;
  }

  bool is_late(std::int64_t delay_ms) const noexcept {
    return deadline_ && saturated_add(state_.local_ms(), delay_ms) >= *deadline_;
  }

  void begin_exchange() noexcept {
    if (!redirecting_) {
      ++sent_;
      redirects_ = 0;
      set_target(target_);
      // What the last attempt left was kept until now.
      memory_.rewind(mark_);
    }
    redirecting_ = false;
    request_.attempt = sent_;
    ++request_.exchange;
    request_.timeout_ms = state_.timeout_ms(deadline_);
    started_ms_ = state_.local_ms();
    phase_ = phase::sent;
  }

  void set_target(std::string_view target) noexcept {
    request_.message.target = target;
    request_.server.target = target;
  }

  /// Whether the response sends us elsewhere on the same server, and we go.
  bool redirected(const http_response& response) noexcept {
    if (redirects_ >= state_.config().max_redirects) return false;
    const bool keeps_method = response.status == 307 || response.status == 308;
    const bool is_get = request_.message.method == "GET";
    if (!keeps_method &&
        !(is_get && (response.status == 301 || response.status == 302 || response.status == 303)))
      return false;
    std::string_view target = find_header(response.headers, "location").value_or("");
    if (!target.starts_with('/') || target.starts_with("//")) {
      const result<http_url> url = parse_http_url(target, http_schemes::http_and_https);
      if (!url || !same_origin(*url, request_.server)) return false;
      target = url->target;
    }
    constexpr charset target_characters{"!\"$~"};
    if (!target_characters.all_of(target)) return false;
    memory_.rewind(mark_);
    char* const kept = memory_.allocate_text(target.size());
    if (kept == nullptr) return false;
    std::memcpy(kept, target.data(), target.size());
    set_target({kept, target.size()});
    ++redirects_;
    redirecting_ = true;
    phase_ = phase::ready;
    return true;
  }

  void wait(std::int64_t ms) noexcept {
    delay_ms_ = ms;
    resume_at_ms_ = saturated_add(state_.local_ms(), ms);
    phase_ = phase::waiting;
  }

  retry_attempts attempts_;
  std::string_view target_{};  // of the request, redirects apart
  arena::position mark_{};     // behind the request's own
  std::optional<std::int64_t> deadline_;
  std::int64_t delay_ms_ = 0;
  std::int64_t resume_at_ms_ = 0;
  std::int64_t started_ms_ = 0;
  int redirects_ = 0;
  bool redirecting_ = false;
};

/// One call as a state machine without a transport, for asynchronous stacks: it hands out a
/// request, takes the response, and says when to try again. Every attempt sends the same octets.
///
///   call<send_message, small_reader> one(state, request, room, reader, memory);
///   switch (one.next()) …
///
/// It is the handle of its request: neither copied nor moved.
template <class Operation, reader R>
class call : public call_base {
 public:
  using request_type = typename Operation::request;
  using response_type = typename Operation::response;

  /// Encodes the request into `room`; `request` is needed no longer then. `state`, `room`, `with`
  /// and `memory` must outlive the call; `room` and `memory` are its own until it is done, and its
  /// outcome lies in `memory`.
  call(client_state& state CONNECTPARTICIPANT_LIFETIMEBOUND, const request_type& request,
       std::span<char> room CONNECTPARTICIPANT_LIFETIMEBOUND,
       R& with CONNECTPARTICIPANT_LIFETIMEBOUND, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND)
      : call_base(state, Operation::row, memory), reader_(with) {
    request_type completed = request;
    if (const error failure = prepare(&completed, room))
      result_.emplace(response_result<response_type>(failure, {}), 0);
  }

  /// What is due now. After `wait`, ask again: the hook's clock decides, or `waited` says so.
  call_step next() {
    const call_step due = step();
    if (due == call_step::send) result_.reset();
    if (due == call_step::done && !result_) no_response(transport_error::timed_out);
    return due;
  }

  /// The response to what was sent; the outcome borrows from it, also while the call waits for
  /// another attempt. Ignored where nothing is under way.
  void answered(const http_response& response) {
    if (!is_answer(response)) return;
    const std::size_t most = state_.config().max_response_bytes;
    const bool fits = most == 0 || response.body.size() <= most;
    result_.emplace(
        fits ? decode_response<Operation>(response, reader_, memory_)
             : response_result<response_type>(error(errc::document_too_large),
                                              decode_internal::request_id(response.headers)),
        sent_);
    const auto* const refused = result_->service_error();
    const auto cause =
        refused != nullptr ? classify_failure(refused->name, refused->status) : retry_cause::none;
    ended({.status = response.status,
           .code = result_->error().code,
           .error_name = refused != nullptr ? refused->name : std::string_view(),
           .request_id = result_->request_id(),
           .received_bytes = response.body.size()},
          {cause, state_.hint_of(response.headers)}, result_->has_value());
  }
  /// There was no response. Ignored where nothing is under way.
  void failed(transport_error why) {
    if (phase_ != phase::sent) return;
    no_response(why);
    ended({.failure = why, .code = errc::no_response}, {classify_failure(why), std::nullopt},
          false);
  }
  /// As above, for stacks whose answers can come late: ignored where `exchange`, that of the
  /// request answered, is not the one under way.
  void answered(const http_response& response, int exchange) {
    if (exchange == request_.exchange) answered(response);
  }
  void failed(transport_error why, int exchange) {
    if (exchange == request_.exchange) failed(why);
  }

  /// Ends the call, whatever is under way: `no_response`, `cancelled`. An answer that still comes
  /// is ignored; whether the service has acted on the request is not known.
  void cancel() {
    if (phase_ == phase::done) return;
    abandon();
    no_response(transport_error::cancelled);
  }

  /// Ends a wait without another attempt: what failed last stands, or `cancelled` where nothing was
  /// sent.
  void give_up() {
    if (phase_ != phase::waiting) return;
    abandon();
    if (!result_) no_response(transport_error::cancelled);
  }

  /// When `done`. Borrows from the last response and from `memory`.
  const call_result<response_type>& outcome() const CONNECTPARTICIPANT_LIFETIMEBOUND {
    if (!result_) std::abort();
    return *result_;
  }

 private:
  void no_response(transport_error why) {
    result_.emplace(response_result<response_type>(error(errc::no_response), {}), sent_, why);
  }

  R& reader_;
  std::optional<call_result<response_type>> result_;
};

}  // namespace connectparticipant::inline v1
