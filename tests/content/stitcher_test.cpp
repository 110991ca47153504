#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/content/stitcher.hpp>

using namespace connectparticipant;

namespace {

static_assert(!std::is_copy_constructible_v<stitcher>);

item piece(std::string_view id, std::int64_t number, std::string_view text, bool completed = false,
           std::string_view time = "t") {
  return {
      .absolute_time = time,
      .content = text,
      .id = id,
      .type = chat_item_type::message,
      .participant_role = participant_role::system,
      .message_metadata = message_metadata{.message_completed = completed, .chunk_number = number}};
}

std::string text_of(const stitched& made) {
  static constexpr std::string_view names[] = {"whole", "partial", "completed", "dropped",
                                               "overflow"};
  std::string text(names[static_cast<std::size_t>(made.state)]);
  if (made.is_news())
    text += " " + std::string(made.item.content.value_or("-")) + " " +
            std::string(made.item.absolute_time.value_or("-"));
  return text;
}

struct step {
  item in;
  std::string outcome;
};

void run(stitcher& joined, const std::vector<step>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i)
    EXPECT_EQ(text_of(joined.push(steps[i].in)), steps[i].outcome) << "step " << i;
}

template <std::size_t Messages, std::size_t Text>
struct roomy {
  std::array<std::byte, stitcher::memory_for(Messages, Text)> memory{};
  stitcher joined{memory, Messages};
};

TEST(Stitcher, JoinsPiecesUntilTheWholeTextComes) {
  roomy<4, 200> r;
  run(r.joined, {{piece("a", 1, "Hel", false, "t1"), "partial Hel t1"},
                 {piece("a", 2, "lo", false, "t2"), "partial Hello t1"},
                 {piece("a", 3, "", false, "t3"), "partial Hello t1"},
                 {piece("a", 4, "Hello!", true, "t4"), "completed Hello! t4"},
                 {piece("a", 4, "Hello!", true, "t4"), "dropped"},
                 {piece("a", 5, "x"), "dropped"},
                 {piece("a", 1, "x"), "dropped"}});
  EXPECT_EQ(r.joined.messages(), 1u);
  EXPECT_EQ(r.joined.text_bytes(), 1u);
}

TEST(Stitcher, KeepsTheLatestPiecesOtherMembers) {
  roomy<1, 100> r;
  item first = piece("a", 1, "x");
  first.display_name = "one";
  item second = piece("a", 2, "y");
  second.display_name = "two";
  (void)r.joined.push(first);
  const stitched made = r.joined.push(second);
  EXPECT_EQ(made.item.display_name, "two");
  EXPECT_EQ(made.item.message_metadata->chunk_number, 2);
}

TEST(Stitcher, DropsRepeatsAndWhatIsBehindAGap) {
  roomy<4, 200> r;
  run(r.joined, {{piece("a", 2, "lost its first"), "dropped"},
                 {piece("a", 1, "A"), "partial A t"},
                 {piece("a", 1, "A"), "dropped"},
                 {piece("a", 3, "C"), "dropped"},
                 {piece("a", 2, "B"), "partial AB t"},
                 {piece("a", 0, "?"), "dropped"},
                 {piece("a", INT64_MIN, "?"), "dropped"},
                 {piece("a", 9, "ABC", true), "completed ABC t"}});
  item unnumbered = piece("b", 1, "x");
  unnumbered.message_metadata->chunk_number.reset();
  EXPECT_EQ(text_of(r.joined.push(unnumbered)), "dropped");
}

TEST(Stitcher, InterleavedMessagesStayApart) {
  roomy<4, 200> r;
  run(r.joined, {{piece("a", 1, "a1", false, "ta"), "partial a1 ta"},
                 {piece("bb", 1, "b1", false, "tbb"), "partial b1 tbb"},
                 {piece("c", 1, "c1", false, "tc"), "partial c1 tc"},
                 {piece("a", 2, "-a2", false, "-"), "partial a1-a2 ta"},
                 {piece("bb", 2, "-b2", false, "-"), "partial b1-b2 tbb"},
                 {piece("c", 3, "done", true, "tc3"), "completed done tc3"},
                 {piece("a", 3, "-a3", false, "-"), "partial a1-a2-a3 ta"},
                 {piece("bb", 3, "-b3", false, "-"), "partial b1-b2-b3 tbb"}});
  EXPECT_EQ(r.joined.messages(), 3u);
  r.joined.clear();
  EXPECT_EQ(r.joined.text_bytes(), 0u);
  run(r.joined, {{piece("a", 1, "again"), "partial again t"}});
}

TEST(Stitcher, OnlyStreamedBotMessagesArePieces) {
  roomy<2, 100> r;
  item customer = piece("a", 1, "x");
  customer.participant_role = participant_role::customer;
  item unmarked = piece("a", 1, "x");
  unmarked.message_metadata->message_completed.reset();
  item event = piece("a", 1, "x");
  event.type = chat_item_type::event;
  item nameless = piece("a", 1, "x");
  nameless.id.reset();
  run(r.joined, {{customer, "whole x t"},
                 {unmarked, "whole x t"},
                 {event, "whole x t"},
                 {nameless, "whole x t"},
                 {item{}, "whole - -"}});
  EXPECT_EQ(r.joined.messages(), 0u);
}

TEST(Stitcher, AMessageOfTheTranscriptReplacesThePieces) {
  roomy<2, 100> r;
  item read = piece("a", 1, "all of it");
  read.message_metadata.reset();
  run(r.joined, {{piece("a", 1, "all"), "partial all t"},
                 {read, "whole all of it t"},
                 {piece("a", 2, " of"), "dropped"},
                 {piece("a", 3, "all of it.", true), "completed all of it. t"},
                 {piece("a", 3, "all of it.", true), "dropped"},
                 {read, "whole all of it t"}});
}

TEST(Stitcher, ForgetsTheMessageTouchedLongestAgo) {
  roomy<2, 100> r;
  run(r.joined, {{piece("a", 1, "a"), "partial a t"},
                 {piece("b", 1, "b"), "partial b t"},
                 {piece("a", 2, "a"), "partial aa t"},
                 {piece("c", 1, "c"), "partial c t"},
                 {piece("b", 2, "b"), "dropped"},
                 {piece("a", 3, "a"), "partial aaa t"},
                 {piece("b", 3, "bbb", true), "completed bbb t"},
                 {piece("c", 2, "c"), "dropped"},
                 {piece("a", 4, "a"), "partial aaaa t"}});
  EXPECT_EQ(r.joined.messages(), 2u);
}

TEST(Stitcher, MakesRoomForTextAndGivesUpOnTooMuch) {
  roomy<4, 0> none;
  EXPECT_EQ(text_of(none.joined.push(piece("a", 1, "more than fits"))), "overflow");
  EXPECT_EQ(text_of(none.joined.push(piece("a", 2, "xy", true))), "completed xy t");

  std::vector<std::byte> memory(stitcher::memory_for(4, 10) + 7);
  stitcher joined(memory, 4);
  ASSERT_GE(joined.max_text_bytes(), 10u);
  const std::string half(joined.max_text_bytes() / 2, 'x');
  const std::string all(joined.max_text_bytes(), 'y');
  run(joined, {{piece("a", 1, half, false, ""), "partial " + half + " "},
               {piece("b", 1, half, false, ""), "partial " + half + " "},
               {piece("a", 2, "x"), "dropped"},
               {piece("b", 2, all), "overflow"},
               {piece("b", 3, "x"), "dropped"},
               {piece("b", 4, all, true), "completed " + all + " t"},
               {piece("b", 4, all, true), "dropped"}});
  EXPECT_LE(joined.text_bytes(), joined.max_text_bytes());
}

TEST(Stitcher, MemoryMayBeginAnywhereAndBeTooSmall) {
  std::array<std::byte, stitcher::memory_for(2, 50)> memory{};
  for (std::size_t skip = 0; skip <= memory.size(); ++skip) {
    stitcher joined(std::span<std::byte>(memory).subspan(skip), 2);
    EXPECT_LE(joined.max_messages(), 2u);
    const stitched made = joined.push(piece("a", 1, "x"));
    EXPECT_EQ(made.state == stitch_state::partial || made.state == stitch_state::overflow, true);
    EXPECT_EQ(joined.push(piece("a", 2, "xy", true)).state, stitch_state::completed);
  }
  stitcher nothing{{}};
  EXPECT_EQ(nothing.push(piece("a", 1, "x")).state, stitch_state::overflow);
}

}  // namespace
