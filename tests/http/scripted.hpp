#pragma once

// A transport that answers from a script and keeps what it was asked, and hooks that only count.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <connectparticipant/http/client_config.hpp>
#include <connectparticipant/http/transport.hpp>

namespace scripted {

namespace cp = connectparticipant;

using fields = std::vector<std::pair<std::string, std::string>>;

inline std::string value_of(const fields& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (cp::equal_any_case(key, name)) return value;
  return "(none)";
}

/// A clock that waits move, entropy that counts, and what was logged, as text of its own.
struct world {
  struct line {
    cp::log_record::severity level;
    std::string operation, error_name, request_id;
    int attempt, status;
    cp::transport_error failure;
    cp::errc code;
    std::size_t sent_bytes, received_bytes;
    std::optional<std::int64_t> elapsed_ms, retry_in_ms;
  };

  std::int64_t now = 1'700'000'000'000;
  std::vector<std::int64_t> waits;
  std::vector<line> logged;
  std::size_t refuse_wait_at = SIZE_MAX;
  int draws = 0;
  std::uint8_t octet = 0;  // of entropy; 0 means no back-off

  cp::client_hooks hooks() {
    return {.context = this,
            .now_ms = [](void* self) noexcept { return of(self).now; },
            .wait =
                [](void* self, std::int64_t ms) noexcept {
                  of(self).waits.push_back(ms);
                  if (of(self).waits.size() > of(self).refuse_wait_at) return false;
                  of(self).now += ms;
                  return true;
                },
            .entropy =
                [](void* self, std::span<std::uint8_t> octets) noexcept {
                  ++of(self).draws;
                  for (std::uint8_t& octet : octets) octet = of(self).octet;
                },
            .log =
                [](void* self, const cp::log_record& record) noexcept {
                  of(self).logged.push_back(
                      {record.level, std::string(record.operation), std::string(record.error_name),
                       std::string(record.request_id), record.attempt, record.status,
                       record.failure, record.code, record.sent_bytes, record.received_bytes,
                       record.elapsed_ms, record.retry_in_ms});
                }};
  }

 private:
  static world& of(void* self) { return *static_cast<world*>(self); }
};

struct answer {
  int status = 200;
  std::string body = "{}";
  fields headers{};
  cp::transport_error failure = cp::transport_error::none;
  std::int64_t takes_ms = 0;
};

inline answer refusal(int status, std::string name, fields headers = {}) {
  headers.emplace_back("x-amzn-errortype", std::move(name));
  return {.status = status, .body = R"({"Message":"m"})", .headers = std::move(headers)};
}
inline answer throttled() { return refusal(429, "ThrottlingException"); }
inline answer broken(cp::transport_error why) { return {.failure = why}; }

/// A request as it was sent.
struct sent {
  std::string method, target, body, host, host_field, server_target, proxy, operation;
  fields headers;
  std::uint16_t port;
  bool secure;
  int attempt, exchange;
  std::int64_t connect_timeout_ms, timeout_ms;
  std::size_t max_response_bytes;

  explicit sent(const cp::transport_request& request)
      : method(request.message.method),
        target(request.message.target),
        body(request.message.body),
        host(request.server.host),
        host_field(request.server.host_field),
        server_target(request.server.target),
        proxy(request.proxy),
        operation(request.operation != nullptr ? request.operation->name : ""),
        port(request.server.port),
        secure(request.server.secure),
        attempt(request.attempt),
        exchange(request.exchange),
        connect_timeout_ms(request.connect_timeout_ms),
        timeout_ms(request.timeout_ms),
        max_response_bytes(request.max_response_bytes) {
    for (const cp::http_header& header : request.message.headers)
      headers.emplace_back(header.name, header.value);
  }
  std::string header(std::string_view name) const { return value_of(headers, name); }
};

/// Once the script has ended it answers 200 with `{}`. Responses end with the next `send`, so that
/// whoever uses one longer is found by the sanitizers.
class transport {
 public:
  explicit transport(world* in = nullptr) : world_(in) {}

  cp::transport_result send(const cp::transport_request& request) {
    requests.emplace_back(request);
    current_ = std::make_unique<response>();
    if (!script.empty()) {
      current_->from = std::move(script.front());
      script.pop_front();
    }
    if (world_ != nullptr) world_->now += current_->from.takes_ms;
    for (const auto& [name, value] : current_->from.headers)
      current_->headers.push_back({name, value});
    return {.response = {.status = current_->from.status,
                         .headers = std::span<const cp::http_header>(current_->headers),
                         .body = current_->from.body},
            .failure = current_->from.failure};
  }

  std::deque<answer> script;
  std::vector<sent> requests;

 private:
  struct response {
    answer from;
    std::vector<cp::http_header> headers;
  };
  world* world_;
  std::unique_ptr<response> current_;
};

}  // namespace scripted
