#pragma once

// The client's half: encodes a request, has it carried, decodes the response, and prints both.

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

namespace example {

namespace cp = connectparticipant;

/// Copies of messages, so that sender and receiver share no memory: what a network would deliver.
class delivery {
 public:
  cp::http_request carry(const cp::http_request& sent) {
    clear();
    return {keep(sent.method), keep(sent.target), keep(sent.headers), keep(sent.body)};
  }
  cp::http_response carry(const cp::http_response& sent) {
    clear();
    return {sent.status, keep(sent.headers), keep(sent.body)};
  }

 private:
  void clear() {
    texts_.clear();
    headers_.clear();
  }
  std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }
  std::span<const cp::http_header> keep(const cp::http_headers& headers) {
    for (const cp::http_header& header : headers)
      headers_.push_back({keep(header.name), keep(header.value)});
    return headers_;
  }

  std::deque<std::string> texts_;
  std::vector<cp::http_header> headers_;
};

/// What was exchanged, an operation a line.
class ledger {
 public:
  struct line {
    std::size_t calls = 0;
    std::size_t out = 0;
    std::size_t in = 0;
    std::chrono::nanoseconds client{};
    std::chrono::nanoseconds service{};
  };
  line& operator[](std::string_view operation) { return lines_[std::string(operation)]; }

  void print() const {
    line all;
    row("operation", "count", "bytes out", "bytes in", "client us", "service us");
    for (const auto& [name, of] : lines_) {
      row(name, of);
      all.calls += of.calls;
      all.out += of.out;
      all.in += of.in;
      all.client += of.client;
      all.service += of.service;
    }
    row("all", all);
  }

 private:
  static std::string microseconds(std::chrono::nanoseconds time) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", static_cast<double>(time.count()) / 1000);
    return text.data();
  }
  static void row(const std::string& name, const line& of) {
    row(name, std::to_string(of.calls), std::to_string(of.out), std::to_string(of.in),
        microseconds(of.client), microseconds(of.service));
  }
  static void row(const std::string& name, const std::string& calls, const std::string& out,
                  const std::string& in, const std::string& client, const std::string& service) {
    std::printf("%-34s %6s %10s %10s %11s %11s\n", name.c_str(), calls.c_str(), out.c_str(),
                in.c_str(), client.c_str(), service.c_str());
  }

  std::map<std::string, line> lines_;
};

/// A list of what must hold.
class expectations {
 public:
  bool operator()(bool holds, std::string_view what) {
    ++(holds ? met_ : missed_);
    if (!holds) std::cout << "NOT AS EXPECTED: " << what << '\n';
    return holds;
  }
  std::size_t met() const { return met_; }
  std::size_t missed() const { return missed_; }

 private:
  std::size_t met_ = 0;
  std::size_t missed_ = 0;
};

/// Prints messages with everything that is secret or personal replaced by its size.
class exchange_printer {
 public:
  void operator()(const cp::http_request& request) {
    std::cout << "\n> " << request.method << ' ' << cp::print_target(request.target) << '\n';
    headers('>', request.headers);
    memory_.reset();
    const auto decoded = cp::decode_request(request, reader_, memory_, {.validate = std::nullopt});
    if (decoded) {
      body('>', std::visit([&](const auto& value) { return cp::print(value, room_); }, *decoded));
    } else {
      body('>', "<" + std::to_string(request.body.size()) + " bytes>");
    }
  }

  void operator()(cp::operation_id operation, const cp::http_response& response) {
    std::cout << "< " << response.status << '\n';
    headers('<', response.headers);
    memory_.reset();
    const auto decoded = cp::decode_response(operation, response, reader_, memory_);
    if (decoded) {
      body('<', std::visit([&](const auto& value) { return cp::print(value, room_); }, *decoded));
    } else if (const auto* refused = decoded.service_error()) {
      body('<', cp::print(cp::service_error_body{.message = refused->message,
                                                 .resource_id = refused->resource_id,
                                                 .resource_type = refused->resource_type},
                          room_));
    } else {
      body('<', "<" + cp::describe(decoded.error()) + ">");
    }
  }

 private:
  static void headers(char side, const cp::http_headers& list) {
    for (const cp::http_header& header : list)
      std::cout << side << "   " << cp::print_header(header) << '\n';
  }
  void body(char side, std::string_view text) const {
    std::cout << side << "   " << text << (text.size() + 16 > room_.size() ? "…" : "") << '\n';
  }

  cp::small_reader reader_;
  cp::arena memory_{cp::memory_source::heap()};
  std::array<char, 600> room_{};
};

/// The client of a chat over any transport: a function from request to response. What a call
/// returns borrows from the client until the next call.
template <cp::reader Reader>
class chat_client {
 public:
  using transport = std::function<cp::http_response(const cp::http_request&)>;

  chat_client(transport carry, ledger& count) : carry_(std::move(carry)), count_(count) {}

  template <cp::operation_request Request>
  auto call(const Request& request) {
    using operation = typename cp::operation_of<Request>::type;
    const auto start = std::chrono::steady_clock::now();
    const auto encoded =
        cp::encode_request(request, out_, {.client_token = cp::client_token_source(entropy_)});
    const auto encoding = std::chrono::steady_clock::now() - start;
    if (!encoded) return result<operation>(encoded.error(), {});
    return send<operation>(*encoded, encoding);
  }

  /// Sends a request that the library need not have made.
  template <class Operation>
  auto send(const cp::http_request& request, std::chrono::nanoseconds encoding = {}) {
    print_(request);
    const cp::http_response response = in_.carry(carry_(request));
    print_(Operation::row.id, response);
    memory_.reset();
    const auto start = std::chrono::steady_clock::now();
    const auto decoded = cp::decode_response<Operation>(response, reader_, memory_);
    const auto decoding = std::chrono::steady_clock::now() - start;
    auto& line = count_[Operation::row.name];
    ++line.calls;
    line.out += request.body.size();
    line.in += response.body.size();
    line.client += encoding + decoding;
    return decoded;
  }

 private:
  template <class Operation>
  using result = cp::response_result<typename Operation::response>;

  /// Counts instead of drawing, so that every run prints the same; a program draws.
  struct counted_entropy {
    std::uint8_t count = 0;
    std::array<std::uint8_t, 16> operator()() {
      std::array<std::uint8_t, 16> octets{};
      octets.back() = ++count;
      return octets;
    }
  };

  transport carry_;
  ledger& count_;
  Reader reader_{};
  cp::arena memory_{cp::memory_source::heap()};
  std::string out_;
  delivery in_;
  counted_entropy entropy_;
  exchange_printer print_;
};

}  // namespace example
