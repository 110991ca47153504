// What is decoded lies in the arena, which ends here.

#include <string_view>

#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/model/item.hpp>

using namespace connectparticipant;

result<item> use(std::string_view document, const small_reader& reader, arena& memory);
result<item> use(std::string_view document, const small_reader& reader, arena& memory) {
#if defined(MISUSE)
  arena local(memory_source::heap());
  if (memory.used() == 0) return read<item>(document, reader, local);
#endif
  return read<item>(document, reader, memory);
}
