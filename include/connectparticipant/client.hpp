#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <connectparticipant/http/attachment.hpp>
#include <connectparticipant/http/call.hpp>
#include <connectparticipant/http/client_config.hpp>
#include <connectparticipant/http/paginator.hpp>
#include <connectparticipant/http/transport.hpp>
#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/operation/all.hpp>

namespace connectparticipant::inline v1 {

/// What came of bytes sent to, or fetched from, a signed URL.
struct attachment_result {
  error failure{};                                             ///< none: it is done
  transport_error transport = transport_error::none;           ///< why there was no response
  std::optional<connectparticipant::service_error> refused{};  ///< by one of the operations
  int status = 0;                    ///< of the signed URL's last response
  std::string_view attachment_id{};  ///< empty before the service gave one
  std::string_view body{};           ///< of a download; the transport's memory

  explicit operator bool() const noexcept { return !failure && !refused; }
};

/// Typed calls over a transport of the caller's: one function an operation, with retries, bound
/// members, idempotency tokens, clock skew and redirects as configured. Calls block as the
/// transport does. What a call returns borrows from the transport's response and from `memory`, and
/// is valid until the client's next call; `own` keeps it. Neither copied nor moved; one thread at a
/// time. Asynchronous stacks use `call`.
template <transport Transport, reader R>
class client {
 public:
  /// Everything named must outlive the client, and `memory` and `room` are its own: each call
  /// begins with `memory` as it is now. `room` holds one encoded request: 128 KiB hold the largest
  /// that the model allows, with every octet escaped.
  client(Transport& over CONNECTPARTICIPANT_LIFETIMEBOUND, R& with CONNECTPARTICIPANT_LIFETIMEBOUND,
         arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
         std::span<char> room CONNECTPARTICIPANT_LIFETIMEBOUND, const client_config& config,
         const client_hooks& hooks = {}) noexcept
      : over_(over),
        reader_(with),
        memory_(memory),
        base_(memory.mark()),
        room_(room),
        state_(config, hooks) {}
  client(const client&) = delete;
  client& operator=(const client&) = delete;

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
    memory_.rewind(base_);
    call<typename operation_of<Q>::type, R> one(state_, request, room_, reader_, memory_);
    for (;;) {
      switch (one.next()) {
        case call_step::send: {
          const transport_result came = over_.send(one.request());
          came.failure != transport_error::none ? one.failed(came.failure)
                                                : one.answered(came.response);
          break;
        }
        case call_step::wait: pause(one.wait_ms()) ? one.waited() : one.give_up(); break;
        case call_step::pending:  // not between `send` and its answer
        case call_step::done: return one.outcome();
      }
    }
  }

  /// Sends a file: announces it, brings it to the signed URL with exactly the headers given, and
  /// completes it. `body` is the whole file. The PUT is retried while the URL is good, and follows
  /// no redirect. Without a token the bound one is sent. Errors: as `check_attachment`,
  /// `attachment_upload` and the two operations; `no_response`.
  attachment_result upload(const attachment_file& file, std::string_view body,
                           std::optional<std::string_view> connection_token = {},
                           const attachment_rules& rules = {}) {
    const held_memory hold(*this);
    if (const error unfit = check_attachment(file, rules)) return {.failure = unfit};
    attachment_upload steps(file, {}, memory_, rules);
    start_attachment_upload_request start = steps.start_request();
    start.connection_token = connection_token;
    const auto started = send(start);
    if (!started) return refused(started);
    if (const error failure = steps.started(*started)) return {.failure = failure};
    base_ = memory_.mark();  // the upload lies below

    attachment_result done = send_signed([&] { return steps.put_request(body, state_.now_ms()); },
                                         state_.config().max_response_bytes, errc::upload_refused);
    done.attachment_id = steps.attachment_id();
    done.body = {};
    if (!done) return done;
    if (const error failure = steps.put_answered(done.status)) {
      done.failure = failure;
      return done;
    }

    complete_attachment_upload_request complete = steps.complete_request();
    complete.connection_token = connection_token;
    const auto completed = send(complete);
    if (completed) return done;
    attachment_result failed = refused(completed);
    failed.attachment_id = done.attachment_id;
    failed.status = done.status;
    return failed;
  }

  /// Fetches a file: asks for its signed URL and gets that, again while the URL is good, and no
  /// more octets than the rules allow. Without a token the bound one is sent. Errors: as
  /// GetAttachment and `download_request`; `download_refused` for a status that is no success;
  /// `no_response`; `document_too_large`.
  attachment_result download(std::string_view attachment_id CONNECTPARTICIPANT_LIFETIMEBOUND,
                             std::optional<std::string_view> connection_token = {},
                             const attachment_rules& rules = {}) {
    const held_memory hold(*this);
    const auto found = send(get_attachment_request{.attachment_id = attachment_id,
                                                   .connection_token = connection_token});
    if (!found) return refused(found);
    // The answer borrows from the transport, which is used again.
    const auto kept = copy(*found, memory_);
    if (!kept) return {.failure = kept.error()};
    const std::size_t most = rules.max_bytes > 0 ? static_cast<std::size_t>(rules.max_bytes) : 0;
    attachment_result done =
        send_signed([&] { return download_request(*kept, state_.now_ms(), rules); }, most,
                    errc::download_refused);
    done.attachment_id = attachment_id;
    return done;
  }

 private:
  /// While it lives, what lies in `memory` can be kept from the next call.
  class held_memory {
   public:
    explicit held_memory(client& of) noexcept : of_(of), base_(of.base_) {
      of.memory_.rewind(base_);
    }
    ~held_memory() { of_.base_ = base_; }
    held_memory(const held_memory&) = delete;
    held_memory& operator=(const held_memory&) = delete;

   private:
    client& of_;
    arena::position base_;
  };

 public:
  /// The items of a transcript over all its pages, as a range:
  ///
  ///   auto items = client.transcript({.scan_direction = scan_direction::backward});
  ///   for (const item& one : items) …
  ///   if (const auto* failed = items.failure()) …
  ///
  /// An item is valid until the iteration reaches the next page; other calls may be made meanwhile.
  /// A range is walked once, and one range of a client at a time.
  class transcript_items {
   public:
    class iterator {
     public:
      using value_type = item;
      using difference_type = std::ptrdiff_t;
      using iterator_concept = std::input_iterator_tag;

      iterator() = default;
      const item& operator*() const noexcept { return *owner_->item_; }
      const item* operator->() const noexcept { return owner_->item_; }
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

    transcript_items(const transcript_items&) = delete;
    transcript_items& operator=(const transcript_items&) = delete;

    iterator begin() {
      if (item_ == nullptr) advance();
      return iterator(this);
    }
    static std::default_sentinel_t end() noexcept { return {}; }

    /// The call that ended the iteration early, or null.
    const call_result<get_transcript_response>* failure() const noexcept {
      return failure_ ? &*failure_ : nullptr;
    }
    /// Why the pages ended; `page_end::none` where a call failed, or while there may be another.
    page_end ended_by() const noexcept { return pages_.end(); }

   private:
    friend class client;
    static constexpr std::size_t longest_token = 4000;  // octets of the model's 1,000 characters

    transcript_items(client& from, const get_transcript_request& first, std::uint32_t page_limit)
        : from_(from),
          hold_(from),
          token_(from.memory_.allocate_text(longest_token)),
          pages_(first, std::span<char>(token_, token_ != nullptr ? longest_token : 0), page_limit),
          start_(from.memory_.mark()) {
      if (token_ == nullptr) fail(error(errc::arena_exhausted), 0);
    }

    void fail(const error& failure, int attempts) {
      failure_.emplace(response_result<get_transcript_response>(failure, {}), attempts);
    }

    void advance() {
      if (item_ != nullptr && ++item_ != last_) return;
      item_ = nullptr;
      while (item_ == nullptr && !failure_) {
        const auto request = pages_.next();
        if (!request) return;
        from_.base_ = start_;
        take(from_.send(*request));
      }
    }

    void take(const call_result<get_transcript_response>& answer) {
      if (!answer) {
        failure_.emplace(answer);
        return;
      }
      pages_.received(*answer);
      if (!answer->transcript || answer->transcript->empty()) return;
      // The page borrows from the transport, which other calls use.
      const auto page = copy(*answer, from_.memory_);
      if (!page) return fail(page.error(), answer.attempts());
      from_.base_ = from_.memory_.mark();
      item_ = page->transcript->data();
      last_ = item_ + page->transcript->size();
    }

    client& from_;
    held_memory hold_;
    char* token_;  // of the next page
    transcript_paginator pages_;
    arena::position start_;
    std::optional<call_result<get_transcript_response>> failure_;
    const item* item_ = nullptr;
    const item* last_ = nullptr;
  };

  /// What `first` borrows must outlive the range.
  transcript_items transcript(const get_transcript_request& first = {},
                              std::uint32_t page_limit = transcript_paginator::default_page_limit) {
    return {*this, first, page_limit};
  }

 private:
  /// Sends what `make` gives to a signed URL, again as the retry policy has it.
  template <class Make>
  attachment_result send_signed(Make&& make, std::size_t most, errc if_refused) {
    retry_attempts attempts;
    const auto deadline = state_.deadline();
    for (;;) {
      const result<signed_request> what = make();
      if (!what) return {.failure = what.error()};
      const std::int64_t started_ms = state_.local_ms();
      const transport_result came =
          over_.send({.message = what->request,
                      .server = what->url,
                      .attempt = attempts.attempt(),
                      .exchange = attempts.attempt(),
                      .connect_timeout_ms = state_.config().connect_timeout_ms,
                      .timeout_ms = state_.timeout_ms(deadline),
                      .proxy = state_.config().proxy,
                      .max_response_bytes = most});
      const bool answered = came.failure == transport_error::none;
      const std::string_view body = answered ? came.response.body : std::string_view();
      const int status = answered ? came.response.status : 0;
      attachment_result done{.transport = came.failure, .status = status, .body = body};
      if (!answered) {
        done.failure = error(errc::no_response);
      } else if (!decode_internal::is_success(status)) {
        done.failure = error(if_refused);
      } else if (most != 0 && body.size() > most) {
        done.failure = error(errc::document_too_large);
      }
      log_record record{.operation = what->request.method,
                        .attempt = attempts.attempt(),
                        .status = status,
                        .failure = came.failure,
                        .code = done.failure.code,
                        .sent_bytes = what->request.body.size(),
                        .received_bytes = body.size()};
      if (state_.has_clock()) record.elapsed_ms = saturated_subtract(state_.local_ms(), started_ms);
      if (!done) {
        done.body = {};
        const retry_failure failure = {
            answered ? classify_failure({}, status) : classify_failure(came.failure),
            answered ? state_.hint_of(came.response.headers) : std::nullopt};
        record.retry_in_ms =
            attempts.failed(state_.config().retries, state_.quota(), failure, state_.random());
        if (record.retry_in_ms && deadline &&
            saturated_add(state_.local_ms(), *record.retry_in_ms) >= *deadline) {
          attempts.withdrawn(state_.quota());
          record.retry_in_ms.reset();
        }
      } else {
        attempts.succeeded(state_.config().retries, state_.quota());
      }
      state_.log(record);
      if (!record.retry_in_ms) return done;
      if (!pause(*record.retry_in_ms)) {
        attempts.withdrawn(state_.quota());
        return done;
      }
    }
  }

  template <class T>
  static attachment_result refused(const call_result<T>& call) {
    attachment_result failed{.failure = call.error(), .transport = call.transport()};
    if (const auto* error = call.service_error()) failed.refused = *error;
    return failed;
  }

  bool pause(std::int64_t ms) noexcept {
    if (ms <= 0) return true;
    return state_.hooks().wait != nullptr && state_.hooks().wait(state_.hooks().context, ms);
  }

  Transport& over_;
  R& reader_;
  arena& memory_;
  arena::position base_;
  std::span<char> room_;
  client_state state_;
};

}  // namespace connectparticipant::inline v1
