#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/path.hpp>

namespace connectparticipant::inline v1 {

/// What a failure calls for: more bytes, another document, another value, more memory, or a look at
/// one's own code. The group of a code never changes.
enum class error_group : std::uint8_t {
  none,
  more_input,  ///< not an end: call again with more bytes
  syntax,      ///< the text is no JSON (RFC 8259)
  shape,       ///< JSON, but not of the described shape
  constraint,  ///< a constraint of the service model is broken
  limit,       ///< a limit of ours, or the memory given, is used up
  websocket,   ///< RFC 6455 is broken by the peer
  misuse,      ///< the caller asked for something that cannot be sent
  peer,        ///< the peer's message cannot be served or understood
};

/// Stable codes: the high byte is the group, values are never reused.
enum class errc : std::uint16_t {
  none = 0,

  incomplete = 0x0100,

  unexpected_end = 0x0200,
  unexpected_character,
  invalid_literal,
  invalid_number,
  invalid_escape,
  control_character,
  invalid_utf8,
  byte_order_mark,
  trailing_content,

  wrong_type = 0x0300,
  not_an_integer,
  integer_out_of_range,
  number_out_of_range,
  null_element,
  duplicate_member,
  lone_surrogate,

  required = 0x0400,
  min_length,
  max_length,
  min_items,
  max_items,
  min_value,
  max_value,
  pattern,
  enumeration,
  content_length,
  content_type,
  json,
  utf8,
  header_value,

  document_too_large = 0x0500,
  too_deep,
  too_many_items,
  arena_exhausted,
  buffer_too_small,
  message_too_large,

  reserved_bits = 0x0600,
  reserved_opcode,
  fragmented_control,
  control_too_long,
  unexpected_continuation,
  expected_continuation,
  missing_mask,
  unexpected_mask,
  length_not_minimal,
  length_out_of_range,
  text_not_utf8,
  invalid_close_payload,
  invalid_close_code,
  data_after_close,
  invalid_handshake,

  invalid_label = 0x0700,
  invalid_endpoint,
  invalid_argument,
  wrong_state,

  unknown_operation = 0x0800,
  method_not_allowed,
  unsupported_media_type,
  not_acceptable,
  invalid_target,
  unexpected_frame,
  url_expired,
  upload_refused,
  download_refused,
  no_response,
};

constexpr error_group group_of(errc code) noexcept {
  return static_cast<error_group>(static_cast<std::uint16_t>(code) >> 8);
}

/// The enumerator's name; for the codes of `error_group::constraint` it is the name of the rule.
constexpr std::string_view to_string(errc code) noexcept {
  switch (code) {
    case errc::none: return "none";
    case errc::incomplete: return "incomplete";
    case errc::unexpected_end: return "unexpected_end";
    case errc::unexpected_character: return "unexpected_character";
    case errc::invalid_literal: return "invalid_literal";
    case errc::invalid_number: return "invalid_number";
    case errc::invalid_escape: return "invalid_escape";
    case errc::control_character: return "control_character";
    case errc::invalid_utf8: return "invalid_utf8";
    case errc::byte_order_mark: return "byte_order_mark";
    case errc::trailing_content: return "trailing_content";
    case errc::wrong_type: return "wrong_type";
    case errc::not_an_integer: return "not_an_integer";
    case errc::integer_out_of_range: return "integer_out_of_range";
    case errc::number_out_of_range: return "number_out_of_range";
    case errc::null_element: return "null_element";
    case errc::duplicate_member: return "duplicate_member";
    case errc::lone_surrogate: return "lone_surrogate";
    case errc::required: return "required";
    case errc::min_length: return "min_length";
    case errc::max_length: return "max_length";
    case errc::min_items: return "min_items";
    case errc::max_items: return "max_items";
    case errc::min_value: return "min_value";
    case errc::max_value: return "max_value";
    case errc::pattern: return "pattern";
    case errc::enumeration: return "enum";
    case errc::content_length: return "content_length";
    case errc::content_type: return "content_type";
    case errc::json: return "json";
    case errc::utf8: return "utf8";
    case errc::header_value: return "header_value";
    case errc::document_too_large: return "document_too_large";
    case errc::too_deep: return "too_deep";
    case errc::too_many_items: return "too_many_items";
    case errc::arena_exhausted: return "arena_exhausted";
    case errc::buffer_too_small: return "buffer_too_small";
    case errc::message_too_large: return "message_too_large";
    case errc::reserved_bits: return "reserved_bits";
    case errc::reserved_opcode: return "reserved_opcode";
    case errc::fragmented_control: return "fragmented_control";
    case errc::control_too_long: return "control_too_long";
    case errc::unexpected_continuation: return "unexpected_continuation";
    case errc::expected_continuation: return "expected_continuation";
    case errc::missing_mask: return "missing_mask";
    case errc::unexpected_mask: return "unexpected_mask";
    case errc::length_not_minimal: return "length_not_minimal";
    case errc::length_out_of_range: return "length_out_of_range";
    case errc::text_not_utf8: return "text_not_utf8";
    case errc::invalid_close_payload: return "invalid_close_payload";
    case errc::invalid_close_code: return "invalid_close_code";
    case errc::data_after_close: return "data_after_close";
    case errc::invalid_handshake: return "invalid_handshake";
    case errc::invalid_label: return "invalid_label";
    case errc::invalid_endpoint: return "invalid_endpoint";
    case errc::invalid_argument: return "invalid_argument";
    case errc::wrong_state: return "wrong_state";
    case errc::unknown_operation: return "unknown_operation";
    case errc::method_not_allowed: return "method_not_allowed";
    case errc::unsupported_media_type: return "unsupported_media_type";
    case errc::not_acceptable: return "not_acceptable";
    case errc::invalid_target: return "invalid_target";
    case errc::unexpected_frame: return "unexpected_frame";
    case errc::url_expired: return "url_expired";
    case errc::upload_refused: return "upload_refused";
    case errc::download_refused: return "download_refused";
    case errc::no_response: return "no_response";
  }
  return "unknown";
}

/// A failure: what, where in the input, and at which member. One cache line, trivially copyable,
/// owns what it needs and never holds text of a value. `shape/path_text.hpp` writes the path.
struct error {
  path where;                ///< the member; empty for the whole document
  std::uint32_t offset = 0;  ///< byte in the input; 0 where there is no input
  errc code = errc::none;

  constexpr error() = default;
  constexpr explicit error(errc what, std::size_t at = 0, const path& member = {}) noexcept
      : where(member), offset(static_cast<std::uint32_t>(at)), code(what) {}

  constexpr error_group group() const noexcept { return group_of(code); }
  /// True for a failure.
  constexpr explicit operator bool() const noexcept { return code != errc::none; }
  friend constexpr bool operator==(const error&, const error&) = default;
};

}  // namespace connectparticipant::inline v1
