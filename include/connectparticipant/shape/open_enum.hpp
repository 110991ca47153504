#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/shape/name_index.hpp>

namespace connectparticipant::inline v1 {

/// The known values of an enum on the wire: `texts[i]` spells the enumerator with value i + 1;
/// 0 is `unknown`. The first `modelled` of them stand in the service model, the others have been
/// seen on the wire.
struct enum_rows {
  std::string_view name;
  const std::string_view* texts;
  std::uint8_t count;
  std::uint8_t modelled;
  name_index numbers;  ///< of `texts`

  template <std::size_t N>
  consteval enum_rows(std::string_view shape, const std::string_view (&spellings)[N],
                      std::size_t in_model = N) noexcept
      : name(shape),
        texts(spellings),
        count(N),
        modelled(static_cast<std::uint8_t>(in_model)),
        numbers(index_names(N, [&](std::size_t i) { return spellings[i]; })) {}

  /// The number of a spelling, 0 when unknown.
  constexpr std::uint8_t find(std::string_view text) const noexcept {
    const std::uint8_t number = numbers.candidate(text);
    if (number == name_index::none || !same_name(texts[number], text)) return 0;
    return static_cast<std::uint8_t>(number + 1);
  }
};

/// Specialised once for each enum of the model.
template <class E>
struct enum_table;  // has: static constexpr enum_rows rows

/// What an `open_enum` holds, without its type: the number of a known value, or the text of an
/// unknown one.
struct enum_value {
  const char* text = nullptr;
  std::uint32_t size = 0;
  std::uint8_t known = 0;

  constexpr std::string_view spelling(const enum_rows& rows) const noexcept {
    return known != 0 ? rows.texts[known - 1] : std::string_view(text, size);
  }
  constexpr void assign(const enum_rows& rows, std::string_view spelling) noexcept {
    known = rows.find(spelling);
    text = known != 0 ? nullptr : spelling.data();
    size = known != 0 ? 0 : static_cast<std::uint32_t>(spelling.size());
  }
};

/// A value of an enum that the service may extend: one that we do not know reads as `E::unknown`
/// and keeps its text, which it borrows, through a round trip.
template <class E>
class open_enum {
 public:
  constexpr open_enum() = default;
  constexpr open_enum(E value) noexcept { value_.known = static_cast<std::uint8_t>(value); }
  /// `text` must outlive the value unless it is a known spelling.
  constexpr explicit open_enum(std::string_view text) noexcept {
    value_.assign(enum_table<E>::rows, text);
  }

  /// For `switch`.
  constexpr E value() const noexcept { return static_cast<E>(value_.known); }
  /// The spelling on the wire.
  constexpr std::string_view text() const noexcept { return value_.spelling(enum_table<E>::rows); }

  friend constexpr bool operator==(const open_enum& a, const open_enum& b) noexcept {
    return a.value_.known == b.value_.known && (a.value_.known != 0 || a.text() == b.text());
  }
  friend constexpr bool operator==(const open_enum& a, E b) noexcept { return a.value() == b; }

 private:
  enum_value value_;  // the only member: the walkers reach an element of a list through it
};

}  // namespace connectparticipant::inline v1
