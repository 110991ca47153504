#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/path.hpp>
#include <connectparticipant/json/find_field.hpp>
#include <connectparticipant/json/nesting.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/real.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What is refused before a look at the text.
inline error refuse(std::string_view document, const limits& bounds) noexcept {
  if (document.size() > bounds.document_bytes) return error(errc::document_too_large);
  if (document.starts_with(byte_order_mark)) return error(errc::byte_order_mark);
  return error();
}

/// Finds the first error of a document in document order: the first breach of the grammar where
/// there is one, else the first value of a wrong shape. A limit ends the search where it is
/// reached.
class diagnosis {
 public:
  /// With null `rows` the document may be any value.
  diagnosis(std::string_view document, const object_rows* rows, const policy& rules,
            const limits& bounds) noexcept
      : begin_(document.data()),
        at_(begin_),
        end_(begin_ + document.size()),
        rows_(rows),
        rules_(rules),
        bounds_(bounds),
        where_(rows) {}

  error run() noexcept {
    space();
    bool read = false;
    if (rows_ == nullptr) {
      read = skip();
    } else if (peek() == '{') {
      read = object(*rows_);
    } else {
      const char* const start = at_;
      read = skip();
      if (read) wrong(errc::wrong_type, start);
    }
    if (!read) return fatal_;
    space();
    if (at_ != end_) return error(errc::trailing_content, static_cast<std::size_t>(at_ - begin_));
    return shape_;
  }

  /// Keeps the text of the root's member `number`, should it go by before the error.
  void keep(unsigned number) noexcept { kept_number_ = number; }
  /// As it stands in the document, escapes and all; empty where there was none.
  std::string_view kept() const noexcept { return kept_; }

 private:
  char peek() const noexcept { return at_ != end_ ? *at_ : '\0'; }
  void space() noexcept {
    while (at_ != end_ && is_json_whitespace(*at_)) ++at_;
  }

  bool fail(errc code, const char* at) noexcept {
    fatal_ = error(code, static_cast<std::size_t>(at - begin_), where_);
    return false;
  }
  /// At a character that the grammar does not allow here.
  bool unexpected() noexcept {
    return fail(at_ == end_ ? errc::unexpected_end : errc::unexpected_character, at_);
  }
  void wrong(errc code, const char* value) noexcept {
    if (!shape_) shape_ = error(code, static_cast<std::size_t>(value - begin_), where_);
  }

  bool enter(const char* opening) noexcept {
    if (++depth_ > bounds_.deepest()) return fail(errc::too_deep, opening);
    ++at_;
    space();
    return true;
  }
  void leave() noexcept {
    --depth_;
    ++at_;
  }

  /// Behind an element: past a comma (more follows) or the closing bracket (done).
  bool next(char closing, bool& done) noexcept {
    space();
    if (peek() == closing && at_ != end_) {
      leave();
      done = true;
      return true;
    }
    if (peek() != ',') return unexpected();
    ++at_;
    space();
    return true;
  }

  bool object(const object_rows& rows) noexcept {
    if (!enter(at_)) return false;
    if (peek() == '}') {
      leave();
      return true;
    }
    std::uint64_t seen = 0;
    for (bool done = false; !done;) {
      unsigned number = name_index::none;
      if (!name(rows, number)) return false;
      if (number == name_index::none) {
        if (!skip()) return false;
      } else {
        const std::uint8_t mark = where_.size();
        where_.push_field(number);
        if ((seen >> number & 1) != 0 && !rules_.allow_duplicate_members)
          wrong(errc::duplicate_member, at_);
        seen |= std::uint64_t{1} << number;
        const char* const start = at_;
        if (!member(*rows.fields[number].value)) return false;
        if (number == kept_number_ && depth_ == 1 && *start == '"')
          kept_ = {start + 1, static_cast<std::size_t>(at_ - start) - 2};
        where_.truncate(mark);
      }
      if (!next('}', done)) return false;
    }
    return true;
  }

  bool name(const object_rows& rows, unsigned& number) noexcept {
    const char* const start = at_;
    if (!string()) return false;
    std::string_view raw(start + 1, static_cast<std::size_t>(at_ - start) - 2);
    std::array<char, quoted_name::longest * 6> room;
    if (raw.size() <= room.size()) {
      char* end = room.data();
      (void)unescape(raw, end);
      number = find_field(rows, {room.data(), static_cast<std::size_t>(end - room.data())});
    }
    return colon();
  }

  bool colon() noexcept {
    space();
    if (peek() != ':') return unexpected();
    ++at_;
    space();
    return true;
  }

  bool member(const value_row& value) noexcept {
    if (peek() == 'n') return skip();
    return described_value(value);
  }

  bool described_value(const value_row& value) noexcept {
    const char* const start = at_;
    const char first = peek();
    switch (value.type) {
      case kind::structure:
        if (first == '{') return object(*value.object);
        break;
      case kind::list:
        if (first == '[') return list(*value.element);
        break;
      case kind::map:
        if (first == '{') return map(*value.element);
        break;
      case kind::text:
      case kind::enumeration:
        if (first == '"') return string();
        break;
      case kind::json: return skip();
      case kind::real:
        if (first == '-' || digits(first)) return real();
        break;
      case kind::boolean:
        if (first == 't' || first == 'f') return skip();
        break;
      case kind::integer:
        if (first == '-' || digits(first)) return integer();
        break;
    }
    if (!skip()) return false;
    if (!rules_.drop_wrong_types) wrong(errc::wrong_type, start);
    return true;
  }

  bool list(const value_row& element) noexcept {
    if (!enter(at_)) return false;
    if (peek() == ']') {
      leave();
      return true;
    }
    std::size_t index = 0;
    for (bool done = false; !done; ++index) {
      const std::uint8_t mark = where_.size();
      where_.push_index(index);
      if (peek() == 'n') {
        const char* const start = at_;
        if (!skip()) return false;
        if (!rules_.drop_null_elements) wrong(errc::null_element, start);
      } else {
        if (items_++ == bounds_.list_items) return fail(errc::too_many_items, at_);
        if (!described_value(element)) return false;
      }
      where_.truncate(mark);
      if (!next(']', done)) return false;
    }
    return true;
  }

  bool map(const value_row& value) noexcept {
    if (!enter(at_)) return false;
    if (peek() == '}') {
      leave();
      return true;
    }
    for (bool done = false; !done;) {
      const char* const key = at_;
      if (!string()) return false;
      const std::uint8_t mark = where_.size();
      push_key({key + 1, static_cast<std::size_t>(at_ - key) - 2});
      if (!colon()) return false;
      const char* const start = at_;
      if (entries_++ == bounds_.map_entries) return fail(errc::too_many_items, start);
      if (peek() == 'n') {
        if (!skip()) return false;
        if (!rules_.drop_null_elements) wrong(errc::null_element, start);
      } else if (!described_value(value)) {
        return false;
      }
      where_.truncate(mark);
      if (!next('}', done)) return false;
    }
    return true;
  }

  void push_key(std::string_view raw) noexcept {
    std::array<char, 64 * 12> room;
    if (raw.size() > room.size()) raw = raw.substr(0, raw.find('\\') < 64 ? raw.find('\\') : 64);
    char* end = room.data();
    (void)unescape(raw, end);
    where_.push_key({room.data(), static_cast<std::size_t>(end - room.data())});
  }

  bool integer() noexcept {
    const char* const start = at_;
    if (!number()) return false;
    const number_token token = scan_number(start, end_);
    std::int64_t value = 0;
    if (rules_.drop_wrong_types) return true;
    if (!token.integer) {
      wrong(errc::not_an_integer, start);
    } else if (!read_integer({start, static_cast<std::size_t>(token.end - start)}, value)) {
      wrong(errc::integer_out_of_range, start);
    }
    return true;
  }

  bool real() noexcept {
    const char* const start = at_;
    if (!number()) return false;
    double value = 0;
    if (!read_real({start, static_cast<std::size_t>(at_ - start)}, value) &&
        !rules_.drop_wrong_types)
      wrong(errc::number_out_of_range, start);
    return true;
  }

  bool number() noexcept {
    const number_token token = scan_number(at_, end_);
    at_ = token.end;
    if (!token.valid || (at_ != end_ && !ends_scalar(*at_)))
      return fail(at_ == end_ ? errc::unexpected_end : errc::invalid_number, at_);
    return true;
  }

  bool literal(std::string_view word) noexcept {
    for (char c : word) {
      if (peek() != c || at_ == end_)
        return fail(at_ == end_ ? errc::unexpected_end : errc::invalid_literal, at_);
      ++at_;
    }
    if (at_ != end_ && !ends_scalar(*at_)) return fail(errc::invalid_literal, at_);
    return true;
  }

  bool string() noexcept {
    if (peek() != '"') return unexpected();
    const char* const start = at_++;
    for (;;) {
      if (at_ == end_) return fail(errc::unexpected_end, at_);
      const char c = *at_;
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') {
        const escape found = read_escape(at_, end_);
        if (found.size == 0) return bad_escape();
        if (found.lone_surrogate && !rules_.replace_lone_surrogates)
          wrong(errc::lone_surrogate, start);
        at_ += found.size;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return fail(errc::control_character, at_);
      } else {
        const std::uint8_t size = decode_utf8(at_, end_).size;
        if (size == 0) return fail(errc::invalid_utf8, at_);
        at_ += size;
      }
    }
  }

  /// Where an escape stops being one.
  bool bad_escape() noexcept {
    const char* at = at_ + 1;
    if (at != end_ && *at == 'u')
      for (++at; at != end_ && hex_value(*at) >= 0;) ++at;
    return fail(at == end_ ? errc::unexpected_end : errc::invalid_escape, at);
  }

  /// Past any value.
  bool skip() noexcept {
    nesting inside;
    for (;;) {
      const char first = peek();
      bool opened = false;
      if (first == '{' || first == '[') {
        if (!enter(at_)) return false;
        if (peek() == (first == '{' ? '}' : ']')) {
          leave();
        } else {
          inside.push(first == '{');
          opened = true;
        }
      } else if (!scalar(first)) {
        return false;
      }
      while (!opened) {
        if (inside.depth() == 0) return true;
        bool done = false;
        if (!next(inside.in_object() ? '}' : ']', done)) return false;
        if (!done) break;
        inside.pop();
      }
      if (inside.in_object() && (!string() || !colon())) return false;
    }
  }

  bool scalar(char first) noexcept {
    switch (first) {
      case '"': return string();
      case 't': return literal("true");
      case 'f': return literal("false");
      case 'n': return literal("null");
      default: break;
    }
    if (first == '-' || digits(first)) return number();
    return unexpected();
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  const object_rows* rows_;
  const policy& rules_;
  const limits& bounds_;
  path where_;
  unsigned kept_number_ = name_index::none;
  std::string_view kept_;
  std::uint32_t depth_ = 0;
  std::uint32_t items_ = 0;
  std::uint32_t entries_ = 0;
  error fatal_;
  error shape_;
};

/// Why a walk over `document` failed. Where the document has no fault, the arena had no room.
inline error diagnose(std::string_view document, const object_rows& rows, const policy& rules,
                      const limits& bounds) noexcept {
  const error found = diagnosis(document, &rows, rules, bounds).run();
  return found ? found : error(errc::arena_exhausted);
}

/// Whether `text` is one JSON value of any type (RFC 8259).
inline bool is_json(std::string_view text) noexcept {
  const limits bounds{.depth = limits::max_depth};
  return !refuse(text, bounds) && !diagnosis(text, nullptr, lenient, bounds).run();
}

}  // namespace connectparticipant::inline v1
