#pragma once

#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>

#include <connectparticipant/base/error.hpp>

namespace connectparticipant::inline v1 {

/// A value or an error, with the member names of `std::expected` (C++23). Nothing throws: reading
/// the value of a failure ends the program.
template <class T, class E = error>
class [[nodiscard]] result {
 public:
  using value_type = T;
  using error_type = E;

  constexpr result(T value) : value_(std::move(value)) {}
  constexpr result(E failure) : error_(std::move(failure)) {}

  constexpr bool has_value() const noexcept { return value_.has_value(); }
  constexpr explicit operator bool() const noexcept { return has_value(); }

  constexpr T& value() & { return *checked(); }
  constexpr const T& value() const& { return *checked(); }
  constexpr T&& value() && { return std::move(*checked()); }
  constexpr T& operator*() & { return *checked(); }
  constexpr const T& operator*() const& { return *checked(); }
  constexpr T&& operator*() && { return std::move(*checked()); }
  constexpr T* operator->() { return &*checked(); }
  constexpr const T* operator->() const { return &*checked(); }

  /// The default-constructed error where there is a value.
  constexpr const E& error() const noexcept { return error_; }

  template <class U>
  constexpr T value_or(U&& other) const& {
    return has_value() ? *value_ : static_cast<T>(std::forward<U>(other));
  }
  template <class F>
  constexpr auto and_then(F&& next) const& -> std::invoke_result_t<F, const T&> {
    if (has_value()) return std::forward<F>(next)(*value_);
    return error_;
  }
  template <class F>
  constexpr auto transform(F&& next) const& -> result<std::invoke_result_t<F, const T&>, E> {
    if (has_value()) return std::forward<F>(next)(*value_);
    return error_;
  }
  template <class F>
  constexpr result or_else(F&& next) const& {
    if (has_value()) return *this;
    return std::forward<F>(next)(error_);
  }

 private:
  constexpr std::optional<T>& checked() {
    if (!value_) std::abort();
    return value_;
  }
  constexpr const std::optional<T>& checked() const {
    if (!value_) std::abort();
    return value_;
  }

  std::optional<T> value_;
  E error_{};
};

/// Success without a value, or an error.
template <class E>
class [[nodiscard]] result<void, E> {
 public:
  using value_type = void;
  using error_type = E;

  constexpr result() = default;
  constexpr result(E failure) : error_(std::move(failure)) {}

  constexpr bool has_value() const noexcept { return !static_cast<bool>(error_); }
  constexpr explicit operator bool() const noexcept { return has_value(); }
  constexpr const E& error() const noexcept { return error_; }

 private:
  E error_{};
};

}  // namespace connectparticipant::inline v1
