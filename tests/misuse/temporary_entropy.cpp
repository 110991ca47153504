// A source of entropy with a state is called later: it must outlive the options.

#include <array>
#include <cstdint>

#include <connectparticipant/http/encode_request.hpp>

struct counter {
  std::uint8_t next = 0;
  std::array<std::uint8_t, 16> operator()() { return {next++}; }
};

bool use();
bool use() {
#if defined(MISUSE)
  const connectparticipant::encode_options options{.client_token = counter{}};
#else
  counter entropy;
  const connectparticipant::encode_options options{.client_token = entropy};
#endif
  return static_cast<bool>(options.client_token);
}
