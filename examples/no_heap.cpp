// The codecs on fixed memory: no heap, no simdjson. Prints the sizes that such a build plans with.

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <span>
#include <string_view>

#include <connectparticipant/encode.hpp>

// Any use of the heap ends the program.
void* operator new(std::size_t) { std::abort(); }
void* operator new(std::size_t, const std::nothrow_t&) noexcept { std::abort(); }
void operator delete(void*) noexcept { std::abort(); }
void operator delete(void*, std::size_t) noexcept { std::abort(); }

namespace cp = connectparticipant;

namespace {

constexpr std::size_t items = 100;

alignas(std::max_align_t) std::array<std::byte, 64 * 1024> memory;
std::array<char, 64 * 1024> received;
std::array<char, 1024> sent;
std::array<cp::item, items> transcript;

void print(const char* what, std::size_t bytes) { std::printf("%-46s %6zu bytes\n", what, bytes); }

/// A page as the service would send it, in `received`.
std::string_view make_page() {
  transcript.fill({.absolute_time = "2024-07-14T22:18:39.241Z",
                   .content = "Line one\nline two",
                   .content_type = "text/plain",
                   .id = "11111111-2222-4333-8444-555555555555",
                   .type = cp::chat_item_type::message,
                   .participant_id = "11111111-2222-4333-8444-555555555555",
                   .display_name = "Customer",
                   .participant_role = cp::participant_role::customer});
  const cp::get_transcript_response page{"contact-1", std::span<const cp::item>(transcript)};
  return cp::write(page, std::span<char>(received)).value();
}

}  // namespace

int main() {
  const cp::send_message_request message{.content_type = "text/plain",
                                         .content = "Hello",
                                         .client_token = "1",
                                         .connection_token = "a-token"};
  const auto request = cp::encode_request(message, std::span<char>(sent));
  if (!request) return 1;
  print("SendMessage body", request->body.size());
  const auto refused = cp::encode_request(message, std::span<char>(sent).first(16));
  if (refused || refused.error().code != cp::errc::buffer_too_small) return 1;
  print("memory that encoding the request takes", refused.error().offset);

  const std::string_view page = make_page();
  const cp::small_reader reader(
      {.document_bytes = received.size(), .depth = 16, .list_items = items, .map_entries = 16});
  cp::arena room(memory);
  const auto decoded = cp::read<cp::get_transcript_response>(page, reader, room);
  if (!decoded || decoded->transcript->size() != items) return 1;
  print("GetTranscript response of 100 items", page.size());
  print("arena in use when it is decoded", room.used());
  print("one item", sizeof(cp::item));
  print("the reader", sizeof reader);
  print("the arena", sizeof room);
  print("an error", sizeof(cp::error));

  room.reset();
  cp::arena small(std::span<std::byte>(memory).first(4096));
  const auto exhausted = cp::read<cp::get_transcript_response>(page, reader, small);
  if (exhausted || exhausted.error().code != cp::errc::arena_exhausted) return 1;
  const std::string_view code = to_string(exhausted.error().code);
  std::printf("%-46s %.*s\n", "the same in 4096 bytes", static_cast<int>(code.size()), code.data());
  return 0;
}
