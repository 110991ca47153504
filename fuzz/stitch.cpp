// A client joins the pieces of bot messages that arrive in any order. Input: a digit for the
// memory, then three octets an item: what it is and its message, its number, the length of its
// text.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <connectparticipant/content/stitcher.hpp>

#include "support.hpp"

namespace {

using namespace fuzz;

struct room {
  std::size_t messages, text;
  bool ample;  // nothing is ever forgotten
};
constexpr room rooms[] = {{32, 1u << 17, true}, {3, 64, false}, {1, 1u << 17, false},
                          {4, 0, false},        {0, 40, false}, {2, 17, false}};

/// The rules without bounds.
class reference {
 public:
  struct outcome {
    cp::stitch_state state;
    std::string text, time;
  };

  outcome push(const cp::item& in, bool piece) {
    const std::string id(*in.id), text(*in.content), time(*in.absolute_time);
    const auto found = messages_.find(id);
    if (!piece) {
      if (found != messages_.end() && found->second.state == open) found->second.state = broken;
      return {cp::stitch_state::whole, text, time};
    }
    if (*in.message_metadata->message_completed) {
      if (found != messages_.end() && found->second.state == complete)
        return {cp::stitch_state::dropped, text, time};
      messages_[id].state = complete;
      return {cp::stitch_state::completed, text, time};
    }
    const std::int64_t number = *in.message_metadata->chunk_number;
    if (found == messages_.end()) {
      if (number != 1) return {cp::stitch_state::dropped, text, time};
      messages_[id] = {open, 1, text, time};
    } else {
      message& known = found->second;
      if (known.state != open || number != known.last + 1)
        return {cp::stitch_state::dropped, text, time};
      known.last = number;
      known.text += text;
    }
    return {cp::stitch_state::partial, messages_[id].text, messages_[id].time};
  }

 private:
  enum progress { open, broken, complete };
  struct message {
    progress state = open;
    std::int64_t last = 0;
    std::string text, time;
  };
  std::map<std::string, message> messages_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::string_view ids[] = {"a", "bb", "c", "3d9f2a9e-6d5c-4a54-a2c5-0a1b2c3d4e5f",
                                             "e", "f",  "g", "h"};
  std::string_view input = text_of(data, size);
  const room& chosen = rooms[take_digit(input) % std::size(rooms)];
  // Exactly as much memory as asked for, from an odd address.
  std::vector<std::byte> memory(cp::stitcher::memory_for(chosen.messages, chosen.text) + 1);
  cp::stitcher joined(std::span<std::byte>(memory).subspan(1), chosen.messages);
  reference expected;

  for (std::size_t turn = 0; input.size() >= 3 && turn < 1000; ++turn, input.remove_prefix(3)) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(input[i]); };
    const bool piece = octet(0) / 8 % 4 != 3;
    const std::string text(octet(2) % 64, static_cast<char>('a' + turn % 26));
    const std::string time = std::to_string(turn);
    cp::item in{.absolute_time = time,
                .content = text,
                .id = ids[octet(0) % 8],
                .type = cp::chat_item_type::message,
                .participant_role = cp::participant_role::system};
    if (piece)
      in.message_metadata = cp::message_metadata{.message_completed = octet(0) / 8 % 4 == 2,
                                                 .chunk_number = octet(1) % 8};
    const cp::stitched made = joined.push(in);
    FUZZ_CHECK(joined.messages() <= joined.max_messages());
    FUZZ_CHECK(joined.max_messages() <= chosen.messages);
    FUZZ_CHECK(joined.text_bytes() <= joined.max_text_bytes());
    FUZZ_CHECK(made.item.id == in.id);
    FUZZ_CHECK(made.item.content && made.item.content->ends_with(text));
    const auto wanted = expected.push(in, piece);
    if (chosen.ample) {
      FUZZ_CHECK(made.state == wanted.state);
      FUZZ_CHECK(made.item.content == wanted.text && made.item.absolute_time == wanted.time);
    } else {
      // The whole text is shown whatever the memory, and again only where it was forgotten.
      if (wanted.state == cp::stitch_state::completed)
        FUZZ_CHECK(made.state == cp::stitch_state::completed);
      if (made.state == cp::stitch_state::overflow)
        FUZZ_CHECK(piece && !*in.message_metadata->message_completed);
    }
  }
  return 0;
}
