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

#include "answer.hpp"
#include "client_kinds.hpp"
#include "content_kinds.hpp"
#include "frame_kinds.hpp"
#include "question.hpp"
#include "websocket_kinds.hpp"

namespace {

namespace cp = connectparticipant;
using conformance::answer;
using conformance::from_hex;

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
    } else if (kind == "validate" && q.error) {
      validate_error(q, out);
    } else if (kind == "decode_frame" || kind == "encode_frame") {
      conformance::frame_kind(kind, line, outer, reader_, memory, more, out);
    } else if (kind == "decode_content") {
      conformance::content_kind(line, outer, reader_, memory, more, out);
    } else if (kind == "decode_websocket" || kind == "encode_websocket") {
      websocket_kind(line, outer, memory, out);
    } else if (kind == "resolve_endpoint" || kind == "retry") {
      conformance::client_kind(kind, line, outer, memory, out);
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

  static void websocket_kind(const std::string& line, cp::small_reader& outer, cp::arena& memory,
                             answer& out) {
    const auto asked = cp::read<cp::websocket_question>(line, outer, memory);
    if (!asked) return void(out.failure("error", asked.error()));
    out.raw(",").raw(websocket_kinds::answer(*asked));
  }

  static int status_of(const cp::question& q) {
    std::int64_t status = 0;
    if (q.status) cp::read_integer(q.status->text, status);
    return static_cast<int>(status);
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
      const auto payload = cp::read<cp::asked_payload<typename Tag::request>>(line, outer, memory);
      if (!payload) return void(out.failure("error", payload.error()));
      if (kind == "validate" && !payload->input)
        return validate_output<Tag>(q, line, outer, memory, out);
      const auto input = payload->input.value_or(typename Tag::request{});
      kind == "validate" ? validate(q, input, out) : encode_request(q, input, out);
    } else if (kind == "encode_response") {
      const auto payload = cp::read<cp::asked_payload<typename Tag::response>>(line, outer, memory);
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

  static void violated(const cp::violation& broken, answer& out) {
    out.next()
        .raw("{")
        .text("path", cp::path_text(broken.failure.where))
        .text("rule", broken.rule())
        .text("message", message(broken))
        .raw("}");
  }

  template <class T>
  static std::size_t violations(const T& input, const cp::checks& which, answer& out) {
    out.member("violations").raw("[");
    const std::size_t count = cp::validate(
        input, [&](const cp::violation& broken) { violated(broken, out); }, which);
    out.raw("]");
    return count;
  }

  static cp::checks checks(const cp::question& q) {
    const cp::asked_checks asked = q.checks.value_or(cp::asked_checks{});
    return {.min = asked.min.value_or(true),
            .max = asked.max.value_or(true),
            .pattern = asked.pattern.value_or(true),
            .enumeration = asked.enumeration.value_or(true)};
  }

  template <class T>
  void validate(const cp::question& q, const T& value, answer& out) {
    violations(value, checks(q), out);
  }

  // A server may hold its answers to the model too: the question then has `output` or `error`.
  template <class Tag>
  void validate_output(const cp::question& q, const std::string& line, cp::small_reader& outer,
                       cp::arena& memory, answer& out) {
    const auto payload = cp::read<cp::asked_payload<typename Tag::response>>(line, outer, memory);
    if (!payload) return void(out.failure("error", payload.error()));
    validate(q, payload->output.value_or(typename Tag::response{}), out);
  }

  void validate_error(const cp::question& q, answer& out) {
    const cp::service_error_row* row = cp::find_service_error(q.error->name.value_or(""));
    if (row == nullptr) return unsupported(out);
    const cp::service_error_body body{.message = q.error->message,
                                      .resource_id = q.error->resource_id,
                                      .resource_type = q.error->resource_type};
    const auto report = [](void* to, const cp::violation& broken) {
      violated(broken, *static_cast<answer*>(to));
      return true;
    };
    const cp::checks which = checks(q);
    out.member("violations").raw("[");
    cp::validator(*row->body, which, report, &out).structure(*row->body, &body);
    out.raw("]");
  }

  template <class T>
  void encode_request(const cp::question& q, const T& input, answer& out) {
    const cp::encode_internal::filled<T> ready(input, q.client_token.value_or(""));
    if (q.validate.value_or(false)) {
      answer found;
      if (violations(ready.request, {}, found) != 0)
        return void(out.raw(",").raw(found.str().substr(1)));
    }
    cp::encode_options options{.validate = std::nullopt};
    std::array<char, 2048> url;
    if (q.endpoint) {
      const auto endpoint = cp::resolve_endpoint({.endpoint = *q.endpoint}, url);
      if (!endpoint) return void(out.failure("error", endpoint.error()));
      options.base_path = endpoint->base_path;
    }
    std::string room;
    const auto encoded = cp::encode_request(ready.request, room, options);
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
    const cp::http_response from{status_of(q), std::span<const cp::http_header>(list), body(q)};
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
