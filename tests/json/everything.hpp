#pragma once

// A structure with a member of every kind.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/model/attachment.hpp>
#include <connectparticipant/model/enums.hpp>
#include <connectparticipant/shape/describe.hpp>
#include <connectparticipant/shape/inline_list.hpp>
#include <connectparticipant/shape/json_text.hpp>

namespace connectparticipant::inline v1 {

namespace everything_shapes {
inline bool only_a(std::string_view text) noexcept {
  return text.find_first_not_of('a') == std::string_view::npos;
}
inline constexpr pattern_row as{"a*", only_a};
inline constexpr value_row word = text("Word", length(2, 4));
inline constexpr value_row patterned = text("Patterned", as);
inline constexpr value_row hidden = text("Hidden", privacy::secret);
inline constexpr value_row name = text("Name", privacy::personal);
inline constexpr value_row number = integer("Number", range(-1, 3));
inline constexpr value_row fraction = real("Fraction");
inline constexpr value_row flag = boolean("Flag");
inline constexpr value_row role = enumeration<participant_role>();
inline constexpr value_row open = any_json("Open");
inline constexpr value_row words = list("Words", word, items(1, 2));
inline constexpr value_row roles = list("Roles", role);
inline constexpr value_row files = list("Files", table<attachment_item>::value);
inline constexpr value_row headers = map("Headers", word, hidden, items(1, 2));
}  // namespace everything_shapes

struct everything {
  std::optional<std::string_view> word{};
  std::optional<std::string_view> patterned{};
  std::optional<std::string_view> hidden{};
  std::optional<std::string_view> name{};
  std::optional<std::int64_t> number{};
  std::optional<double> fraction{};
  std::optional<bool> flag{};
  std::optional<open_enum<participant_role>> role{};
  std::optional<json_text> open{};
  std::optional<attachment_item> file{};
  std::optional<std::span<const std::string_view>> words{};
  inline_list<open_enum<participant_role>, 3> roles{};
  std::optional<std::span<const attachment_item>> files{};
  std::optional<std::span<const map_entry>> headers{};
  std::optional<std::string_view> token{};
};
template <>
inline constexpr auto shape<everything> = object<everything>(
    "Everything", field("Word", &everything::word, everything_shapes::word),
    field("Patterned", &everything::patterned, everything_shapes::patterned),
    field("Hidden", &everything::hidden, everything_shapes::hidden),
    field("Name", &everything::name, everything_shapes::name),
    field("Number", &everything::number, everything_shapes::number, required),
    field("Fraction", &everything::fraction, everything_shapes::fraction),
    field("Flag", &everything::flag, everything_shapes::flag),
    field("Role", &everything::role, everything_shapes::role),
    field("Open", &everything::open, everything_shapes::open), field("File", &everything::file),
    field("Words", &everything::words, everything_shapes::words),
    field("Roles", &everything::roles, everything_shapes::roles),
    field("Files", &everything::files, everything_shapes::files),
    field("Headers", &everything::headers, everything_shapes::headers),
    field("Token", &everything::token, everything_shapes::hidden, location::header));

inline constexpr std::array<std::string_view, 2> everything_words{"aa", "b\n"};
inline constexpr std::array<attachment_item, 2> everything_files{
    attachment_item{.attachment_id = "f"}, attachment_item{}};
inline constexpr std::array<map_entry, 2> everything_headers{map_entry{"h1", "v"},
                                                             map_entry{"h2", ""}};

/// With every member present.
inline everything full() {
  return {.word = "word",
          .patterned = "aaa",
          .hidden = "S3CRET",
          .name = "P3RSONAL",
          .number = -1,
          .fraction = 0.5,
          .flag = false,
          .role = participant_role::agent,
          .open = json_text{R"({"a":[1]})"},
          .file = attachment_item{.status = artifact_status::approved},
          .words = std::span<const std::string_view>(everything_words),
          .roles = {open_enum<participant_role>(participant_role::customer),
                    open_enum<participant_role>("LATER")},
          .files = std::span<const attachment_item>(everything_files),
          .headers = std::span<const map_entry>(everything_headers),
          .token = "T0KEN"};
}

/// `full()` as it is written.
inline constexpr std::string_view full_text =
    R"({"Word":"word","Patterned":"aaa","Hidden":"S3CRET","Name":"P3RSONAL","Number":-1,)"
    R"("Fraction":0.5,"Flag":false,"Role":"AGENT","Open":{"a":[1]},"File":{"Status":"APPROVED"},)"
    R"("Words":["aa","b\n"],"Roles":["CUSTOMER","LATER"],"Files":[{"AttachmentId":"f"},{}],)"
    R"("Headers":{"h1":"v","h2":""}})";

}  // namespace connectparticipant::inline v1
