#include "allocations.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {
std::uint64_t count = 0;
}

#if defined(__GLIBC__)

// operator new is left alone: it calls malloc. Everything goes on to the allocator that free knows.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t size) noexcept {
  ++count;
  return __libc_malloc(size);
}
void* calloc(std::size_t elements, std::size_t size) noexcept {
  ++count;
  return __libc_calloc(elements, size);
}
void* realloc(void* block, std::size_t size) noexcept {
  ++count;
  return __libc_realloc(block, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  ++count;
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** to, std::size_t alignment, std::size_t size) noexcept {
  ++count;
  *to = __libc_memalign(alignment, size);
  return *to == nullptr ? 12 : 0;
}
}

#else

void* operator new(std::size_t size) {
  ++count;
  if (void* const block = std::malloc(size != 0 ? size : 1)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

#endif

namespace bench {

std::uint64_t allocations() { return count; }

}  // namespace bench
