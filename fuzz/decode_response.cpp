// A client meets any response. Input: a letter for the operation, a digit for the memory plan, then
// the status, header lines, an empty line, the body.

#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "support.hpp"

namespace {

using namespace fuzz;

template <class Operation>
void check(const cp::http_response& response, const plan& chosen) {
  using value_type = typename Operation::response;
  plan_memory small_memory(chosen), simdjson_memory(chosen);
  cp::small_reader small(chosen.bounds);
  const auto a = cp::decode_response<Operation>(response, small, *small_memory);
  const auto b =
      cp::decode_response<Operation>(response, simdjson_for(chosen.bounds), *simdjson_memory);
  FUZZ_CHECK(a.has_value() == b.has_value());
  FUZZ_CHECK((a.service_error() == nullptr) == (b.service_error() == nullptr));
  FUZZ_CHECK(a.request_id() == b.request_id());
  FUZZ_CHECK(a.error() == b.error());
  const bool success = response.status >= 200 && response.status <= 299;
  FUZZ_CHECK(success == (a.service_error() == nullptr));
  if (!success) {
    FUZZ_CHECK(a.service_error()->name == b.service_error()->name);
    FUZZ_CHECK(a.service_error()->message == b.service_error()->message);
    return;
  }
  const std::string_view body = response.body;
  if (!body.empty() && cp::table<value_type>::rows.count != 0)
    check_diagnosis(body, cp::table<value_type>::rows, cp::lenient, chosen.bounds, a.has_value(),
                    a.error());
  if (!a) {
    check_error(a.error(), body);
    return;
  }
  FUZZ_CHECK(*a == *b);
  check_value(*a);

  // What a fake service that recorded the value sends.
  const auto kept = cp::own(*a);
  FUZZ_CHECK(kept && **kept == *a);
  std::string room;
  const auto encoded = cp::encode_response(**kept, room);
  FUZZ_CHECK(encoded && encoded->status == 200);
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader again;
  const auto decoded = cp::decode_response<Operation>(*encoded, again, memory);
  FUZZ_CHECK(decoded && *decoded == *a);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  if (input.empty()) return 0;
  const auto operation = static_cast<cp::operation_id>(static_cast<unsigned char>(input.front()) %
                                                       cp::operations.size());
  input.remove_prefix(1);
  const plan chosen = plan::of(take_digit(input));
  const message received(input);
  const exact body(received.body);
  const cp::http_response response{std::atoi(received.first.c_str()),
                                   std::span<const cp::http_header>(received.headers), body.text()};
  cp::visit_operation(operation, [&](auto tag) { check<decltype(tag)>(response, chosen); });

  // By its id alone, as a proxy decodes.
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader small;
  const auto any = cp::decode_response(operation, response, small, memory);
  if (any) FUZZ_CHECK(any->index() == static_cast<std::size_t>(operation));
  return 0;
}
