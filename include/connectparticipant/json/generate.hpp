#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

struct generate_options {
  /// Only values that `validate` accepts; else also values one beyond a bound, unknown enum values
  /// and absent required members.
  bool valid = true;
  /// Code points of the longest text, elements of the longest list, where the model allows more.
  std::int64_t longest_text = 16384;
  std::int64_t longest_list = 8;
};

/// Makes values out of bytes, a fuzzer's or a seeded generator's: every enum value, absence and
/// boundary can be reached, and equal bytes make equal values.
class generator {
 public:
  generator(std::span<const std::byte> bytes, arena& memory,
            const generate_options& options) noexcept
      : bytes_(bytes), memory_(memory), options_(options) {}

  /// `structure` is fresh. False when the arena is exhausted.
  bool structure(const object_rows& rows, void* structure) noexcept {
    for (unsigned i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      const bool may_lack = !row.required || !options_.valid;
      if (may_lack && choose(4) == 0) continue;
      if (rows.content != nullptr && i == rows.content->type_field && choose(2) != 0) {
        *static_cast<std::string_view*>(row.access->emplace(row.at(structure))) =
            rows.content->types[choose(rows.content->count)].media_type;
      } else if (!member(row, row.at(structure))) {
        return false;
      }
    }
    return rows.content == nullptr || !options_.valid || obey(rows, *rows.content, structure);
  }

 private:
  std::uint8_t byte() noexcept {
    if (bytes_.empty()) return 0;
    const auto first = std::to_integer<std::uint8_t>(bytes_.front());
    bytes_ = bytes_.subspan(1);
    return first;
  }
  std::uint32_t choose(std::uint32_t count) noexcept {
    return count <= 256 ? byte() % count
                        : (static_cast<std::uint32_t>(byte()) << 8 | byte()) % count;
  }

  /// Content that its type allows.
  bool obey(const object_rows& rows, const content_rules& rules, void* structure) noexcept {
    const field_row& content_row = rows.fields[rules.content_field];
    const auto* type =
        static_cast<const std::string_view*>(rows.fields[rules.type_field].get(structure));
    if (type == nullptr || content_row.get(structure) == nullptr) return true;
    const std::string_view named = media_type(*type);
    for (std::size_t i = 0; i < rules.count; ++i) {
      const content_type_row& known = rules.types[i];
      if (!equal_any_case(known.media_type, named) || (!known.is_json && known.max_length == 0))
        continue;
      auto& content =
          *static_cast<std::string_view*>(content_row.access->emplace(content_row.at(structure)));
      value_row shorter = *content_row.value;
      if (known.max_length != 0 && shorter.max > known.max_length) shorter.max = known.max_length;
      if (known.is_json) {
        content = json().text;
      } else if (!text(shorter, content, location::body)) {
        return false;
      }
    }
    return true;
  }

  bool member(const field_row& row, void* to) noexcept {
    switch (row.value->type) {
      case kind::list:
      case kind::map: return list(row, to);
      default: return scalar(*row.value, row.access->emplace(to), row.where);
    }
  }

  bool scalar(const value_row& row, void* to, location where = location::body) noexcept {
    switch (row.type) {
      case kind::text: return text(row, *static_cast<std::string_view*>(to), where);
      case kind::integer: *static_cast<std::int64_t*>(to) = integer(row); return true;
      case kind::real:
        *static_cast<double*>(to) =
            static_cast<double>(static_cast<std::int16_t>(choose(65536))) / 64;
        return true;
      case kind::json: *static_cast<json_text*>(to) = json(); return true;
      case kind::boolean: *static_cast<bool*>(to) = choose(2) != 0; return true;
      case kind::enumeration: return enumeration(row, *static_cast<enum_value*>(to));
      case kind::structure: return structure(*row.object, to);
      case kind::list:
      case kind::map: break;
    }
    return true;
  }

  /// A number between the bounds, mostly at one of them; without bounds, of either sign and any
  /// size.
  std::int64_t integer(const value_row& row) noexcept {
    const std::int64_t low = row.has_min ? row.min : INT64_MIN;
    const std::int64_t high = row.has_max ? row.max : INT64_MAX;
    switch (choose(options_.valid ? 6 : 8)) {
      case 0: return low;
      case 1: return high;
      case 2: return low + 1;
      case 3: return high - 1;
      case 4: return low > 0 ? low : 0;
      case 6: return low == INT64_MIN ? low : low - 1;
      case 7: return high == INT64_MAX ? high : high + 1;
      default: break;
    }
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits = bits << 8 | byte();
    const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                     (width == UINT64_MAX ? bits : bits % (width + 1)));
  }

  json_text json() noexcept {
    static constexpr std::array<std::string_view, 8> samples = {
        "{}",
        "[]",
        "\"\"",
        "0",
        "-1.5e3",
        "true",
        R"({"a":[1,{"b":"\u00e9"}],"c":"\\\""})",
        "[[],{},[null,false]]"};
    return {samples[choose(samples.size())]};
  }

  std::int64_t length(const value_row& row, std::int64_t longest, std::int64_t usual) noexcept {
    const std::int64_t low = row.has_min ? row.min : 0;
    std::int64_t high = row.has_max && row.max < longest ? row.max : longest;
    if (high < low) high = low;
    switch (choose(options_.valid ? 16 : 18)) {
      case 0: return low;
      case 1: return high;
      case 2: return low < high ? low + 1 : low;
      case 3: return high > low ? high - 1 : high;
      case 16: return low > 0 ? low - 1 : low;
      case 17: return high + 1;
      default: break;
    }
    const std::int64_t width = high - low < usual ? high - low : usual;
    return low + static_cast<std::int64_t>(choose(static_cast<std::uint32_t>(width + 1)));
  }

  bool text(const value_row& row, std::string_view& to, location where,
            bool plain = false) noexcept {
    const auto count = static_cast<std::size_t>(length(row, options_.longest_text, 40));
    char* const room = memory_.allocate_text(count * 4 + 36);
    if (room == nullptr) return false;
    char* end = room;
    plain = plain || where == location::header || row.pattern != nullptr;
    const std::uint32_t alphabet = plain ? 0 : choose(6);
    for (std::size_t i = 0; i < count; ++i) end += encode_utf8(character(alphabet, i), end);
    to = {room, static_cast<std::size_t>(end - room)};
    // A label that is "." or ".." would not survive an HTTP stack.
    if (where == location::label && options_.valid && (to == "." || to == "..")) *room = 'x';
    if (row.pattern != nullptr && !row.pattern->matches(to) && options_.valid)
      to = identifier(room);
    return true;
  }

  /// The shape of a GUID, the only pattern of the model that letters and digits do not match.
  std::string_view identifier(char* room) noexcept {
    for (std::size_t i = 0; i < 36; ++i)
      room[i] = i == 8 || i == 13 || i == 18 || i == 23 ? '-' : "0123456789abcdef"[choose(16)];
    return {room, 36};
  }

  char32_t character(std::uint32_t alphabet, std::size_t i) noexcept {
    static constexpr std::array<char32_t, 16> hard = {
        0x00,  0x1F,  U'"',   U'\\',  U'/',   U'\n',  0x7F,    0x80,
        0x7FF, 0x800, 0x2028, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    // Long texts repeat, so that few bytes make them.
    const std::uint32_t pick = bytes_.empty() ? static_cast<std::uint8_t>(i * 7) : byte();
    switch (alphabet) {
      case 1: return pick % 128;
      case 2: return hard[pick % hard.size()];
      case 3: return pick % 12 < 5 ? (pick % 2 != 0 ? U'"' : U'\\') : U'a' + pick % 26;
      case 4: return 0x80 + pick * 5;
      case 5: return 0x1F600 + pick % 64;
      default:
        return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[pick % 62] & 0x7F;
    }
  }

  bool enumeration(const value_row& row, enum_value& to) noexcept {
    const std::uint32_t known = options_.valid ? row.values->modelled : row.values->count;
    const std::uint32_t pick = choose(known + (options_.valid ? 0 : 1));
    to = {};
    to.known = static_cast<std::uint8_t>(pick < known ? pick + 1 : 0);
    if (to.known != 0) return true;
    std::string_view unknown;
    static constexpr value_row any{
        .name = "", .has_min = true, .has_max = true, .min = 1, .max = 32};
    if (!text(any, unknown, location::body)) return false;
    to.assign(*row.values, unknown);
    return true;
  }

  bool list(const field_row& row, void* to) noexcept {
    const auto count = static_cast<std::size_t>(length(*row.value, options_.longest_list, 3));
    const std::size_t size = row.access->element_size;
    auto* const room =
        static_cast<std::byte*>(memory_.allocate(count * size, row.access->element_alignment));
    if (room == nullptr) return false;
    for (std::size_t i = 0; i < count; ++i) {
      void* const element = room + i * size;
      row.access->construct(element);
      if (row.value->type == kind::map) {
        auto& entry = *static_cast<map_entry*>(element);
        if (!text(*row.value->key, entry.key, location::body, true) ||
            !text(*row.value->element, entry.value, location::body))
          return false;
        // Keys differ, so that a round trip keeps every entry.
        if (!entry.key.empty()) {
          const_cast<char&>(entry.key.front()) = static_cast<char>('A' + i % 26);
        } else if (i != 0) {
          entry.key = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ").substr(i % 26, 1);
        }
      } else if (!scalar(*row.value->element, element)) {
        return false;
      }
    }
    row.access->assign(to, {room, count});
    return true;
  }

  std::span<const std::byte> bytes_;
  arena& memory_;
  const generate_options& options_;
};

/// A value of a described structure, which borrows from `memory`. Error: `arena_exhausted`.
template <described T>
result<T> generate(std::span<const std::byte> bytes, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                   const generate_options& options = {}) noexcept {
  T value;
  if (!generator(bytes, memory, options).structure(table<T>::rows, &value))
    return error(errc::arena_exhausted);
  return value;
}

}  // namespace connectparticipant::inline v1
