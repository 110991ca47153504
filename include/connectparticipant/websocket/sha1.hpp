#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace connectparticipant::inline v1 {

/// The SHA-1 digest (RFC 3174), which the opening handshake needs; it protects nothing. O(n).
constexpr std::array<std::uint8_t, 20> sha1(std::string_view text) noexcept {
  std::array<std::uint32_t, 5> hash{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  const std::size_t blocks = text.size() / 64 + (text.size() % 64 < 56 ? 1 : 2);
  const std::uint64_t bits = static_cast<std::uint64_t>(text.size()) * 8;
  const auto octet = [&](std::size_t i) -> std::uint32_t {
    if (i < text.size()) return static_cast<unsigned char>(text[i]);
    if (i == text.size()) return 0x80;
    const std::size_t from_end = blocks * 64 - 1 - i;
    return from_end < 8 ? static_cast<std::uint32_t>(bits >> from_end * 8 & 0xFF) : 0;
  };
  for (std::size_t start = 0; start != blocks * 64; start += 64) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t t = 0; t < 16; ++t)
      for (std::size_t i = 0; i < 4; ++i) w[t] = w[t] << 8 | octet(start + t * 4 + i);
    for (std::size_t t = 16; t < 80; ++t)
      w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    auto [a, b, c, d, e] = hash;
    for (std::size_t t = 0; t < 80; ++t) {
      const std::uint32_t f = t < 20   ? (b & c) | (~b & d)
                              : t < 40 ? b ^ c ^ d
                              : t < 60 ? (b & c) | (b & d) | (c & d)
                                       : b ^ c ^ d;
      const std::uint32_t k = t < 20   ? 0x5A827999
                              : t < 40 ? 0x6ED9EBA1
                              : t < 60 ? 0x8F1BBCDC
                                       : 0xCA62C1D6;
      const std::uint32_t next = std::rotl(a, 5) + f + e + w[t] + k;
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    hash = {hash[0] + a, hash[1] + b, hash[2] + c, hash[3] + d, hash[4] + e};
  }
  std::array<std::uint8_t, 20> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(hash[i / 4] >> (24 - i % 4 * 8) & 0xFF);
  return digest;
}

}  // namespace connectparticipant::inline v1
