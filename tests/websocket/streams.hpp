#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <connectparticipant/websocket/frame.hpp>

// Streams of frames, fed to a decoder in pieces.

namespace connectparticipant::streams {

inline constexpr mask_key key{0x37, 0xFA, 0x21, 0x3D};

/// What a decoder made of a stream: its events as text, the failure and where it showed.
struct outcome {
  std::vector<std::string> events;
  errc failure = errc::none;
  std::size_t at = 0;  ///< of the whole stream; its size where nothing failed
  friend bool operator==(const outcome&, const outcome&) = default;
};

inline std::string text_of(const websocket_event& event) {
  std::string text(to_string(event.kind));
  if (event.kind == websocket_opcode::close)
    text += " " + std::to_string(static_cast<unsigned>(event.code));
  return text + ":" + std::string(event.payload);
}

/// Feeds pieces whose sizes `next` gives. Each is a block of its own, freed once it is done with,
/// so that a sanitizer sees what outlives it.
template <class Decoder, class F>
outcome feed(Decoder& decoder, std::string_view stream, F&& next) {
  outcome made;
  for (std::size_t start = 0; start < stream.size();) {
    const std::size_t size = std::min<std::size_t>(next(), stream.size() - start);
    const auto piece = std::make_unique<char[]>(size);
    stream.copy(piece.get(), size, start);
    std::span<char> rest(piece.get(), size);
    for (;;) {
      websocket_step step;
      if constexpr (std::is_same_v<Decoder, websocket_server_decoder>)
        step = decoder.decode(rest);
      else
        step = decoder.decode({rest.data(), rest.size()});
      rest = rest.subspan(step.consumed);
      made.at = start + size - rest.size();
      if (step.failure) {
        made.failure = step.failure.code;
        return made;
      }
      if (!step.event) break;
      made.events.push_back(text_of(*step.event));
    }
    start += size;
  }
  return made;
}

/// The stream in pieces of `chunk` octets, as the receiver of that role reads it.
inline outcome decode(websocket_role role, std::string_view stream, std::size_t chunk,
                      const websocket_limits& limits = {}, std::size_t memory = 1u << 20) {
  std::vector<char> room(memory);
  const auto next = [&] { return chunk; };
  if (role == websocket_role::server) {
    websocket_server_decoder decoder(room, limits);
    return feed(decoder, stream, next);
  }
  websocket_client_decoder decoder(room, limits);
  return feed(decoder, stream, next);
}

/// Any frame, right or wrong: the first octet as it is, `length` octets of extended length (0, 2 or
/// 8), masked where it is for a server.
inline std::string frame(websocket_role receiver, unsigned first, std::string_view payload,
                         int length = -1) {
  const bool masked = receiver == websocket_role::server;
  if (length < 0) length = payload.size() <= 125 ? 0 : payload.size() <= 0xFFFF ? 2 : 8;
  std::string made{static_cast<char>(first)};
  const unsigned short_length = length == 0   ? static_cast<unsigned>(payload.size())
                                : length == 2 ? 126u
                                              : 127u;
  made += static_cast<char>(short_length | (masked ? 0x80u : 0u));
  for (int i = length - 1; i >= 0; --i)
    made += static_cast<char>(static_cast<std::uint64_t>(payload.size()) >> i * 8 & 0xFF);
  if (masked)
    for (const std::uint8_t octet : key) made += static_cast<char>(octet);
  std::string body(payload);
  if (masked) mask(body, key);
  return made + body;
}

}  // namespace connectparticipant::streams
