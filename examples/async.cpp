// Many chats at once on one thread: each call is a state machine that an event loop drives over a
// network that loses, breaks, refuses and delays. Time is simulated, so that it takes no time. Ends
// with 1 when anything is not as expected.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chat_client.hpp"
#include "conversation.hpp"

namespace {

namespace cp = connectparticipant;
using example::conversation_outcome;

/// Runs what is due, in order of time.
class event_loop {
 public:
  std::int64_t now() const { return now_; }
  void after(std::int64_t ms, std::function<void()> what) {
    due_.emplace(now_ + ms, std::move(what));
  }
  void run() {
    while (!due_.empty()) {
      auto next = due_.extract(due_.begin());
      now_ = next.key();
      next.mapped()();
    }
  }

 private:
  std::int64_t now_ = 1'721'000'000'000;
  std::multimap<std::int64_t, std::function<void()>> due_;
};

/// Carries copies, with delays, to a far end; every so often it does what networks do.
class network {
 public:
  using arrival = std::function<void(const cp::transport_result&)>;

  /// `first` makes networks that fail at other moments.
  network(event_loop& loop, bool reliable, int first)
      : loop_(loop), reliable_(reliable), count_(first) {}

  void send(const cp::http_request& request, arrival then) {
    auto wire = std::make_shared<example::delivery>();
    const cp::http_request sent = wire->carry(request);
    const int number = ++count_;
    if (!reliable_ && number % 5 == 0)  // never arrives
      return;
    if (!reliable_ && number % 7 == 0)
      return loop_.after(20, [then] { then({.failure = cp::transport_error::reset}); });
    if (!reliable_ && number % 9 == 0)
      return loop_.after(20, [then] { then({.response = {.status = 503, .headers = {}}}); });
    // Sometimes the answer comes when no one waits for it any more.
    const std::int64_t back = !reliable_ && number % 11 == 0 ? 5000 : 30;
    loop_.after(10 + number % 13, [this, wire, sent, then, back] {
      auto answer_wire = std::make_shared<example::delivery>();
      const cp::http_response answer = answer_wire->carry(end_.answer(sent));
      loop_.after(back, [answer_wire, answer, then] { then({.response = answer}); });
    });
  }

 private:
  event_loop& loop_;
  bool reliable_;
  int count_;
  example::far_end end_;
};

/// Calls of one chat, made by an event loop. A chat makes one at a time.
class loop_run {
 public:
  loop_run(event_loop& loop, network& over, cp::client_state& state)
      : loop_(loop), over_(over), state_(state) {}

  template <class Request, class Then>
  void operator()(const Request& request, Then then) {
    auto made = std::make_shared<running<Request, Then>>(*this, request, std::move(then));
    cancel_ = [seen = std::weak_ptr(made)] {
      if (const auto still = seen.lock()) {
        still->call.cancel();
        still->step();
      }
    };
    made->step();
  }
  template <class Then>
  void put(const cp::signed_request& what, Then then) {
    auto answered = std::make_shared<bool>(false);
    const auto once = [answered, then](int status) {
      if (!std::exchange(*answered, true)) then(status);
    };
    over_.send(what.request, [once](const cp::transport_result& came) {
      once(came.failure == cp::transport_error::none ? came.response.status : 0);
    });
    loop_.after(1000, [once] { once(0); });
  }
  void cancel() {
    if (cancel_) cancel_();
  }

 private:
  template <class Request, class Then>
  struct running : std::enable_shared_from_this<running<Request, Then>> {
    running(loop_run& of, const Request& request, Then after)
        : run(of), then(std::move(after)), call(of.state_, request, room, reader, memory) {}

    void step() {
      if (ended) return;
      const auto self = this->shared_from_this();
      switch (call.next()) {
        case cp::call_step::send: {
          // The number tells a late answer from the one that is waited for.
          const int exchange = call.request().exchange;
          run.over_.send(call.request().message,
                         [self, exchange](const cp::transport_result& came) {
                           came.failure != cp::transport_error::none
                               ? self->call.failed(came.failure, exchange)
                               : self->call.answered(came.response, exchange);
                           self->step();
                         });
          run.loop_.after(call.request().timeout_ms, [self, exchange] {
            self->call.failed(cp::transport_error::timed_out, exchange);
            self->step();
          });
          break;
        }
        case cp::call_step::wait: run.loop_.after(call.wait_ms(), [self] { self->step(); }); break;
        case cp::call_step::pending: break;
        case cp::call_step::done:
          ended = true;
          then(call.outcome());
          break;
      }
    }

    loop_run& run;
    Then then;
    std::vector<char> room = std::vector<char>(16 * 1024);
    cp::small_reader reader;
    cp::arena memory{cp::memory_source::heap()};
    bool ended = false;
    cp::call<typename cp::operation_of<Request>::type, cp::small_reader> call;
  };

  event_loop& loop_;
  network& over_;
  cp::client_state& state_;
  std::function<void()> cancel_;
};

/// One chat with what it needs.
struct chat {
  chat(event_loop& loop, bool reliable, int first, cp::client_state& state)
      : over(loop, reliable, first),
        run(loop, over, state),
        talk(run, cp::http_schemes::https, [this](const conversation_outcome& came) {
          outcome = came;
          ++ends;
        }) {}

  network over;
  loop_run run;
  example::conversation<loop_run> talk;
  conversation_outcome outcome;
  int ends = 0;
};

struct context {
  event_loop loop;
  std::uint8_t drawn = 0;
  int attempts = 0, retries = 0;

  cp::client_hooks hooks() {
    return {.context = this,
            .now_ms = [](void* self) noexcept { return static_cast<context*>(self)->loop.now(); },
            .entropy =
                [](void* self, std::span<std::uint8_t> octets) noexcept {
                  example::counted_entropy(&static_cast<context*>(self)->drawn, octets);
                },
            .log =
                [](void* self, const cp::log_record& record) noexcept {
                  ++static_cast<context*>(self)->attempts;
                  static_cast<context*>(self)->retries += record.retry_in_ms.has_value();
                }};
  }
};

int wrong = 0;
void expect(bool holds, std::string_view what) {
  if (holds) return;
  std::cout << "not as expected: " << what << '\n';
  ++wrong;
}

cp::client_config patient() {
  cp::client_config config{.region = "us-west-2", .request_timeout_ms = 1000};
  config.retries.max_attempts = 8;
  config.retries.quota_tokens = 100'000;
  return config;
}

void many_chats(const conversation_outcome& expected, bool reliable) {
  context in;
  cp::client_state state(patient(), in.hooks());
  std::vector<std::unique_ptr<chat>> chats;
  const std::int64_t start = in.loop.now();
  for (int i = 0; i < 12; ++i) {
    chats.push_back(std::make_unique<chat>(in.loop, reliable, i, state));
    in.loop.after(i, [one = chats.back().get()] { one->talk.begin(); });
  }
  in.loop.run();
  int alike = 0;
  for (const auto& one : chats) {
    expect(one->ends == 1, "each chat ends once");
    if (one->outcome == expected) ++alike;
    // The PUT is tried once here, so that a chat whose PUT was lost ends there.
    expect(one->outcome == expected || (!reliable && one->outcome.failure.starts_with("storage")),
           one->outcome.failure);
  }
  expect(alike > 0 && (!reliable || alike == 12), "chats that went to their end");
  expect(reliable ? in.retries == 0 : in.retries > 20, "retries");
  std::cout << (reliable ? "quiet network: " : "rough network: ") << chats.size() << " chats, "
            << in.attempts << " attempts, " << in.retries << " retries, " << in.loop.now() - start
            << " simulated ms\n";
}

/// Cancelled at every moment that differs: before the first answer, between attempts, at the end.
void cancelled_chats(const conversation_outcome& expected) {
  int cancelled = 0, ended = 0;
  for (std::int64_t at = 0; at < 12'000; at += 65) {
    context in;
    cp::client_state state(patient(), in.hooks());
    chat one(in.loop, false, 0, state);
    one.talk.begin();
    in.loop.after(at, [&] { one.run.cancel(); });
    in.loop.run();
    expect(one.ends == 1, "a cancelled chat ends once");
    if (one.outcome.failure.ends_with("cancelled")) {
      ++cancelled;
    } else {
      ++ended;
      expect(one.outcome == expected || one.outcome.failure.starts_with("storage"),
             one.outcome.failure);
    }
    expect(state.quota().tokens() <= patient().retries.quota_tokens, "no more than was there");
  }
  expect(cancelled > 10, "chats that were cancelled");
  std::cout << "cancelled: " << cancelled << " chats, " << ended << " were faster\n";
}

}  // namespace

int main() {
  const conversation_outcome expected = example::undisturbed_conversation();
  expect(expected.failure.empty(), expected.failure);
  expect(expected.transcript.size() == 6 && expected.pages == 2, "the whole transcript");
  many_chats(expected, true);
  many_chats(expected, false);
  cancelled_chats(expected);
  return wrong == 0 ? 0 : 1;
}
