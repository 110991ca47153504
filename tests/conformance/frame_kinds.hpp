#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/websocket/chat_frame.hpp>

#include "answer.hpp"

namespace connectparticipant::inline v1 {

struct frame_question {
  std::optional<std::string_view> text{};
  std::optional<std::string_view> frame{};
  std::optional<std::string_view> status{};
  std::optional<std::span<const std::string_view>> topics{};
  std::optional<std::int64_t> status_code{};
  std::optional<std::string_view> status_content{};
  std::optional<item> chat_item{};
  std::optional<std::string_view> message{};
  std::optional<std::string_view> connection_id{};
  std::optional<std::string_view> request_id{};
  std::optional<std::string_view> topic{};
};
template <>
inline constexpr auto shape<frame_question> = object<frame_question>(
    "FrameQuestion", field("text", &frame_question::text, any_text),
    field("frame", &frame_question::frame, any_text),
    field("status", &frame_question::status, any_text),
    field("topics", &frame_question::topics, any_texts),
    field("status_code", &frame_question::status_code, any_integer),
    field("status_content", &frame_question::status_content, any_text),
    field("item", &frame_question::chat_item), field("message", &frame_question::message, any_text),
    field("connection_id", &frame_question::connection_id, any_text),
    field("request_id", &frame_question::request_id, any_text),
    field("topic", &frame_question::topic, any_text));

}  // namespace connectparticipant::inline v1

namespace conformance {

/// Puts the members of a decoded frame into an answer.
class frame_answer {
 public:
  explicit frame_answer(answer& out) : out_(out) {}

  void operator()(const cp::subscribe_frame& frame) {
    out_.text("frame", "subscribe");
    optional("status", frame.status);
    if (!frame.topics) return;
    out_.member("topics").raw("[");
    for (std::string_view topic : *frame.topics) out_.next().string(topic);
    out_.raw("]");
  }
  void operator()(const cp::heartbeat_frame&) { out_.text("frame", "heartbeat"); }
  void operator()(const cp::ping_frame& frame) {
    out_.text("frame", "ping");
    if (frame.status_code) out_.number("status_code", *frame.status_code);
    optional("status_content", frame.status_content);
  }
  void operator()(const cp::chat_item_frame& frame) {
    out_.text("frame", "chat_item").value("item", frame.item);
  }
  void operator()(const cp::service_error_frame& frame) {
    out_.text("frame", "service_error");
    optional("message", frame.message);
    optional("connection_id", frame.connection_id);
    optional("request_id", frame.request_id);
  }
  void operator()(const cp::unknown_topic_frame& frame) {
    out_.text("frame", "unknown_topic").text("topic", frame.topic);
  }

 private:
  void optional(std::string_view name, const std::optional<std::string_view>& value) {
    if (value) out_.text(name, *value);
  }
  answer& out_;
};

inline std::optional<cp::chat_frame> asked_frame(const cp::frame_question& q) {
  const std::string_view frame = q.frame.value_or("");
  if (frame == "subscribe") return cp::subscribe_frame{q.status, q.topics};
  if (frame == "heartbeat") return cp::heartbeat_frame{};
  if (frame == "ping") return cp::ping_frame{q.status_code, q.status_content};
  if (frame == "chat_item") return cp::chat_item_frame{q.chat_item.value_or(cp::item{})};
  if (frame == "service_error")
    return cp::service_error_frame{q.message, q.connection_id, q.request_id};
  return std::nullopt;
}

/// Answers the kinds `decode_frame` and `encode_frame`.
template <cp::reader Reader>
void frame_kind(std::string_view kind, const std::string& line, cp::small_reader& outer,
                Reader& reader, cp::arena& memory, cp::arena& more, answer& out) {
  const auto asked = cp::read<cp::frame_question>(line, outer, memory);
  if (!asked) return void(out.failure("error", asked.error()));
  if (kind == "decode_frame") {
    const auto frame = cp::decode_frame(asked->text.value_or(""), reader, more);
    if (!frame) return void(out.failure("malformed", frame.error()));
    return std::visit(frame_answer(out), *frame);
  }
  const auto frame = asked_frame(*asked);
  if (!frame) return void(out.failure("error", cp::error(cp::errc::invalid_argument)));
  std::string room;
  const auto text = cp::encode_frame(*frame, room);
  if (!text) return void(out.failure("error", text.error()));
  out.text("text", *text);
}

}  // namespace conformance
