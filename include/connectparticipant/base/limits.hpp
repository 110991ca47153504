#pragma once

#include <cstddef>
#include <cstdint>

namespace connectparticipant::inline v1 {

/// Every size that a peer could grow. A document over a limit is refused with a code of
/// `error_group::limit` before memory is taken for it.
struct limits {
  /// Bytes of one JSON document. A page of 100 items of 16,384 characters each fits, if few
  /// of them are escaped. A
  /// `simdjson_reader` reserves 4 bytes of index for each byte of this; untouched pages cost
  /// nothing.
  std::uint32_t document_bytes = 8u << 20;
  /// Nested objects and arrays, the outermost counted; `max_depth` at the most.
  std::uint32_t depth = 64;
  /// Elements of all lists of one document: three octets of text can take hundreds of memory.
  std::uint32_t list_items = 10'000;
  /// Entries of all maps of one document, the dropped ones included.
  std::uint32_t map_entries = 256;

  static constexpr std::uint32_t max_depth = 1024;
  /// `depth`, held to what there is room for.
  constexpr std::uint32_t deepest() const noexcept { return depth < max_depth ? depth : max_depth; }
};

/// What a websocket peer could grow (RFC 6455, section 10.4). Checked against the lengths that a
/// peer announces, before an octet of them is kept; over a limit close code 1009 is due.
struct websocket_limits {
  /// Octets of payload in one data frame. A chat item with 16,384 characters of content fits,
  /// however they are escaped.
  std::uint32_t frame_bytes = 1u << 20;
  /// Octets of one message, all its fragments together.
  std::uint32_t message_bytes = 1u << 20;
  /// Octets of an opening handshake's head: start line, header fields and the empty line; interim
  /// responses count along. A signed URL in the target takes some 2,000.
  std::uint32_t head_bytes = 16u << 10;
};

}  // namespace connectparticipant::inline v1
