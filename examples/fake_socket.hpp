#pragma once

// The service's end of the chat's websocket, in memory: takes octets and gives octets.

#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

#include "websocket_end.hpp"

namespace example {

/// What an exchange over the socket is counted as.
inline constexpr std::string_view handshake_name = "websocket: handshake";
inline std::string_view name_of(const cp::chat_frame& frame) {
  static constexpr std::string_view names[] = {"websocket: subscribe", "websocket: heartbeat",
                                               "websocket: ping",      "websocket: chat",
                                               "websocket: error",     "websocket: unknown topic"};
  return names[frame.index()];
}

class fake_socket {
 public:
  explicit fake_socket(std::string_view target) : target_(target) {}

  /// What the client sent, however it is cut.
  void receive(std::span<char> octets) {
    if (!open_) octets = octets.subspan(shake_hands({octets.data(), octets.size()}));
    if (open_)
      end_.receive(octets, [&](const cp::websocket_event& event) {
        if (event.kind == cp::websocket_opcode::text) answer(event.payload);
        pongs_ += event.kind == cp::websocket_opcode::pong;
      });
  }
  std::string take() { return std::exchange(answer_, {}) + end_.take(); }
  bool ended() const { return refused_ || end_.closing().due() == cp::closing_due::end_transport; }

  /// Sends the item to a client that has subscribed.
  void publish(const cp::item& item) {
    if (subscribed_) say(cp::chat_item_frame{item});
  }
  void say(const cp::chat_frame& frame) {
    const auto start = now();
    const auto text = cp::encode_frame(frame, text_);
    if (text) end_.send(*text);
    coding_[name_of(frame)] += now() - start;
  }
  void say_in_fragments(const cp::chat_frame& frame, std::size_t octets) {
    const auto text = cp::encode_frame(frame, text_);
    if (text) end_.send_in_fragments(*text, octets);
  }
  std::size_t pongs() const { return pongs_; }
  cp::close_code close_code() const { return end_.closing().code(); }
  /// How long decoding and encoding took, by what is counted.
  const auto& coding() const { return coding_; }

 private:
  static std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

  std::size_t shake_hands(std::string_view octets) {
    const auto start = now();
    const cp::handshake_step step = handshake_.decode(octets);
    if (step.outcome == cp::handshake_outcome::needs_more) return step.consumed;
    std::string room(1024, '\0');
    const bool known = handshake_.target() == target_;
    const bool good = step.outcome == cp::handshake_outcome::complete;
    const auto text = good && known ? handshake_.accept(room)
                      : good        ? handshake_.refuse(room, 403)
                                    : handshake_.refuse(room);
    answer_ = text.value_or("");
    open_ = good && known;
    refused_ = !open_;
    coding_[handshake_name] += now() - start;
    return step.consumed;
  }

  void answer(std::string_view text) {
    memory_.reset();
    const auto start = now();
    const auto frame = cp::decode_frame(text, reader_, memory_, cp::strict);
    if (frame) coding_[name_of(*frame)] += now() - start;
    if (frame) return std::visit([&](const auto& value) { reply(value); }, *frame);
    refuse();
  }
  void reply(const cp::subscribe_frame& frame) {
    subscribed_ = frame.topics && frame.topics->size() == 1 && frame.topics->front() == "aws/chat";
    say(cp::subscribe_frame{subscribed_ ? "success" : "failure", frame.topics});
  }
  void reply(const cp::heartbeat_frame& frame) { say(frame); }
  void reply(const cp::ping_frame&) { say(cp::ping_frame{200, "OK"}); }
  template <class Frame>
  void reply(const Frame&) {
    refuse();
  }
  void refuse() { say(cp::service_error_frame{"Forbidden", "connection-1", "request-1"}); }

  std::string target_, answer_, text_;
  std::vector<char> head_ = std::vector<char>(4096);
  cp::websocket_server_handshake handshake_{head_};
  websocket_end<cp::websocket_role::server> end_;
  cp::simdjson_reader reader_;
  cp::arena memory_{cp::memory_source::heap()};
  std::map<std::string_view, std::chrono::nanoseconds> coding_;
  std::size_t pongs_ = 0;
  bool open_ = false, refused_ = false, subscribed_ = false;
};

}  // namespace example
