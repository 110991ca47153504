#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/json_text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Moves what a structure borrows into an arena: after `detach` it borrows from there alone.
class detacher {
 public:
  explicit detacher(arena& memory) noexcept : memory_(memory) {}

  /// False when the arena is exhausted.
  bool detach(const object_rows& rows, void* structure) noexcept {
    for (unsigned i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      void* const member = row.at(structure);
      const void* const value = row.access->get(member);
      if (value == nullptr) continue;
      const bool many = row.value->type == kind::list || row.value->type == kind::map;
      // The value lies inside the structure, which is ours to change.
      if (many ? !list(row, member) : !scalar(*row.value, const_cast<void*>(value))) return false;
    }
    return true;
  }

 private:
  bool scalar(const value_row& row, void* value) noexcept {
    switch (row.type) {
      case kind::text: return text(*static_cast<std::string_view*>(value));
      case kind::json: {
        auto& json = *static_cast<json_text*>(value);
        return text(json.text) && text(json.document);
      }
      case kind::enumeration: return enumeration(*static_cast<enum_value*>(value));
      case kind::structure: return detach(*row.object, value);
      case kind::map: {
        auto& entry = *static_cast<map_entry*>(value);
        return text(entry.key) && text(entry.value);
      }
      default: return true;
    }
  }

  bool text(std::string_view& value) noexcept {
    char* const room = memory_.allocate_text(value.size());
    if (room == nullptr) return value.empty();
    if (!value.empty()) std::memcpy(room, value.data(), value.size());
    value = {room, value.size()};
    return true;
  }

  bool enumeration(enum_value& value) noexcept {
    if (value.known != 0) return true;
    std::string_view spelling(value.text, value.size);
    if (!text(spelling)) return false;
    value.text = spelling.data();
    return true;
  }

  bool list(const field_row& row, void* member) noexcept {
    const list_view items = row.access->elements(member);
    const std::size_t bytes = items.size * row.access->element_size;
    if (bytes == 0) {
      row.access->emplace(member);
      return true;
    }
    auto* const room =
        static_cast<std::byte*>(memory_.allocate(bytes, row.access->element_alignment));
    if (room == nullptr) return false;
    std::memcpy(room, items.data, bytes);
    const value_row& element = row.value->type == kind::map ? *row.value : *row.value->element;
    for (std::size_t i = 0; i < items.size; ++i)
      if (!scalar(element, room + i * row.access->element_size)) return false;
    row.access->assign(member, {room, items.size});
    return true;
  }

  arena& memory_;
};

/// A deep copy that borrows from `memory` alone. Error: `arena_exhausted`.
template <described T>
result<T> copy(const T& value, arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept {
  T kept = value;
  if (!detacher(memory).detach(table<T>::rows, &kept)) return error(errc::arena_exhausted);
  return kept;
}

/// A value with the memory that it borrows from: what a decoded value becomes when it is to outlive
/// its input. Movable; moving keeps every view valid.
template <described T>
class owned {
 public:
  /// A deep copy of `value` in memory from `source`.
  static result<owned> copy_of(const T& value,
                               memory_source source = memory_source::heap()) noexcept {
    owned kept{arena(source)};
    const result<T> copied = copy(value, kept.memory_);
    if (!copied) return copied.error();
    kept.value_ = *copied;
    return result<owned>(std::move(kept));
  }

  const T& operator*() const& noexcept CONNECTPARTICIPANT_LIFETIMEBOUND { return value_; }
  const T* operator->() const& noexcept CONNECTPARTICIPANT_LIFETIMEBOUND { return &value_; }
  // The value would outlive its memory.
  T operator*() && = delete;
  const T* operator->() && = delete;

 private:
  explicit owned(arena memory) noexcept : memory_(std::move(memory)) {}

  arena memory_;
  T value_{};
};

/// `owned<T>::copy_of`, with the heap.
template <described T>
result<owned<T>> own(const T& value) noexcept {
  return owned<T>::copy_of(value);
}

}  // namespace connectparticipant::inline v1
