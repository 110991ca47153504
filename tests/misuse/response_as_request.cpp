// Requests are encoded as requests.

#include <string>

#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/operation/send_message.hpp>

bool use(std::string& memory);
bool use(std::string& memory) {
#if defined(MISUSE)
  const connectparticipant::send_message_response value{};
#else
  const connectparticipant::send_message_request value{};
#endif
  return connectparticipant::encode_request(value, memory).has_value();
}
