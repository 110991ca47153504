// Only described structures can be read.

#include <string_view>

#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/model/item.hpp>

struct undescribed_item {};

bool use(std::string_view document, connectparticipant::arena& memory);
bool use(std::string_view document, connectparticipant::arena& memory) {
  connectparticipant::small_reader reader;
#if defined(MISUSE)
  return connectparticipant::read<undescribed_item>(document, reader, memory).has_value();
#else
  return connectparticipant::read<connectparticipant::item>(document, reader, memory).has_value();
#endif
}
