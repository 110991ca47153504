#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include <connectparticipant/shape/inline_list.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/open_enum.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

// How a structure is described, once, as a value:
//
//   template <> inline constexpr auto shape<attendee> = object<attendee>("Attendee",
//       field("AttendeeId", &attendee::attendee_id, scalar::attendee_id),
//       field("JoinToken", &attendee::join_token, scalar::join_token));
//
// The serializer, parser, validator, equality, printer and generator read the rows made from it.

struct undescribed {};

/// The description of a structure; specialised beside each.
template <class T>
inline constexpr undescribed shape{};

template <class T>
concept described = !std::is_same_v<std::remove_cv_t<decltype(shape<T>)>, undescribed>;

namespace shape_internal {

template <std::size_t N>
consteval bool has_any_case(const std::array<field_row, N>& fields) {
  for (const field_row& field : fields)
    if (field.any_case) return true;
  return false;
}
}  // namespace shape_internal

/// The names of `fields` for a lookup in one step.
template <std::size_t N>
consteval name_index index_names(const std::array<field_row, N>& fields) {
  return index_names(
      N, [&](std::size_t i) { return fields[i].indexed() ? fields[i].name : std::string_view(); });
}

/// The rows of a described structure.
template <class T>
struct table {
  static constexpr object_rows rows{shape<T>.name,
                                    shape<T>.fields.data(),
                                    static_cast<std::uint8_t>(shape<T>.fields.size()),
                                    sizeof(T),
                                    [](void* at) noexcept { ::new (at) T(); },
                                    shape<T>.content,
                                    index_names(shape<T>.fields),
                                    shape_internal::has_any_case(shape<T>.fields)};
  static constexpr value_row value{.name = shape<T>.name, .type = kind::structure, .object = &rows};
};

// Constraints and marks, in any order.

struct length_range {
  std::int64_t min, max;
  bool has_min, has_max;
};
constexpr length_range length(std::int64_t min, std::int64_t max) { return {min, max, true, true}; }
constexpr length_range items(std::int64_t min, std::int64_t max) { return {min, max, true, true}; }
constexpr length_range range(std::int64_t min, std::int64_t max) { return {min, max, true, true}; }
constexpr length_range at_least(std::int64_t min) { return {min, 0, true, false}; }
constexpr length_range at_most(std::int64_t max) { return {0, max, false, true}; }

namespace shape_internal {

constexpr void apply(value_row& row, length_range r) {
  row.has_min = r.has_min;
  row.has_max = r.has_max;
  row.min = r.min;
  row.max = r.max;
}
constexpr void apply(value_row& row, const pattern_row& p) { row.pattern = &p; }
constexpr void apply(value_row& row, privacy p) { row.visible_to = p; }

template <class... Marks>
constexpr value_row value(std::string_view name, kind type, const Marks&... marks) {
  value_row row{.name = name, .type = type};
  (apply(row, marks), ...);
  return row;
}

}  // namespace shape_internal

template <class... Marks>
consteval value_row text(std::string_view name, const Marks&... marks) {
  return shape_internal::value(name, kind::text, marks...);
}
template <class... Marks>
consteval value_row integer(std::string_view name, const Marks&... marks) {
  return shape_internal::value(name, kind::integer, marks...);
}
template <class... Marks>
consteval value_row real(std::string_view name, const Marks&... marks) {
  return shape_internal::value(name, kind::real, marks...);
}
template <class... Marks>
consteval value_row any_json(std::string_view name, const Marks&... marks) {
  return shape_internal::value(name, kind::json, marks...);
}
consteval value_row boolean(std::string_view name) {
  return shape_internal::value(name, kind::boolean);
}
template <class E>
consteval value_row enumeration() {
  value_row row = shape_internal::value(enum_table<E>::rows.name, kind::enumeration);
  row.values = &enum_table<E>::rows;
  return row;
}
template <class... Marks>
consteval value_row list(std::string_view name, const value_row& element, const Marks&... marks) {
  value_row row = shape_internal::value(name, kind::list, marks...);
  row.element = &element;
  return row;
}
template <class... Marks>
consteval value_row map(std::string_view name, const value_row& key, const value_row& value,
                        const Marks&... marks) {
  value_row row = shape_internal::value(name, kind::map, marks...);
  row.key = &key;
  row.element = &value;
  return row;
}

// Marks of a member.

struct required_mark {};
inline constexpr required_mark required{};
struct idempotency_token_mark {};
inline constexpr idempotency_token_mark idempotency_token{};
struct any_case_mark {};
inline constexpr any_case_mark any_case{};
struct embedded_mark {};
/// Of an open JSON member: a string there holds a document of its own, to be unescaped when read.
inline constexpr embedded_mark embedded{};
struct wire_only_mark {};
/// Seen on the wire, not in the service model.
inline constexpr wire_only_mark wire_only{};

namespace shape_internal {

constexpr void apply(field_row& row, required_mark) { row.required = true; }
constexpr void apply(field_row& row, idempotency_token_mark) { row.idempotency_token = true; }
constexpr void apply(field_row& row, any_case_mark) { row.any_case = true; }
constexpr void apply(field_row& row, embedded_mark) { row.embedded = true; }
constexpr void apply(field_row& row, wire_only_mark) { row.modelled = false; }
constexpr void apply(field_row& row, location where) { row.where = where; }

// Offsets of members in constant expressions: there is no offsetof for a member pointer.
template <class T>
union overlay {
  char bytes[sizeof(T)];
  T object;
  constexpr overlay() : object{} {}
};
template <class T, class M>
constexpr std::uint32_t offset_of(M T::*member) {
  overlay<T> u;
  for (std::size_t i = 0; i < sizeof(T); i += alignof(M))
    if (static_cast<const void*>(&u.bytes[i]) == static_cast<const void*>(&(u.object.*member)))
      return static_cast<std::uint32_t>(i);
  return static_cast<std::uint32_t>(-1);
}

template <class L, class T>
constexpr member_access list_access{
    .get = [](const void* m) noexcept -> const void* {
      return static_cast<const L*>(m)->has_value() ? m : nullptr;
    },
    .emplace = [](void* m) noexcept -> void* {
      *static_cast<L*>(m) = L(std::span<const T>());
      return m;
    },
    .reset = [](void* m) noexcept { *static_cast<L*>(m) = L(); },
    .elements = [](const void* m) noexcept -> list_view {
      const L& list = *static_cast<const L*>(m);
      if constexpr (requires { list.elements(); }) {
        return {list.elements().data(), list.elements().size()};
      } else {
        return list ? list_view{list->data(), list->size()} : list_view{};
      }
    },
    .assign =
        [](void* m, list_view v) noexcept {
          *static_cast<L*>(m) = L(std::span<const T>(static_cast<const T*>(v.data), v.size));
        },
    // Not `T()`, which would first zero the whole structure.
    .construct = [](void* at) noexcept { ::new (at) T; },
    .element_size = sizeof(T),
    .element_alignment = alignof(T)};

template <class M>
struct access;
template <class T>
struct access<std::optional<T>> {
  using value_type = T;
  static constexpr member_access functions{
      .get = [](const void* m) noexcept -> const void* {
        const auto& value = *static_cast<const std::optional<T>*>(m);
        return value ? &*value : nullptr;
      },
      .emplace = [](void* m) noexcept -> void* {
        return &static_cast<std::optional<T>*>(m)->emplace();
      },
      .reset = [](void* m) noexcept { static_cast<std::optional<T>*>(m)->reset(); },
      .elements = nullptr,
      .assign = nullptr,
      .construct = nullptr,
      .element_size = 0,
      .element_alignment = 0};
};
template <class T>
struct access<std::optional<std::span<const T>>> {
  using value_type = std::span<const T>;
  static constexpr const member_access& functions =
      list_access<std::optional<std::span<const T>>, T>;
};
template <class T, std::size_t N>
struct access<inline_list<T, N>> {
  using value_type = inline_list<T, N>;
  static constexpr const member_access& functions = list_access<inline_list<T, N>, T>;
};

template <class V>
consteval bool holds(kind type) {
  if constexpr (std::is_same_v<V, std::string_view>)
    return type == kind::text;
  else if constexpr (std::is_same_v<V, std::int64_t>)
    return type == kind::integer;
  else if constexpr (std::is_same_v<V, bool>)
    return type == kind::boolean;
  else if constexpr (std::is_same_v<V, double>)
    return type == kind::real;
  else if constexpr (std::is_same_v<V, json_text>)
    return type == kind::json;
  else if constexpr (std::is_same_v<V, std::span<const map_entry>>)
    return type == kind::map;
  else if constexpr (described<V>)
    return type == kind::structure;
  else if constexpr (requires(V v) { v.size(); })
    return type == kind::list;
  else
    return type == kind::enumeration;
}

// Not constexpr, so that calling it ends a constant expression with its name in the message.
inline void the_member_cannot_hold_this_shape() {}
inline void the_name_is_too_long() {}

template <class T, class M, class... Marks>
consteval field_row row(std::string_view name, M T::*member, const value_row& value,
                        const Marks&... marks) {
  using access = shape_internal::access<M>;
  if (!holds<typename access::value_type>(value.type)) the_member_cannot_hold_this_shape();
  if (name.size() > quoted_name::longest) the_name_is_too_long();
  field_row row{.name = name,
                .value = &value,
                .access = &access::functions,
                .offset = offset_of(member),
                .type = value.type,
                .quoted = quoted_name(name)};
  (apply(row, marks), ...);
  return row;
}

}  // namespace shape_internal

/// A member whose shape is `value`; marks: `required`, `idempotency_token`, a `location` …
template <class T, class M, class... Marks>
consteval field_row field(std::string_view name, M T::*member, const value_row& value,
                          const Marks&... marks) {
  return shape_internal::row(name, member, value, marks...);
}

/// A member that is a described structure.
template <class T, described S, class... Marks>
consteval field_row field(std::string_view name, std::optional<S> T::*member,
                          const Marks&... marks) {
  return shape_internal::row(name, member, table<S>::value, marks...);
}

template <std::size_t N>
struct object_description {
  std::string_view name;
  std::array<field_row, N> fields;
  const content_rules* content = nullptr;

  consteval object_description with(const content_rules& rules) const {
    object_description made = *this;
    made.content = &rules;
    return made;
  }
};

/// The members of a structure, in the order in which they are written.
template <class T, class... Fields>
consteval auto object(std::string_view name, const Fields&... fields) {
  static_assert(std::is_trivially_destructible_v<T>, "decoded values are never destroyed");
  static_assert(sizeof...(Fields) <= 64);
  return object_description<sizeof...(Fields)>{name, {fields...}};
}

}  // namespace connectparticipant::inline v1
