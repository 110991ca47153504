// The client over libcurl, against a server on 127.0.0.1: a whole chat, attachments, a transcript,
// and what goes wrong on networks. Needs no other network; ends with 1 when anything is not as
// expected.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "conversation.hpp"
#include "curl_transport.hpp"
#include "local_server.hpp"

namespace {

namespace cp = connectparticipant;
using fault = example::local_server::fault;

int wrong = 0;
void expect(bool holds, std::string_view what) {
  std::cout << (holds ? "ok: " : "NOT AS EXPECTED: ") << what << '\n';
  wrong += !holds;
}

/// The hooks as a program has them.
constexpr cp::client_hooks hooks{
    .now_ms = [](void*) noexcept -> std::int64_t {
      using namespace std::chrono;
      return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    },
    .wait =
        [](void*, std::int64_t ms) noexcept {
          std::this_thread::sleep_for(std::chrono::milliseconds(ms));
          return true;
        },
    .entropy =
        [](void*, std::span<std::uint8_t> octets) noexcept {
          static std::random_device device;
          for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(device());
        }};

/// A server before the far end, told what to do with the next requests, that keeps their targets.
class front {
 public:
  front() : server_([this](const cp::http_request& request) { return answer(request); }) {
    const std::lock_guard lock(mutex_);
    end_ = std::make_unique<example::far_end>(url());
    end_->service().set_clock(hooks.now_ms(nullptr));
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  void next(std::vector<example::local_server::reply> replies) {
    const std::lock_guard lock(mutex_);
    planned_.assign(replies.begin(), replies.end());
    requests_.clear();
  }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  void fill(std::size_t items) {
    const std::lock_guard lock(mutex_);
    end_->service().fill_transcript(items);
  }

 private:
  example::local_server::reply answer(const cp::http_request& request) {
    const std::lock_guard lock(mutex_);
    std::string line = std::string(request.method) + ' ' + std::string(request.target);
    for (const cp::http_header& header : request.headers) line += '|' + std::string(header.name);
    requests_.push_back(std::move(line));
    if (!planned_.empty()) {
      const example::local_server::reply planned = planned_.front();
      planned_.pop_front();
      return planned;
    }
    return {.response = end_->answer(request)};
  }

  std::mutex mutex_;
  std::unique_ptr<example::far_end> end_;
  std::deque<example::local_server::reply> planned_;
  std::vector<std::string> requests_;
  example::local_server server_;  // last: its thread uses the others
};

bool same_code_as_in_memory() {
  front at;
  const std::string endpoint = at.url();
  example::curl_transport over;
  const auto outcome = example::converse(over, {.endpoint = endpoint}, hooks);
  if (!outcome.failure.empty()) std::cout << outcome.failure << '\n';
  return outcome == example::undisturbed_conversation();
}

class checks {
 public:
  void run() {
    calls();
    attachments();
    transcript();
    targets_as_they_are();
    redirects();
    failures();
  }

 private:
  using client = cp::client<example::curl_transport, cp::small_reader>;
  static constexpr cp::attachment_rules local{.schemes = cp::http_schemes::http_and_https};

  cp::client_config config() const {
    cp::client_config made{.endpoint = endpoint_,
                           .connect_timeout_ms = 1000,
                           .request_timeout_ms = 1000,
                           .params = bound_};
    made.retries.base_ms = made.retries.throttled_base_ms = 5;
    return made;
  }

  void calls() {
    const auto sent = client_.send_message({.content_type = "text/plain", .content = "Hello"});
    expect(sent && sent->id && sent.attempts() == 1, "a message");
    const auto refused = client_.describe_view({.view_token = "unknown"});
    expect(refused.service_error() != nullptr &&
               refused.service_error()->kind == cp::service_error_kind::resource_not_found,
           "a service error");
    static constexpr cp::http_response busy{.status = 503};
    at_.next({{.response = busy}, {.response = busy}});
    const auto again = client_.get_transcript();
    expect(again && again.attempts() == 3, "two retries");
  }

  void attachments() {
    const std::string bytes(100'000, 'x');
    at_.next({});
    const auto done = client_.upload({.name = "a.txt", .size = 100'000}, bytes, {}, local);
    expect(static_cast<bool>(done), "an upload");
    const std::vector<std::string> requests = at_.requests();
    // libcurl adds Host in front, and nothing else.
    expect(requests.size() == 3 && requests[1].starts_with("PUT /attachment-1?signature=1|") &&
               requests[1].ends_with("|Host|Content-Type|Content-Length"),
           "exactly the headers given");
    const auto got = client_.download("attachment-1", {}, local);
    expect(got && got.body == bytes, "a download");
    at_.next({{.response = {.status = 200,
                            .body = R"({"AttachmentId":"a","UploadMetadata":{"Url":"http://)"
                                    R"(127.0.0.1:1/closed"}})"}}});
    const auto refused = client_.upload({.name = "b.txt", .size = 1}, "b", {}, local);
    expect(refused.transport == cp::transport_error::refused, "no storage there");
  }

  void transcript() {
    at_.fill(250);
    std::size_t count = 0;
    auto items =
        client_.transcript({.max_results = 100, .scan_direction = cp::scan_direction::forward});
    for (const cp::item& one : items) count += one.id.has_value();
    expect(count == 250 && items.failure() == nullptr, "250 items over three pages");
  }

  void targets_as_they_are() {
    at_.next({});
    for (const std::string_view label : {"../..", "a/./b", "%2e%2e/x", ". .", "a//b"})
      static_cast<void>(client_.describe_view({.view_token = label}));
    const std::vector<std::string> requests = at_.requests();
    const std::string_view expected[] = {
        "GET /participant/views/..%2F..|", "GET /participant/views/a%2F.%2Fb|",
        "GET /participant/views/%252e%252e%2Fx|", "GET /participant/views/.%20.|",
        "GET /participant/views/a%2F%2Fb|"};
    bool alike = requests.size() == std::size(expected);
    for (std::size_t i = 0; alike && i < requests.size(); ++i)
      alike = requests[i].starts_with(expected[i]) &&
              requests[i].ends_with("|Host|X-Amz-Bearer|User-Agent");
    expect(alike, "targets and headers as they are");
  }

  void redirects() {
    const cp::http_header away[] = {{"Location", "http://127.0.0.1:1/elsewhere"}};
    const cp::http_header here[] = {{"Location", "/participant/../x/./y"}};
    const auto moved = [](std::span<const cp::http_header> to) {
      return example::local_server::reply{.response = {.status = 307, .headers = to}};
    };
    at_.next({moved(away)});
    expect(client_.describe_view({.view_token = "v"}).service_error()->status == 307,
           "no redirect followed by libcurl");
    cp::client_config following = config();
    following.max_redirects = 1;
    client with(over_, reader_, memory_, room_, following, hooks);
    at_.next({moved(away)});
    expect(with.describe_view({.view_token = "v"}).service_error()->status == 307,
           "no token to another server");
    at_.next({moved(here)});
    static_cast<void>(with.describe_view({.view_token = "v"}));
    const std::vector<std::string> requests = at_.requests();
    expect(requests.size() == 2 && requests[1].starts_with("GET /participant/../x/./y|"),
           "a redirect on the same server");
  }

  void failures() {
    cp::client_config once = config();
    once.retries = cp::no_retries;
    once.request_timeout_ms = 200;
    once.max_response_bytes = 100;
    client with(over_, reader_, memory_, room_, once, hooks);
    const auto why = [&](example::local_server::reply planned) {
      at_.next({planned});
      return with.get_transcript().transport();
    };
    expect(why({.instead = fault::no_answer}) == cp::transport_error::timed_out, "no answer");
    expect(why({.instead = fault::close}) == cp::transport_error::closed, "an end without answer");
    expect(why({.response = {.body = "{}"}, .instead = fault::short_body}) ==
               cp::transport_error::closed,
           "a body shorter than its Content-Length");
    const std::string large(101, ' ');
    expect(why({.response = {.body = large}}) == cp::transport_error::response_too_large,
           "a body too large");
    once.endpoint = "http://127.0.0.1:1";
    client nowhere(over_, reader_, memory_, room_, once, hooks);
    expect(nowhere.get_transcript().transport() == cp::transport_error::refused, "no one there");
    at_.next({{.instead = fault::close}, {.instead = fault::short_body}});
    expect(client_.get_transcript().attempts() == 3, "and again");
  }

  front at_;
  std::string endpoint_ = at_.url();
  cp::map_entry bound_[1] = {{"ConnectionToken", example::connection_token}};
  example::curl_transport over_;
  cp::small_reader reader_;
  cp::arena memory_{cp::memory_source::heap()};
  std::vector<char> room_ = std::vector<char>(128 * 1024);
  client client_{over_, reader_, memory_, room_, config(), hooks};
};

}  // namespace

int main() {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  expect(same_code_as_in_memory(), "the chat of the other transports");
  checks().run();
  curl_global_cleanup();
  std::cout << wrong << " not as expected\n";
  return wrong == 0 ? 0 : 1;
}
