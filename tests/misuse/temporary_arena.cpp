// What is decoded lies in the arena.

#include <string_view>

#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/model/item.hpp>

bool use(std::string_view document);
bool use(std::string_view document) {
  using namespace connectparticipant;
  small_reader reader;
#if defined(MISUSE)
  const auto value = read<item>(document, reader, arena(memory_source::heap()));
#else
  arena memory(memory_source::heap());
  const auto value = read<item>(document, reader, memory);
#endif
  return value.has_value();
}
