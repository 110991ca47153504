#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <connectparticipant/http/endpoint.hpp>
#include <connectparticipant/http/retry.hpp>

#include "answer.hpp"

namespace connectparticipant::inline v1 {

inline constexpr value_row any_real = real("Real");

struct asked_endpoint {
  std::optional<std::string_view> region{};
  std::optional<bool> use_fips{};
  std::optional<bool> use_dual_stack{};
  std::optional<std::string_view> endpoint{};
};
template <>
inline constexpr auto shape<asked_endpoint> = object<asked_endpoint>(
    "EndpointParameters", field("Region", &asked_endpoint::region, any_text),
    field("UseFIPS", &asked_endpoint::use_fips, scalar::bool_value),
    field("UseDualStack", &asked_endpoint::use_dual_stack, scalar::bool_value),
    field("Endpoint", &asked_endpoint::endpoint, any_text));

struct client_question {
  std::optional<asked_endpoint> params{};
  std::optional<std::int64_t> attempt{};
  std::optional<std::string_view> name{};
  std::optional<std::int64_t> status{};
  std::optional<std::span<const map_entry>> headers{};
  std::optional<double> random{};
};
template <>
inline constexpr auto shape<client_question> =
    object<client_question>("ClientQuestion", field("params", &client_question::params),
                            field("attempt", &client_question::attempt, any_integer),
                            field("name", &client_question::name, any_text),
                            field("status", &client_question::status, any_integer),
                            field("headers", &client_question::headers, any_map),
                            field("random", &client_question::random, any_real));

}  // namespace connectparticipant::inline v1

namespace conformance {

inline void resolve_endpoint(const cp::client_question& q, answer& out) {
  const cp::asked_endpoint asked = q.params.value_or(cp::asked_endpoint{});
  const cp::endpoint_parameters parameters{.region = asked.region.value_or(""),
                                           .use_fips = asked.use_fips.value_or(false),
                                           .use_dual_stack = asked.use_dual_stack.value_or(false),
                                           .endpoint = asked.endpoint.value_or("")};
  std::string room(parameters.endpoint.size() + 128, '\0');
  const auto found = cp::resolve_endpoint(parameters, std::span<char>(room));
  if (!found) return void(out.failure("error", found.error()));
  out.text("url", found->url);
}

inline void retry(const cp::client_question& q, answer& out) {
  using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
  const std::int64_t now =
      duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  std::vector<cp::http_header> headers;
  if (q.headers)
    for (const cp::map_entry& entry : *q.headers) headers.push_back({entry.key, entry.value});
  const cp::retry_failure failure{
      .cause = cp::classify_failure(q.name.value_or(""), static_cast<int>(q.status.value_or(0))),
      .hint_ms = cp::retry_hint(std::span<const cp::http_header>(headers), now)};
  const auto delay = cp::retry_delay(cp::standard_retries, static_cast<int>(q.attempt.value_or(1)),
                                     failure, q.random.value_or(0));
  out.boolean("retry", delay.has_value());
  if (delay) out.number("delay_ms", *delay);
}

/// Answers the kinds `resolve_endpoint` and `retry`.
inline void client_kind(std::string_view kind, const std::string& line, cp::small_reader& outer,
                        cp::arena& memory, answer& out) {
  const auto asked = cp::read<cp::client_question>(line, outer, memory);
  if (!asked) return void(out.failure("error", asked.error()));
  kind == "retry" ? retry(*asked, out) : resolve_endpoint(*asked, out);
}

}  // namespace conformance
