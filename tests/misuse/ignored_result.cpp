// An outcome that nobody looks at is an error overlooked.

#include <string>

#include <connectparticipant/json/write.hpp>
#include <connectparticipant/model/item.hpp>

bool use(const connectparticipant::item& value, std::string& memory);
bool use(const connectparticipant::item& value, std::string& memory) {
#if defined(MISUSE)
  connectparticipant::write(value, memory);
  return true;
#else
  return connectparticipant::write(value, memory).has_value();
#endif
}
