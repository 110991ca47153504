#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/shape/name_index.hpp>
#include <connectparticipant/shape/open_enum.hpp>

namespace connectparticipant::inline v1 {

/// What a value is on the wire, and so how a walker reaches it in memory.
enum class kind : std::uint8_t {
  text,         ///< std::string_view
  integer,      ///< std::int64_t, both integer types of the model
  real,         ///< double
  boolean,      ///< bool
  enumeration,  ///< open_enum<E>
  json,         ///< json_text: any value, as its text
  structure,    ///< a described structure
  list,         ///< contiguous elements
  map,          ///< contiguous `map_entry`s
};

enum class location : std::uint8_t { body, header, label };

/// Who may see a value in logs, errors and printed text.
enum class privacy : std::uint8_t {
  open,
  personal,  ///< message text and names: on request only
  secret,    ///< tokens and signed URLs: never
};

/// One entry of a map from text to text.
struct map_entry {
  std::string_view key;
  std::string_view value;
  friend constexpr bool operator==(const map_entry&, const map_entry&) = default;
};

/// A regular expression of the model, as the model writes it, and the function that stands for it.
/// A text matches as a whole.
struct pattern_row {
  std::string_view expression;
  bool (*matches)(std::string_view text) noexcept;
};

struct object_rows;

/// A shape of the service model that is no structure: its kind and its constraints.
struct value_row {
  std::string_view name;  ///< of the shape in the model
  kind type = kind::text;
  privacy visible_to = privacy::open;
  bool has_min = false;
  bool has_max = false;
  std::int64_t min = 0;  ///< code points of a text, elements of a list, or the value of a number
  std::int64_t max = 0;
  const pattern_row* pattern = nullptr;
  const enum_rows* values = nullptr;    ///< of an enumeration
  const object_rows* object = nullptr;  ///< of a structure
  const value_row* element = nullptr;   ///< of a list; the value of a map
  const value_row* key = nullptr;       ///< of a map
};

/// The elements of a list or map, without their type.
struct list_view {
  const void* data = nullptr;
  std::size_t size = 0;
};

/// How the walkers reach a member of one C++ type. Every member can be absent.
struct member_access {
  /// The value (of a list: its `inline_list` or span), or null when absent.
  const void* (*get)(const void* member) noexcept;
  /// Makes the member present and empty, and gives its value.
  void* (*emplace)(void* member) noexcept;
  void (*reset)(void* member) noexcept;

  // Lists and maps alone.
  list_view (*elements)(const void* member) noexcept;
  void (*assign)(void* member, list_view elements) noexcept;
  void (*construct)(void* element) noexcept;
  std::uint32_t element_size;
  std::uint32_t element_alignment;
};

/// One member of a structure.
struct field_row {
  std::string_view name;  ///< on the wire
  const value_row* value = nullptr;
  const member_access* access = nullptr;
  std::uint32_t offset = 0;  ///< bytes from the start of the structure
  location where = location::body;
  bool required = false;
  bool idempotency_token = false;
  bool any_case = false;   ///< the name is compared without regard to letter case
  bool embedded = false;   ///< of kind json: a string there holds a document
  bool modelled = true;    ///< false: seen on the wire, not in the service model
  kind type = kind::text;  ///< of `value`
  quoted_name quoted{};    ///< of `name`

  /// Whether a document can hold the member under its exact name.
  constexpr bool indexed() const noexcept { return where == location::body && !any_case; }

  const void* at(const void* structure) const noexcept {
    return static_cast<const std::byte*>(structure) + offset;
  }
  void* at(void* structure) const noexcept { return static_cast<std::byte*>(structure) + offset; }
  /// The value in a structure, or null when absent.
  const void* get(const void* structure) const noexcept { return access->get(at(structure)); }
};

/// What one media type asks of the content that it names.
struct content_type_row {
  std::string_view media_type;  ///< in lower case, without parameters
  std::int64_t max_length = 0;  ///< code points; 0 for none but the model's
  bool is_json = false;         ///< the content must be JSON
  bool maintained = true;       ///< false: the service no longer acts on it
};

/// A structure whose content obeys the media type beside it.
struct content_rules {
  std::uint8_t type_field;     ///< number of the field that holds the media type
  std::uint8_t content_field;  ///< number of the field that holds the content
  const content_type_row* types;
  std::uint8_t count;
};

/// A structure: its members in the order in which they are written.
struct object_rows {
  std::string_view name;
  const field_row* fields;
  std::uint8_t count;
  std::uint32_t size;  ///< of the structure, in bytes
  void (*construct)(void* at) noexcept;
  const content_rules* content;  ///< null for most
  name_index names;              ///< of `fields`: made anew with other fields
  bool any_case;                 ///< whether a field has the mark
};

}  // namespace connectparticipant::inline v1
