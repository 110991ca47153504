#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

#include <connectparticipant/base/config.hpp>

namespace connectparticipant::inline v1 {

/// A list of a request: absent, or up to `Capacity` elements inside the object, so that
/// `.type = {a, b}` compiles and nothing dangles; or any number borrowed from elsewhere, as a
/// decoded request has them.
template <class T, std::size_t Capacity>
class inline_list {
 public:
  using value_type = T;

  /// Absent.
  constexpr inline_list() = default;
  /// Present with the elements given; `{}` is absent, `inline_list::none()` present and empty.
  template <class... U>
    requires(sizeof...(U) >= 1 && sizeof...(U) <= Capacity && (std::is_convertible_v<U, T> && ...))
  constexpr inline_list(U... elements)
      : inline_{T(elements)...}, size_(sizeof...(U)), present_(true) {}
  /// Present, borrowed: `elements` must outlive the list.
  constexpr inline_list(std::span<const T> elements CONNECTPARTICIPANT_LIFETIMEBOUND) noexcept
      : borrowed_(elements.data()), size_(elements.size()), present_(true) {}
  static constexpr inline_list none() noexcept { return inline_list(std::span<const T>()); }

  constexpr bool has_value() const noexcept { return present_; }
  constexpr std::span<const T> elements() const noexcept CONNECTPARTICIPANT_LIFETIMEBOUND {
    return {borrowed_ != nullptr ? borrowed_ : inline_.data(), size_};
  }
  constexpr std::size_t size() const noexcept { return size_; }
  constexpr bool empty() const noexcept { return size_ == 0; }
  constexpr auto begin() const noexcept { return elements().begin(); }
  constexpr auto end() const noexcept { return elements().end(); }
  constexpr const T& operator[](std::size_t i) const noexcept { return elements()[i]; }

  /// Appends inside the object; false when it is full or borrowed.
  constexpr bool push_back(const T& element) noexcept {
    if (borrowed_ != nullptr || size_ == Capacity) return false;
    inline_[size_++] = element;
    return present_ = true;
  }

 private:
  std::array<T, Capacity> inline_{};
  const T* borrowed_ = nullptr;
  std::size_t size_ = 0;
  bool present_ = false;
};

}  // namespace connectparticipant::inline v1
