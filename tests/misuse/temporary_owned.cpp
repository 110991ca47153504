// A value taken out of a temporary `owned` would outlive its memory.

#include <utility>

#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/model/item.hpp>

bool use(const connectparticipant::item& from);
bool use(const connectparticipant::item& from) {
  auto kept = connectparticipant::own(from);
  if (!kept) return false;
#if defined(MISUSE)
  const connectparticipant::item value = *std::move(*kept);
#else
  const connectparticipant::item value = **kept;
#endif
  return value.content.has_value();
}
