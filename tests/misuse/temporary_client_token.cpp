// A fixed ClientToken is borrowed.

#include <string>

#include <connectparticipant/http/encode_request.hpp>

bool use();
bool use() {
#if defined(MISUSE)
  const connectparticipant::encode_options options{.client_token = std::string(40, 'a')};
#else
  const std::string token(40, 'a');
  const connectparticipant::encode_options options{.client_token = token};
#endif
  return static_cast<bool>(options.client_token);
}
