// Values made from bytes survive every way out and back. Input: a letter for the operation, a digit
// whose bits are "valid only" and "request", then what the generator draws from.

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "support.hpp"

namespace {

using namespace fuzz;

template <class T>
void check_validity(const T& value, bool valid) {
  const cp::error first = cp::validate(value);
  std::size_t counted = 0;
  cp::error reported;
  cp::validate(value, [&](const cp::violation& broken) {
    if (counted++ == 0) reported = broken.failure;
  });
  FUZZ_CHECK(static_cast<bool>(first) == (counted != 0) && first == reported);
  if (valid && counted != 0) std::fprintf(stderr, "%s\n", cp::describe(first).c_str());
  if (valid) FUZZ_CHECK(counted == 0);
}

template <class Operation>
void check_request(std::span<const std::byte> bytes, cp::arena& memory,
                   const cp::generate_options& how) {
  using request = typename Operation::request;
  const auto made = cp::generate<request>(bytes, memory, how);
  FUZZ_CHECK(made);
  check_validity(*made, how.valid);
  check_value(*made);

  std::string room;
  cp::encode_options options;
  if (!how.valid) options.validate.reset();
  const auto encoded = cp::encode_request(*made, room, options);
  if (!encoded) {
    FUZZ_CHECK(!how.valid);
    return;
  }
  const cp::decode_options server{.validate = options.validate};
  const exact body(encoded->body);
  const cp::http_request received{encoded->method, encoded->target, encoded->headers, body.text()};
  cp::small_reader small;
  const auto a = cp::decode_request<Operation>(received, small, memory, server);
  FUZZ_CHECK(a && *a == *made);
  const auto b = cp::decode_request(received, simdjson_for({}), memory, server);
  FUZZ_CHECK(b && std::get<request>(*b) == *made);

  // A token that is filled in arrives, and nothing else changes.
  options.client_token = "filled in";
  std::string other;
  const auto filled = cp::encode_request(*made, other, options);
  FUZZ_CHECK(filled && filled->body.size() >= encoded->body.size());
}

template <class Operation>
void check_response(std::span<const std::byte> bytes, cp::arena& memory,
                    const cp::generate_options& how) {
  using response = typename Operation::response;
  const auto made = cp::generate<response>(bytes, memory, how);
  FUZZ_CHECK(made);
  check_validity(*made, how.valid);
  check_value(*made);

  std::string room;
  const auto encoded = cp::encode_response(*made, room);
  FUZZ_CHECK(encoded);
  const exact body(encoded->body);
  const cp::http_response received{encoded->status, encoded->headers, body.text()};
  cp::small_reader small;
  const auto a = cp::decode_response<Operation>(received, small, memory);
  FUZZ_CHECK(a && *a == *made);
  const auto b = cp::decode_response(Operation::row.id, received, simdjson_for({}), memory);
  FUZZ_CHECK(b && std::get<response>(*b) == *made);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  if (input.empty()) return 0;
  const auto operation = static_cast<cp::operation_id>(static_cast<unsigned char>(input.front()) %
                                                       cp::operations.size());
  input.remove_prefix(1);
  const unsigned flags = take_digit(input);
  const cp::generate_options how{.valid = (flags & 1) != 0};
  const std::span<const std::byte> bytes =
      std::as_bytes(std::span<const char>(input.data(), input.size()));
  cp::arena memory(cp::memory_source::heap());
  cp::visit_operation(operation, [&](auto tag) {
    if ((flags & 2) != 0) {
      check_request<decltype(tag)>(bytes, memory, how);
    } else {
      check_response<decltype(tag)>(bytes, memory, how);
    }
  });
  return 0;
}
