// Where requests go, and when, by text from elsewhere. Input: a letter, then the text.
//   0 to 3  a region, with FIPS and dual stack as bits
//   e       a custom endpoint, or any other URL
//   d       an HTTP date, or any other hint how long to wait

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/http/endpoint.hpp>
#include <connectparticipant/http/retry.hpp>

#include "support.hpp"

namespace {

using namespace fuzz;

constexpr cp::charset visible{"!~"};

void check_memory(const cp::endpoint_parameters& parameters, std::string_view url) {
  const auto room = std::make_unique<char[]>(url.size());
  const auto again = cp::resolve_endpoint(parameters, std::span<char>(room.get(), url.size()));
  FUZZ_CHECK(again && again->url == url);
  const auto shorter =
      cp::resolve_endpoint(parameters, std::span<char>(room.get(), url.size() - 1));
  FUZZ_CHECK(!shorter && shorter.error().code == cp::errc::buffer_too_small &&
             shorter.error().offset == url.size());
}

/// A request that goes to an endpoint goes there, and to the operation's path behind its base.
void check_endpoint(const cp::endpoint_parameters& parameters, const cp::endpoint& found) {
  FUZZ_CHECK(visible.all_of(found.url) && !found.url.ends_with('/'));
  const auto url = cp::parse_http_url(found.url, cp::http_schemes::http_and_https);
  FUZZ_CHECK(url && url->host == found.host && url->port == found.port);
  FUZZ_CHECK(url->scheme() == found.scheme && url->host_field == found.host_field);
  FUZZ_CHECK(url->target == (found.base_path.empty() ? "/" : found.base_path));
  FUZZ_CHECK(found.host.find_first_of("@/\\?#%") == std::string_view::npos);

  std::string memory;
  const auto request = cp::encode_request(cp::get_transcript_request{.connection_token = "t"},
                                          memory, {.base_path = found.base_path});
  FUZZ_CHECK(request);
  FUZZ_CHECK(request->target == std::string(found.base_path) + "/participant/transcript");
  FUZZ_CHECK(request->target.find("//") == std::string_view::npos);
  check_memory(parameters, found.url);
}

void check_region(std::string_view region, unsigned flags) {
  const cp::endpoint_parameters parameters{
      .region = region, .use_fips = (flags & 1) != 0, .use_dual_stack = (flags & 2) != 0};
  std::array<char, cp::endpoint_memory> room{};
  const auto found = cp::resolve_endpoint(parameters, room);
  FUZZ_CHECK(found.has_value() == cp::is_host_label(region));
  if (!found) {
    FUZZ_CHECK(found.error().code ==
               (region.empty() ? cp::errc::required : cp::errc::invalid_label));
    return;
  }
  const cp::partition& home = cp::find_partition(region);
  const std::string_view suffix =
      parameters.use_dual_stack ? home.dual_stack_suffix : home.dns_suffix;
  std::string host = found->host.starts_with("participant.connect-fips.")
                         ? "participant.connect-fips."
                         : "participant.connect.";
  for (const char c : region) host += cp::to_lower(c);
  host += '.';
  host += suffix;
  FUZZ_CHECK(found->host == host && found->scheme == "https" && found->port == 443);
  check_endpoint(parameters, *found);
}

void check_custom(std::string_view text) {
  const cp::endpoint_parameters parameters{.endpoint = text};
  const auto room = std::make_unique<char[]>(text.size());
  const auto found = cp::resolve_endpoint(parameters, std::span<char>(room.get(), text.size()));
  const auto url = cp::parse_http_url(text, cp::http_schemes::http_and_https);
  const auto secure = cp::parse_http_url(text);
  FUZZ_CHECK(secure.has_value() == (url && url->secure));
  if (url) {
    FUZZ_CHECK(cp::same_origin(*url, *url) && visible.all_of(url->target));
    FUZZ_CHECK(url->target.starts_with('/') && cp::is_header_value(url->host_field));
  } else {
    FUZZ_CHECK(url.error().offset <= text.size());
  }
  if (found) {
    FUZZ_CHECK(url && text.starts_with(found->url));
    check_endpoint(parameters, *found);
  } else {
    FUZZ_CHECK(found.error().code != cp::errc::buffer_too_small);
    FUZZ_CHECK(found.error().offset <= text.size());
  }
}

void check_date(std::string_view text) {
  constexpr std::int64_t now = 1'700'000'000'000;
  const auto date = cp::parse_http_date(text, now);
  if (date) {
    const auto written = cp::format_http_date(*date);
    // A leap second at the end of 9999 is the only one that cannot be written.
    FUZZ_CHECK(written || *date == 253'402'300'800'000);
    FUZZ_CHECK(!written ||
               cp::parse_http_date(std::string_view(written->data(), written->size())) == date);
    cp::clock_skew skew;
    skew.observe(text, now);
    const std::int64_t left = *date - skew.correct(now);
    FUZZ_CHECK(left < cp::clock_skew::tolerance_ms && left > -cp::clock_skew::tolerance_ms);
  }
  for (const std::string_view name : {"retry-after", "x-amz-retry-after"}) {
    const cp::http_header headers[] = {{name, text}};
    const std::span<const cp::http_header> list(headers);
    const auto hint = cp::retry_hint(list, now);
    FUZZ_CHECK(!hint || *hint >= 0);
    const auto clockless = cp::retry_hint(list);
    FUZZ_CHECK(!clockless || clockless == hint);
    const auto delay =
        cp::retry_delay(cp::standard_retries, 1, {cp::retry_cause::throttled, hint}, 0.5);
    FUZZ_CHECK(delay && *delay >= 500 && *delay <= 5500);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const exact input(text_of(data + 1, size - 1));
  switch (data[0]) {
    case 'e': check_custom(input.text()); break;
    case 'd': check_date(input.text()); break;
    default: check_region(input.text(), data[0]); break;
  }
  return 0;
}
