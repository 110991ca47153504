// Frames cut anywhere give the same events, and the same failure at the same octet, as in one
// piece. The first octet chooses role and limits, the next four seed the cuts, the rest is the
// stream.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <connectparticipant/websocket/frame.hpp>

namespace {

using namespace connectparticipant;

struct outcome {
  std::vector<std::string> events;
  errc failure = errc::none;
  std::size_t at = 0;
  bool operator==(const outcome&) const = default;
};

void expect(bool holds) {
  if (!holds) std::abort();
}

class cuts {
 public:
  explicit cuts(std::uint32_t seed) : state_(seed | 1) {}
  std::size_t next() {
    state_ = state_ * 1664525 + 1013904223;
    return (state_ >> 24 & 3) == 0 ? state_ >> 8 & 0xFFF : state_ >> 8 & 15;
  }

 private:
  std::uint32_t state_;
};

template <class Decoder>
outcome feed(Decoder decoder, std::string_view stream, cuts* cut) {
  outcome made;
  for (std::size_t start = 0; start < stream.size();) {
    const std::size_t left = stream.size() - start;
    const std::size_t size = cut != nullptr ? std::min(cut->next(), left) : left;
    const auto piece = std::make_unique<char[]>(size);  // as long as it is, for the sanitizer
    stream.copy(piece.get(), size, start);
    std::span<char> rest(piece.get(), size);
    for (;;) {
      websocket_step step;
      if constexpr (std::is_same_v<Decoder, websocket_server_decoder>)
        step = decoder.decode(rest);
      else
        step = decoder.decode({rest.data(), rest.size()});
      expect(step.consumed <= rest.size());
      rest = rest.subspan(step.consumed);
      made.at = start + size - rest.size();
      if (step.failure) {
        made.failure = step.failure.code;
        expect(may_be_sent(step.due()));
        return made;
      }
      if (!step.event) break;
      const websocket_event& event = *step.event;
      if (event.kind == websocket_opcode::text) expect(is_utf8(event.payload));
      made.events.push_back(std::to_string(static_cast<unsigned>(event.kind)) + " " +
                            std::to_string(static_cast<unsigned>(event.code)) + " " +
                            std::string(event.payload));
    }
    expect(rest.empty());
    start += size;
  }
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 5) return 0;
  cuts cut(static_cast<std::uint32_t>(data[1]) | static_cast<std::uint32_t>(data[2]) << 8 |
           static_cast<std::uint32_t>(data[3]) << 16 | static_cast<std::uint32_t>(data[4]) << 24);
  const std::string_view stream(reinterpret_cast<const char*>(data) + 5, size - 5);
  websocket_limits limits;
  if ((data[0] & 2) != 0) limits = {.frame_bytes = 64, .message_bytes = 200};
  std::vector<char> memory(std::min<std::size_t>(stream.size(), limits.message_bytes));
  // A message whose length is announced but which never comes must not need memory for it, so the
  // limit is what can come.
  limits.message_bytes = static_cast<std::uint32_t>(memory.size());
  if ((data[0] & 1) != 0) {
    const auto whole = feed(websocket_server_decoder(memory, limits), stream, nullptr);
    expect(whole == feed(websocket_server_decoder(memory, limits), stream, &cut));
  } else {
    const auto whole = feed(websocket_client_decoder(memory, limits), stream, nullptr);
    expect(whole == feed(websocket_client_decoder(memory, limits), stream, &cut));
  }
  return 0;
}
