// Decoded values are never destroyed, so they own nothing.

#include <optional>
#include <string>
#include <string_view>

#include <connectparticipant/shape/describe.hpp>

namespace connectparticipant {

inline constexpr value_row name = text("Name");

struct file {
  std::optional<std::string_view> name{};
#if defined(MISUSE)
  std::string kept{};
#endif
};
template <>
inline constexpr auto shape<file> = object<file>("File", field("Name", &file::name, name));
static_assert(table<file>::rows.count == 1);

}  // namespace connectparticipant
