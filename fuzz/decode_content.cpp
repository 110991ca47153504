// A client meets whatever a bot or a customer put into a message. Input: a digit for the content
// type, a digit for the policy, a digit for the memory plan, the content.

#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <connectparticipant/content/decode_content.hpp>
#include <connectparticipant/content/view_content.hpp>

#include "support.hpp"

namespace {

using namespace fuzz;

constexpr std::string_view content_types[] = {
    "application/vnd.amazonaws.connect.message.interactive",
    "application/vnd.amazonaws.connect.message.interactive.response",
    "text/plain",
    "application/json",
    "application/vnd.amazonaws.connect.event.message.read",
    "application/vnd.amazonaws.connect.event.authentication.initiated",
    "text/markdown",
    "application/x-unheard-of",
};

void check_validation(const cp::content_payload& content) {
  std::size_t counted = 0;
  cp::error first;
  const std::size_t count = cp::validate_content(content, [&](const cp::violation& broken) {
    if (counted++ == 0) first = broken.failure;
    FUZZ_CHECK(broken.failure.group() == cp::error_group::constraint);
    FUZZ_CHECK(!cp::message(broken).empty());
    FUZZ_CHECK(!cp::describe(broken.failure).empty());
  });
  FUZZ_CHECK(count == counted && first == cp::validate_content(content));
}

/// What is written reads back equal, in exactly the memory that it needs.
void check_round_trip(std::string_view content_type, const cp::content_payload& content,
                      const cp::policy& rules) {
  std::string room;
  const auto written = cp::write_content(content, room);
  FUZZ_CHECK(written);
  const exact again(*written);
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader small;
  const auto read = cp::decode_content(content_type, again.text(), small, memory, rules);
  FUZZ_CHECK(read && *read == content);
  if (written->empty()) return;
  const auto shorter = cp::write_content(content, std::span<char>(room).first(written->size() - 1));
  FUZZ_CHECK(!shorter && shorter.error().code == cp::errc::buffer_too_small &&
             shorter.error().offset == written->size());
}

void check_replies(const cp::content_payload& content) {
  if (const auto* picker = std::get_if<cp::time_picker>(&content);
      picker != nullptr && picker->data && picker->data->content) {
    const cp::time_picker_content& asked = *picker->data->content;
    if (!asked.timeslots) return;
    for (const cp::timeslot& slot : *asked.timeslots) {
      std::array<char, cp::timeslot_text_size> room;
      const auto text = cp::timeslot_text(slot, asked.time_zone_offset, room);
      if (text) FUZZ_CHECK(cp::find_timeslot(asked, *text) != nullptr);
    }
  }
  if (const auto* view = std::get_if<cp::view_resource>(&content);
      view != nullptr && view->data && view->data->content && view->data->content->view_data) {
    cp::arena memory(cp::memory_source::heap());
    const auto inner = cp::inner_json(*view->data->content->view_data, memory);
    FUZZ_CHECK(inner && cp::is_json(inner->text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  const std::string_view content_type = content_types[take_digit(input) % std::size(content_types)];
  const cp::policy& rules = take_digit(input) % 2 == 0 ? cp::lenient : cp::strict;
  const plan chosen = plan::of(take_digit(input));

  const exact content(input);
  plan_memory small_memory(chosen), simdjson_memory(chosen);
  cp::small_reader small(chosen.bounds);
  const auto a = cp::decode_content(content_type, content.text(), small, *small_memory, rules);
  const auto b = cp::decode_content(content_type, content.text(), simdjson_for(chosen.bounds),
                                    *simdjson_memory, rules);
  FUZZ_CHECK(a.has_value() == b.has_value());
  if (!a) {
    FUZZ_CHECK(a.error() == b.error());
    check_error(a.error(), input);
    return 0;
  }
  FUZZ_CHECK(*a == *b);
  check_validation(*a);
  // Other limits may take a choice for text, and let deeper documents through than are written.
  if (chosen.bounds.depth != cp::limits{}.depth) return 0;
  check_round_trip(content_type, *a, rules);
  check_replies(*a);
  return 0;
}
