#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

struct print_options {
  /// Message text and names too. Secrets are never printed.
  bool personal = false;
};

/// Prints structures for people and logs: JSON of all members, header and label members included,
/// with what is not to be seen replaced by its size: `"<secret, 24 bytes>"`.
class printer {
 public:
  printer(output& out, const print_options& options) noexcept : out_(out), options_(options) {}

  void print(const object_rows& rows, const void* structure) noexcept {
    char separator = '{';
    for (unsigned i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      const void* const value = row.get(structure);
      if (value == nullptr) continue;
      out_.put(separator);
      separator = ',';
      write_string(out_, row.name);
      out_.put(':');
      switch (row.value->type) {
        case kind::list: list(row, value); break;
        case kind::map: map(row, value); break;
        default: scalar(*row.value, value);
      }
    }
    if (separator == '{') out_.put('{');
    out_.put('}');
  }

 private:
  void scalar(const value_row& row, const void* value) noexcept {
    switch (row.type) {
      case kind::text: text(row.visible_to, *static_cast<const std::string_view*>(value)); break;
      case kind::integer: write_integer(out_, *static_cast<const std::int64_t*>(value)); break;
      case kind::real: {
        std::array<char, 32> number;
        out_.put({number.data(), static_cast<std::size_t>(
                                     write_real(number.data(), *static_cast<const double*>(value)) -
                                     number.data())});
        break;
      }
      case kind::json: json(row.visible_to, *static_cast<const json_text*>(value)); break;
      case kind::boolean:
        out_.put(*static_cast<const bool*>(value) ? std::string_view("true")
                                                  : std::string_view("false"));
        break;
      case kind::enumeration:
        text(row.visible_to, static_cast<const enum_value*>(value)->spelling(*row.values));
        break;
      case kind::structure: print(*row.object, value); break;
      case kind::list:
      case kind::map: break;
    }
  }

  void json(privacy visible_to, const json_text& value) noexcept {
    if (visible_to == privacy::open || (visible_to == privacy::personal && options_.personal)) {
      out_.put(value.text);
    } else {
      text(visible_to, value.text);
    }
  }

  void text(privacy visible_to, std::string_view value) noexcept {
    if (visible_to == privacy::secret || (visible_to == privacy::personal && !options_.personal)) {
      out_.put(visible_to == privacy::secret ? std::string_view("\"<secret, ")
                                             : std::string_view("\"<personal, "));
      write_integer(out_, static_cast<std::int64_t>(value.size()));
      out_.put(" bytes>\"");
    } else if (is_utf8(value)) {
      write_string(out_, value);
    } else {
      out_.put("\"<not UTF-8>\"");
    }
  }

  void list(const field_row& row, const void* member) noexcept {
    const list_view items = row.access->elements(member);
    out_.put('[');
    for (std::size_t i = 0; i < items.size; ++i) {
      if (i != 0) out_.put(',');
      scalar(*row.value->element,
             static_cast<const std::byte*>(items.data) + i * row.access->element_size);
    }
    out_.put(']');
  }

  void map(const field_row& row, const void* member) noexcept {
    const list_view items = row.access->elements(member);
    const auto* entries = static_cast<const map_entry*>(items.data);
    out_.put('{');
    for (std::size_t i = 0; i < items.size; ++i) {
      if (i != 0) out_.put(',');
      text(privacy::open, entries[i].key);
      out_.put(':');
      text(row.value->element->visible_to, entries[i].value);
    }
    out_.put('}');
  }

  output& out_;
  const print_options& options_;
};

/// Prints into `memory`, cut off behind a whole character where it is full; returns the text that
/// lies there.
template <described T>
std::string_view print(const T& value, std::span<char> memory,
                       const print_options& options = {}) noexcept {
  output out(memory);
  printer(out, options).print(table<T>::rows, &value);
  const std::string_view text = out.text();
  if (out.complete()) return text;
  const char* const whole = find_invalid_utf8(text.data(), text.data() + text.size());
  return text.substr(0, static_cast<std::size_t>(whole - text.data()));
}

template <described T>
std::string print(const T& value, const print_options& options = {}) {
  output nowhere;
  printer(nowhere, options).print(table<T>::rows, &value);
  std::string text(nowhere.size(), '\0');
  print(value, std::span<char>(text), options);
  return text;
}

}  // namespace connectparticipant::inline v1
