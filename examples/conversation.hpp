#pragma once

// A chat as one sequence of calls, whoever carries them: `Run` makes a call and hands its result
// on, at once over a blocking client or later from an event loop.

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <connectparticipant/client.hpp>
#include <connectparticipant/encode.hpp>

#include "fake_service.hpp"

namespace example {

/// What a conversation came to.
struct conversation_outcome {
  std::vector<std::string> transcript{};  ///< what was said, and names of files
  std::size_t pages = 0;
  std::string failure{};  ///< empty: it went to its end
  friend bool operator==(const conversation_outcome&, const conversation_outcome&) = default;
};

/// `Run` is called with a request and a function that takes its `call_result`; `run.put` with a
/// `signed_request` and one that takes the status, 0 without a response.
template <class Run>
class conversation {
 public:
  using finished = std::function<void(const conversation_outcome&)>;

  conversation(Run& run, cp::http_schemes schemes, finished then)
      : run_(run), schemes_(schemes), then_(std::move(then)) {}
  conversation(const conversation&) = delete;
  conversation& operator=(const conversation&) = delete;

  void begin() {
    run_(
        cp::create_participant_connection_request{
            .type = {cp::connection_type::connection_credentials},
            .participant_token = participant_token},
        [this](const auto& answer) {
          if (!answer || !answer->connection_credentials) return fail("connecting", answer);
          token_ = answer->connection_credentials->connection_token.value_or("");
          say(0);
        });
  }

 private:
  static constexpr std::array<std::string_view, 5> texts_ = {
      "Hello", "Is \"anybody\" there?", "\xC3\xA9\xF0\x9F\x98\x80\nline two", "4", "5"};
  static constexpr std::string_view file_bytes_ = "a,b\n1,2\n";

  void say(std::size_t number) {
    if (number == texts_.size()) return announce();
    run_(
        cp::send_message_request{
            .content_type = "text/plain", .content = texts_[number], .connection_token = token_},
        [this, number](const auto& answer) {
          answer ? say(number + 1) : fail("a message", answer);
        });
  }

  void announce() {
    upload_.emplace(cp::attachment_file{.name = "table.csv",
                                        .size = static_cast<std::int64_t>(file_bytes_.size())},
                    token_, memory_, cp::attachment_rules{.schemes = schemes_});
    run_(upload_->start_request(), [this](const auto& answer) {
      if (!answer || upload_->started(*answer)) return fail("a file", answer);
      const auto put = upload_->put_request(file_bytes_, 0);
      if (!put) return end("a file that cannot be put");
      run_.put(*put, [this](int status) { put_answered(status); });
    });
  }
  void put_answered(int status) {
    if (upload_->put_answered(status)) return end("storage: " + std::to_string(status));
    run_(upload_->complete_request(), [this](const auto& answer) {
      if (!answer || upload_->completed()) return fail("completing a file", answer);
      pages_.emplace(cp::get_transcript_request{.max_results = 4,
                                                .scan_direction = cp::scan_direction::forward,
                                                .connection_token = token_},
                     next_token_);
      read_on();
    });
  }

  void read_on() {
    const auto request = pages_->next();
    if (!request) return leave();
    run_(*request, [this](const auto& answer) {
      if (!answer || !answer->transcript) return fail("a page", answer);
      for (const cp::item& item : *answer->transcript) {
        if (item.content) outcome_.transcript.emplace_back(*item.content);
        if (!item.attachments) continue;
        for (const cp::attachment_item& file : *item.attachments)
          outcome_.transcript.emplace_back(file.attachment_name.value_or(""));
      }
      pages_->received(*answer);
      outcome_.pages = pages_->pages();
      read_on();
    });
  }

  void leave() {
    run_(cp::disconnect_participant_request{.connection_token = token_},
         [this](const auto& answer) { answer ? end("") : fail("leaving", answer); });
  }

  template <class Answer>
  void fail(std::string_view what, const Answer& answer) {
    std::string why = std::string(what) + ": ";
    if (const auto* refused = answer.service_error()) {
      why += refused->name;
    } else if (answer.transport() != cp::transport_error::none) {
      why += to_string(answer.transport());
    } else {
      why += cp::describe(answer.error());
    }
    end(std::move(why));
  }
  void end(std::string why) {
    outcome_.failure = std::move(why);
    then_(outcome_);
  }

  Run& run_;
  cp::http_schemes schemes_;
  finished then_;
  cp::arena memory_{cp::memory_source::heap()};
  std::string token_;
  std::array<char, 4000> next_token_{};
  std::optional<cp::attachment_upload> upload_;
  std::optional<cp::transcript_paginator> pages_;
  conversation_outcome outcome_;
};

/// The request that a transport makes of one to a signed URL.
inline cp::transport_request to_transport_request(const cp::signed_request& from) {
  return {.message = from.request, .server = from.url, .max_response_bytes = 1u << 20};
}

/// A conversation over a client that blocks.
template <class Transport, class Client>
class blocking_run {
 public:
  blocking_run(Transport& over, Client& client) : over_(over), client_(client) {}

  template <class Request, class Then>
  void operator()(const Request& request, Then&& then) {
    then(client_.send(request));
  }
  template <class Then>
  void put(const cp::signed_request& what, Then&& then) {
    const cp::transport_result came = over_.send(to_transport_request(what));
    then(came.failure == cp::transport_error::none ? came.response.status : 0);
  }

 private:
  Transport& over_;
  Client& client_;
};

/// What stands behind a network: the service, and the storage that its signed URLs lead to.
class far_end {
 public:
  explicit far_end(std::string storage = "https://storage.example") : storage_(std::move(storage)) {
    service_.store_at(storage_);
  }

  fake_service& service() { return service_; }

  /// The answer borrows from the far end until the next.
  cp::http_response answer(const cp::http_request& request) {
    if (request.target.starts_with("/attachment-")) return store(request);
    // The service answers a repeated ClientToken as it did before.
    if (request.body.find("\"ClientToken\":\"") == std::string_view::npos)
      return service_.answer(request);
    for (const auto& [body, answered] : answered_)
      if (body == request.body) return {.status = 200, .body = answered};
    const cp::http_response response = service_.answer(request);
    if (response.status == 200) answered_.emplace_back(request.body, response.body);
    return response;
  }

 private:
  cp::http_response store(const cp::http_request& request) {
    const std::string url = storage_ + std::string(request.target);
    if (request.method == "GET") {
      const auto bytes = service_.get(url);
      return {.status = bytes ? 200 : 403, .body = bytes.value_or("")};
    }
    std::vector<cp::map_entry> headers;
    for (const cp::http_header& header : request.headers)
      if (!cp::equal_any_case(header.name, "Host")) headers.push_back({header.name, header.value});
    return {.status = service_.put(url, headers, request.body)};
  }

  std::string storage_;
  fake_service service_;
  std::vector<std::pair<std::string, std::string>> answered_;
};

/// The network left out.
class memory_transport {
 public:
  explicit memory_transport(far_end& to) : to_(to) {}
  cp::transport_result send(const cp::transport_request& request) {
    return {.response = to_.answer(request.message)};
  }

 private:
  far_end& to_;
};

/// Octets for ClientTokens and back-off that every run draws alike; a program draws at random.
inline void counted_entropy(void* context, std::span<std::uint8_t> octets) noexcept {
  for (std::uint8_t& octet : octets) octet = 0;
  octets[octets.size() - 1] = ++*static_cast<std::uint8_t*>(context);
}

/// The conversation over a transport, by a blocking client.
template <class Transport>
conversation_outcome converse(Transport& over, const cp::client_config& config,
                              const cp::client_hooks& hooks) {
  cp::small_reader reader;
  cp::arena memory(cp::memory_source::heap());
  std::vector<char> room(128 * 1024);
  cp::client client(over, reader, memory, room, config, hooks);
  blocking_run run(over, client);
  conversation_outcome outcome{.failure = "it has not ended"};
  conversation chat(run, cp::http_schemes::http_and_https,
                    [&](const conversation_outcome& came) { outcome = came; });
  chat.begin();
  return outcome;
}

/// What it comes to where nothing goes wrong.
inline conversation_outcome undisturbed_conversation() {
  far_end end;
  memory_transport over(end);
  std::uint8_t drawn = 0;
  return converse(over, {.region = "us-west-2"}, {.context = &drawn, .entropy = counted_entropy});
}

}  // namespace example
