// Exposes the codecs over lines of JSON, so that anything outside can judge them: one question a
// line on standard input, one answer a line on standard output. Usage: testee
// [--reader=simdjson|small]

#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

namespace connectparticipant::inline v1 {

/// A request's rows with every member in the body, as questions and answers have them.
template <class T>
struct flat {
  static constexpr auto fields = [] {
    auto all = shape<T>.fields;
    for (field_row& row : all) row.where = location::body;
    return all;
  }();
  static constexpr object_rows rows = [] {
    object_rows made = table<T>::rows;
    made.fields = fields.data();
    return made;
  }();
  static constexpr value_row value{.name = shape<T>.name, .type = kind::structure, .object = &rows};
};

/// The `input` or `output` of a question.
template <class T>
struct payload {
  std::optional<T> input{};
  std::optional<T> output{};
};
template <class T>
inline constexpr auto shape<payload<T>> =
    object<payload<T>>("Payload", shape_internal::row("input", &payload<T>::input, flat<T>::value),
                       shape_internal::row("output", &payload<T>::output, flat<T>::value));

inline constexpr value_row any_text = text("Text");
inline constexpr value_row any_integer = integer("Integer");
inline constexpr value_row any_map = map("Map", any_text, any_text);

struct asked_checks {
  std::optional<bool> min{};
  std::optional<bool> max{};
  std::optional<bool> pattern{};
  std::optional<bool> enumeration{};
};
template <>
inline constexpr auto shape<asked_checks> =
    object<asked_checks>("Checks", field("min", &asked_checks::min, scalar::bool_value),
                         field("max", &asked_checks::max, scalar::bool_value),
                         field("pattern", &asked_checks::pattern, scalar::bool_value),
                         field("enum", &asked_checks::enumeration, scalar::bool_value));

struct asked_error {
  std::optional<std::string_view> name{};
  std::optional<std::string_view> message{};
  std::optional<std::string_view> resource_id{};
  std::optional<open_enum<connectparticipant::resource_type>> resource_type{};
};
template <>
inline constexpr auto shape<asked_error> =
    object<asked_error>("Error", field("name", &asked_error::name, any_text),
                        field("message", &asked_error::message, any_text),
                        field("ResourceId", &asked_error::resource_id, scalar::resource_id),
                        field("ResourceType", &asked_error::resource_type, scalar::resource_type));

struct question {
  std::optional<std::string_view> id{};
  std::optional<std::string_view> kind{};
  std::optional<std::string_view> op{};
  std::optional<std::string_view> client_token{};
  std::optional<bool> validate{};
  std::optional<std::string_view> endpoint{};
  std::optional<std::string_view> method{};
  std::optional<std::string_view> target{};
  std::optional<std::span<const map_entry>> headers{};
  std::optional<std::string_view> body{};
  std::optional<std::string_view> body_hex{};
  std::optional<std::int64_t> status{};
  std::optional<asked_checks> checks{};
  std::optional<asked_error> error{};
};
template <>
inline constexpr auto shape<question> = object<question>(
    "Question", field("id", &question::id, any_text), field("kind", &question::kind, any_text),
    field("op", &question::op, any_text), field("client_token", &question::client_token, any_text),
    field("validate", &question::validate, scalar::bool_value),
    field("endpoint", &question::endpoint, any_text), field("method", &question::method, any_text),
    field("target", &question::target, any_text), field("headers", &question::headers, any_map),
    field("body", &question::body, any_text), field("body_hex", &question::body_hex, any_text),
    field("status", &question::status, any_integer), field("checks", &question::checks),
    field("error", &question::error));

}  // namespace connectparticipant::inline v1

namespace {

namespace cp = connectparticipant;

/// One JSON object under construction.
class answer {
 public:
  answer& member(std::string_view name) {
    text_ += text_.ends_with('{') || text_.ends_with('[') ? "" : ",";
    return string(name), text_ += ':', *this;
  }
  answer& string(std::string_view value) {
    std::string room(value.size() * 6 + 2, '\0');
    cp::output out{std::span<char>(room)};
    if (!cp::write_string(out, value)) return string("<not UTF-8>");
    text_ += out.text();
    return *this;
  }
  answer& text(std::string_view name, std::string_view value) { return member(name).string(value); }
  answer& number(std::string_view name, long long value) {
    return member(name), text_ += std::to_string(value), *this;
  }
  answer& boolean(std::string_view name, bool value) {
    return member(name), text_ += value ? "true" : "false", *this;
  }
  answer& raw(std::string_view json) { return text_ += json, *this; }
  answer& next() { return text_ += text_.ends_with('[') ? "" : ",", *this; }
  template <class T>
  answer& value(std::string_view name, const T& structure) {
    cp::output counted;
    cp::structure_writer(counted, cp::flat<T>::rows).write(cp::flat<T>::rows, &structure);
    std::string room(counted.size(), '\0');
    cp::output out{std::span<char>(room)};
    cp::structure_writer(out, cp::flat<T>::rows).write(cp::flat<T>::rows, &structure);
    return member(name).raw(out.text());
  }
  answer& headers(const cp::http_headers& list) {
    member("headers").raw("{");
    for (const cp::http_header& header : list) {
      std::string name(header.name);
      for (char& c : name) c = cp::to_lower(c);
      text(name, header.value);
    }
    return raw("}");
  }
  answer& failure(std::string_view name, const cp::error& e) {
    return member(name)
        .raw("{")
        .text("code", to_string(e.code))
        .text("path", cp::path_text(e.where))
        .number("offset", e.offset)
        .raw("}");
  }
  const std::string& str() const { return text_; }

 private:
  std::string text_ = "{";
};

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(cp::hex_value(hex[i]) << 4 | cp::hex_value(hex[i + 1]));
  return bytes;
}

template <cp::reader Reader>
class testee {
 public:
  std::string ask(const std::string& line) {
    cp::arena memory(cp::memory_source::heap());
    cp::arena more(cp::memory_source::heap());
    cp::small_reader outer(
        cp::limits{.document_bytes = 64u << 20, .depth = 256, .map_entries = 100'000});
    const auto asked = cp::read<cp::question>(line, outer, memory);
    answer out;
    if (!asked) return out.text("id", "").failure("error", asked.error()).raw("}").str();
    out.text("id", asked->id.value_or(""));
    const cp::question& q = *asked;
    if (q.body_hex) hex_ = from_hex(*q.body_hex);
    const std::string_view kind = q.kind.value_or("");
    const cp::operation_row* operation = cp::find_operation(q.op.value_or(""));
    if (kind == "decode_request") {
      decode_request(q, more, out);
    } else if (kind == "encode_error") {
      encode_error(q, out);
    } else if (operation != nullptr) {
      cp::visit_operation(operation->id, [&](auto tag) {
        this->with_operation(tag, q, kind, line, outer, memory, more, out);
      });
    } else {
      unsupported(out);
    }
    return out.raw("}").str();
  }

 private:
  void unsupported(answer& out) {
    out.member("error").raw("{").text("code", "unsupported").raw("}");
  }
  std::string_view body(const cp::question& q) const {
    return q.body_hex ? std::string_view(hex_) : q.body.value_or("");
  }

  static std::vector<cp::http_header> headers(const cp::question& q) {
    std::vector<cp::http_header> list;
    if (q.headers)
      for (const cp::map_entry& entry : *q.headers) list.push_back({entry.key, entry.value});
    return list;
  }

  template <class Tag>
  void with_operation(Tag, const cp::question& q, std::string_view kind, const std::string& line,
                      cp::small_reader& outer, cp::arena& memory, cp::arena& more, answer& out) {
    if (kind == "encode_request" || kind == "validate") {
      const auto payload = cp::read<cp::payload<typename Tag::request>>(line, outer, memory);
      if (!payload) return void(out.failure("error", payload.error()));
      const auto input = payload->input.value_or(typename Tag::request{});
      kind == "validate" ? validate(q, input, out) : encode_request(q, input, out);
    } else if (kind == "encode_response") {
      const auto payload = cp::read<cp::payload<typename Tag::response>>(line, outer, memory);
      if (!payload) return void(out.failure("error", payload.error()));
      std::string room;
      const auto encoded =
          cp::encode_response(payload->output.value_or(typename Tag::response{}), room);
      if (!encoded) return void(out.failure("error", encoded.error()));
      response(*encoded, out);
    } else if (kind == "decode_response") {
      decode_response<Tag>(q, more, out);
    } else {
      unsupported(out);
    }
  }

  template <class T>
  static std::size_t violations(const T& input, const cp::checks& which, answer& out) {
    out.member("violations").raw("[");
    const std::size_t count = cp::validate(
        input,
        [&](const cp::violation& broken) {
          out.next()
              .raw("{")
              .text("path", cp::path_text(broken.failure.where))
              .text("rule", broken.rule())
              .text("message", message(broken))
              .raw("}");
        },
        which);
    out.raw("]");
    return count;
  }

  template <class T>
  void validate(const cp::question& q, const T& input, answer& out) {
    const cp::asked_checks asked = q.checks.value_or(cp::asked_checks{});
    violations(input,
               {.min = asked.min.value_or(true),
                .max = asked.max.value_or(true),
                .pattern = asked.pattern.value_or(true),
                .enumeration = asked.enumeration.value_or(true)},
               out);
  }

  template <class T>
  void encode_request(const cp::question& q, const T& input, answer& out) {
    if (q.validate.value_or(false)) {
      answer found;
      if (violations(input, {.fills_client_token = q.client_token.has_value()}, found) != 0)
        return void(out.raw(",").raw(found.str().substr(1)));
    }
    cp::encode_options options{.validate = std::nullopt,
                               .client_token = q.client_token.value_or("")};
    if (q.endpoint) {
      const std::size_t scheme = q.endpoint->find("://");
      const std::size_t slash =
          q.endpoint->find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
      if (slash != std::string_view::npos) options.base_path = q.endpoint->substr(slash);
    }
    std::string room;
    const auto encoded = cp::encode_request(input, room, options);
    if (!encoded) return void(out.failure("error", encoded.error()));
    out.text("method", encoded->method)
        .text("target", encoded->target)
        .headers(encoded->headers)
        .text("body", encoded->body);
  }

  void decode_request(const cp::question& q, cp::arena& memory, answer& out) {
    const auto list = headers(q);
    const cp::http_request request{q.method.value_or(""), q.target.value_or(""),
                                   std::span<const cp::http_header>(list), body(q)};
    cp::decode_options options;
    if (!q.validate.value_or(false)) options.validate.reset();
    const auto decoded = cp::decode_request(request, reader_, memory, options);
    if (!decoded) {
      const cp::refusal& refused = decoded.error();
      out.member("error")
          .raw("{")
          .number("status", refused.status)
          .text("type", refused.type)
          .text("code", to_string(refused.failure.code));
      return void(out.text("path", cp::path_text(refused.failure.where)).raw("}"));
    }
    out.text("op", cp::operations[decoded->index()]->name);
    std::visit([&](const auto& value) { out.value("input", value); }, *decoded);
  }

  template <class Tag>
  void decode_response(const cp::question& q, cp::arena& memory, answer& out) {
    const auto list = headers(q);
    const cp::http_response from{static_cast<int>(q.status.value_or(0)),
                                 std::span<const cp::http_header>(list), body(q)};
    const auto decoded = cp::decode_response<Tag>(from, reader_, memory);
    if (!decoded.request_id().empty()) out.text("request_id", decoded.request_id());
    if (decoded) {
      out.value("output", *decoded);
    } else if (const auto* refused = decoded.service_error()) {
      out.member("error")
          .raw("{")
          .text("name", refused->name)
          .number("status", refused->status)
          .boolean("retryable", refused->retryable());
      if (refused->message) out.text("message", *refused->message);
      out.member("members").raw("{");
      if (refused->resource_id) out.text("ResourceId", *refused->resource_id);
      if (refused->resource_type) out.text("ResourceType", refused->resource_type->text());
      out.raw("}}");
    } else {
      out.failure("malformed", decoded.error());
    }
  }

  void encode_error(const cp::question& q, answer& out) {
    const cp::asked_error asked = q.error.value_or(cp::asked_error{});
    std::string room;
    const auto encoded = cp::encode_error(cp::service_error{.name = asked.name.value_or("Unknown"),
                                                            .message = asked.message,
                                                            .resource_id = asked.resource_id,
                                                            .resource_type = asked.resource_type},
                                          room);
    if (!encoded) return void(out.failure("error", encoded.error()));
    response(*encoded, out);
  }

  static void response(const cp::http_response& encoded, answer& out) {
    out.number("status", encoded.status).headers(encoded.headers).text("body", encoded.body);
  }

  Reader reader_{};
  std::string hex_;
};

template <cp::reader Reader>
int serve() {
  testee<Reader> one;
  for (std::string line; std::getline(std::cin, line);)
    std::cout << one.ask(line) << '\n' << std::flush;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view reader = argc > 1 ? argv[1] : "--reader=simdjson";
  if (reader == "--reader=simdjson") return serve<cp::simdjson_reader>();
  if (reader == "--reader=small") return serve<cp::small_reader>();
  std::cerr << "usage: " << argv[0] << " [--reader=simdjson|small]\n";
  return 2;
}
