#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/model/item.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/json_text.hpp>

namespace connectparticipant::inline v1 {

// The chat protocol's frames: one JSON object a websocket text message, told apart by its `topic`.

namespace topic {
inline constexpr std::string_view subscribe = "aws/subscribe";
inline constexpr std::string_view heartbeat = "aws/heartbeat";
inline constexpr std::string_view ping = "aws/ping";
inline constexpr std::string_view chat = "aws/chat";
}  // namespace topic

namespace scalar {
inline constexpr value_row frame_text = text("FrameText");
inline constexpr value_row frame_integer = integer("FrameInteger");
inline constexpr value_row frame_content = any_json("FrameContent", privacy::personal);
inline constexpr value_row topics = list("Topics", frame_text);
}  // namespace scalar

/// `aws/subscribe`: the client's request has topics, the answer a status too ("success" is the only
/// one that means it).
struct subscribe_frame {
  std::optional<std::string_view> status{};
  std::optional<std::span<const std::string_view>> topics{};
};
template <>
inline constexpr auto shape<subscribe_frame> = object<subscribe_frame>(
    "SubscribeContent", field("status", &subscribe_frame::status, scalar::frame_text),
    field("topics", &subscribe_frame::topics, scalar::topics));

/// `aws/heartbeat`, in both directions.
struct heartbeat_frame {};
template <>
inline constexpr auto shape<heartbeat_frame> = object<heartbeat_frame>("Heartbeat");

/// `aws/ping`, the deep heartbeat: the answer has a status, 200 when the way to the service is
/// clear.
struct ping_frame {
  std::optional<std::int64_t> status_code{};
  std::optional<std::string_view> status_content{};
};
template <>
inline constexpr auto shape<ping_frame> =
    object<ping_frame>("Ping", field("statusCode", &ping_frame::status_code, scalar::frame_integer),
                       field("statusContent", &ping_frame::status_content, scalar::frame_text));

/// `aws/chat`: one transcript item.
struct chat_item_frame {
  connectparticipant::item item{};

  friend bool operator==(const chat_item_frame& a, const chat_item_frame& b) noexcept {
    return a.item == b.item;
  }
};

/// What the gateway in front of the service says instead: "Forbidden" and the like. No topic.
struct service_error_frame {
  std::optional<std::string_view> message{};
  std::optional<std::string_view> connection_id{};
  std::optional<std::string_view> request_id{};
};
template <>
inline constexpr auto shape<service_error_frame> = object<service_error_frame>(
    "ServiceErrorFrame",
    field("message", &service_error_frame::message, scalar::frame_text, required),
    field("connectionId", &service_error_frame::connection_id, scalar::frame_text),
    field("requestId", &service_error_frame::request_id, scalar::frame_text));

/// A topic that we do not know, with the whole frame as it came.
struct unknown_topic_frame {
  std::string_view topic{};
  std::string_view text{};

  friend bool operator==(const unknown_topic_frame&, const unknown_topic_frame&) = default;
};

using chat_frame = std::variant<subscribe_frame, heartbeat_frame, ping_frame, chat_item_frame,
                                service_error_frame, unknown_topic_frame>;

namespace chat_frame_internal {

/// What every frame may have. `content` is read by its topic, which may come last.
struct envelope {
  std::optional<json_text> content{};
  std::optional<std::string_view> topic{};
};

struct subscribe_envelope {
  std::optional<subscribe_frame> content{};
};

/// By its rows an error's path runs through the frame into the item.
struct item_envelope {
  std::optional<connectparticipant::item> content{};
};

}  // namespace chat_frame_internal

template <>
inline constexpr auto shape<chat_frame_internal::envelope> = object<chat_frame_internal::envelope>(
    "Frame",
    field("content", &chat_frame_internal::envelope::content, scalar::frame_content, embedded),
    field("topic", &chat_frame_internal::envelope::topic, scalar::frame_text));
template <>
inline constexpr auto shape<chat_frame_internal::subscribe_envelope> =
    object<chat_frame_internal::subscribe_envelope>(
        "SubscribeFrame", field("content", &chat_frame_internal::subscribe_envelope::content));

template <>
inline constexpr auto shape<chat_frame_internal::item_envelope> =
    object<chat_frame_internal::item_envelope>("ItemFrame",
                                               field("content",
                                                     &chat_frame_internal::item_envelope::content));

namespace chat_frame_internal {

/// An error of the content, told in terms of the frame.
template <class Envelope>
error outward(const error& inner, std::size_t offset) noexcept {
  path where(&table<Envelope>::rows);
  where.push_field(0);
  where.append(inner.where);
  return error(inner.code, offset, where);
}

/// The offset in a string's raw text at which its unescaped text reaches `unescaped` octets.
inline std::size_t raw_offset(std::string_view raw, std::size_t unescaped) noexcept {
  const char* at = raw.data();
  const char* const end = at + raw.size();
  std::size_t reached = 0;
  while (at != end && reached < unescaped) {
    if (*at != '\\') {
      ++at;
      ++reached;
      continue;
    }
    const escape found = read_escape(at, end);
    char octets[4];
    reached += encode_utf8(found.code_point, octets);
    if (reached > unescaped) break;
    at += found.size;
  }
  return static_cast<std::size_t>(at - raw.data());
}

template <reader R>
result<chat_frame> read_item(std::string_view text, const json_text& content, R& with,
                             arena& memory, const policy& rules) {
  const char* const start = content.text.data();
  const bool is_string = content.text.front() == '"';
  if (!is_string && content.text.front() != '{')
    return outward<item_envelope>(error(errc::wrong_type),
                                  static_cast<std::size_t>(start - text.data()));
  chat_frame frame(std::in_place_type<chat_item_frame>);
  item& into = std::get<chat_item_frame>(frame).item;
  const std::string_view document = is_string ? content.document : content.text;
  const error failure = with.read(document, table<item>::rows, &into, memory, rules);
  if (!failure) return frame;
  const std::size_t inside =
      is_string ? 1 + raw_offset(content.text.substr(1, content.text.size() - 2), failure.offset)
                : failure.offset;
  return outward<item_envelope>(failure, static_cast<std::size_t>(start - text.data()) + inside);
}

template <class Frame, reader R>
result<chat_frame> read_members(std::string_view text, R& with, arena& memory,
                                const policy& rules) {
  const result<Frame> frame = read<Frame>(text, with, memory, rules);
  if (!frame) return frame.error();
  return chat_frame(*frame);
}

template <reader R>
result<chat_frame> read_frame(std::string_view text, R& with, arena& memory, const policy& rules) {
  const result<envelope> outer = read<envelope>(text, with, memory, rules);
  if (!outer) return outer.error();
  if (!outer->topic) {
    result<chat_frame> refused = read_members<service_error_frame>(text, with, memory, rules);
    if (refused && !std::get<service_error_frame>(*refused).message)
      return error(errc::unexpected_frame);
    return refused;
  }
  const std::string_view name = *outer->topic;
  if (name == topic::chat) {
    if (!outer->content) return outward<item_envelope>(error(errc::required), 0);
    return read_item(text, *outer->content, with, memory, rules);
  }
  if (name == topic::heartbeat) return chat_frame(heartbeat_frame{});
  if (name == topic::ping) return read_members<ping_frame>(text, with, memory, rules);
  if (name == topic::subscribe) {
    const result<subscribe_envelope> frame = read<subscribe_envelope>(text, with, memory, rules);
    if (!frame) return frame.error();
    return chat_frame(frame->content.value_or(subscribe_frame{}));
  }
  return chat_frame(unknown_topic_frame{name, text});
}

}  // namespace chat_frame_internal

/// Decodes one text message of the websocket, as either side receives it. What is decoded borrows
/// from `text` and `memory`. Errors: code, path and offset of the first error, in the frame's own
/// document before that of its content; inside the content the path runs through both
/// (`content.MessageMetadata.Receipts[0]`) and the offset counts in `text`; `unexpected_frame` for
/// an object with neither topic nor message, `required` for a chat frame without content. Nothing
/// stays behind in `memory` then.
template <reader R>
result<chat_frame> decode_frame(std::string_view text CONNECTPARTICIPANT_LIFETIMEBOUND, R& with,
                                arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                const policy& rules = lenient) {
  const arena::position start = memory.mark();
  result<chat_frame> frame = chat_frame_internal::read_frame(text, with, memory, rules);
  if (!frame) memory.rewind(start);
  return frame;
}

template <reader R>
result<chat_frame> decode_frame(std::string&& text, R&, arena&, const policy& = lenient) = delete;

namespace chat_frame_internal {

class frame_writer {
 public:
  explicit frame_writer(output& out) noexcept : out_(out) {}

  error operator()(const subscribe_frame& frame) {
    out_.put(R"({"topic":"aws/subscribe","content":)");
    if (members(frame)) return outward<subscribe_envelope>(failure_, 0);
    return close();
  }
  error operator()(const heartbeat_frame&) {
    out_.put(R"({"topic":"aws/heartbeat")");
    return close();
  }
  error operator()(const ping_frame& frame) {
    out_.put(R"({"topic":"aws/ping")");
    if (frame.status_code) {
      out_.put(R"(,"statusCode":)");
      write_integer(out_, *frame.status_code);
    }
    if (frame.status_content) {
      out_.put(R"(,"statusContent":)");
      if (!write_string(out_, *frame.status_content)) {
        path where(&table<ping_frame>::rows);
        where.push_field(1);
        return error(errc::utf8, 0, where);
      }
    }
    return close();
  }
  error operator()(const chat_item_frame& frame) {
    out_.put(R"({"content":)");
    out_.open_string();
    if (members(frame.item)) return outward<item_envelope>(failure_, 0);
    out_.close_string();
    out_.put(R"(,"contentType":"application/json","topic":"aws/chat")");
    return close();
  }
  error operator()(const service_error_frame& frame) { return members(frame) ? failure_ : error(); }
  error operator()(const unknown_topic_frame& frame) {
    if (!is_json(frame.text)) return error(errc::json);
    out_.put(frame.text);
    return error();
  }

 private:
  template <described T>
  bool members(const T& value) {
    failure_ = structure_writer(out_, table<T>::rows).write(table<T>::rows, &value);
    return static_cast<bool>(failure_);
  }
  error close() {
    out_.put('}');
    return error();
  }

  output& out_;
  error failure_;
};

}  // namespace chat_frame_internal

/// Encodes one frame, for either side, into `memory`, where the text lies; an item's content
/// becomes JSON in a string, as the service sends it. Errors: `utf8` with the member's path; `json`
/// for an unknown frame whose text is none; `buffer_too_small`, whose offset is the size needed.
inline result<std::string_view> encode_frame(
    const chat_frame& frame, std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  output out(memory);
  chat_frame_internal::frame_writer writer(out);
  if (const error failure = std::visit(writer, frame)) return failure;
  if (!out.complete()) return error(errc::buffer_too_small, out.size());
  return out.text();
}

/// As above, into a string that grows as needed and then holds the text; no text of the frame may
/// lie there.
inline result<std::string_view> encode_frame(const chat_frame& frame,
                                             std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND) {
  return write_text(memory, [&](std::span<char> room) { return encode_frame(frame, room); });
}

}  // namespace connectparticipant::inline v1
