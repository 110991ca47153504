#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/path.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/json/grammar.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Which constraints a validation looks at. `required`, UTF-8 and what may stand in a header have
/// no switch.
struct checks {
  bool min = true;
  bool max = true;      ///< of the model, and of content by its type
  bool pattern = true;  ///< and content that must be JSON
  bool enumeration = true;
  /// Content types that the operation does not list, or that the service no longer acts on.
  bool content_type = false;
  /// An absent idempotency token will be filled in, so it is not missing.
  bool fills_client_token = false;
  /// In place of the operation's own table of content types, where not empty.
  std::span<const content_type_row> content_types = {};

  /// What the AWS SDK for JavaScript v2 checks by default.
  static constexpr checks aws_sdk_v2() noexcept {
    return {.max = false, .pattern = false, .enumeration = false};
  }
};

/// One broken constraint. `failure.code` names the rule.
struct violation {
  error failure;
  std::int64_t limit = 0;   ///< of the rules that have one
  std::int64_t actual = 0;  ///< code points, elements or the number

  std::string_view rule() const noexcept { return to_string(failure.code); }
};

/// A sentence without any text of the value: "3 is below the minimum of 5".
inline std::string message(const violation& broken) {
  const auto number = [](std::int64_t value) {
    std::array<char, 20> text;
    return std::string(text.data(),
                       std::to_chars(text.data(), text.data() + text.size(), value).ptr);
  };
  const auto compare = [&](std::string_view what, std::string_view how) {
    return std::string(what) + number(broken.actual) + std::string(how) + number(broken.limit);
  };
  switch (broken.failure.code) {
    case errc::required: return "is required";
    case errc::min_length: return compare("length ", " is below the minimum of ");
    case errc::max_length: return compare("length ", " is above the maximum of ");
    case errc::content_length:
      return compare("length ", " is above the content type's maximum of ");
    case errc::min_items: return compare("", " elements are below the minimum of ");
    case errc::max_items: return compare("", " elements are above the maximum of ");
    case errc::min_value: return compare("", " is below the minimum of ");
    case errc::max_value: return compare("", " is above the maximum of ");
    case errc::pattern: return "does not match the pattern";
    case errc::enumeration: return "is none of the values of the enum";
    case errc::content_type: return "is not supported, or no longer maintained";
    case errc::json: return "is not JSON";
    case errc::utf8: return "is not UTF-8";
    case errc::header_value: return "cannot stand in a header";
    default: return std::string(broken.rule());
  }
}

/// Checks structures against the constraints in their rows.
class validator {
 public:
  /// Answers whether to go on.
  using report = bool (*)(void* context, const violation& broken);

  validator(const object_rows& root, const checks& which, report to, void* context) noexcept
      : where_(&root), checks_(which), report_(to), context_(context) {}

  /// False when the report ended it.
  bool structure(const object_rows& rows, const void* value) {
    for (unsigned i = 0; i < rows.count; ++i) {
      const std::uint8_t mark = where_.size();
      where_.push_field(i);
      if (!member(rows.fields[i], value)) return false;
      where_.truncate(mark);
    }
    return rows.content == nullptr || content(rows, *rows.content, value);
  }

 private:
  bool broken(errc rule, std::int64_t limit = 0, std::int64_t actual = 0) {
    return report_(context_, violation{error(rule, 0, where_), limit, actual});
  }

  bool member(const field_row& row, const void* structure) {
    const void* const value = row.get(structure);
    if (value == nullptr) {
      if (!row.required || (row.idempotency_token && checks_.fills_client_token)) return true;
      return broken(errc::required);
    }
    if (row.where == location::header) {
      const auto& text = *static_cast<const std::string_view*>(value);
      // An empty one is `min_length`'s business, and cannot be encoded whatever is checked.
      if (!text.empty() && !is_header_value(text) && !broken(errc::header_value)) return false;
    }
    switch (row.value->type) {
      case kind::list: return list(row, value);
      case kind::map: return map(row, value);
      default: return scalar(*row.value, value);
    }
  }

  bool scalar(const value_row& row, const void* value) {
    switch (row.type) {
      case kind::text: return text(row, *static_cast<const std::string_view*>(value));
      case kind::integer:
        return range(row, *static_cast<const std::int64_t*>(value), errc::min_value,
                     errc::max_value);
      case kind::enumeration: return enumeration(row, *static_cast<const enum_value*>(value));
      case kind::structure: return structure(*row.object, value);
      case kind::json:
        return is_json(static_cast<const json_text*>(value)->text) || broken(errc::json);
      case kind::real:
      case kind::boolean:
      case kind::list:
      case kind::map: break;
    }
    return true;
  }

  bool range(const value_row& row, std::int64_t value, errc low, errc high) {
    if (checks_.min && row.has_min && value < row.min && !broken(low, row.min, value)) return false;
    return !(checks_.max && row.has_max && value > row.max) || broken(high, row.max, value);
  }

  bool text(const value_row& row, std::string_view value) {
    const utf8_length length = measure_utf8(value);
    if (!length.valid) return broken(errc::utf8);
    if (!range(row, static_cast<std::int64_t>(length.code_points), errc::min_length,
               errc::max_length))
      return false;
    return !checks_.pattern || row.pattern == nullptr || row.pattern->matches(value) ||
           broken(errc::pattern);
  }

  bool enumeration(const value_row& row, const enum_value& value) {
    if (value.known == 0 && !is_utf8(value.spelling(*row.values))) return broken(errc::utf8);
    const bool modelled = value.known != 0 && value.known <= row.values->modelled;
    return !checks_.enumeration || modelled || broken(errc::enumeration);
  }

  bool list(const field_row& row, const void* member) {
    const list_view items = row.access->elements(member);
    if (!range(*row.value, static_cast<std::int64_t>(items.size), errc::min_items, errc::max_items))
      return false;
    const std::uint8_t mark = where_.size();
    for (std::size_t i = 0; i < items.size; ++i) {
      where_.push_index(i);
      if (!scalar(*row.value->element,
                  static_cast<const std::byte*>(items.data) + i * row.access->element_size))
        return false;
      where_.truncate(mark);
    }
    return true;
  }

  bool map(const field_row& row, const void* member) {
    const list_view items = row.access->elements(member);
    const auto* entries = static_cast<const map_entry*>(items.data);
    if (!range(*row.value, static_cast<std::int64_t>(items.size), errc::min_items, errc::max_items))
      return false;
    const std::uint8_t mark = where_.size();
    for (std::size_t i = 0; i < items.size; ++i) {
      where_.push_key(entries[i].key);
      if (!text(*row.value->key, entries[i].key) || !text(*row.value->element, entries[i].value))
        return false;
      where_.truncate(mark);
    }
    return true;
  }

  bool content(const object_rows& rows, const content_rules& rules, const void* structure) {
    const auto* type =
        static_cast<const std::string_view*>(rows.fields[rules.type_field].get(structure));
    const auto* value =
        static_cast<const std::string_view*>(rows.fields[rules.content_field].get(structure));
    if (type == nullptr) return true;
    const std::span<const content_type_row> types =
        checks_.content_types.empty() ? std::span<const content_type_row>(rules.types, rules.count)
                                      : checks_.content_types;
    const std::string_view named = media_type(*type);
    const content_type_row* found = nullptr;
    for (const content_type_row& row : types)
      if (equal_any_case(row.media_type, named)) found = &row;
    if (checks_.content_type && (found == nullptr || !found->maintained) &&
        !broken_at(rules.type_field, errc::content_type))
      return false;
    if (found == nullptr || value == nullptr) return true;
    const auto length = static_cast<std::int64_t>(measure_utf8(*value).code_points);
    if (checks_.max && found->max_length != 0 && length > found->max_length &&
        !broken_at(rules.content_field, errc::content_length, found->max_length, length))
      return false;
    // Empty content breaks `min_length` where that is looked at.
    const bool said = value->empty() && checks_.min;
    return !checks_.pattern || !found->is_json || said || is_json(*value) ||
           broken_at(rules.content_field, errc::json);
  }

  bool broken_at(unsigned field, errc rule, std::int64_t limit = 0, std::int64_t actual = 0) {
    const std::uint8_t mark = where_.size();
    where_.push_field(field);
    const bool more = broken(rule, limit, actual);
    where_.truncate(mark);
    return more;
  }

  path where_;
  const checks& checks_;
  report report_;
  void* context_;
};

/// Calls `found(const violation&)` for every broken constraint, in the order of the members; what
/// the content type asks of the content comes last. Returns how many there are. Linear in the size
/// of the value; allocates nothing.
template <described T, class F>
  requires std::is_invocable_v<F&, const violation&> std::size_t validate(
      const T& value, F&& found, const checks& which = {}) {
    struct context {
      std::remove_reference_t<F>& found;
      std::size_t count = 0;
    } all{found};
    const auto report = [](void* to, const violation& broken) {
      auto& all = *static_cast<context*>(to);
      ++all.count;
      all.found(broken);
      return true;
    };
    validator(table<T>::rows, which, report, &all).structure(table<T>::rows, &value);
    return all.count;
  }

/// The first broken constraint of a structure that `rows` describe, or no error.
inline error first_violation(const object_rows& rows, const void* value, const checks& which = {}) {
  error first;
  const auto report = [](void* to, const violation& broken) {
    *static_cast<error*>(to) = broken.failure;
    return false;
  };
  validator(rows, which, report, &first).structure(rows, value);
  return first;
}

/// The first broken constraint, or no error.
template <described T>
error validate(const T& value, const checks& which = {}) {
  return first_violation(table<T>::rows, &value, which);
}

}  // namespace connectparticipant::inline v1
