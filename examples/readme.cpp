// The snippets of README.md and docs/, each between markers; scripts/check_snippets.py compares.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// [include]
#include <connectparticipant/connectparticipant.hpp>

namespace cp = connectparticipant;
// [/include]

namespace {

std::string_view store(std::string_view) { return "1"; }

// [dispatch]
cp::result<cp::http_response> serve(const cp::http_request& request, cp::simdjson_reader& reader,
                                    cp::arena& memory, std::string& buffer) {
  const auto decoded = cp::decode_request(request, reader, memory);
  if (!decoded) return cp::encode_error(decoded.error(), buffer);  // 404, 405, 415, 406 or 400
  if (const auto* message = std::get_if<cp::send_message_request>(&*decoded))
    return cp::encode_response(cp::send_message_response{.id = store(*message->content)}, buffer);
  return cp::encode_error({.kind = cp::service_error_kind::access_denied}, buffer);
}
// [/dispatch]

std::size_t page(std::string_view body) {
  // [memory]
  cp::simdjson_reader reader;  // one a thread; takes its memory here, once
  std::vector<std::byte> room(1 << 20);
  cp::arena memory(room);  // or cp::arena memory(cp::memory_source::heap());

  const auto page = cp::read<cp::get_transcript_response>(body, reader, memory);
  if (!page) return 0;
  const auto kept = cp::own(*page);  // outlives body, memory and reader
  memory.reset();                    // *page is no longer valid, **kept is
  // [/memory]
  return kept && (*kept)->transcript ? (*kept)->transcript->size() : 0;
}

bool is_shown(std::string_view text) {
  // [item]
  cp::small_reader reader;
  std::array<std::byte, 16 * 1024> room;
  cp::arena memory(room);
  const auto item = cp::read<cp::item>(text, reader, memory);  // text of a notification
  if (!item) return false;
  return item->type == cp::chat_item_type::message && item->content.has_value();
  // [/item]
}

std::string check(const cp::send_message_request& request) {
  // [validate]
  std::string report;
  cp::validate(request, [&](const cp::violation& broken) {
    report += cp::path_text(broken.failure.where) + ' ' + cp::message(broken) + '\n';
  });
  // [/validate]
  return report;
}

void switches(const cp::send_message_request& request, std::string& buffer) {
  // [switches]
  cp::encode_options options;
  options.validate = cp::checks{.pattern = false, .content_type = true};
  options.validate = cp::checks::aws_sdk_v2();  // required and min alone
  options.validate = std::nullopt;              // nothing but what no request can do without
  const auto request_without_checks = cp::encode_request(request, buffer, options);
  // [/switches]
  std::cout << request_without_checks.has_value();
}

// [entropy]
std::array<std::uint8_t, 16> entropy() {
  static std::random_device device;
  std::array<std::uint8_t, 16> octets{};
  for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(device());
  return octets;
}
// [/entropy]

bool fills_client_token(const cp::send_message_request& message) {
  std::string buffer;
  // [client_token]
  const auto request = cp::encode_request(message, buffer, {.client_token = entropy});
  // [/client_token]
  return request && request->body.find("\"ClientToken\":\"") != std::string_view::npos;
}

void limit_contents(const cp::send_message_request& request) {
  // [content_limits]
  static constexpr cp::content_type_row types[] = {{"text/plain", 16384},
                                                   {"application/json", 16384, true}};
  const cp::error broken = cp::validate(request, {.content_types = types});
  // [/content_limits]
  std::cout << cp::describe(broken);
}

void refuse_early(const cp::http_request& request, cp::simdjson_reader& reader, cp::arena& memory) {
  // [route]
  const cp::operation_row* operation = cp::find_route(request.target);
  if (operation == nullptr) return;  // not for this service
  if (operation->id == cp::operation_id::get_transcript) {
    const auto decoded = cp::decode_request<cp::get_transcript>(request, reader, memory);
    if (decoded) std::cout << decoded->max_results.value_or(15);
  }
  // [/route]
}

void log(const cp::http_request& request, const cp::send_message_request& message) {
  // [print]
  std::cout << request.method << ' ' << cp::print_target(request.target) << '\n';
  for (const cp::http_header& header : request.headers) std::cout << cp::print_header(header);
  std::cout << cp::print(message);                      // no token, no text
  std::cout << cp::print(message, {.personal = true});  // no token
  // [/print]
}

// [shape]
struct receipt_content {
  std::optional<std::string_view> message_id{};
};
// [/shape]

}  // namespace

// [shape_rows]
template <>
inline constexpr auto cp::shape<receipt_content> = cp::object<receipt_content>(
    "ReceiptContent",
    cp::field("messageId", &receipt_content::message_id, cp::scalar::chat_item_id, cp::required));
// [/shape_rows]

namespace {

bool names_a_message(std::string_view content) {
  cp::small_reader reader;
  cp::arena memory;
  const auto receipt = cp::read<receipt_content>(content, reader, memory);
  return receipt && !cp::validate(*receipt);
}

// [chat_frame]
/// The text of one websocket message; either side reads it so.
void received(std::string_view text, cp::simdjson_reader& reader, cp::arena& memory) {
  const auto frame = cp::decode_frame(text, reader, memory);
  if (!frame) {
    std::cerr << cp::describe(frame.error());  // wrong_type at byte 34, content.Type
  } else if (const auto* chat = std::get_if<cp::chat_item_frame>(&*frame)) {
    std::cout << cp::print(chat->item);
  } else if (const auto* answer = std::get_if<cp::subscribe_frame>(&*frame)) {
    std::cout << (answer->status == "success" ? "subscribed" : "not subscribed");
  } else if (const auto* refused = std::get_if<cp::service_error_frame>(&*frame)) {
    std::cout << refused->message.value_or("");  // Forbidden
  }  // or heartbeat_frame, ping_frame, unknown_topic_frame
}
// [/chat_frame]

std::string subscription() {
  std::string buffer;
  // [subscribe]
  static constexpr std::string_view topics[] = {cp::topic::chat};
  const auto text = cp::encode_frame(cp::subscribe_frame{.topics = topics}, buffer);
  // [/subscribe]
  return std::string(text.value_or(""));
}

// [server_handshake]
/// A server's answer; empty while the request is not complete.
cp::result<std::string_view> welcome(cp::websocket_server_handshake& handshake,
                                     std::string_view& received, std::span<char> room) {
  const cp::handshake_step step = handshake.decode(received);
  received.remove_prefix(step.consumed);  // what is left are the client's first frames
  if (step.outcome == cp::handshake_outcome::needs_more) return std::string_view();
  if (step.outcome == cp::handshake_outcome::refused) return handshake.refuse(room);  // 400, 426 …
  if (handshake.target() != "/?signature=1") return handshake.refuse(room, 403);
  return handshake.accept(room);
}
// [/server_handshake]

/// A transport whose other end is a server in the same program.
struct transport {
  std::array<char, 4096> request, answer;
  cp::websocket_server_handshake handshake{request};
  std::string_view pending;

  void send(std::string_view octets) { pending = welcome(handshake, octets, answer).value_or(""); }
  std::string_view receive() {
    const std::string_view piece = pending.substr(0, 50);
    pending.remove_prefix(piece.size());
    return piece;
  }
};

int open(std::string_view text) {
  transport socket;
  // [client_handshake]
  const auto url = cp::parse_websocket_url(text);  // from CreateParticipantConnection
  if (!url) return 0;
  std::array<char, 8192> head, room;  // of the server's answer, and for our request
  cp::websocket_client_handshake handshake({.host = url->host_field, .target = url->target},
                                           entropy(), head);
  const auto request = handshake.request(room);
  if (!request) return 0;
  socket.send(*request);

  cp::handshake_step step;
  std::string_view received;
  do {
    received = socket.receive();
    step = handshake.decode(received);
    received.remove_prefix(step.consumed);  // what is left are the server's first frames
  } while (step.outcome == cp::handshake_outcome::needs_more);
  if (step.outcome != cp::handshake_outcome::complete) return handshake.status();  // 403 …
  // [/client_handshake]
  return 101;
}

// [websocket]
class connection {
 public:
  /// What the transport delivered, cut anywhere.
  void receive(std::string_view octets) {
    for (cp::websocket_step step; step = decoder_.decode(octets), !step.needs_more();) {
      if (step.failure) {
        closing_.failed(step.due());  // 1002, 1007 or 1009
        break;
      }
      octets.remove_prefix(step.consumed);
      const cp::websocket_event& event = *step.event;
      if (event.kind == cp::websocket_opcode::text) messages_.emplace_back(event.payload);
      if (event.kind == cp::websocket_opcode::ping && closing_.may_send())
        send(cp::encode_pong(event.payload, room_, fresh_key()));
      if (event.kind == cp::websocket_opcode::close) closing_.close_received(event.code);
    }
    if (closing_.due() != cp::closing_due::send_close) return;
    const cp::close_code code = closing_.reply();
    send(code == cp::close_code::no_status ? cp::encode_close(room_, fresh_key())
                                           : cp::encode_close(code, "", room_, fresh_key()));
    closing_.close_sent();
  }

  void say(std::string_view text) { send(cp::encode_text(text, room_, fresh_key())); }
  // [/websocket]

  const std::vector<std::string>& messages() const { return messages_; }
  const std::string& sent() const { return sent_; }

 private:
  static cp::mask_key fresh_key() {
    const auto octets = entropy();
    return {octets[0], octets[1], octets[2], octets[3]};
  }
  void send(const cp::result<std::string_view>& octets) { sent_ += octets.value_or(""); }

  std::array<char, 4096> memory_{}, room_{};
  cp::websocket_client_decoder decoder_{memory_};
  cp::websocket_closing closing_{cp::websocket_role::client};
  std::vector<std::string> messages_;
  std::string sent_;
};

bool talks() {
  connection client;
  client.say("hello");  // 6 octets of header and 5 of text
  client.receive("\x81\x02h");
  client.receive("i\x88");
  client.receive(std::string_view("\0", 1));
  return client.messages() == std::vector<std::string>{"hi"} && client.sent().size() == 11 + 6;
}

}  // namespace

int main() {
  cp::simdjson_reader reader;
  cp::arena memory(cp::memory_source::heap());
  std::string buffer;
  const cp::send_message_request message{.content_type = "text/html", .content = "x"};
  switches(message, buffer);
  limit_contents(message);
  const cp::http_header headers[] = {{"X-Amz-Bearer", "token"},
                                     {"Content-Type", "application/json"}};
  const cp::http_request request{"POST", "/participant/message",
                                 std::span<const cp::http_header>(headers),
                                 R"({"ContentType":"text/plain","Content":"Hello"})"};
  refuse_early(request, reader, memory);
  const auto response = serve(request, reader, memory, buffer);
  if (!response || response->body != R"({"Id":"1"})") return 1;
  if (check(message) != "ConnectionToken is required\n") return 1;
  if (page(R"({"Transcript":[{"Id":"1"},{"Id":"2"}]})") != 2) return 1;
  if (!is_shown(R"({"Type":"MESSAGE","Content":"x"})")) return 1;
  if (!names_a_message(R"({"messageId":"1"})") || names_a_message("{}")) return 1;
  if (!fills_client_token(
          {.content_type = "text/plain", .content = "x", .connection_token = "token"}))
    return 1;
  if (open("wss://socket.example/?signature=1") != 101) return 1;
  if (open("wss://socket.example/?signature=2") != 403) return 1;
  if (subscription() != R"({"topic":"aws/subscribe","content":{"topics":["aws/chat"]}})") return 1;
  if (!talks()) return 1;
  received(subscription(), reader, memory);
  log(request, message);
  return 0;
}
