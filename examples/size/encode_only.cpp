// One request encoded: the least that a device which only sends needs. See scripts/size-table.

#include <unistd.h>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/operation/send_message.hpp>

namespace cp = connectparticipant;

int main() {
  std::array<char, 1024> content{}, memory{};
  const ssize_t size = read(0, content.data(), content.size());
  if (size < 0) return 1;
  const auto request = cp::encode_request(
      cp::send_message_request{
          .content_type = "text/plain",
          .content = std::string_view(content.data(), static_cast<std::size_t>(size)),
          .client_token = "1",
          .connection_token = "a-token"},
      std::span<char>(memory));
  return !request || write(1, request->body.data(), request->body.size()) < 0;
}
