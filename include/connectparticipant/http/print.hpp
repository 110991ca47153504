#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/http/decode_request.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/operation/all.hpp>

namespace connectparticipant::inline v1 {

// HTTP messages as logs may have them: routes, statuses and what is known to be harmless. Anything
// else may be a token or a signed URL, and stands as its size: `<secret, 24 bytes>`.

/// The headers whose values are printed.
inline constexpr std::array<std::string_view, 14> printed_headers = {"accept",
                                                                     "content-type",
                                                                     "content-length",
                                                                     "date",
                                                                     "host",
                                                                     "retry-after",
                                                                     "user-agent",
                                                                     "x-amz-retry-after",
                                                                     "x-amz-request-id",
                                                                     "x-amz-user-agent",
                                                                     "x-amzn-request-id",
                                                                     "x-amzn-requestid",
                                                                     "x-amzn-errortype",
                                                                     "amz-sdk-invocation-id"};

namespace print_internal {

// No escapes: a label's could hide another operation's route.
inline constexpr charset path_characters{"09azAZ", "-._~/"};

inline void print_size(output& out, std::string_view hidden) noexcept {
  out.put(std::string_view("<secret, "));
  write_integer(out, static_cast<std::int64_t>(hidden.size()));
  out.put(std::string_view(" bytes>"));
}

constexpr bool is_printed(std::string_view name) noexcept {
  for (std::string_view known : printed_headers)
    if (equal_any_case(known, name)) return true;
  return false;
}

template <class Print>
std::string to_text(Print&& print) {
  output counted;
  print(counted);
  std::string text(counted.size(), '\0');
  output out{std::span<char>(text)};
  print(out);
  return text;
}

}  // namespace print_internal

/// A target: an operation's route, the base path in front of it, and what it carries by its size.
/// The view token of `/participant/views/…`, a query and a path that is no operation's are hidden.
inline void print_target(output& out, std::string_view target) noexcept {
  const std::string_view path = decode_internal::path_of(target);
  const std::size_t query = target.find_first_of("?#");
  // A path with a label first: the label could hold another operation's route.
  for (const bool labelled : {true, false}) {
    for (const operation_row* operation : operations) {
      const std::size_t brace = operation->path.find('{');
      if ((brace != std::string_view::npos) != labelled) continue;
      const std::string_view route = operation->path.substr(0, brace);
      const std::size_t at = path.find(route);
      if (at == std::string_view::npos) continue;
      const std::string_view rest = path.substr(at + route.size());
      if (!labelled && !rest.empty()) continue;
      if (!print_internal::path_characters.all_of(path.substr(0, at))) continue;
      out.put(path.substr(0, at + route.size()));
      if (!rest.empty()) print_internal::print_size(out, rest);
      if (query != std::string_view::npos) print_internal::print_size(out, target.substr(query));
      return;
    }
  }
  print_internal::print_size(out, target);
}

inline std::string print_target(std::string_view target) {
  return print_internal::to_text([&](output& out) { print_target(out, target); });
}

/// One header, `Name: value`, without a line end.
inline void print_header(output& out, const http_header& header) noexcept {
  // A name from elsewhere may hold anything: no line of a log may be forged with it.
  out.put(token_characters.all_of(header.name) ? header.name : std::string_view("<no name>"));
  out.put(std::string_view(": "));
  if (print_internal::is_printed(header.name) && is_header_value(header.value)) {
    out.put(header.value);
  } else {
    print_internal::print_size(out, header.value);
  }
}

inline std::string print_header(const http_header& header) {
  return print_internal::to_text([&](output& out) { print_header(out, header); });
}

}  // namespace connectparticipant::inline v1
