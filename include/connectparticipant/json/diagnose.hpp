#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/path.hpp>
#include <connectparticipant/json/find_field.hpp>
#include <connectparticipant/json/grammar.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/real.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Finds the first error of a document in document order: the first breach of the grammar where
/// there is one, else the first value of a wrong shape. A limit ends the search where it is
/// reached.
class diagnosis : private grammar_check {
 public:
  diagnosis(std::string_view document, const object_rows& rows, const policy& rules,
            const limits& bounds) noexcept
      : grammar_check(document, rules, bounds, &rows), rows_(rows) {}

  error run() noexcept {
    return whole([this] {
      if (peek() == '{') return object(rows_);
      const char* const start = at_;
      if (!skip()) return false;
      wrong(errc::wrong_type, start);
      return true;
    });
  }

  /// Keeps the text of the root's member `number`, should it go by before the error.
  void keep(unsigned number) noexcept { kept_number_ = number; }
  /// As it stands in the document, escapes and all; empty where there was none.
  std::string_view kept() const noexcept { return kept_; }

 private:
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

  const object_rows& rows_;
  unsigned kept_number_ = name_index::none;
  std::string_view kept_;
  std::uint32_t items_ = 0;
  std::uint32_t entries_ = 0;
};

/// Why a walk over `document` failed. Where the document has no fault, the arena had no room.
inline error diagnose(std::string_view document, const object_rows& rows, const policy& rules,
                      const limits& bounds) noexcept {
  const error found = diagnosis(document, rows, rules, bounds).run();
  return found ? found : error(errc::arena_exhausted);
}

}  // namespace connectparticipant::inline v1
