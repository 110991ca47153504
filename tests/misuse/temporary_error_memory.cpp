// The encoded error lives in the memory given.

#include <string>

#include <connectparticipant/http/service_error.hpp>

bool use();
bool use() {
  using namespace connectparticipant;
  const service_error refused{.kind = service_error_kind::throttling};
#if defined(MISUSE)
  return encode_error(refused, std::string()).has_value();
#else
  std::string memory;
  return encode_error(refused, memory).has_value();
#endif
}
