#pragma once

// The client's end of the chat's websocket, in memory, and the pipe between the two.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

#include "chat_client.hpp"
#include "fake_socket.hpp"
#include "websocket_end.hpp"

namespace example {

/// Prints frames with everything that is secret or personal replaced by its size.
class frame_printer {
 public:
  explicit frame_printer(char side) : side_(side) {}

  void operator()(const cp::subscribe_frame& frame) const { line("subscribe", cp::print(frame)); }
  void operator()(const cp::heartbeat_frame&) const { line("heartbeat"); }
  void operator()(const cp::ping_frame& frame) const { line("ping", cp::print(frame)); }
  void operator()(const cp::chat_item_frame& frame) const { line("chat", cp::print(frame.item)); }
  void operator()(const cp::service_error_frame& frame) const { line("error", cp::print(frame)); }
  void operator()(const cp::unknown_topic_frame& frame) const {
    line("unknown topic", "<" + std::to_string(frame.text.size()) + " bytes>");
  }
  void line(std::string_view what, std::string_view text = {}) const {
    std::cout << side_ << " websocket " << what << (text.empty() ? "" : " ") << text << '\n';
  }

 private:
  char side_;
};

class chat_socket {
 public:
  /// What has come, a frame an entry.
  struct received {
    std::vector<cp::owned<cp::item>> items;
    std::size_t subscribed = 0, heartbeats = 0, pings = 0, errors = 0, unknown = 0, malformed = 0;
    std::size_t protocol_pings = 0;
  };

  chat_socket(std::string_view url, ledger& count) : url_(url), count_(count) {
    const auto parts = cp::parse_websocket_url(url_);
    if (!parts) return;
    handshake_.emplace(cp::websocket_offer{.host = parts->host_field, .target = parts->target},
                       entropy, head_);
    const auto start = now();
    std::string room(url_.size() + 1024, '\0');
    const auto request = handshake_->request(room);
    if (!request) return;
    auto& line = count_[handshake_name];
    line.client += now() - start;
    line.out += request->size();
    ++line.calls;
    request_ = *request;
    std::cout << "\n> GET " << cp::print_target(parts->target) << '\n';
  }

  void say(const cp::chat_frame& frame) {
    std::visit(frame_printer('>'), frame);
    const auto start = now();
    const auto text = cp::encode_frame(frame, text_);
    if (!text || end_.send(*text)) return;
    auto& line = count_[name_of(frame)];
    line.client += now() - start;
    line.out += text->size();
    ++line.calls;
  }
  void close(std::string_view reason) {
    frame_printer('>').line("close", "1000");
    end_.close(cp::close_code::normal, reason);
  }

  /// What the service sent, however it is cut.
  void receive(std::span<char> octets) {
    if (!open()) octets = octets.subspan(shake_hands({octets.data(), octets.size()}));
    if (open()) end_.receive(octets, [&](const cp::websocket_event& event) { take(event); });
  }
  std::string take() { return std::exchange(request_, {}) + end_.take(); }

  bool open() const { return outcome_ == cp::handshake_outcome::complete; }
  cp::handshake_outcome outcome() const { return outcome_; }
  int status() const { return handshake_ ? handshake_->status() : 0; }
  const cp::websocket_closing& closing() const { return end_.closing(); }
  void transport_ended() { end_.transport_ended(); }
  const received& seen() const { return seen_; }

 private:
  // Fixed, so that every run prints the same; a program draws both.
  static constexpr std::array<std::uint8_t, 16> entropy{1, 2, 3, 4, 5, 6, 7, 8};
  static cp::mask_key fixed_key() { return {0x37, 0xFA, 0x21, 0x3D}; }
  static std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

  std::size_t shake_hands(std::string_view octets) {
    const auto start = now();
    const cp::handshake_step step = handshake_->decode(octets);
    auto& line = count_[handshake_name];
    line.client += now() - start;
    line.in += step.consumed;
    outcome_ = step.outcome;
    if (outcome_ == cp::handshake_outcome::needs_more) return step.consumed;
    std::cout << "< " << handshake_->status() << '\n';
    for (const cp::http_header header : handshake_->fields())
      std::cout << "<   " << cp::print_header(header) << '\n';
    return step.consumed;
  }

  void take(const cp::websocket_event& event) {
    const frame_printer print('<');
    if (event.kind == cp::websocket_opcode::close)
      return print.line("close", std::to_string(static_cast<unsigned>(event.code)));
    if (event.kind == cp::websocket_opcode::ping) ++seen_.protocol_pings;
    if (event.kind != cp::websocket_opcode::text) return print.line(to_string(event.kind));
    memory_.reset();
    const auto start = now();
    const auto frame = cp::decode_frame(event.payload, reader_, memory_);
    const auto spent = now() - start;
    if (!frame) {
      ++seen_.malformed;
      return print.line("text", "<" + cp::describe(frame.error()) + ">");
    }
    auto& line = count_[name_of(*frame)];
    line.client += spent;
    line.in += event.payload.size();
    ++line.calls;
    std::visit(print, *frame);
    std::visit([&](const auto& value) { note(value); }, *frame);
  }
  void note(const cp::subscribe_frame& frame) { seen_.subscribed += frame.status == "success"; }
  void note(const cp::heartbeat_frame&) { ++seen_.heartbeats; }
  void note(const cp::ping_frame& frame) { seen_.pings += frame.status_code == 200; }
  void note(const cp::chat_item_frame& frame) {
    if (auto kept = cp::own(frame.item)) seen_.items.push_back(std::move(*kept));
  }
  void note(const cp::service_error_frame&) { ++seen_.errors; }
  void note(const cp::unknown_topic_frame&) { ++seen_.unknown; }

  std::string url_, request_, text_;
  ledger& count_;
  std::vector<char> head_ = std::vector<char>(4096);
  std::optional<cp::websocket_client_handshake> handshake_;
  cp::handshake_outcome outcome_ = cp::handshake_outcome::needs_more;
  websocket_end<cp::websocket_role::client> end_{fixed_key};
  cp::small_reader reader_;
  cp::arena memory_{cp::memory_source::heap()};
  received seen_;
};

/// Carries octets both ways, cut at odd places, until neither end has more to say.
class byte_pipe {
 public:
  void run(chat_socket& client, fake_socket& service) {
    for (bool more = true; more;) {
      more = carry(client.take(), service);
      more = carry(service.take(), client) || more;
    }
  }

 private:
  template <class End>
  bool carry(const std::string& octets, End& to) {
    static constexpr std::size_t sizes[] = {1, 2, 3, 64, 5, 7, 1000, 13};
    for (std::size_t at = 0; at < octets.size();) {
      const std::string piece = octets.substr(at, sizes[next_++ % std::size(sizes)]);
      // Memory of its own, as a network would deliver it.
      std::vector<char> delivered(piece.begin(), piece.end());
      to.receive(delivered);
      at += delivered.size();
    }
    return !octets.empty();
  }
  std::size_t next_ = 0;
};

}  // namespace example
