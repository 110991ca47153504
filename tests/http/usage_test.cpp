// What a user writes for one call on the client, and for one on the server. README quotes both.

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/connectparticipant.hpp>

using namespace connectparticipant;

namespace {

std::string shown;
void show(std::string_view text) { shown = text; }

std::array<std::uint8_t, 16> random_octets() {
  static std::mt19937 generator(1);
  std::array<std::uint8_t, 16> octets{};
  for (auto& octet : octets) octet = static_cast<std::uint8_t>(generator());
  return octets;
}

std::string_view store(const send_message_request& message) {
  return message.content == "Hello" ? "item-1" : "item-2";
}

// The server's half: the answer lies in `body`.
result<http_response> serve(const http_request& received, simdjson_reader& reader, arena& memory,
                            std::string& body) {
  // [server]
  const auto request = decode_request<send_message>(received, reader, memory);
  if (!request) return encode_error(request.error(), body);
  const std::string_view id = store(*request);
  return encode_response(send_message_response{.id = id}, body);
  // [/server]
}

// The client's half, over whatever sends a request.
template <class Send>
void say(std::string_view text, std::string_view token, Send send, simdjson_reader& reader,
         arena& memory) {
  // [client]
  std::string room;
  auto entropy = [] { return random_octets(); };
  const send_message_request message{
      .content_type = "text/plain", .content = text, .connection_token = token};
  const auto request = encode_request(message, room, {.client_token = entropy});
  if (!request) return show(describe(request.error()));
  const auto answer = decode_response<send_message>(send(*request), reader, memory);
  if (answer) return show(answer->id.value_or(""));
  if (const auto* refused = answer.service_error()) return show(refused->name);
  show(describe(answer.error()));
  // [/client]
}

TEST(Usage, OneCallOnEitherSide) {
  simdjson_reader reader(limits{.document_bytes = 1u << 20});
  arena ours(memory_source::heap()), theirs(memory_source::heap());
  std::string body;
  const auto send = [&](const http_request& request) {
    const auto answer = serve(request, reader, theirs, body);
    return answer ? *answer : http_response{.status = 500};
  };
  say("Hello", "token", send, reader, ours);
  EXPECT_EQ(shown, "item-1");
  say("", "token", send, reader, ours);
  EXPECT_EQ(shown, "min_length, Content");
  say("Hello", "to\nken", send, reader, ours);
  EXPECT_EQ(shown, "header_value, ConnectionToken");
  const auto elsewhere = [&](http_request request) {
    request.target = "/participant/elsewhere";
    return send(request);
  };
  say("Hello", "token", elsewhere, reader, ours);
  EXPECT_EQ(shown, "UnknownOperationException");
  say(
      "Hello", "token", [](const http_request&) { return http_response{.body = "{]"}; }, reader,
      ours);
  EXPECT_EQ(shown, "unexpected_character at byte 1");
}

int lines_between(std::string_view begin, std::string_view end) {
  std::ifstream source(__FILE__);
  int lines = -1;
  for (std::string line; std::getline(source, line);) {
    const std::size_t indent = line.find_first_not_of(' ');
    const std::string_view text =
        indent != std::string::npos ? std::string_view(line).substr(indent) : std::string_view();
    if (text == end) return lines;
    if (lines >= 0) ++lines;
    if (text == begin) lines = 0;
  }
  return -1;
}

TEST(Usage, TakesTwelveLinesAtMost) {
  const int client = lines_between("// [client]", "// [/client]");
  EXPECT_GT(client, 0);
  EXPECT_LE(client, 12);
  const int server = lines_between("// [server]", "// [/server]");
  EXPECT_GT(server, 0);
  EXPECT_LE(server, 12);
}

}  // namespace
