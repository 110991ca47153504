#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace connectparticipant::inline v1 {

/// Characters that `octets` octets take in base64, padding included.
constexpr std::size_t base64_size(std::size_t octets) noexcept { return (octets + 2) / 3 * 4; }

/// Writes base64 with padding (RFC 4648, section 4) to `to`, which needs room for
/// `base64_size(octets.size())` characters; returns how many were written.
constexpr std::size_t encode_base64(std::span<const std::uint8_t> octets, char* to) noexcept {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::size_t written = 0;
  for (std::size_t i = 0; i < octets.size(); i += 3) {
    const std::size_t here = octets.size() - i < 3 ? octets.size() - i : 3;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < here ? octets[i + k] : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      to[written++] = k <= here ? alphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return written;
}

/// Reads padded base64 to `to`, which needs room for `text.size() / 4 * 3` octets; returns how many
/// were written. Absent for any other character, white space included, and for missing or misplaced
/// padding. Bits that no octet uses may be set: the example key of RFC 6455, section 4.1, sets one.
constexpr std::optional<std::size_t> decode_base64(std::string_view text,
                                                   std::uint8_t* to) noexcept {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::size_t characters = text.size() - padding;
  std::size_t written = 0;
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < characters; ++i) {
    const char c = text[i];
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = static_cast<std::uint32_t>(c - 'a' + 26);
    } else if (c >= '0' && c <= '9') {
      value = static_cast<std::uint32_t>(c - '0' + 52);
    } else if (c == '+' || c == '/') {
      value = c == '+' ? 62 : 63;
    } else {
      return std::nullopt;
    }
    group = group << 6 | value;
    // Every character but the first of four completes an octet.
    if (const std::size_t spare = 6 - i % 4 * 2; i % 4 != 0)
      to[written++] = static_cast<std::uint8_t>(group >> spare & 0xFF);
  }
  return written;
}

}  // namespace connectparticipant::inline v1
