#pragma once

// The kinds `decode_websocket` and `encode_websocket`: a question of theirs, and the members of its
// answer.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/websocket/frame.hpp>

namespace connectparticipant::inline v1 {

struct websocket_question {
  std::optional<std::string_view> kind{};
  std::optional<std::string_view> role{};
  std::optional<std::string_view> hex{};
  std::optional<std::int64_t> chunk{};
  std::optional<std::string_view> message{};
  std::optional<std::int64_t> code{};
  std::optional<std::string_view> reason_hex{};
  std::optional<std::string_view> mask_key{};
  std::optional<std::int64_t> fragment{};
};

inline constexpr value_row websocket_text = text("Text");
inline constexpr value_row websocket_integer = integer("Integer");

template <>
inline constexpr auto shape<websocket_question> = object<websocket_question>(
    "WebsocketQuestion", field("kind", &websocket_question::kind, websocket_text),
    field("role", &websocket_question::role, websocket_text),
    field("hex", &websocket_question::hex, websocket_text),
    field("chunk", &websocket_question::chunk, websocket_integer),
    field("message", &websocket_question::message, websocket_text),
    field("code", &websocket_question::code, websocket_integer),
    field("reason_hex", &websocket_question::reason_hex, websocket_text),
    field("mask_key", &websocket_question::mask_key, websocket_text),
    field("fragment", &websocket_question::fragment, websocket_integer));

}  // namespace connectparticipant::inline v1

namespace websocket_kinds {

namespace cp = connectparticipant;

inline std::string octets_of(std::string_view hex) {
  std::string octets;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    octets += static_cast<char>(cp::hex_value(hex[i]) << 4 | cp::hex_value(hex[i + 1]));
  return octets;
}

inline std::string hex_of(std::string_view octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char c : octets) {
    hex += digits[static_cast<unsigned char>(c) >> 4];
    hex += digits[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

inline std::string event_text(const cp::websocket_event& event) {
  std::string text = "{\"kind\":\"" + std::string(to_string(event.kind)) + "\",";
  if (event.kind == cp::websocket_opcode::close)
    text += "\"code\":" + std::to_string(static_cast<unsigned>(event.code)) + ",\"reason_hex\":\"";
  else
    text += "\"hex\":\"";
  return text + hex_of(event.payload) + "\"}";
}

/// Feeds `stream` to `decoder`, `chunk` octets a call.
template <class Decoder>
std::string decode(Decoder decoder, std::string stream, std::size_t chunk) {
  std::string events;
  std::string failure = "null";
  for (std::size_t start = 0; start < stream.size() && failure == "null"; start += chunk) {
    std::span<char> rest = std::span<char>(stream).subspan(start);
    if (rest.size() > chunk) rest = rest.first(chunk);
    for (;;) {
      cp::websocket_step step;
      if constexpr (std::is_same_v<Decoder, cp::websocket_server_decoder>)
        step = decoder.decode(rest);
      else
        step = decoder.decode({rest.data(), rest.size()});
      rest = rest.subspan(step.consumed);
      if (step.failure) failure = std::to_string(static_cast<unsigned>(step.due()));
      if (!step.event) break;
      events += (events.empty() ? "" : ",") + event_text(*step.event);
    }
  }
  return "\"events\":[" + events + "],\"error\":" + failure;
}

inline std::string decode(const cp::websocket_question& q) {
  const std::string stream = octets_of(q.hex.value_or(""));
  std::vector<char> memory(stream.size());
  const auto asked = static_cast<std::size_t>(q.chunk.value_or(0));
  const std::size_t chunk = asked == 0 ? stream.size() + 1 : asked;
  const cp::websocket_limits limits{.frame_bytes = 1u << 30, .message_bytes = 1u << 30};
  if (q.role == "server")
    return decode(cp::websocket_server_decoder(memory, limits), stream, chunk);
  return decode(cp::websocket_client_decoder(memory, limits), stream, chunk);
}

inline std::string encode(const cp::websocket_question& q) {
  const std::string payload = octets_of(q.hex.value_or(""));
  const std::string_view kind = q.message.value_or("");
  std::optional<cp::mask_key> key;
  if (q.role != "server") {
    const std::string given = octets_of(q.mask_key.value_or(""));
    key.emplace();
    for (std::size_t i = 0; i < given.size() && i < key->size(); ++i)
      (*key)[i] = static_cast<std::uint8_t>(given[i]);
  }
  std::string sent;
  std::string room(payload.size() + cp::max_frame_header_size + cp::max_control_payload, '\0');
  cp::error failure;
  const auto take = [&](const cp::result<std::string_view>& encoded) {
    if (encoded)
      sent += *encoded;
    else
      failure = encoded.error();
  };
  if (kind == "ping") {
    take(cp::encode_ping(payload, room, key));
  } else if (kind == "pong") {
    take(cp::encode_pong(payload, room, key));
  } else if (kind == "close" && !q.code) {
    take(cp::encode_close(room, key));
  } else if (kind == "close") {
    const bool number = *q.code >= 0 && *q.code <= 0xFFFF;
    take(cp::encode_close(static_cast<cp::close_code>(number ? *q.code : 0),
                          octets_of(q.reason_hex.value_or("")), room, key));
  } else if (kind == "text" || kind == "binary") {
    const auto opcode = kind == "text" ? cp::websocket_opcode::text : cp::websocket_opcode::binary;
    if (!q.fragment) {
      take(kind == "text" ? cp::encode_text(payload, room, key)
                          : cp::encode_binary(payload, room, key));
    } else if (auto parts = cp::fragment(opcode, payload, static_cast<std::size_t>(*q.fragment))) {
      while (const auto frame = parts->next(key)) take(cp::encode_frame(*frame, room));
    } else {
      failure = parts.error();
    }
  } else {
    failure = cp::error(cp::errc::invalid_argument);
  }
  if (!failure) return "\"hex\":\"" + hex_of(sent) + "\"";
  return "\"error\":{\"code\":\"" + std::string(to_string(failure.code)) +
         "\",\"path\":\"\",\"offset\":" + std::to_string(failure.offset) + "}";
}

/// The members of the answer, without braces; empty for another kind.
inline std::string answer(const cp::websocket_question& q) {
  if (q.kind == "decode_websocket") return decode(q);
  if (q.kind == "encode_websocket") return encode(q);
  return {};
}

}  // namespace websocket_kinds
