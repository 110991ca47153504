#include <connectparticipant/connectparticipant.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chat.hpp"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name)
#endif

// Fixed workloads, for counting instructions under callgrind: scripts/bench instructions. Each runs
// once before it is counted.

namespace {

using namespace bench;
namespace cp = connectparticipant;

void require(bool good) {
  if (good) return;
  std::fputs("instructions: a workload failed\n", stderr);
  std::abort();
}

template <class F>
void workload(const char* name, F&& body) {
  body();
  CALLGRIND_ZERO_STATS;
  body();
  CALLGRIND_DUMP_STATS_AT(name);
}

/// simdjson chooses by machine, and counts differ; this one exists wherever valgrind runs on
/// x86-64.
bool pin_simdjson() {
  const auto* const pinned = simdjson::get_available_implementations()["westmere"];
  if (pinned == nullptr || !pinned->supported_by_runtime_system()) return false;
  simdjson::get_active_implementation() = pinned;
  return true;
}

template <class Reader>
void read_workloads(const std::string& suffix) {
  static const transcript page(100);
  static const frames chat(100);
  static std::vector<std::byte> room(std::size_t{1} << 20);
  Reader reader;
  cp::arena memory{std::span(room)};
  const auto read = [&] {
    memory.reset();
    auto decoded = cp::read<cp::get_transcript_response>(page.text(), reader, memory);
    require(decoded.has_value());
    return *decoded;
  };
  require(digest_of(read()) == page.expected);
  workload(("decode_transcript/100" + suffix).c_str(), [&] { read(); });
  workload(("decode_transcript_owned/100" + suffix).c_str(),
           [&] { require(cp::own(read()).has_value()); });
  workload(("decode_frames/100" + suffix).c_str(), [&] {
    for (const std::string_view text : chat.texts) {
      memory.reset();
      require(cp::decode_frame(text, reader, memory).has_value());
    }
  });
}

void encode_workloads() {
  static std::array<char, 32 * 1024> room;
  for (const message& each : messages()) {
    const cp::send_message_request request{.content_type = each.content_type,
                                           .content = each.content,
                                           .client_token = each.client_token,
                                           .connection_token = "connection-token"};
    const std::string name(each.name);
    workload(("encode_send_message/" + name).c_str(), [&] {
      const auto text = cp::write(request, std::span<char>(room));
      require(text && text->size() == each.body.size());
    });
    if (name == "ascii_20")
      workload("encode_request/ascii_20",
               [&] { require(cp::encode_request(request, std::span<char>(room)).has_value()); });
    if (name == "ascii_12k")
      workload("validate/12k", [&] { require(!cp::validate(request, cp::checks{.max = false})); });
  }
}

void websocket_workloads() {
  static std::array<char, 2 * 1024> room;
  static std::array<char, 256> assembly;
  constexpr cp::mask_key no_change{};
  std::string octets(64 * 1024, 'x');
  workload("mask/64k", [&] { cp::mask(octets, {0x37, 0xfa, 0x21, 0x3d}); });
  const auto encoded = cp::encode_text(std::string(1'024, 'x'), room, no_change);
  require(encoded.has_value());
  std::string frame(*encoded);
  cp::websocket_server_decoder decoder(assembly);
  workload("decode_websocket/1k", [&] { require(decoder.decode(frame).event.has_value()); });
}

}  // namespace

int main() {
  read_workloads<cp::small_reader>("/small");
  if (pin_simdjson()) read_workloads<cp::simdjson_reader>("");
  encode_workloads();
  websocket_workloads();
  return 0;
}
