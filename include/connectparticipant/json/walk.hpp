#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/json/find_field.hpp>
#include <connectparticipant/json/growing_list.hpp>
#include <connectparticipant/json/nesting.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/real.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Reads one document of a described structure. Strict in its grammar, whatever the policy: every
/// octet is checked. `Cursor` knows tokens:
///   bool ends_with_brace()                whether the last token is a closing brace
///   char peek()                           the next token's first octet; there must be one
///   bool at_end()                         whether there is none
///   void advance()                        past a token of one octet that cannot be the last
///   void leave()                          past a bracket that may be
///   bool string(string_view& raw, bool& escaped)   past a string; its inside
///   bool number(string_view& token, bool& integer)
///   bool literal(string_view word)
///   bool take_name(const quoted_name&)    past that name and its colon, if they come next as such
///   const char* at()                      the next token's start; there must be one
///   const char* end()                     the text's end
///   void move_to(const Cursor&)           to where a copy is
template <class Cursor>
class walk {
 public:
  walk(Cursor& in, arena& memory, const policy& rules, const limits& bounds) noexcept
      : in_(in), memory_(memory), rules_(rules), bounds_(bounds) {}

  /// `to` is a fresh structure that `rows` describe. False for any failure: `diagnose` finds the
  /// first one in document order, so that the walk need not keep track.
  bool document(const object_rows& rows, void* to) noexcept {
    // The last token can only be passed as an object's end, so only there the end is looked for.
    return in_.ends_with_brace() && in_.peek() == '{' && object(rows, to) && in_.at_end();
  }

 private:
  static constexpr unsigned failed = 256;

  bool object(const object_rows& rows, void* to, successors* learnt = nullptr) noexcept {
    if (++depth_ > bounds_.deepest()) return false;
    in_.advance();
    if (in_.peek() == '}') return leave();
    std::uint64_t seen = 0;
    unsigned place = 0;  // behind the latest known member
    // A copy, which stays in registers from one text to the next; whatever else reads goes by
    // `in_`.
    Cursor in = in_;
    for (;;) {
      // A name that comes where it is expected is verified, not looked up.
      unsigned number = learnt != nullptr ? learnt->numbers[place] : place;
      if (!expected(in, rows, number)) {
        // Mostly a few members are absent, and the next comes in the order of the rows.
        const unsigned most = place + 3;
        for (number = place; number != most && !expected(in, rows, number);) ++number;
        if (number == most) {
          in_.move_to(in);
          number = name(rows);
          if (number == failed) return false;
          in.move_to(in_);
        }
        if (learnt != nullptr && number != name_index::none)
          learnt->numbers[place] = static_cast<std::uint8_t>(number);
      }
      if (number == name_index::none) {
        in_.move_to(in);
        if (!skip()) return false;
        in.move_to(in_);
      } else {
        const field_row& row = rows.fields[number];
        place = number + 1;
        if (!rules_.allow_duplicate_members) {
          if ((seen >> number & 1) != 0) return false;
          seen |= std::uint64_t{1} << number;
        }
        if ((row.type == kind::text || row.type == kind::enumeration) && in.peek() == '"') {
          std::string_view value;
          bool escaped = false;
          if (!in.string(value, escaped)) return false;
          if (escaped) {
            value = unescaped(value);
            if (value.data() == nullptr) return false;
          }
          if (row.type == kind::text) {
            static_cast<std::optional<std::string_view>*>(row.at(to))->emplace(value);
          } else {
            static_cast<enum_value*>(row.access->emplace(row.at(to)))
                ->assign(*row.value->values, value);
          }
        } else {
          in_.move_to(in);
          if (!member(row, row.at(to))) return false;
          in.move_to(in_);
        }
      }
      const char next = in.peek();
      if (next == ',') {
        in.advance();
      } else if (next == '}') {
        in_.move_to(in);
        return leave();
      } else {
        return false;
      }
    }
  }

  /// Past that member's name and colon, if they come next.
  CONNECTPARTICIPANT_INLINED static bool expected(Cursor& in, const object_rows& rows,
                                                  unsigned number) noexcept {
    return number < rows.count && rows.fields[number].where == location::body &&
           in.take_name(rows.fields[number].quoted);
  }

  /// Past the end of an object or a map.
  bool leave() noexcept {
    in_.leave();
    return --depth_ == 0 || !in_.at_end();
  }

  /// Past a member's name and colon.
  CONNECTPARTICIPANT_OUT_OF_LINE unsigned name(const object_rows& rows) noexcept {
    std::string_view raw;
    bool escaped = false;
    if (in_.peek() != '"' || !in_.string(raw, escaped)) return failed;
    unsigned number = name_index::none;
    if (escaped) {
      if (!escaped_name(rows, raw, number)) return failed;
    } else {
      number = find_field(rows, raw);
    }
    return colon() ? number : failed;
  }

  bool escaped_name(const object_rows& rows, std::string_view raw,
                    unsigned& number) const noexcept {
    // No known name is longer than this, so a longer one is only checked.
    std::array<char, quoted_name::longest * 6> room;
    char* end = room.data();
    const bool fits = raw.size() <= room.size();
    if (!accept(fits ? unescape(raw, end) : check_escapes(raw))) return false;
    number = fits ? find_field(rows, {room.data(), static_cast<std::size_t>(end - room.data())})
                  : name_index::none;
    return true;
  }

  bool colon() noexcept {
    if (in_.peek() != ':') return false;
    in_.advance();
    return true;
  }

  bool accept(escapes found) const noexcept {
    return found == escapes::valid ||
           (found == escapes::lone_surrogate && rules_.replace_lone_surrogates);
  }

  /// A value that is no string in the place of one, or that is of another kind.
  bool member(const field_row& row, void* to) noexcept {
    const char next = in_.peek();
    if (next == 'n') {
      row.access->reset(to);
      return in_.literal("null");
    }
    switch (row.type) {
      case kind::text:
      case kind::enumeration: break;  // a string there is read by `object` itself
      case kind::integer:
        if (next == '-' || digits(next)) return integer(row, to);
        break;
      case kind::real:
        if (next == '-' || digits(next)) return real(row, to);
        break;
      case kind::json: {
        json_text& value = static_cast<std::optional<json_text>*>(to)->emplace();
        return row.embedded && next == '"' ? embedded(value) : json(value);
      }
      case kind::boolean:
        if (next == 't' || next == 'f')
          return boolean(static_cast<std::optional<bool>*>(to)->emplace());
        break;
      case kind::structure:
        if (next == '{') return object(*row.value->object, row.access->emplace(to));
        break;
      case kind::list:
        if (next == '[') return list(row, to);
        break;
      case kind::map:
        if (next == '{') return map(row, to);
        break;
    }
    return wrong_type(row, to);
  }

  bool wrong_type(const field_row& row, void* to) noexcept {
    if (!rules_.drop_wrong_types) return false;
    row.access->reset(to);
    return skip();
  }

  bool text(std::string_view& value) noexcept {
    bool escaped = false;
    return in_.string(value, escaped) && (!escaped || unescape_into_arena(value));
  }

  CONNECTPARTICIPANT_OUT_OF_LINE std::string_view unescaped(std::string_view raw) noexcept {
    return unescape_into_arena(raw) ? raw : std::string_view();
  }

  bool unescape_into_arena(std::string_view& value) noexcept {
    char* const start = memory_.allocate_text(value.size());
    if (start == nullptr) return false;
    char* end = start;
    if (!accept(unescape(value, end))) return false;
    value = {start, static_cast<std::size_t>(end - start)};
    return true;
  }

  bool integer(const field_row& row, void* to) noexcept {
    std::string_view token;
    bool is_integer = false;
    if (!in_.number(token, is_integer)) return false;
    auto& value = *static_cast<std::optional<std::int64_t>*>(to);
    if (is_integer && read_integer(token, value.emplace())) return true;
    row.access->reset(to);
    return rules_.drop_wrong_types;
  }

  bool real(const field_row& row, void* to) noexcept {
    std::string_view token;
    bool is_integer = false;
    if (!in_.number(token, is_integer)) return false;
    if (read_real(token, static_cast<std::optional<double>*>(to)->emplace())) return true;
    row.access->reset(to);
    return rules_.drop_wrong_types;
  }

  bool json(json_text& value) noexcept {
    const char* const start = in_.at();
    if (!skip()) return false;
    const char* end = in_.at();
    while (is_json_whitespace(end[-1])) --end;
    value.text = {start, static_cast<std::size_t>(end - start)};
    return true;
  }

  /// A string that holds a document: unescaped at once, which checks it too.
  bool embedded(json_text& value) noexcept {
    bool escaped = false;
    if (!in_.string(value.document, escaped)) return false;
    value.text = {value.document.data() - 1, value.document.size() + 2};
    return !escaped || unescape_into_arena(value.document);
  }

  bool boolean(bool& value) noexcept {
    value = in_.peek() == 't';
    return in_.literal(value ? std::string_view("true") : std::string_view("false"));
  }

  bool enumeration(const value_row& row, enum_value& value) noexcept {
    std::string_view spelling;
    if (!text(spelling)) return false;
    value.assign(*row.values, spelling);
    return true;
  }

  bool list(const field_row& row, void* to) noexcept {
    const value_row& element = *row.value->element;
    if (++depth_ > bounds_.deepest()) return false;
    in_.advance();
    growing_list items(memory_, *row.access, depth_ == 2 ? likely_items() : 2);
    const char* const start = in_.at();
    successors learnt;
    if (in_.peek() == ']') {
      in_.advance();
    } else {
      for (;;) {
        if (in_.peek() == 'n') {
          if (!rules_.drop_null_elements || !in_.literal("null")) return false;
        } else {
          if (items_++ == bounds_.list_items) return false;
          if (rules_.drop_wrong_types && in_.peek() != opening(element)) {
            if (!skip()) return false;
          } else {
            if (depth_ == 2 && items.full() && items.size() != 0)
              items.expect(likely_items(start, items.size()));
            void* const slot = items.append();
            if (slot == nullptr) return false;
            if (!list_element(element, slot, learnt)) return false;
          }
        }
        const char next = in_.peek();
        if (next != ',' && next != ']') return false;
        in_.advance();
        if (next == ']') break;
      }
    }
    --depth_;
    row.access->assign(to, items.finish());
    return true;
  }

  static char opening(const value_row& element) noexcept {
    return element.type == kind::structure ? '{' : '"';
  }

  /// How many elements the rest of the document may hold, as transcript items mostly are.
  std::size_t likely_items() const noexcept {
    constexpr std::ptrdiff_t usual_item = 400;
    constexpr std::size_t most = 128;
    const auto likely = static_cast<std::size_t>((in_.end() - in_.at()) / usual_item) + 2;
    return likely < most ? likely : most;
  }

  /// The same and some more, from what the first `size` took since `start`.
  std::size_t likely_items(const char* start, std::size_t size) const noexcept {
    const auto taken = static_cast<std::size_t>(in_.at() - start);
    const auto left = static_cast<std::size_t>(in_.end() - in_.at());
    const std::size_t likely = size + left / (taken / size + 1) * 9 / 8 + 1;
    return likely < bounds_.list_items ? likely : bounds_.list_items;
  }

  bool list_element(const value_row& element, void* slot, successors& learnt) noexcept {
    const char next = in_.peek();
    if (element.type == kind::structure && next == '{')
      return object(*element.object, slot, &learnt);
    if (element.type == kind::text && next == '"')
      return text(*static_cast<std::string_view*>(slot));
    if (element.type == kind::enumeration && next == '"')
      return enumeration(element, *static_cast<enum_value*>(slot));
    return false;
  }

  bool map(const field_row& row, void* to) noexcept {
    if (++depth_ > bounds_.deepest()) return false;
    in_.advance();
    growing_list entries(memory_, *row.access, 4);
    if (in_.peek() != '}') {
      for (;;) {
        map_entry entry;
        if (in_.peek() != '"' || !text(entry.key) || !colon()) return false;
        if (entries_++ == bounds_.map_entries) return false;
        if (in_.peek() == 'n') {
          if (!rules_.drop_null_elements || !in_.literal("null")) return false;
          if (map_entry* earlier = find_entry(entries, entry.key)) entries.erase(earlier);
        } else {
          map_entry* slot = find_entry(entries, entry.key);
          if (rules_.drop_wrong_types && in_.peek() != '"') {
            if (slot != nullptr) entries.erase(slot);
            if (!skip()) return false;
          } else {
            if (in_.peek() != '"' || !text(entry.value)) return false;
            if (slot == nullptr) slot = static_cast<map_entry*>(entries.append());
            if (slot == nullptr) return false;
            *slot = entry;
          }
        }
        const char next = in_.peek();
        if (next == '}') break;
        if (next != ',') return false;
        in_.advance();
      }
    }
    row.access->assign(to, entries.finish());
    return leave();
  }

  /// Past any value, checked but not kept.
  CONNECTPARTICIPANT_OUT_OF_LINE bool skip() noexcept {
    nesting inside;
    for (;;) {
      const char first = in_.peek();
      bool opened = false;
      switch (first) {
        case '{':
        case '[':
          if (depth_ + inside.depth() >= bounds_.deepest()) return false;
          in_.advance();
          if (in_.peek() == (first == '{' ? '}' : ']')) {
            in_.leave();
            if (in_.at_end()) return false;
          } else {
            inside.push(first == '{');
            opened = true;
          }
          break;
        case '"':
          if (!skip_string()) return false;
          break;
        case 't':
          if (!in_.literal("true")) return false;
          break;
        case 'f':
          if (!in_.literal("false")) return false;
          break;
        case 'n':
          if (!in_.literal("null")) return false;
          break;
        default: {
          std::string_view token;
          bool integer = false;
          if (!in_.number(token, integer)) return false;
        }
      }
      if (!opened) {
        for (;;) {
          if (inside.depth() == 0) return true;
          const char next = in_.peek();
          if (next == ',') {
            in_.advance();
            break;
          }
          if (next != (inside.in_object() ? '}' : ']')) return false;
          in_.leave();
          if (in_.at_end()) return false;
          inside.pop();
        }
      }
      if (inside.in_object() && (in_.peek() != '"' || !skip_string() || !colon())) return false;
    }
  }

  bool skip_string() noexcept {
    std::string_view raw;
    bool escaped = false;
    return in_.string(raw, escaped) && (!escaped || accept(check_escapes(raw)));
  }

  static map_entry* find_entry(const growing_list& entries, std::string_view key) noexcept {
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (auto* entry = static_cast<map_entry*>(entries.at(i)); entry->key == key) return entry;
    return nullptr;
  }

  Cursor& in_;
  arena& memory_;
  const policy& rules_;
  const limits& bounds_;
  std::uint32_t depth_ = 0;
  std::uint32_t items_ = 0;
  std::uint32_t entries_ = 0;
};

}  // namespace connectparticipant::inline v1
