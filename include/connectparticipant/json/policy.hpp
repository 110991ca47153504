#pragma once

namespace connectparticipant::inline v1 {

/// How a reader takes what is JSON but not as it should be. The grammar itself is never relaxed.
struct policy {
  bool drop_null_elements = true;       ///< of lists and maps; else refused
  bool allow_duplicate_members = true;  ///< the last of a repeated known member wins; else refused
  bool replace_lone_surrogates = true;  ///< by U+FFFD; else refused
  bool drop_wrong_types = false;        ///< what has a wrong type reads as absent; else refused
};

/// For what the service sends.
inline constexpr policy lenient{};
/// For what a client sends to a server.
inline constexpr policy strict{.drop_null_elements = false,
                               .allow_duplicate_members = false,
                               .replace_lone_surrogates = false};
/// For bodies that only may be JSON of the shape: an error's.
inline constexpr policy salvage{.drop_wrong_types = true};

}  // namespace connectparticipant::inline v1
