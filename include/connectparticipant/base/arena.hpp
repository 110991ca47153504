#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <utility>

#include <connectparticipant/base/config.hpp>

#if defined(CONNECTPARTICIPANT_ASAN)
#include <sanitizer/asan_interface.h>
#endif

namespace connectparticipant::inline v1 {

/// Where an arena gets another block when its memory is used up. Both functions are called only
/// from `arena`'s allocation, `release` and destructor.
struct memory_source {
  void* context = nullptr;
  /// At least `bytes`, aligned for `std::max_align_t`; null refuses.
  void* (*allocate)(void* context, std::size_t bytes) noexcept = nullptr;
  void (*release)(void* context, void* block, std::size_t bytes) noexcept = nullptr;

  /// Operator new and delete, without exceptions.
  static memory_source heap() noexcept {
    return {nullptr,
            [](void*, std::size_t bytes) noexcept { return ::operator new(bytes, std::nothrow); },
            [](void*, void* block, std::size_t) noexcept { ::operator delete(block); }};
  }
};

/// A bump allocator over memory that the caller gives. Objects grow from the front, text from the
/// back, so that a list under construction usually extends in place. What is allocated stays valid
/// until `reset` or the end of the arena; nothing is destroyed, so only trivially destructible
/// objects belong here. Every operation is O(1), growth apart. Not for concurrent use.
class arena {
 public:
  /// No memory: every allocation is refused.
  arena() = default;
  /// `memory` must outlive the arena.
  explicit arena(std::span<std::byte> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                 memory_source more = {}) noexcept
      : first_{memory.data(), memory.size()}, source_(more) {
    enter(first_);
  }
  /// Takes every block from `more`.
  explicit arena(memory_source more) noexcept : source_(more) {}
  arena(const arena&) = delete;
  arena& operator=(const arena&) = delete;
  arena(arena&& other) noexcept { swap(other); }
  arena& operator=(arena&& other) noexcept {
    arena(std::move(other)).swap(*this);
    return *this;
  }
  ~arena() {
    release();
    unpoison(first_.data, first_.size);  // it was not ours
  }

  void swap(arena& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(source_, other.source_);
    std::swap(grown_, other.grown_);
    std::swap(current_, other.current_);
    std::swap(front_, other.front_);
    std::swap(back_, other.back_);
    std::swap(filled_, other.filled_);
    std::swap(entered_, other.entered_);
  }

  /// Uninitialised memory, or null when the arena is exhausted. `alignment` is a power of two.
  void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
    void* at = take_front(bytes, alignment);
    if (at == nullptr && bytes <= most && grow(bytes + alignment))
      at = take_front(bytes, alignment);
    return at;
  }

  /// Uninitialised room for `bytes` characters, unaligned, or null.
  char* allocate_text(std::size_t bytes) noexcept {
    if (bytes > room() && !grow(bytes)) return nullptr;
    back_ -= bytes;
    unpoison(back_, bytes);
    return reinterpret_cast<char*>(back_);
  }

  /// Lengthens the latest `allocate`d object, which ends at `end`, in place. False: it was not the
  /// latest, or there is no room.
  bool extend(const void* end, std::size_t bytes) noexcept {
    if (end != front_ || bytes > room()) return false;
    unpoison(front_, bytes);
    front_ += bytes;
    return true;
  }

  /// Gives back the end of the latest `allocate`d object; `end` is its present end.
  void shrink(const void* end, std::size_t bytes) noexcept {
    if (end != front_) return;
    front_ -= bytes;
    poison(front_, bytes);
  }

  /// A state to come back to, until `reset` or `release`.
  struct position {
    std::byte* front;
    std::byte* back;
    std::byte* block;
    std::size_t block_size;
    std::size_t filled;
    std::size_t entered;
  };
  position mark() const noexcept {
    return {front_, back_, current_.data, current_.size, filled_, entered_};
  }
  /// Undoes what was allocated since `mark`; blocks taken since are kept for use again.
  void rewind(const position& mark) noexcept {
    for (block* b = grown_; b != nullptr; b = b->next)
      if (b->entered > mark.entered) put_aside(*b);
    current_ = {mark.block, mark.block_size};
    front_ = mark.front;
    back_ = mark.back;
    filled_ = mark.filled;
    entered_ = mark.entered;
    poison(front_, room());
  }

  /// Everything allocated becomes invalid; the memory is kept for use again.
  void reset() noexcept {
    for (block* b = grown_; b != nullptr; b = b->next) put_aside(*b);
    filled_ = 0;
    entered_ = 0;
    enter(first_);
  }

  /// As `reset`, and blocks from the memory source go back to it.
  void release() noexcept {
    while (grown_ != nullptr) {
      block* next = grown_->next;
      const std::size_t size = grown_->size;
      unpoison(grown_, size);
      source_.release(source_.context, grown_, size);
      grown_ = next;
    }
    reset();
  }

  /// Bytes in use, of all blocks.
  std::size_t used() const noexcept { return filled_ + (current_.size - room()); }

 private:
  struct extent {
    std::byte* data = nullptr;
    std::size_t size = 0;
  };
  struct block {
    block* next;
    std::size_t size;
    std::size_t entered;  // its turn among the blocks in use, 0 while it is in none
  };
  static constexpr std::size_t header =
      (sizeof(block) + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
  static constexpr std::size_t least_block = 16 * 1024;
  static constexpr std::size_t most = SIZE_MAX / 4;  // no sum below wraps

  static std::uintptr_t address(const void* at) noexcept {
    return reinterpret_cast<std::uintptr_t>(at);
  }
  std::size_t room() const noexcept { return static_cast<std::size_t>(back_ - front_); }

  void* take_front(std::size_t bytes, std::size_t alignment) noexcept {
    const std::size_t skip = (alignment - address(front_) % alignment) % alignment;
    if (skip > room() || bytes > room() - skip) return nullptr;
    std::byte* at = front_ + skip;
    unpoison(at, bytes);
    front_ = at + bytes;
    return at;
  }

  void enter(extent e) noexcept {
    current_ = e;
    front_ = e.data;
    back_ = e.data + e.size;
    poison(e.data, e.size);
  }

  bool grow(std::size_t bytes) noexcept {
    if (source_.allocate == nullptr || bytes > most) return false;
    filled_ += current_.size - room();
    for (block* b = grown_; b != nullptr; b = b->next) {
      if (b->entered == 0 && b->size - header >= bytes) {
        use(b);
        return true;
      }
    }
    std::size_t size = current_.size * 2 > least_block ? current_.size * 2 : least_block;
    if (size < bytes + header) size = bytes + header;
    void* memory = source_.allocate(source_.context, size);
    if (memory == nullptr) {
      filled_ -= current_.size - room();
      return false;
    }
    grown_ = ::new (memory) block{grown_, size, 0};
    use(grown_);
    return true;
  }

  static void put_aside(block& b) noexcept {
    b.entered = 0;
    poison(reinterpret_cast<std::byte*>(&b) + header, b.size - header);
  }

  void use(block* b) noexcept {
    b->entered = ++entered_;
    enter({reinterpret_cast<std::byte*>(b) + header, b->size - header});
  }

  static void poison([[maybe_unused]] const void* at, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(CONNECTPARTICIPANT_ASAN)
#if defined(__GNUC__) && !defined(__clang__)
// g++ takes this for a use of the memory, which need not be initialised.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
    if (at != nullptr) __asan_poison_memory_region(at, bytes);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif
  }
  static void unpoison([[maybe_unused]] const void* at,
                       [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(CONNECTPARTICIPANT_ASAN)
    if (at != nullptr) __asan_unpoison_memory_region(at, bytes);
#endif
  }

  extent first_{};
  memory_source source_{};
  block* grown_ = nullptr;
  extent current_{};
  std::byte* front_ = nullptr;
  std::byte* back_ = nullptr;
  std::size_t filled_ = 0;
  std::size_t entered_ = 0;
};

}  // namespace connectparticipant::inline v1
