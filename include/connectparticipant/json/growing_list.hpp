#pragma once

#include <cstddef>
#include <cstring>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// A list under construction in the arena: lengthened in place while it is the latest there,
/// else moved to twice the room.
class growing_list {
 public:
  growing_list(arena& memory, const member_access& access, std::size_t likely_size) noexcept
      : memory_(memory), access_(access), first_capacity_(likely_size) {}

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
    const std::size_t bytes = capacity_ * access_.element_size;
    if (capacity_ != 0 && memory_.extend(data_ + bytes, bytes)) {
      capacity_ *= 2;
      return true;
    }
    // Where the arena has no room for the generous guess, a modest one may do.
    std::size_t capacity = capacity_ == 0 ? first_capacity_ : capacity_ * 2;
    void* room = nullptr;
    while ((room = memory_.allocate(capacity * access_.element_size, access_.element_alignment)) ==
           nullptr)
      if ((capacity /= 2) <= size_) return false;
    // The elements are trivially copyable: a description asks for it.
    if (size_ != 0) std::memcpy(room, data_, size_ * access_.element_size);
    data_ = static_cast<std::byte*>(room);
    capacity_ = capacity;
    return true;
  }

  arena& memory_;
  const member_access& access_;
  std::size_t first_capacity_;
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace connectparticipant::inline v1
