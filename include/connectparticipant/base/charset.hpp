#pragma once

#include <array>
#include <string_view>

namespace connectparticipant::inline v1 {

/// A set of octets, as a table.
class charset {
 public:
  constexpr charset() = default;
  /// The octets of `members` and of the inclusive `ranges`, given as pairs: "azAZ".
  constexpr explicit charset(std::string_view ranges, std::string_view members = {}) {
    for (std::size_t i = 0; i + 1 < ranges.size(); i += 2)
      for (unsigned c = static_cast<unsigned char>(ranges[i]);
           c <= static_cast<unsigned char>(ranges[i + 1]); ++c)
        has_[c] = true;
    for (char c : members) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool operator()(char c) const noexcept { return has_[static_cast<unsigned char>(c)]; }
  constexpr bool all_of(std::string_view text) const noexcept {
    for (char c : text)
      if (!(*this)(c)) return false;
    return true;
  }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr charset digits{"09"};
inline constexpr charset hex_digits{"09afAF"};
inline constexpr charset letters_and_digits{"09azAZ"};
/// RFC 3986, section 2.3.
inline constexpr charset unreserved{"09azAZ", "-._~"};
/// RFC 9110, section 5.6.2.
inline constexpr charset token_characters{"09azAZ", "!#$%&'*+-.^_`|~"};
/// What may stand in a header value that we send: visible ASCII and inner spaces.
inline constexpr charset header_value_characters{" ~"};
/// JSON's white space (RFC 8259, section 2).
inline constexpr charset json_whitespace{"", " \t\n\r"};

constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Equality without regard to ASCII letter case.
constexpr bool equal_any_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  return true;
}

/// Without leading and trailing spaces and tabs (RFC 9110, OWS).
constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A media type without its parameters (RFC 9110, section 8.3.1).
constexpr std::string_view media_type(std::string_view value) noexcept {
  return trim(value.substr(0, value.find(';')));
}

/// The value of a hexadecimal digit, -1 for any other character.
constexpr int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Whether `value` can be sent in a header unchanged: visible ASCII with inner spaces, not empty.
constexpr bool is_header_value(std::string_view value) noexcept {
  return !value.empty() && value.front() != ' ' && value.back() != ' ' &&
         header_value_characters.all_of(value);
}

}  // namespace connectparticipant::inline v1
