#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/base/result.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/json/escape.hpp>
#include <connectparticipant/json/grammar.hpp>
#include <connectparticipant/json/real.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Writes into memory that somebody else owns and, where it is too small, goes on counting.
class output {
 public:
  output() = default;
  explicit output(std::span<char> memory) noexcept
      : begin_(memory.data()), at_(memory.data()), end_(memory.data() + memory.size()) {}

  /// Between the two calls everything is JSON inside a JSON string: quotes and backslashes are
  /// escaped once more. Raw controls are white space there, so a space stands for them.
  void open_string() noexcept {
    put('"');
    in_string_ = true;
  }
  void close_string() noexcept {
    in_string_ = false;
    put('"');
  }

  void put(char c) noexcept {
    if (in_string_ && (c == '"' || c == '\\')) put_raw('\\');
    put_raw(in_string_ && static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
  void put(std::string_view text) noexcept {
    if (in_string_) {
      for (char c : text) put(c);
    } else {
      put_raw(text);
    }
  }
  /// The octets that may be written at `position` as they are; `advance` says how far they went.
  std::size_t direct_room() const noexcept { return in_string_ ? 0 : room(); }
  char* position() const noexcept { return at_; }
  void advance(char* to) noexcept { at_ = to; }

  std::size_t room() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  /// What the whole text takes, written or not.
  std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - begin_) + missing_; }
  bool complete() const noexcept { return missing_ == 0; }
  /// What has been written so far.
  std::string_view text() const noexcept {
    return {begin_, static_cast<std::size_t>(at_ - begin_)};
  }

 private:
  void put_raw(char c) noexcept {
    if (at_ != end_) {
      *at_++ = c;
    } else {
      ++missing_;
    }
  }
  void put_raw(std::string_view text) noexcept {
    if (text.size() <= room()) {
      if (!text.empty()) std::memcpy(at_, text.data(), text.size());
      at_ += text.size();
    } else {
      overflow(text.size());
    }
  }

  void overflow(std::size_t size) noexcept {
    // Nothing may follow behind a gap.
    missing_ += size;
    end_ = at_;
  }

  char* begin_ = nullptr;
  char* at_ = nullptr;
  char* end_ = nullptr;
  std::size_t missing_ = 0;
  bool in_string_ = false;
};

/// Writes `text` as a JSON string: compact, raw UTF-8, controls as \b \t \n \f \r or \u00xx. False
/// when it is not UTF-8.
inline bool write_string(output& out, std::string_view text) noexcept {
  bool non_ascii = false;
  const char* at = text.data();
  const char* const end = at + text.size();
  // Surely room for the quotes, the widest escapes and what is written beyond them.
  if (text.size() + 4 <= out.direct_room() / 8) {
    char* to = out.position();
    *to++ = '"';
    to = escape_text(to, at, end, non_ascii);
    *to++ = '"';
    out.advance(to);
    return !non_ascii || is_utf8(text);
  }
  out.put('"');
  while (at != end) {
    // As much at once as surely fits; the rest octet by octet, counted where nothing fits.
    const auto left = static_cast<std::size_t>(end - at);
    const std::size_t fits = out.direct_room() / widest_escape;
    if (fits >= 16) {
      const char* const stop = at + (left < fits - 3 ? left : fits - 3);
      out.advance(escape_text(out.position(), at, stop, non_ascii));
      at = stop;
    } else {
      non_ascii = non_ascii || static_cast<signed char>(*at) < 0;
      const escaped_octet& escaped = escaped_octets[static_cast<unsigned char>(*at++)];
      out.put({escaped.text.data(), escaped.size});
    }
  }
  out.put('"');
  return !non_ascii || is_utf8(text);
}

inline void write_integer(output& out, std::int64_t value) noexcept {
  std::array<char, 20> text;
  const char* const end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.put({text.data(), static_cast<std::size_t>(end - text.data())});
}

/// Writes structures as JSON, over their rows: the members of the body that are present, in the
/// order of the rows. Fails where a text is not UTF-8, a `json_text` no JSON, or a number not
/// finite.
class structure_writer {
 public:
  structure_writer(output& out, const object_rows& root) noexcept : out_(out), where_(&root) {}

  error write(const object_rows& rows, const void* structure) noexcept {
    return object(rows, structure) ? error() : error(failure_, 0, where_);
  }

 private:
  bool object(const object_rows& rows, const void* structure) noexcept {
    char separator = '{';
    for (unsigned i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      if (row.where != location::body) continue;
      if (row.type == kind::text) {
        // Most members: without a call, and with a path only where it is told.
        const auto& text = *static_cast<const std::optional<std::string_view>*>(row.at(structure));
        if (!text) continue;
        name(separator, row);
        separator = ',';
        if (write_string(out_, *text)) continue;
        where_.push_field(i);
        return false;
      }
      const void* const value = row.get(structure);
      if (value == nullptr) continue;
      name(separator, row);
      separator = ',';
      const std::uint8_t mark = where_.size();
      where_.push_field(i);
      if (!member(row, value)) return false;
      where_.truncate(mark);
    }
    if (separator == '{') out_.put('{');
    out_.put('}');
    return true;
  }

  void name(char separator, const field_row& row) noexcept {
    const quoted_name& name = row.quoted;
    if (out_.direct_room() > name.text.size()) {
      char* const to = out_.position();
      *to = separator;
      std::memcpy(to + 1, name.text.data(), name.text.size());
      out_.advance(to + 1 + name.size);
    } else {
      out_.put(separator);
      out_.put({name.text.data(), name.size});
    }
  }

  bool member(const field_row& row, const void* value) noexcept {
    switch (row.value->type) {
      case kind::list: return list(row, value);
      case kind::map: return map(row, value);
      default: return scalar(*row.value, value);
    }
  }

  bool scalar(const value_row& row, const void* value) noexcept {
    switch (row.type) {
      case kind::text: return write_string(out_, *static_cast<const std::string_view*>(value));
      case kind::integer:
        write_integer(out_, *static_cast<const std::int64_t*>(value));
        return true;
      case kind::real: return real(*static_cast<const double*>(value));
      case kind::json: return json(static_cast<const json_text*>(value)->text);
      case kind::boolean:
        out_.put(*static_cast<const bool*>(value) ? std::string_view("true")
                                                  : std::string_view("false"));
        return true;
      case kind::enumeration:
        return write_string(out_, static_cast<const enum_value*>(value)->spelling(*row.values));
      case kind::structure: return object(*row.object, value);
      case kind::list:
      case kind::map: break;
    }
    return true;
  }

  bool list(const field_row& row, const void* member) noexcept {
    const list_view items = row.access->elements(member);
    out_.put('[');
    const std::uint8_t mark = where_.size();
    for (std::size_t i = 0; i < items.size; ++i) {
      if (i != 0) out_.put(',');
      where_.push_index(i);
      if (!scalar(*row.value->element,
                  static_cast<const std::byte*>(items.data) + i * row.access->element_size))
        return false;
      where_.truncate(mark);
    }
    out_.put(']');
    return true;
  }

  bool map(const field_row& row, const void* member) noexcept {
    const list_view items = row.access->elements(member);
    const auto* entries = static_cast<const map_entry*>(items.data);
    out_.put('{');
    const std::uint8_t mark = where_.size();
    for (std::size_t i = 0; i < items.size; ++i) {
      if (i != 0) out_.put(',');
      where_.push_key(entries[i].key);
      if (!write_string(out_, entries[i].key)) return false;
      out_.put(':');
      if (!write_string(out_, entries[i].value)) return false;
      where_.truncate(mark);
    }
    out_.put('}');
    return true;
  }

  bool real(double value) noexcept {
    failure_ = errc::invalid_argument;
    // Neither infinity nor NaN.
    if (!(value - value == 0)) return false;
    failure_ = errc::utf8;
    std::array<char, 32> text;
    out_.put({text.data(), static_cast<std::size_t>(write_real(text.data(), value) - text.data())});
    return true;
  }

  bool json(std::string_view text) noexcept {
    failure_ = errc::json;
    if (!is_json(text)) return false;
    failure_ = errc::utf8;
    out_.put(text);
    return true;
  }

  output& out_;
  path where_;
  errc failure_ = errc::utf8;
};

/// Writes a described structure as compact JSON into `memory`; the text lies there. Errors:
/// `buffer_too_small`, whose offset is the size needed; `utf8` with the member's path.
template <described T>
result<std::string_view> write(const T& value, std::span<char> memory) {
  output out(memory);
  if (const error failure = structure_writer(out, table<T>::rows).write(table<T>::rows, &value))
    return failure;
  if (!out.complete()) return error(errc::buffer_too_small, out.size());
  return out.text();
}

/// Runs `encode(std::span<char>)` over a string, and again over a larger one where it was too
/// small. Where that fails, the string keeps its size, but not its octets.
template <class Encode>
auto write_growing(std::string& memory, Encode&& encode) {
  const std::size_t size = memory.size();
  memory.resize(memory.capacity());
  auto written = encode(std::span<char>(memory));
  if (!written && written.error().code == errc::buffer_too_small) {
    memory.resize(written.error().offset);
    written = encode(std::span<char>(memory));
  }
  if (!written) memory.resize(size);
  return written;
}

/// `write_growing` of a text that is all that the string then holds.
template <class Encode>
result<std::string_view> write_text(std::string& memory, Encode&& encode) {
  const result<std::string_view> written = write_growing(memory, encode);
  memory.resize(written ? written->size() : 0);
  if (!written) return written.error();
  return std::string_view(memory);
}

/// As above, into a string that grows as needed and then holds the text; no text of the value may
/// lie there.
template <described T>
result<std::string_view> write(const T& value, std::string& memory) {
  return write_text(memory, [&](std::span<char> room) { return write(value, room); });
}

/// The octets that `write` needs, 0 for a value that cannot be written.
template <described T>
std::size_t written_size(const T& value) {
  output nowhere;
  return structure_writer(nowhere, table<T>::rows).write(table<T>::rows, &value) ? 0
                                                                                 : nowhere.size();
}

}  // namespace connectparticipant::inline v1
