// As above, with an array.

#include <array>
#include <span>

#include <connectparticipant/http/encode_response.hpp>
#include <connectparticipant/operation/send_message.hpp>

bool use(const connectparticipant::send_message_response& response);
bool use(const connectparticipant::send_message_response& response) {
#if defined(MISUSE)
  const auto encoded = connectparticipant::encode_response(response, std::array<char, 64>());
#else
  std::array<char, 64> memory;
  const auto encoded = connectparticipant::encode_response(response, std::span<char>(memory));
#endif
  return encoded.has_value();
}
