#pragma once

#include <cstddef>
#include <cstdint>

#include <connectparticipant/base/block.hpp>
#include <connectparticipant/base/utf8.hpp>

namespace connectparticipant::inline v1 {

/// Checks UTF-8 (RFC 3629) that arrives in pieces cut anywhere, inside a character too. An octet
/// that can continue no character is found as soon as it arrives. Three octets of state; O(n).
class utf8_stream {
 public:
  /// The first octet that makes the text so far ill-formed, or `end`. After a failure only `reset`.
  const char* find_invalid(const char* at, const char* end) noexcept {
    for (;;) {
      while (left_ != 0) {
        if (at == end) return end;
        if (!tail(*at)) return at;
        ++at;
      }
      at = find_non_ascii(at, end);
      // Much at once, but for a character that the end cuts off.
      if (end - at >= 32) at = find_invalid_utf8(at, end - cut_off(at, end));
      // Characters that lie here whole, the usual case, need no state.
      while (at != end && static_cast<signed char>(*at) < 0) {
        const std::uint8_t size = decode_utf8(at, end).size;
        if (size == 0) break;
        at += size;
      }
      if (at == end) return end;
      if (static_cast<signed char>(*at) >= 0) continue;
      if (!lead(*at)) return at;
      ++at;
    }
  }

  /// Whether the text so far does not end inside a character.
  constexpr bool complete() const noexcept { return left_ == 0; }
  constexpr void reset() noexcept { *this = {}; }

 private:
  /// The octets in front of `end` that are the start of a longer character.
  static std::ptrdiff_t cut_off(const char* at, const char* end) noexcept {
    for (std::ptrdiff_t size = 1; size <= 3 && size <= end - at; ++size) {
      const auto octet = static_cast<unsigned char>(end[-size]);
      if (octet >= 0xC0) return size < (octet < 0xE0 ? 2 : octet < 0xF0 ? 3 : 4) ? size : 0;
      if (octet < 0x80) break;
    }
    return 0;
  }
  constexpr bool lead(char c) noexcept {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0xC2 || octet > 0xF4) return false;
    left_ = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
    // Overlong forms, surrogates and what lies above U+10FFFF show in the second octet.
    low_ = octet == 0xE0 ? 0xA0 : octet == 0xF0 ? 0x90 : 0x80;
    high_ = octet == 0xED ? 0x9F : octet == 0xF4 ? 0x8F : 0xBF;
    return true;
  }
  constexpr bool tail(char c) noexcept {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < low_ || octet > high_) return false;
    --left_;
    low_ = 0x80;
    high_ = 0xBF;
    return true;
  }

  std::uint8_t left_ = 0;  // tail octets still due
  std::uint8_t low_ = 0x80;
  std::uint8_t high_ = 0xBF;
};

}  // namespace connectparticipant::inline v1
