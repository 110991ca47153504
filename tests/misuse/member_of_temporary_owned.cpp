// As is a member reached through one.

#include <utility>

#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/model/item.hpp>

bool use(const connectparticipant::item& from);
bool use(const connectparticipant::item& from) {
  auto kept = connectparticipant::own(from);
  if (!kept) return false;
#if defined(MISUSE)
  const auto content = std::move(*kept)->content;
#else
  const auto content = (*kept)->content;
#endif
  return content.has_value();
}
