#pragma once

// Replays exchanges that were recorded from others: requests as the AWS SDKs send them, responses
// as they read them, items as the service sends them. A recording is a JSON object a line, read by
// the library like any other structure; examples/recorded/README.md names its members.

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

namespace example {

namespace cp = connectparticipant;

struct expected_failure {
  std::optional<std::string_view> code{};
  std::optional<std::string_view> path{};
};

struct expectation {
  std::optional<std::string_view> token{};
  std::optional<std::string_view> view_token{};
  std::optional<std::string_view> request_id{};
  std::optional<std::string_view> error{};
  std::optional<std::string_view> message{};
  std::optional<std::int64_t> refused{};
  std::optional<expected_failure> failure{};
};

struct recording {
  std::optional<std::string_view> name{};
  std::optional<std::string_view> source{};
  std::optional<std::string_view> operation{};
  std::optional<std::string_view> method{};
  std::optional<std::string_view> target{};
  std::optional<std::int64_t> status{};
  std::optional<std::span<const cp::map_entry>> headers{};
  std::optional<std::string_view> body{};
  std::optional<expectation> expect{};
};

/// The value expected, whose type the operation decides.
template <class T>
struct expected_value {
  std::optional<T> value{};
};
template <class T>
struct recording_of {
  std::optional<expected_value<T>> expect{};
};

inline constexpr cp::value_row any_text = cp::text("Text");
inline constexpr cp::value_row any_integer = cp::integer("Integer");
inline constexpr cp::value_row any_headers = cp::map("Headers", any_text, any_text);

}  // namespace example

namespace connectparticipant {

template <>
inline constexpr auto shape<example::expected_failure> = object<example::expected_failure>(
    "Failure", field("code", &example::expected_failure::code, example::any_text),
    field("path", &example::expected_failure::path, example::any_text));
template <>
inline constexpr auto shape<example::expectation> = object<example::expectation>(
    "Expectation", field("token", &example::expectation::token, example::any_text),
    field("view_token", &example::expectation::view_token, example::any_text),
    field("request_id", &example::expectation::request_id, example::any_text),
    field("error", &example::expectation::error, example::any_text),
    field("message", &example::expectation::message, example::any_text),
    field("refused", &example::expectation::refused, example::any_integer),
    field("failure", &example::expectation::failure));
template <>
inline constexpr auto shape<example::recording> = object<example::recording>(
    "Recording", field("name", &example::recording::name, example::any_text),
    field("source", &example::recording::source, example::any_text),
    field("operation", &example::recording::operation, example::any_text),
    field("method", &example::recording::method, example::any_text),
    field("target", &example::recording::target, example::any_text),
    field("status", &example::recording::status, example::any_integer),
    field("headers", &example::recording::headers, example::any_headers),
    field("body", &example::recording::body, example::any_text),
    field("expect", &example::recording::expect));
template <class T>
inline constexpr auto shape<example::expected_value<T>> = object<example::expected_value<T>>(
    "ExpectedValue", field("value", &example::expected_value<T>::value));
template <class T>
inline constexpr auto shape<example::recording_of<T>> = object<example::recording_of<T>>(
    "RecordingOf", field("expect", &example::recording_of<T>::expect));

}  // namespace connectparticipant

namespace example {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The files of a folder whose names end so, sorted; or the one file named.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& path,
                                                      std::string_view extension = {}) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path))
      if (entry.is_regular_file() && (extension.empty() || entry.path().extension() == extension))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path);
  }
  return files;
}

template <cp::reader Reader>
class replayer {
 public:
  /// What differs from what is expected of the recording; empty for nothing.
  std::string replay(std::string_view line) {
    memory_.reset();
    const auto read = cp::read<recording>(line, reader_, memory_, cp::strict);
    if (!read) return "no recording: " + cp::describe(read.error());
    const recording& recorded = *read;
    name = std::string(recorded.name.value_or("")) + " (" +
           std::string(recorded.source.value_or("")) + ")";
    if (!recorded.expect) return "no expectation";
    if (recorded.method) return request(recorded, line);
    if (!recorded.status) return item(recorded, line);
    const cp::operation_row* operation = cp::find_operation(recorded.operation.value_or(""));
    if (operation == nullptr) return "no such operation";
    return cp::visit_operation(operation->id,
                               [&](auto tag) { return response<decltype(tag)>(recorded, line); });
  }

  std::string name;

 private:
  static std::vector<cp::http_header> headers(const recording& recorded) {
    std::vector<cp::http_header> list;
    if (recorded.headers)
      for (const cp::map_entry& entry : *recorded.headers) list.push_back({entry.key, entry.value});
    return list;
  }

  template <class T>
  cp::result<T> expected(std::string_view line) {
    const auto read = cp::read<recording_of<T>>(line, reader_, memory_);
    if (!read) return read.error();
    return read->expect ? read->expect->value.value_or(T{}) : T{};
  }

  template <class T>
  std::string compare(const T& decoded, const cp::result<T>& wanted) {
    if (!wanted) return "no expected value: " + cp::describe(wanted.error());
    if (decoded == *wanted) return {};
    return "is " + cp::print(decoded) + ", expected " + cp::print(*wanted);
  }

  static std::string compare(const cp::error& failure, const std::optional<expected_failure>& to) {
    if (to && to->code == to_string(failure.code) &&
        to->path.value_or("") == cp::path_text(failure.where))
      return {};
    return cp::describe(failure);
  }

  std::string request(const recording& recorded, std::string_view line) {
    const auto list = headers(recorded);
    const cp::http_request from{*recorded.method, recorded.target.value_or(""),
                                std::span<const cp::http_header>(list), recorded.body.value_or("")};
    const bool valid = !recorded.expect->refused;
    cp::decode_options options;
    if (valid) options.validate.reset();
    const auto decoded = cp::decode_request(from, reader_, memory_, options);
    if (!decoded) {
      if (decoded.error().status == recorded.expect->refused) return {};
      return "refused: " + cp::describe(decoded.error().failure);
    }
    if (!valid) return "not refused";
    return std::visit(
        [&](const auto& value) {
          using request = std::remove_cvref_t<decltype(value)>;
          auto wanted = expected<request>(line);
          if (wanted) set_tokens(*wanted, *recorded.expect);
          return compare(value, wanted);
        },
        *decoded);
  }

  template <class Request>
  static void set_tokens(Request& request, const expectation& from) {
    if constexpr (requires { request.participant_token; }) {
      request.participant_token = from.token;
    } else {
      request.connection_token = from.token;
    }
    if constexpr (requires { request.view_token; }) request.view_token = from.view_token;
  }

  template <class Operation>
  std::string response(const recording& recorded, std::string_view line) {
    const auto list = headers(recorded);
    const cp::http_response from{static_cast<int>(*recorded.status),
                                 std::span<const cp::http_header>(list),
                                 recorded.body.value_or("")};
    const auto decoded = cp::decode_response<Operation>(from, reader_, memory_);
    if (decoded.request_id() != recorded.expect->request_id.value_or(""))
      return "another request id";
    if (decoded) {
      if (recorded.expect->error || recorded.expect->failure) return "decoded";
      return compare(*decoded, expected<typename Operation::response>(line));
    }
    if (const cp::service_error* refused = decoded.service_error()) {
      if (refused->name == recorded.expect->error && refused->message == recorded.expect->message)
        return {};
      return "service error " + std::string(refused->name);
    }
    return compare(decoded.error(), recorded.expect->failure);
  }

  std::string item(const recording& recorded, std::string_view line) {
    const auto decoded = cp::read<cp::item>(recorded.body.value_or(""), reader_, memory_);
    if (!decoded) return compare(decoded.error(), recorded.expect->failure);
    return compare(*decoded, expected<cp::item>(line));
  }

  Reader reader_{};
  cp::arena memory_{cp::memory_source::heap()};
};

/// Replays every recording of a folder with one reader; the number that differ, or -1 for none.
template <cp::reader Reader>
int replay_folder(const std::filesystem::path& folder, bool print_names) {
  replayer<Reader> one;
  int differing = 0, all = 0;
  for (const auto& path : files_below(folder, ".jsonl")) {
    std::ifstream lines(path, std::ios::binary);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) continue;
      const std::string difference = one.replay(line);
      ++all;
      differing += difference.empty() ? 0 : 1;
      if (print_names || !difference.empty())
        std::cout << (difference.empty() ? "  as expected      " : "  NOT AS EXPECTED  ")
                  << one.name << (difference.empty() ? "" : ": ") << difference << '\n';
    }
  }
  std::cout << "  " << all << " recordings, " << differing << " not as expected\n";
  return all != 0 ? differing : -1;
}

}  // namespace example
