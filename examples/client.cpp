// The client over a transport of one's own; the snippets of docs/client.md. Ends with 1 when
// anything is not as expected.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <connectparticipant/client.hpp>
#include <connectparticipant/encode.hpp>

namespace cp = connectparticipant;

namespace {

/// Stands for an HTTP stack: it knows what is asked here.
struct http_stack {
  std::string body;
  std::array<cp::http_header, 1> headers = {{{"x-amzn-requestid", "1"}}};

  std::optional<int> exchange(std::string_view method, std::string_view target) {
    if (method == "PUT") return 200;
    if (target == "/file") {
      body = "a,b\n";
    } else if (target.ends_with("/transcript")) {
      body = R"({"Transcript":[{"Id":"1"},{"Id":"2"}]})";
    } else if (target.ends_with("upload")) {
      body = R"({"AttachmentId":"a","UploadMetadata":{"Url":"https://storage.example/file"}})";
    } else {
      body = R"({"Id":"1","Url":"https://storage.example/file"})";
    }
    return 200;
  }
};

// [transport]
/// What a client needs from outside: one exchange.
class my_transport {
 public:
  cp::transport_result send(const cp::transport_request& request) {
    // Connect to request.server, over TLS where it is secure, within request.connect_timeout_ms;
    // send request.message as it is; read the answer within request.timeout_ms.
    const std::optional<int> status = http_.exchange(request.message.method, request.server.target);
    if (!status) return {.failure = cp::transport_error::reset};
    return {.response = {.status = *status,
                         .headers = std::span<const cp::http_header>(http_.headers),
                         .body = http_.body}};
  }

 private:
  http_stack http_;
};
// [/transport]

// [hooks]
constexpr cp::client_hooks hooks{
    .now_ms = [](void*) noexcept -> std::int64_t {
      using namespace std::chrono;
      return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    },
    .wait =
        [](void*, std::int64_t ms) noexcept {
          std::this_thread::sleep_for(std::chrono::milliseconds(ms));
          return true;  // false: do not try again
        },
    .entropy =
        [](void*, std::span<std::uint8_t> octets) noexcept {
          static std::random_device device;
          for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(device());
        },
    .log =
        [](void*, const cp::log_record& record) noexcept {
          std::clog << record.operation << " attempt " << record.attempt << ": " << record.status
                    << ' ' << record.error_name << '\n';
        }};
// [/hooks]

using my_client = cp::client<my_transport, cp::small_reader>;

bool use() {
  // [client]
  my_transport over;
  cp::small_reader reader;  // or cp::simdjson_reader
  cp::arena memory(cp::memory_source::heap());
  std::vector<char> room(128 * 1024);
  std::array<cp::map_entry, 1> bound = {{{"ConnectionToken", "a token"}}};

  cp::client_config config{.region = "us-west-2", .request_timeout_ms = 5000, .params = bound};
  config.retries.max_attempts = 4;
  cp::client client(over, reader, memory, room, config, hooks);
  if (client.failure()) return false;  // the configuration

  const auto sent = client.send_message({.content_type = "text/plain", .content = "Hello"});
  if (sent) {
    std::cout << sent->id.value_or("") << " after " << sent.attempts() << " attempts\n";
  } else if (const auto* refused = sent.service_error()) {
    std::cout << refused->name;
  } else if (sent.transport() != cp::transport_error::none) {
    std::cout << to_string(sent.transport());
  } else {
    std::cout << cp::describe(sent.error());
  }

  bound[0].value = "another token";  // from now on
  // [/client]

  const std::string_view bytes = "a,b\n";
  // [attachments]
  const auto done = client.upload({.name = "table.csv", .size = 4}, bytes);
  if (!done && done.failure.code == cp::errc::upload_refused) std::cout << done.status;
  const auto file = client.download("attachment id");
  if (file) std::cout << file.body.size() << " bytes\n";
  // [/attachments]
  const bool fetched = file && file.body == bytes;

  std::size_t count = 0;
  // [transcript]
  auto items = client.transcript({.scan_direction = cp::scan_direction::backward});
  for (const cp::item& item : items) count += item.id.has_value();
  if (const auto* failed = items.failure()) std::cout << cp::describe(failed->error());
  if (items.ended_by() == cp::page_end::repeated_token) std::cout << "the service went round";
  // [/transcript]
  return sent && done && fetched && count == 2;
}

/// The half of an event loop that a call needs.
struct event_loop {
  template <class Request>
  void start_exchange(const Request&, int) {}
  void start_timer(std::int64_t) {}
};

// [call]
/// One call in flight: `proceed` is called at first, after each answer and after each timer.
struct message_call {
  message_call(cp::client_state& state, const cp::send_message_request& request)
      : call(state, request, room, reader, memory) {}

  void proceed(event_loop& loop) {
    switch (call.next()) {
      case cp::call_step::send: loop.start_exchange(call.request(), call.request().exchange); break;
      case cp::call_step::wait: loop.start_timer(call.wait_ms()); break;
      case cp::call_step::pending: break;
      case cp::call_step::done: ended = call.outcome().has_value(); break;
    }
  }
  /// A late answer, to another exchange than the one under way, changes nothing.
  void answered(event_loop& loop, const cp::http_response& response, int exchange) {
    call.answered(response, exchange);  // or call.failed(why, exchange)
    proceed(loop);
  }
  void cancel(event_loop& loop) {
    call.cancel();
    proceed(loop);
  }

  std::array<char, 128 * 1024> room;
  std::array<std::byte, 64 * 1024> bytes;
  cp::arena memory{bytes};
  cp::small_reader reader;
  cp::call<cp::send_message, cp::small_reader> call;
  bool ended = false;
};
// [/call]

bool use_calls() {
  cp::client_state state({.region = "us-west-2"}, hooks);
  event_loop loop;
  const auto one = std::make_unique<message_call>(
      state, cp::send_message_request{
                 .content_type = "text/plain", .content = "Hello", .connection_token = "a token"});
  one->proceed(loop);
  one->answered(loop, {.status = 503, .headers = {}}, 1);
  one->call.waited();
  one->proceed(loop);
  one->answered(loop, {.body = "{}"}, 1);
  if (one->ended) return false;  // late
  one->answered(loop, {.body = "{}"}, 2);
  return one->ended;
}

}  // namespace

int main() { return use() && use_calls() ? 0 : 1; }
