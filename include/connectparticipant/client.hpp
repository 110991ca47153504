#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/http/attachment.hpp>
#include <connectparticipant/http/call.hpp>
#include <connectparticipant/http/client_config.hpp>
#include <connectparticipant/http/paginator.hpp>
#include <connectparticipant/http/transport.hpp>
#include <connectparticipant/operation/all.hpp>

namespace connectparticipant::inline v1 {

/// What came of bytes sent to, or fetched from, a signed URL.
struct attachment_result {
  error failure{};                                             ///< none: it is done
  transport_error transport = transport_error::none;           ///< why there was no response
  std::optional<connectparticipant::service_error> refused{};  ///< by one of the operations
  int status = 0;                                              ///< of the last response
  std::string_view attachment_id{};                            ///< of an upload
  std::string_view body{};  ///< of a download; the transport's memory

  explicit operator bool() const noexcept { return !failure && !refused; }
};

/// Typed calls over a transport of the caller's: one function an operation, with retries, bound
/// members, idempotency tokens, clock skew and redirects as configured. Calls block as the
/// transport does. Values that a call returns borrow from the transport's response and from
/// `memory`: they are valid until the next call or until `memory` is reset, whichever comes first;
/// `own` keeps them. Neither copied nor moved; one thread at a time. Asynchronous stacks use
/// `call`.
template <transport Transport, reader R>
class client {
 public:
  /// Everything named must outlive the client. `room` holds one encoded request: 128 KiB hold the
  /// largest that the model allows, with every octet escaped.
  client(Transport& over, R& with, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
         std::span<char> room CONNECTPARTICIPANT_LIFETIMEBOUND, const client_config& config,
         const client_hooks& hooks = {}) noexcept
      : over_(over), reader_(with), memory_(memory), room_(room), state_(config, hooks) {}

  /// What is wrong with the configuration, or no error.
  const error& failure() const noexcept { return state_.failure(); }
  /// What the calls share, for `call`s beside this client.
  client_state& state() noexcept CONNECTPARTICIPANT_LIFETIMEBOUND { return state_; }

  auto cancel_participant_authentication(const cancel_participant_authentication_request& request) {
    return send(request);
  }
  auto complete_attachment_upload(const complete_attachment_upload_request& request) {
    return send(request);
  }
  auto create_participant_connection(const create_participant_connection_request& request) {
    return send(request);
  }
  auto describe_view(const describe_view_request& request) { return send(request); }
  auto disconnect_participant(const disconnect_participant_request& request = {}) {
    return send(request);
  }
  auto get_attachment(const get_attachment_request& request) { return send(request); }
  auto get_authentication_url(const get_authentication_url_request& request) {
    return send(request);
  }
  auto get_transcript(const get_transcript_request& request = {}) { return send(request); }
  auto send_event(const send_event_request& request) { return send(request); }
  auto send_message(const send_message_request& request) { return send(request); }
  auto start_attachment_upload(const start_attachment_upload_request& request) {
    return send(request);
  }

  /// The call of whichever operation the request belongs to.
  template <operation_request Q>
  call_result<typename operation_of<Q>::type::response> send(const Q& request) {
    call<typename operation_of<Q>::type, R> one(state_, request, room_, reader_, memory_);
    for (;;) {
      switch (one.next()) {
        case call_step::send: {
          const transport_result came = over_.send(one.request());
          came.failure != transport_error::none ? one.failed(came.failure)
                                                : one.answered(came.response);
          break;
        }
        case call_step::wait: pause(one); break;
        case call_step::pending:  // not between `send` and its answer
        case call_step::done: return one.outcome();
      }
    }
  }

  /// Sends a file: announces it, brings it to the signed URL with exactly the headers given, and
  /// completes it. `body` is the whole file. The PUT is retried while the URL is good. Errors: as
  /// `check_attachment` and `attachment_upload`; as the two operations.
  attachment_result upload(const attachment_file& file, std::string_view body,
                           const attachment_rules& rules = {}) {
    if (const error unfit = check_attachment(file, rules)) return {.failure = unfit};
    attachment_upload steps(file, {}, memory_, rules);
    start_attachment_upload_request start = steps.start_request();
    start.connection_token.reset();  // bound
    const auto started = send(start);
    if (!started) return refused(started);
    if (const error failure = steps.started(*started)) return {.failure = failure};

    retry_attempts attempts;
    for (;;) {
      const result<signed_request> put = steps.put_request(body, state_.now_ms());
      if (!put) return {.failure = put.error(), .attachment_id = steps.attachment_id()};
      const transport_result came = over_.send(signed_transport_request(*put, attempts.attempt()));
      const bool answered = came.failure == transport_error::none;
      const error failure =
          answered ? steps.put_answered(came.response.status) : error(errc::no_response);
      if (!failure) break;
      const retry_cause cause =
          answered ? classify_failure({}, came.response.status) : classify_failure(came.failure);
      const auto delay =
          attempts.failed(state_.config().retries, state_.quota(), {cause}, state_.random());
      if (!delay || !pause(*delay))
        return {.failure = failure,
                .transport = came.failure,
                .status = came.response.status,
                .attachment_id = steps.attachment_id()};
    }

    complete_attachment_upload_request complete = steps.complete_request();
    complete.connection_token.reset();
    const auto completed = send(complete);
    if (!completed) return refused(completed);
    return {.failure = steps.completed(), .status = 200, .attachment_id = steps.attachment_id()};
  }

  /// Fetches a file: asks for its signed URL and gets that. Errors: as GetAttachment and
  /// `download_request`; `download_refused` for a status that is no success; `no_response`.
  attachment_result download(std::string_view attachment_id, const attachment_rules& rules = {}) {
    const auto found = send(get_attachment_request{.attachment_id = attachment_id});
    if (!found) return refused(found);
    const result<signed_request> get = download_request(*found, state_.now_ms(), rules);
    if (!get) return {.failure = get.error()};
    const transport_result came = over_.send(signed_transport_request(*get, 1));
    if (came.failure != transport_error::none)
      return {.failure = error(errc::no_response), .transport = came.failure};
    attachment_result done{
        .status = came.response.status, .attachment_id = attachment_id, .body = came.response.body};
    if (!decode_internal::is_success(came.response.status))
      done.failure = error(errc::download_refused);
    return done;
  }

  /// The items of a transcript over all its pages, as a range:
  ///
  ///   auto items = client.transcript(first, token_room);
  ///   for (const item& one : items) …
  ///   if (items.failure()) …
  ///
  /// An item is valid until the iteration reaches the next page, for which `memory` is rewound.
  class transcript_items {
   public:
    class iterator {
     public:
      using value_type = item;
      using difference_type = std::ptrdiff_t;
      using iterator_concept = std::input_iterator_tag;

      iterator() = default;
      const item& operator*() const noexcept { return *owner_->item_; }
      iterator& operator++() {
        owner_->advance();
        return *this;
      }
      void operator++(int) { owner_->advance(); }
      bool operator==(std::default_sentinel_t) const noexcept {
        return owner_ == nullptr || owner_->item_ == nullptr;
      }

     private:
      friend class transcript_items;
      explicit iterator(transcript_items* owner) noexcept : owner_(owner) {}
      transcript_items* owner_ = nullptr;
    };

    transcript_items(client& from, const get_transcript_request& first, std::span<char> token_room)
        : from_(from), pages_(first, token_room), start_(from.memory_.mark()) {}
    transcript_items(const transcript_items&) = delete;
    transcript_items& operator=(const transcript_items&) = delete;

    iterator begin() {
      advance();
      return iterator(this);
    }
    static std::default_sentinel_t end() noexcept { return {}; }

    /// The call that ended the iteration early, or null.
    const call_result<get_transcript_response>* failure() const noexcept {
      return answer_ && !*answer_ ? &*answer_ : nullptr;
    }
    /// Why the pages ended.
    page_end ended_by() const noexcept { return pages_.end(); }

   private:
    void advance() {
      if (item_ != nullptr && ++item_ != last_) return;
      item_ = nullptr;
      while (item_ == nullptr) {
        if (answer_ && *answer_) pages_.received(**answer_);
        const auto next = pages_.next();
        if (!next || failure() != nullptr) return;
        answer_.reset();
        from_.memory_.rewind(start_);
        answer_.emplace(from_.send(*next));
        if (!*answer_ || !(*answer_)->transcript || (*answer_)->transcript->empty()) continue;
        item_ = (*answer_)->transcript->data();
        last_ = item_ + (*answer_)->transcript->size();
      }
    }

    client& from_;
    transcript_paginator pages_;
    arena::position start_;
    std::optional<call_result<get_transcript_response>> answer_;
    const item* item_ = nullptr;
    const item* last_ = nullptr;
  };

  /// `token_room` holds a NextToken: 4,000 octets hold any that the model allows.
  transcript_items transcript(const get_transcript_request& first, std::span<char> token_room) {
    return {*this, first, token_room};
  }

 private:
  transport_request signed_transport_request(const signed_request& what,
                                             int attempt) const noexcept {
    const client_config& config = state_.config();
    return {.message = what.request,
            .server = what.url,
            .attempt = attempt,
            .connect_timeout_ms = config.connect_timeout_ms,
            .timeout_ms = config.request_timeout_ms,
            .proxy = config.proxy,
            .max_response_bytes = config.max_response_bytes};
  }

  template <class T>
  static attachment_result refused(const call_result<T>& call) {
    attachment_result failed{.failure = call.error(), .transport = call.transport()};
    if (const auto* error = call.service_error()) {
      failed.refused = *error;
      failed.status = error->status;
    }
    return failed;
  }

  template <class Call>
  void pause(Call& one) {
    pause(one.wait_ms()) ? one.waited() : one.give_up();
  }
  bool pause(std::int64_t ms) {
    if (ms > 0 && state_.hooks().wait == nullptr) return false;
    if (ms > 0) state_.hooks().wait(state_.hooks().context, ms);
    return true;
  }

  Transport& over_;
  R& reader_;
  arena& memory_;
  std::span<char> room_;
  client_state state_;
};

}  // namespace connectparticipant::inline v1
