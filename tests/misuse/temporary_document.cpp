// A value that is read borrows from its document, which must live as long.

#include <string>
#include <string_view>

#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/model/item.hpp>

std::string received();
std::string received() { return "{}"; }

bool use(connectparticipant::arena& memory);
bool use(connectparticipant::arena& memory) {
  connectparticipant::small_reader reader;
#if defined(MISUSE)
  const auto value = connectparticipant::read<connectparticipant::item>(received(), reader, memory);
#else
  const std::string document = received();
  const auto value = connectparticipant::read<connectparticipant::item>(document, reader, memory);
#endif
  return value.has_value();
}
