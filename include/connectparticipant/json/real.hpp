#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>

#if !defined(__cpp_lib_to_chars)
#include <array>
#include <cfloat>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#endif

namespace connectparticipant::inline v1 {

/// Reads a valid number token; false when it is out of range.
inline bool read_real(std::string_view token, double& value) noexcept {
#if defined(__cpp_lib_to_chars)
  return std::from_chars(token.data(), token.data() + token.size(), value).ec == std::errc();
#else
  // Without from_chars for double: strtod, which wants a terminator and the locale's point.
  std::array<char, 128> text{};
  if (token.size() >= text.size()) return false;
  for (std::size_t i = 0; i < token.size(); ++i)
    text[i] = token[i] == '.' ? *std::localeconv()->decimal_point : token[i];
  value = std::strtod(text.data(), nullptr);
  return value <= DBL_MAX && value >= -DBL_MAX;
#endif
}

/// Writes a finite number in at most 32 characters, with no more digits than it takes to read it as
/// the same; returns the end.
inline char* write_real(char* to, double value) noexcept {
#if defined(__cpp_lib_to_chars)
  return std::to_chars(to, to + 32, value).ptr;
#else
  int size = 0;
  for (int precision = 15; precision <= 17; ++precision) {
    size = std::snprintf(to, 32, "%.*g", precision, value);
    if (std::strtod(to, nullptr) == value) break;
  }
  for (int i = 0; i < size; ++i)
    if (to[i] == *std::localeconv()->decimal_point) to[i] = '.';
  return to + size;
#endif
}

}  // namespace connectparticipant::inline v1
