// Every operation, both sides: requests decoded, validated and encoded again, responses decoded and
// encoded again. See scripts/size-table.

#include <unistd.h>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <connectparticipant/http/dispatch.hpp>
#include <connectparticipant/json/small_reader.hpp>

namespace cp = connectparticipant;

int main() {
  static std::array<char, 32 * 1024> text, out;
  static std::array<std::byte, 64 * 1024> room;
  const ssize_t size = read(0, text.data(), text.size());
  if (size < 1) return 1;
  const std::string_view given(text.data(), static_cast<std::size_t>(size));
  const std::string_view target = given.substr(0, given.find('\n'));
  const std::string_view body = given.substr(target.size() + (target.size() < given.size()));
  cp::small_reader reader;
  cp::arena memory(room);
  const cp::http_request asked{.method = "POST", .target = target, .body = body};
  const auto request = cp::decode_request(asked, reader, memory);
  if (request) {
    const auto encoded = cp::encode_request(*request, std::span<char>(out));
    return !encoded || write(1, encoded->body.data(), encoded->body.size()) < 0;
  }
  const cp::operation_row* operation = cp::find_route(target);
  if (operation == nullptr) return 1;
  const cp::http_response answered{.body = body};
  const auto response = cp::decode_response(operation->id, answered, reader, memory);
  if (!response) return 1;
  const auto encoded = cp::encode_response(*response, std::span<char>(out));
  return !encoded || write(1, encoded->body.data(), encoded->body.size()) < 0;
}
