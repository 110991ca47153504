#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/content_type.hpp>

using namespace connectparticipant;

namespace {

struct type_row {
  std::string_view text;
  content_kind kind;
};

constexpr type_row rows[] = {
    {"text/plain", content_kind::plain_text},
    {"text/plain;charset=utf-8", content_kind::plain_text},
    {" Text/Plain ; charset=utf-8", content_kind::plain_text},
    {"TEXT/MARKDOWN", content_kind::markdown},
    {"application/json", content_kind::json},
    {"application/vnd.amazonaws.connect.message.interactive", content_kind::interactive},
    {"application/vnd.amazonaws.connect.message.interactive.response",
     content_kind::interactive_response},
    {"application/vnd.amazonaws.connect.event.typing", content_kind::typing},
    {"Application/Vnd.AmazonAWS.Connect.Event.Chat.Ended", content_kind::chat_ended},
    {"application/vnd.amazonaws.connect.event.authentication.cancelled",
     content_kind::authentication_cancelled},
    {"application/vnd.amazonaws.connect.event.authentication.success", content_kind::unknown},
    {"application/vnd.amazonaws.connect.event.", content_kind::unknown},
    {"application/pdf", content_kind::unknown},
    {"", content_kind::unknown},
    {";", content_kind::unknown},
    {"text/plainer", content_kind::unknown},
};

TEST(ContentType, IsFoundWithoutParametersInAnyCase) {
  for (const type_row& row : rows) EXPECT_EQ(content_kind_of(row.text), row.kind) << row.text;
}

TEST(ContentType, EveryKindHasASpellingThatLeadsBack) {
  for (std::size_t i = 1; i <= static_cast<std::size_t>(content_kind::attachment); ++i) {
    const auto kind = static_cast<content_kind>(i);
    EXPECT_EQ(content_kind_of(media_type(kind)), kind) << media_type(kind);
    const bool event = media_type(kind).find(".event.") != std::string_view::npos;
    EXPECT_EQ(is_event(kind), event) << media_type(kind);
    EXPECT_EQ(is_message(kind), !event) << media_type(kind);
  }
  EXPECT_EQ(media_type(content_kind::unknown), "");
  EXPECT_FALSE(is_event(content_kind::unknown));
  EXPECT_FALSE(is_message(content_kind::unknown));
}

}  // namespace
