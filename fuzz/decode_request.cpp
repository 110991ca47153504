// A server meets any request. Input: a digit whose bits are validation, lenient reading and static
// routing, a digit for the memory plan, then "METHOD TARGET", header lines, an empty line, the
// body.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "support.hpp"

namespace {

using namespace fuzz;

using decoded = cp::result<cp::any_request, cp::refusal>;

template <cp::reader R>
decoded decode(const cp::http_request& request, R& with, cp::arena& memory,
               const cp::decode_options& options, bool routed) {
  if (!routed) return cp::decode_request(request, with, memory, options);
  const cp::operation_row* operation = cp::find_route(request.target);
  if (operation == nullptr) return cp::refuse_request(cp::error(cp::errc::unknown_operation));
  return cp::visit_operation(operation->id, [&](auto tag) -> decoded {
    auto value = cp::decode_request<decltype(tag)>(request, with, memory, options);
    if (!value) return value.error();
    return cp::any_request(*value);
  });
}

bool same(const cp::any_request& a, const cp::any_request& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&](const auto& value) { return value == std::get<std::decay_t<decltype(value)>>(b); }, a);
}

/// What a proxy does: what came in goes out again and means the same.
void pass_on(const cp::any_request& request, bool validated) {
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader small;
  std::string room;
  cp::encode_options options;
  if (!validated) options.validate.reset();
  const auto encoded = cp::encode_request(request, room, options);
  if (!encoded) {
    switch (encoded.error().code) {
      case cp::errc::required:
      case cp::errc::header_value: FUZZ_CHECK(!validated); return;
      case cp::errc::invalid_label: return;
      default: FUZZ_CHECK(encoded.error().code == cp::errc::none);
    }
    return;
  }
  for (const cp::http_header& header : encoded->headers)
    FUZZ_CHECK(cp::is_header_value(header.value));
  FUZZ_CHECK(cp::unreserved.all_of(encoded->target.substr(encoded->target.rfind('/') + 1)) ||
             encoded->target.find('%') != std::string_view::npos);
  const auto again = cp::decode_request(*encoded, small, memory, {.validate = options.validate});
  FUZZ_CHECK(again && same(*again, request));

  // Memory one octet short is refused with the size that is needed.
  const std::size_t needed = [&] {
    const auto counted = cp::encode_request(request, std::span<char>(), options);
    FUZZ_CHECK(!counted && counted.error().code == cp::errc::buffer_too_small);
    return std::size_t{counted.error().offset};
  }();
  const auto shorter = std::make_unique<char[]>(needed);
  FUZZ_CHECK(cp::encode_request(request, std::span<char>(shorter.get(), needed), options));
  FUZZ_CHECK(!cp::encode_request(request, std::span<char>(shorter.get(), needed - 1), options));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  const unsigned flags = take_digit(input);
  const plan chosen = plan::of(take_digit(input));
  const message sent(input);
  const std::size_t space = std::min(sent.first.find(' '), sent.first.size());
  const exact body(sent.body);
  const cp::http_request request{
      std::string_view(sent.first).substr(0, space),
      std::string_view(sent.first).substr(std::min(space + 1, sent.first.size())),
      std::span<const cp::http_header>(sent.headers), body.text()};

  // A path or an absolute form is routed, and nothing that only holds one.
  if (cp::find_route(request.target) != nullptr)
    FUZZ_CHECK(request.target.starts_with('/') ||
               cp::equal_any_case(request.target.substr(0, 4), "http"));

  cp::decode_options options;
  if ((flags & 1) == 0) options.validate.reset();
  if ((flags & 2) != 0) options.rules = cp::lenient;
  const bool routed = (flags & 4) != 0;

  plan_memory small_memory(chosen), simdjson_memory(chosen);
  cp::small_reader small(chosen.bounds);
  const decoded a = decode(request, small, *small_memory, options, routed);
  const decoded b = decode(request, simdjson_for(chosen.bounds), *simdjson_memory, options, routed);
  FUZZ_CHECK(a.has_value() == b.has_value());
  if (a) {
    FUZZ_CHECK(same(*a, *b));
    std::visit([](const auto& value) { check_value(value); }, *a);
    pass_on(*a, options.validate.has_value());
    return 0;
  }
  const cp::refusal &refused = a.error(), &other = b.error();
  FUZZ_CHECK(refused.status == other.status && refused.type == other.type &&
             refused.failure == other.failure);
  FUZZ_CHECK(refused.status >= 400 && refused.status <= 500);
  FUZZ_CHECK(refused.failure.group() != cp::error_group::misuse);
  FUZZ_CHECK(refused.failure.offset <= std::max(request.body.size(), request.target.size()));
  std::string room;
  const auto answer = cp::encode_error(refused, room);
  FUZZ_CHECK(answer && answer->status == refused.status);
  return 0;
}
