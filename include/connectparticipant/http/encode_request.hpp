#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/uuid.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/percent.hpp>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/operation/operation.hpp>

namespace connectparticipant::inline v1 {

/// Where a ClientToken comes from when a request has none. Called at most once a request.
class client_token_source {
 public:
  /// None: an absent token stays absent.
  constexpr client_token_source() = default;
  /// This text, which must outlive the call.
  constexpr client_token_source(std::string_view token) noexcept : fixed_(token) {}
  constexpr client_token_source(const char* token) noexcept : fixed_(token) {}
  client_token_source(const std::string& token) noexcept : fixed_(token) {}
  client_token_source(std::string&& token) = delete;  // it would end before the call
  /// A version 4 UUID from 16 octets of the caller's entropy: a function, or an object that
  /// outlives the call.
  constexpr client_token_source(std::array<std::uint8_t, 16> (*entropy)()) noexcept
      : function_(entropy) {}
  template <class F>
  requires std::is_object_v<F> &&
      std::is_invocable_r_v<std::array<std::uint8_t, 16>, F&> constexpr client_token_source(
          F& entropy) noexcept
      : context_(const_cast<std::remove_cv_t<F>*>(&entropy)), draw_([](void* context) {
          return std::array<std::uint8_t, 16>((*static_cast<F*>(context))());
        }) {}

  constexpr explicit operator bool() const noexcept {
    return draw_ != nullptr || function_ != nullptr || !fixed_.empty();
  }
  /// The token; it lies in `room` where it is a UUID.
  std::string_view make(std::array<char, 36>& room) const {
    if (draw_ == nullptr && function_ == nullptr) return fixed_;
    room = make_uuid(draw_ != nullptr ? draw_(context_) : function_());
    return {room.data(), room.size()};
  }

 private:
  std::string_view fixed_{};
  void* context_ = nullptr;
  std::array<std::uint8_t, 16> (*draw_)(void*) = nullptr;
  std::array<std::uint8_t, 16> (*function_)() = nullptr;
};

struct encode_options {
  /// What is checked first; `std::nullopt` for nothing but what no request can do without: a token
  /// that may stand in a header, a label that HTTP stacks keep, UTF-8.
  std::optional<checks> validate = checks{};
  client_token_source client_token{};
  /// The path of a custom endpoint, put in front of the operation's: "/base" or "/base/". Escaped
  /// where it must be: other characters than a path's (RFC 3986) are `invalid_endpoint`.
  std::string_view base_path{};
};

namespace encode_internal {

/// Whether a text of the request lies in the memory that is to be written: it would be overwritten
/// before it is read.
inline bool lies_in(const object_rows& rows, const void* request,
                    std::span<const char> memory) noexcept {
  const auto first = reinterpret_cast<std::uintptr_t>(memory.data());
  const auto inside = [&](std::string_view text) {
    const auto start = reinterpret_cast<std::uintptr_t>(text.data());
    return start - first < memory.size() || first - start < text.size();
  };
  for (unsigned i = 0; i < rows.count; ++i) {
    const field_row& row = rows.fields[i];
    const void* const value = row.get(request);
    if (value == nullptr) continue;
    if (row.type == kind::text && inside(*static_cast<const std::string_view*>(value))) return true;
    if (row.type == kind::structure && lies_in(*row.value->object, value, memory)) return true;
    if (row.type != kind::list || row.value->element->type != kind::text) continue;
    const list_view items = row.access->elements(value);
    for (std::size_t k = 0; k < items.size; ++k)
      if (inside(static_cast<const std::string_view*>(items.data)[k])) return true;
  }
  return false;
}

/// RFC 3986, section 3.3: anything else could end the target, or the line.
inline constexpr charset path_characters{"09azAZ", "-._~%!$&'()*+,;=:@/"};

/// The absent idempotency token of a request, or null.
inline void* absent_client_token(const object_rows& rows, void* request) noexcept {
  for (unsigned i = 0; i < rows.count; ++i)
    if (rows.fields[i].idempotency_token && rows.fields[i].get(request) == nullptr)
      return rows.fields[i].at(request);
  return nullptr;
}

/// A request with its ClientToken, drawn once however often it is encoded.
template <class T>
struct filled {
  filled(const T& original, const client_token_source& source) : request(original) {
    if (!source) return;
    if (void* token = absent_client_token(table<T>::rows, &request))
      *static_cast<std::optional<std::string_view>*>(token) = source.make(room);
  }
  filled(const filled&) = delete;
  filled& operator=(const filled&) = delete;

  T request;
  std::array<char, 36> room{};
};

/// The text of the member at a location that has at most one, with its path.
struct located {
  const std::string_view* text = nullptr;
  path where;
};
inline located find_located(const object_rows& rows, const void* request, location where) noexcept {
  located found{nullptr, path(&rows)};
  for (unsigned i = 0; i < rows.count; ++i) {
    if (rows.fields[i].where != where) continue;
    found.text = static_cast<const std::string_view*>(rows.fields[i].get(request));
    found.where.push_field(i);
    break;
  }
  return found;
}

/// A piece of the memory written to.
class piece {
 public:
  explicit piece(const output& out) noexcept : out_(out), start_(out.size()) {}
  std::string_view text() const noexcept { return out_.text().substr(start_); }

 private:
  const output& out_;
  std::size_t start_;
};

inline result<http_request> encode(const operation_row& operation, const void* request,
                                   std::span<char> memory, const encode_options& options) {
  const object_rows& rows = *operation.request;
  if (lies_in(rows, request, memory)) return error(errc::invalid_argument);
  if (options.validate) {
    if (const error broken = first_violation(rows, request, *options.validate)) return broken;
  }
  const located token = find_located(rows, request, location::header);
  if (token.text == nullptr) return error(errc::required, 0, token.where);
  if (!is_header_value(*token.text)) return error(errc::header_value, 0, token.where);

  output out(memory);
  http_request encoded;
  encoded.method = operation.method;
  encoded.target = operation.path;

  std::string_view base = options.base_path;
  while (base.ends_with('/')) base.remove_suffix(1);
  if (!path_characters.all_of(base)) return error(errc::invalid_endpoint);
  const std::size_t brace = operation.path.find('{');
  if (!base.empty() || brace != std::string_view::npos) {
    const piece target(out);
    if (!base.starts_with('/') && !base.empty()) out.put('/');
    out.put(base);
    out.put(operation.path.substr(0, brace));
    if (brace != std::string_view::npos) {
      const located label = find_located(rows, request, location::label);
      if (label.text == nullptr) return error(errc::required, 0, label.where);
      if (label.text->empty() || *label.text == "." || *label.text == "..")
        return error(errc::invalid_label, 0, label.where);
      if (!is_utf8(*label.text)) return error(errc::utf8, 0, label.where);
      write_percent_encoded(out, *label.text);
    }
    if (out.complete()) encoded.target = target.text();
  }

  const piece bearer(out);
  out.put(*token.text);
  if (out.complete()) encoded.headers.push_back({token_header, bearer.text()});

  if (operation.method == "POST") {
    encoded.headers.push_back({"Content-Type", json_media_type});
    const piece body(out);
    if (const error failure = structure_writer(out, rows).write(rows, request)) return failure;
    if (out.complete()) encoded.body = body.text();
  }
  if (!out.complete()) return error(errc::buffer_too_small, out.size());
  return encoded;
}

}  // namespace encode_internal

/// Encodes a request into `memory`. The result lives there and in static storage: it needs the
/// request no longer, and stays valid for retries until `memory` changes. Errors: a broken
/// constraint with its path; `invalid_argument` where a text of the request lies in `memory`;
/// `header_value` or `required` for the token; `invalid_label`; `utf8`;
/// `buffer_too_small`, whose offset is the size needed.
template <operation_request T>
result<http_request> encode_request(const T& request,
                                    std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                    const encode_options& options = {}) {
  const encode_internal::filled<T> ready(request, options.client_token);
  return encode_internal::encode(operation_of<T>::type::row, &ready.request, memory, options);
}

/// As above, into a string that grows as needed; its former content is lost.
template <operation_request T>
result<http_request> encode_request(const T& request,
                                    std::string& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                    const encode_options& options = {}) {
  const encode_internal::filled<T> ready(request, options.client_token);
  return write_growing(memory, [&](std::span<char> room) {
    return encode_internal::encode(operation_of<T>::type::row, &ready.request, room, options);
  });
}

}  // namespace connectparticipant::inline v1
