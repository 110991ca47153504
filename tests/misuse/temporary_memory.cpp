// An encoded request lives in the memory given.

#include <string>

#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/operation/send_message.hpp>

bool use(const connectparticipant::send_message_request& request);
bool use(const connectparticipant::send_message_request& request) {
#if defined(MISUSE)
  const auto encoded = connectparticipant::encode_request(request, std::string());
#else
  std::string memory;
  const auto encoded = connectparticipant::encode_request(request, memory);
#endif
  return encoded.has_value();
}
