// A client meets whatever comes over its socket, a server whatever a client sends. Input: a digit
// for the policy, a digit for the memory plan, the text of one frame.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/json/simdjson_reader.hpp>
#include <connectparticipant/websocket/chat_frame.hpp>

#include "support.hpp"

namespace {

using namespace fuzz;

/// What is written reads back equal with either reader, in exactly the memory that it needs.
void check_round_trip(const cp::chat_frame& frame) {
  std::string room;
  const auto written = cp::encode_frame(frame, room);
  FUZZ_CHECK(written && cp::is_utf8(*written));
  const auto short_room = std::make_unique<char[]>(written->size() - 1);
  const auto shorter =
      cp::encode_frame(frame, std::span<char>(short_room.get(), written->size() - 1));
  FUZZ_CHECK(!shorter && shorter.error().code == cp::errc::buffer_too_small &&
             shorter.error().offset == written->size());

  // An unknown topic's text is sent as it came, with what only the lenient policy takes.
  const bool as_it_came = std::holds_alternative<cp::unknown_topic_frame>(frame);
  const cp::policy& rules = as_it_came ? cp::lenient : cp::strict;
  const exact again(*written);
  const cp::limits bounds{.list_items = 1u << 20, .map_entries = 1u << 20};
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader small(bounds);
  const auto a = cp::decode_frame(again.text(), small, memory, rules);
  FUZZ_CHECK(a && *a == frame);
  const auto b = cp::decode_frame(again.text(), simdjson_for(bounds), memory, rules);
  FUZZ_CHECK(b && *b == frame);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  const unsigned policy = take_digit(input) % 3;
  const cp::policy& rules = policy == 0 ? cp::lenient : policy == 1 ? cp::strict : cp::salvage;
  const plan chosen = plan::of(take_digit(input));

  const exact text(input);
  plan_memory small_memory(chosen), simdjson_memory(chosen);
  cp::small_reader small(chosen.bounds);
  const auto a = cp::decode_frame(text.text(), small, *small_memory, rules);
  const auto b =
      cp::decode_frame(text.text(), simdjson_for(chosen.bounds), *simdjson_memory, rules);
  FUZZ_CHECK(a.has_value() == b.has_value());
  if (!a) {
    FUZZ_CHECK(a.error() == b.error());
    check_error(a.error(), input);
    FUZZ_CHECK((*small_memory).used() == 0 && (*simdjson_memory).used() == 0);
    return 0;
  }
  FUZZ_CHECK(*a == *b);
  if (const auto* unknown = std::get_if<cp::unknown_topic_frame>(&*a))
    FUZZ_CHECK(unknown->text == text.text());
  if (const auto* chat = std::get_if<cp::chat_item_frame>(&*a)) check_value(chat->item);
  // Deeper documents than the default limits allow are read, but not written or read again.
  if (chosen.bounds.depth <= cp::limits{}.depth) check_round_trip(*a);
  return 0;
}
