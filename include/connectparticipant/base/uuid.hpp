#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/charset.hpp>

namespace connectparticipant::inline v1 {

namespace uuid_internal {
constexpr bool is_hyphen_at(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }
}  // namespace uuid_internal

/// The text of a version 4 UUID (RFC 9562, section 5.4), in lower case. `entropy` must come from a
/// random source of the caller; 6 of its 128 bits are overwritten.
constexpr std::array<char, 36> make_uuid(std::array<std::uint8_t, 16> entropy) noexcept {
  constexpr std::string_view hex = "0123456789abcdef";
  entropy[6] = static_cast<std::uint8_t>((entropy[6] & 0x0F) | 0x40);
  entropy[8] = static_cast<std::uint8_t>((entropy[8] & 0x3F) | 0x80);
  std::array<char, 36> text{};
  std::size_t at = 0;
  for (const std::uint8_t octet : entropy) {
    if (uuid_internal::is_hyphen_at(at)) text[at++] = '-';
    text[at++] = hex[octet >> 4];
    text[at++] = hex[octet & 15];
  }
  return text;
}

/// Whether `text` is a UUID of any version: 8-4-4-4-12 hexadecimal digits of either case.
constexpr bool is_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (uuid_internal::is_hyphen_at(i) ? text[i] != '-' : !hex_digits(text[i])) return false;
  return true;
}

}  // namespace connectparticipant::inline v1
