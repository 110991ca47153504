// A member is described with a shape that it can hold.

#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/shape/describe.hpp>

namespace connectparticipant {

inline constexpr value_row size = integer("Size");

struct file {
#if defined(MISUSE)
  std::optional<std::string_view> bytes{};
#else
  std::optional<std::int64_t> bytes{};
#endif
};
template <>
inline constexpr auto shape<file> = object<file>("File", field("Bytes", &file::bytes, size));
static_assert(table<file>::rows.count == 1);

}  // namespace connectparticipant
