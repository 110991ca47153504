// One response decoded: a page of a transcript. See scripts/size-table.

#include <unistd.h>

#include <array>
#include <cstddef>
#include <string_view>

#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/get_transcript.hpp>

namespace cp = connectparticipant;

int main() {
  static std::array<char, 32 * 1024> body;
  static std::array<std::byte, 64 * 1024> room;
  const ssize_t size = read(0, body.data(), body.size());
  if (size < 0) return 1;
  cp::small_reader reader;
  cp::arena memory(room);
  const cp::http_response response{
      .body = std::string_view(body.data(), static_cast<std::size_t>(size))};
  const auto page = cp::decode_response<cp::get_transcript>(response, reader, memory);
  if (!page || !page->transcript) return 1;
  for (const cp::item& item : *page->transcript)
    if (item.content && write(1, item.content->data(), item.content->size()) < 0) return 1;
  return 0;
}
