#pragma once

#include <optional>

#include <connectparticipant/model/scalars.hpp>

namespace connectparticipant::inline v1 {

/// What became of a message that was sent. Model shape MessageProcessingMetadata.
struct message_processing_metadata {
  std::optional<open_enum<connectparticipant::message_processing_status>>
      message_processing_status{};
};
template <>
inline constexpr auto shape<message_processing_metadata> = object<message_processing_metadata>(
    "MessageProcessingMetadata",
    field("MessageProcessingStatus", &message_processing_metadata::message_processing_status,
          scalar::message_processing_status));

}  // namespace connectparticipant::inline v1
