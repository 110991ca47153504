#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// A list under construction in the arena: lengthened in place while it is the latest there,
/// else moved to twice the room, or what is left.
class growing_list {
 public:
  growing_list(arena& memory, const member_access& access, std::size_t likely_size) noexcept
      : memory_(memory), access_(access), likely_(likely_size) {}

  /// Whether the next element needs more room.
  bool full() const noexcept { return size_ == capacity_; }
  /// How many elements there may be in the end. The room is doubled where that is more.
  void expect(std::size_t likely_size) noexcept { likely_ = likely_size; }

  std::size_t size() const noexcept { return size_; }
  void* at(std::size_t i) const noexcept { return data_ + i * access_.element_size; }

  void* append() noexcept {
    if (size_ == capacity_ && !more()) return nullptr;
    void* const slot = at(size_++);
    access_.construct(slot);
    return slot;
  }
  void erase(void* slot) noexcept {
    auto* const from = static_cast<std::byte*>(slot) + access_.element_size;
    std::memmove(slot, from, static_cast<std::size_t>(data_ + size_ * access_.element_size - from));
    --size_;
  }

  list_view finish() noexcept {
    memory_.shrink(data_ + capacity_ * access_.element_size,
                   (capacity_ - size_) * access_.element_size);
    return {data_, size_};
  }

 private:
  bool more() noexcept {
    const std::size_t size = access_.element_size;
    std::byte* const end = data_ + capacity_ * size;
    const std::size_t most = SIZE_MAX / 4 / size;
    std::size_t capacity = likely_ > capacity_ * 2 ? likely_ : capacity_ * 2;
    if (capacity > most) capacity = most;
    // Where the arena has no room for the generous guess, a modest one may do.
    for (; capacity > size_; capacity = size_ + (capacity - size_) / 2) {
      if (capacity_ != 0 && memory_.extend(end, (capacity - capacity_) * size)) break;
      if (void* const room = memory_.allocate(capacity * size, access_.element_alignment)) {
        // The elements are trivially copyable: a description asks for it.
        if (size_ != 0) std::memcpy(room, data_, size_ * size);
        data_ = static_cast<std::byte*>(room);
        break;
      }
    }
    if (capacity == size_) return false;
    capacity_ = capacity;
    return true;
  }

  arena& memory_;
  const member_access& access_;
  std::size_t likely_;
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace connectparticipant::inline v1
