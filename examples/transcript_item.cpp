// What a bot backend does with message streaming: each notification carries one transcript item as
// its text. Reads an item from standard input, or one of its own, and prints what to do with it.

#include <array>
#include <cstddef>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include <connectparticipant/encode.hpp>

namespace cp = connectparticipant;

namespace {

constexpr std::string_view notification =
    R"({"AbsoluteTime":"2024-07-14T22:18:39.241Z","Content":"Where is my parcel? \ud83d\udce6",)"
    R"("ContentType":"text/plain","Id":"item-1","Type":"MESSAGE","ParticipantId":"participant-1",)"
    R"("DisplayName":"Customer","ParticipantRole":"CUSTOMER","InitialContactId":"contact-1",)"
    R"("ContactId":"contact-1"})";

int handle(std::string_view text) {
  cp::small_reader reader;
  std::array<std::byte, 16 * 1024> room;
  cp::arena memory(room);
  const auto item = cp::read<cp::item>(text, reader, memory);
  if (!item) {
    std::cerr << cp::describe(item.error()) << '\n';
    return 1;
  }
  std::cout << cp::print(*item) << '\n';
  const bool from_customer = item->participant_role == cp::participant_role::customer;
  switch (item->type ? item->type->value() : cp::chat_item_type::unknown) {
    case cp::chat_item_type::message:
      std::cout << (from_customer ? "answer it\n" : "ignore what the bot said itself\n");
      break;
    case cp::chat_item_type::attachment:
      for (const cp::attachment_item& file :
           item->attachments.value_or(std::span<const cp::attachment_item>()))
        if (file.status == cp::artifact_status::approved)
          std::cout << "fetch " << file.attachment_id.value_or("") << '\n';
      break;
    default: std::cout << "nothing to do\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1) return handle(notification);
  if (std::string_view(argv[1]) != "-") {
    std::cerr << "usage: transcript_item [-]\n";
    return 2;
  }
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  return handle(text);
}
