// A client meets any answer that is no success. Input: a digit for the memory plan, then the
// status, header lines, an empty line, the body.

#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "support.hpp"

namespace {

using namespace fuzz;

bool same(const cp::service_error& a, const cp::service_error& b) {
  return a.kind == b.kind && a.name == b.name && a.status == b.status && a.message == b.message &&
         a.resource_id == b.resource_id && a.resource_type == b.resource_type &&
         a.retryable() == b.retryable();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  const plan chosen = plan::of(take_digit(input));
  const message received(input);
  const exact body(received.body);
  cp::http_response response{std::atoi(received.first.c_str()),
                             std::span<const cp::http_header>(received.headers), body.text()};
  if (response.status >= 200 && response.status <= 299) response.status = 300;

  plan_memory small_memory(chosen), simdjson_memory(chosen);
  cp::small_reader small(chosen.bounds);
  const auto a = cp::decode_response<cp::send_message>(response, small, *small_memory);
  const auto b = cp::decode_response<cp::send_message>(response, simdjson_for(chosen.bounds),
                                                       *simdjson_memory);
  FUZZ_CHECK(!a && !b && a.service_error() != nullptr && b.service_error() != nullptr);
  FUZZ_CHECK(a.request_id() == b.request_id());
  const cp::service_error& refused = *a.service_error();
  FUZZ_CHECK(same(refused, *b.service_error()));
  FUZZ_CHECK(refused.status == response.status && !refused.name.empty());
  FUZZ_CHECK(!a.error());

  // Passed on by a proxy it says the same, but for members that the model does not give it.
  std::string room;
  const auto encoded = cp::encode_error(refused, room);
  if (!encoded) {
    FUZZ_CHECK(encoded.error().code == cp::errc::header_value ||
               encoded.error().code == cp::errc::utf8 ||
               (encoded.error().code == cp::errc::invalid_argument && refused.status < 300));
    return 0;
  }
  cp::arena memory(cp::memory_source::heap());
  const auto again = cp::decode_response<cp::send_message>(*encoded, small, memory);
  if (refused.status == 0) return 0;
  if (!again.service_error()) std::abort();
  cp::service_error expected = refused;
  const bool keeps = refused.kind == cp::service_error_kind::unknown ||
                     refused.kind == cp::service_error_kind::resource_not_found;
  if (!keeps) {
    expected.resource_id.reset();
    expected.resource_type.reset();
  }
  if (encoded->body.size() > chosen.bounds.document_bytes || chosen.bounds.depth < 1) return 0;
  FUZZ_CHECK(same(*again.service_error(), expected));
  return 0;
}
