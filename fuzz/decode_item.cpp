// A bot backend meets any transcript item. Input: a digit for the policy, a digit for the memory
// plan, the document.

#include <string_view>

#include "support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fuzz;
  std::string_view input = text_of(data, size);
  const unsigned policy = take_digit(input) % 3;
  const cp::policy& rules = policy == 0 ? cp::lenient : policy == 1 ? cp::strict : cp::salvage;
  const plan chosen = plan::of(take_digit(input));
  check_read<cp::item>(input, chosen, rules, [](const cp::item& value) {
    check_value(value);
    // Content of any kind can be validated.
    std::size_t counted = 0;
    FUZZ_CHECK(cp::validate(value, [&](const cp::violation& broken) {
                 ++counted;
                 FUZZ_CHECK(broken.failure.group() == cp::error_group::constraint);
                 FUZZ_CHECK(!cp::message(broken).empty());
               }) == counted);
    FUZZ_CHECK(static_cast<bool>(cp::validate(value)) == (counted != 0));
  });

  cp::arena memory(cp::memory_source::heap());
  cp::small_reader small(chosen.bounds);
  const auto read = cp::read<cp::item>(input, small, memory, rules);
  check_diagnosis(input, cp::table<cp::item>::rows, rules, chosen.bounds, read.has_value(),
                  read.error());
  return 0;
}
