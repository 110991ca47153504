// Two arenas over the same memory would overwrite each other.

#include <utility>

#include <connectparticipant/base/arena.hpp>

bool use(connectparticipant::arena& memory);
bool use(connectparticipant::arena& memory) {
#if defined(MISUSE)
  const connectparticipant::arena other(memory);
#else
  const connectparticipant::arena other(std::move(memory));
#endif
  return other.used() == 0;
}
