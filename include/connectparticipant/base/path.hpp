#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace connectparticipant::inline v1 {

struct object_rows;  // shape/row.hpp: a path is numbers until somebody asks for its text

/// The way from a document's root to one value: field numbers, list indexes and map keys in one
/// fixed buffer. Steps that no longer fit are left out, and a key is cut to what fits.
class path {
 public:
  enum class step_kind : std::uint8_t { field, index, key };
  struct step {
    step_kind kind = step_kind::field;
    std::uint32_t number = 0;   ///< of the field in its rows, or of the element
    std::string_view key = {};  ///< of a map entry; borrows from the path
  };

  constexpr path() = default;
  constexpr explicit path(const object_rows* root) noexcept : root_(root) {}

  /// The rows that the first field number counts in; null where there is no path.
  constexpr const object_rows* root() const noexcept { return root_; }
  constexpr bool empty() const noexcept { return size() == 0; }
  /// A mark to come back to with `truncate`.
  constexpr std::uint8_t size() const noexcept { return size_ & ~full_mark; }
  constexpr void truncate(std::uint8_t size) noexcept {
    if (size < this->size()) size_ = size;
  }

  constexpr void push_field(std::size_t number) noexcept {
    if (fits(1)) put(static_cast<std::uint8_t>(number & 0x7F));
  }
  constexpr void push_index(std::size_t index) noexcept {
    if (!fits(5)) return;
    put(index_mark);
    for (int shift = 0; shift < 32; shift += 8) put(static_cast<std::uint8_t>(index >> shift));
  }
  constexpr void push_key(std::string_view key) noexcept {
    if (!fits(2)) return;
    put(key_mark);
    const std::size_t room = bytes_.size() - size_ - 1u;
    std::size_t length = key.size() < room ? key.size() : room;
    // A cut key stays UTF-8.
    while (length < key.size() && length > 0 &&
           (static_cast<unsigned char>(key[length]) & 0xC0) == 0x80)
      --length;
    put(static_cast<std::uint8_t>(length));
    for (char c : key.substr(0, length)) put(static_cast<std::uint8_t>(c));
  }

  /// The steps of `inner`, whose root is the value that this path leads to.
  constexpr void append(const path& inner) noexcept {
    inner.for_each([this](const step& s) {
      if (s.kind == step_kind::field) push_field(s.number);
      if (s.kind == step_kind::index) push_index(s.number);
      if (s.kind == step_kind::key) push_key(s.key);
    });
  }

  /// Calls `visit(step)` for each step, outermost first.
  template <class Visitor>
  constexpr void for_each(Visitor&& visit) const {
    std::size_t i = 0;
    while (i < size()) {
      const std::uint8_t mark = bytes_[i++];
      if (mark == index_mark) {
        std::uint32_t index = 0;
        for (int shift = 0; shift < 32; shift += 8)
          index |= static_cast<std::uint32_t>(bytes_[i++]) << shift;
        visit(step{step_kind::index, index, {}});
      } else if (mark == key_mark) {
        std::array<char, capacity> key{};
        const std::size_t length = bytes_[i++];
        for (std::size_t k = 0; k < length; ++k) key[k] = static_cast<char>(bytes_[i++]);
        visit(step{step_kind::key, 0, std::string_view(key.data(), length)});
      } else {
        visit(step{step_kind::field, mark, {}});
      }
    }
  }

  friend constexpr bool operator==(const path& a, const path& b) noexcept {
    if (a.root_ != b.root_ || a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (a.bytes_[i] != b.bytes_[i]) return false;
    return true;
  }

 private:
  static constexpr std::size_t capacity = 47;
  static constexpr std::uint8_t full_mark = 0x80;
  static constexpr std::uint8_t index_mark = 0x80;
  static constexpr std::uint8_t key_mark = 0x81;

  // Behind a step left out, none follows.
  constexpr bool fits(std::size_t more) noexcept {
    if (size_ + more > capacity) size_ |= full_mark;
    return size_ <= capacity;
  }
  constexpr void put(std::uint8_t byte) noexcept { bytes_[size_++] = byte; }

  const object_rows* root_ = nullptr;
  std::array<std::uint8_t, capacity> bytes_{};
  std::uint8_t size_ = 0;  // with `full_mark` once a step was left out
};

}  // namespace connectparticipant::inline v1
