#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

/// Where in a transcript to begin: at an item, at a time, or so many items from the end. Model
/// shape StartPosition.
struct start_position {
  std::optional<std::string_view> id{};
  std::optional<std::string_view> absolute_time{};  ///< ISO 8601
  std::optional<std::int64_t> most_recent{};        ///< items
};
template <>
inline constexpr auto shape<start_position> =
    object<start_position>("StartPosition", field("Id", &start_position::id, scalar::chat_item_id),
                           field("AbsoluteTime", &start_position::absolute_time, scalar::instant),
                           field("MostRecent", &start_position::most_recent, scalar::most_recent));

}  // namespace connectparticipant::inline v1
