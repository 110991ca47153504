#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/shape/describe.hpp>

namespace connectparticipant::inline v1 {

/// `simdjson_reader` or `small_reader`.
template <class R>
concept reader = requires(R& r, std::string_view document, const object_rows& rows, void* to,
                          arena& memory, const policy& rules) {
  { r.read(document, rows, to, memory, rules) } -> std::same_as<error>;
};

/// Reads a described structure from one JSON document. The value borrows from `document` and
/// `memory`: it is valid until either changes. Errors: code, path and offset of the first error in
/// document order; nothing stays behind in `memory`. Linear in the size of the document.
template <described T, reader R>
result<T> read(std::string_view document CONNECTPARTICIPANT_LIFETIMEBOUND, R& with,
               arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND, const policy& rules = lenient) {
  T value;
  const arena::position start = memory.mark();
  if (const error failure = with.read(document, table<T>::rows, &value, memory, rules)) {
    memory.rewind(start);
    return failure;
  }
  return value;
}

/// The value would borrow from a string that ends here.
template <described T, reader R, std::same_as<std::string> S>
result<T> read(S&& document, R&, arena&, const policy& = lenient) = delete;

}  // namespace connectparticipant::inline v1
