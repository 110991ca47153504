#include <array>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/equal.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

TEST(Equal, ValuesNotAddresses) {
  const std::string word = "word";
  everything other = full();
  other.word = word;
  const std::array<std::string, 2> texts{"aa", "b\n"};
  const std::array<std::string_view, 2> words{texts[0], texts[1]};
  other.words = std::span<const std::string_view>(words);
  EXPECT_TRUE(full() == other);
  EXPECT_TRUE(everything{} == everything{});
}

TEST(Equal, EveryMemberCounts) {
  const everything one = full();
  for (int i = 0; i < table<everything>::rows.count; ++i) {
    const field_row& row = table<everything>::rows.fields[i];
    everything other = full();
    row.access->reset(row.at(&other));
    EXPECT_FALSE(one == other) << row.name;
    EXPECT_FALSE(other == one) << row.name;
    row.access->emplace(row.at(&other));
    EXPECT_FALSE(one == other && row.name != "Flag") << row.name;
  }
}

TEST(Equal, EveryValueCounts) {
  const auto differs = [](auto&& change) {
    everything other = full();
    change(other);
    return !(full() == other) && !(other == full());
  };
  EXPECT_TRUE(differs([](everything& e) { e.word = "wore"; }));
  EXPECT_TRUE(differs([](everything& e) { e.number = 0; }));
  EXPECT_TRUE(differs([](everything& e) { e.fraction = 0.25; }));
  EXPECT_TRUE(differs([](everything& e) { e.flag = true; }));
  EXPECT_TRUE(differs([](everything& e) { e.role = participant_role::customer; }));
  EXPECT_TRUE(differs([](everything& e) { e.role = open_enum<participant_role>("LATER"); }));
  EXPECT_TRUE(differs([](everything& e) { e.open = json_text{"{}"}; }));
  EXPECT_TRUE(differs([](everything& e) { e.file->status = artifact_status::rejected; }));
  EXPECT_TRUE(differs([](everything& e) { e.words = std::span(everything_words).first(1); }));
  EXPECT_TRUE(differs([](everything& e) { e.files = std::span(everything_files).last(1); }));
  EXPECT_TRUE(differs([](everything& e) { e.headers = std::span(everything_headers).first(1); }));
  EXPECT_TRUE(differs([](everything& e) { e.roles = {participant_role::customer}; }));
  EXPECT_TRUE(differs([](everything& e) { e.token = "t"; }));
  static constexpr std::array<map_entry, 2> swapped{everything_headers[1], everything_headers[0]};
  EXPECT_TRUE(differs([](everything& e) { e.headers = std::span<const map_entry>(swapped); }));
}

TEST(Equal, EmptyIsNotAbsent) {
  EXPECT_FALSE((everything{.word = ""} == everything{}));
  EXPECT_FALSE((everything{.words = std::span<const std::string_view>()} == everything{}));
  EXPECT_FALSE(
      (everything{.roles = inline_list<open_enum<participant_role>, 3>::none()} == everything{}));
  EXPECT_FALSE((everything{.headers = std::span<const map_entry>()} == everything{}));
  EXPECT_FALSE((everything{.file = attachment_item{}} == everything{}));
}

TEST(Equal, ASpellingIsItsEnumerator) {
  EXPECT_TRUE((everything{.role = open_enum<participant_role>("AGENT")} ==
               everything{.role = participant_role::agent}));
}

}  // namespace
