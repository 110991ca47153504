#include <connectparticipant/websocket/frame_decoder.hpp>
#include <connectparticipant/websocket/frame_encoder.hpp>
#include <connectparticipant/websocket/mask.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "harness.hpp"

namespace {

using namespace bench;
namespace cp = connectparticipant;

constexpr cp::mask_key key{0x37, 0xfa, 0x21, 0x3d};
// Decoding unmasks in place. With this key the input stays as it is, for the next iteration; the
// work is the same.
constexpr cp::mask_key no_change{0, 0, 0, 0};

std::string some_text(std::size_t size) {
  std::string text = chat_generator(2).words(static_cast<int>(size));
  text.resize(size, '.');
  return text;
}

void add_mask() {
  add_benchmark("mask/64k/connectparticipant", [](benchmark::State& state) {
    std::string octets = some_text(64 * 1024);
    const std::string before = octets;
    cp::mask(octets, key);
    for (std::size_t i = 0; i < octets.size(); ++i)
      if (static_cast<unsigned char>(octets[i] ^ before[i]) != key[i % 4])
        return state.SkipWithError("wrong result");
    run(state, octets.size(), [&] {
      cp::mask(octets, key);
      benchmark::ClobberMemory();
    });
  });
  add_benchmark("mask_copy/64k/connectparticipant", [](benchmark::State& state) {
    const std::string octets = some_text(64 * 1024);
    std::string to(octets.size(), ' ');
    run(state, octets.size(), [&] {
      cp::mask_copy(to.data(), octets.data(), octets.size(), key);
      benchmark::DoNotOptimize(to.data());
      benchmark::ClobberMemory();
    });
  });
}

void add_decode_websocket(const std::string& name, const std::string& text) {
  add_benchmark("decode_websocket/" + name + "/connectparticipant",
                [text](benchmark::State& state) {
                  std::array<char, 2 * 1024> room;
                  std::array<char, 256> assembly;
                  std::string frame;
                  for (const cp::mask_key& each : {key, no_change}) {
                    const auto encoded = cp::encode_text(text, room, each);
                    if (!encoded) return state.SkipWithError("not encoded");
                    frame = *encoded;
                    cp::websocket_server_decoder decoder(assembly);
                    std::string input = frame;
                    const auto step = decoder.decode(input);
                    if (!step.event || step.event->payload != text)
                      return state.SkipWithError("wrong result");
                  }
                  cp::websocket_server_decoder decoder(assembly);
                  run(state, text.size(), [&] {
                    benchmark::DoNotOptimize(decoder.decode(frame).event->payload.data());
                    benchmark::ClobberMemory();
                  });
                });
}

const bool added = [] {
  add_mask();
  add_decode_websocket("1k", some_text(1'024));
  std::string unicode;
  while (unicode.size() < 1'000) unicode += "Grüße 日本語 text 😀 ";
  add_decode_websocket("1k_unicode", unicode);
  return true;
}();

}  // namespace
