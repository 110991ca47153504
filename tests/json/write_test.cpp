#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/model/item.hpp>
#include <connectparticipant/operation/send_message.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

std::string written(const auto& value) {
  std::string text;
  const auto found = write(value, text);
  return found ? std::string(*found) : describe(found.error());
}

TEST(Write, EveryKindInTheOrderOfTheRows) {
  EXPECT_EQ(written(full()), full_text);
  EXPECT_EQ(written(everything{}), "{}");
  EXPECT_EQ(written_size(full()), full_text.size());
  EXPECT_EQ(written_size(everything{}), 2u);
}

TEST(Write, EmptyIsNotAbsent) {
  EXPECT_EQ(written(everything{.word = "",
                               .words = std::span<const std::string_view>(),
                               .roles = inline_list<open_enum<participant_role>, 3>::none(),
                               .headers = std::span<const map_entry>()}),
            R"({"Word":"","Words":[],"Roles":[],"Headers":{}})");
  EXPECT_EQ(written(everything{.file = attachment_item{}}), R"({"File":{}})");
}

TEST(Write, EscapesWhatItMustAndNothingElse) {
  for (int i = 0; i < 0x80; ++i) {
    const char c = static_cast<char>(i);
    std::string expected(1, c);
    switch (c) {
      case '"': expected = "\\\""; break;
      case '\\': expected = "\\\\"; break;
      case '\b': expected = "\\b"; break;
      case '\t': expected = "\\t"; break;
      case '\n': expected = "\\n"; break;
      case '\f': expected = "\\f"; break;
      case '\r': expected = "\\r"; break;
      default:
        if (i < 0x20) {
          expected = "\\u00";
          expected += "0123456789abcdef"[i >> 4];
          expected += "0123456789abcdef"[i & 15];
        }
    }
    EXPECT_EQ(written(item{.content = std::string_view(&c, 1)}),
              "{\"Content\":\"" + expected + "\"}");
  }
  constexpr std::string_view raw = "\xC2\x85\xE2\x80\xA8\xE2\x80\xA9\xEF\xBF\xBF\xF4\x8F\xBF\xBF";
  EXPECT_EQ(written(item{.content = raw}), "{\"Content\":\"" + std::string(raw) + "\"}");
}

TEST(Write, AnEscapeAtAnyPlace) {
  for (std::size_t size = 1; size < 70; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (std::string_view special : {"\n"sv, "\x01"sv, "\xC3\xA9"sv}) {
        std::string text(size, 'x'), expected = text;
        text.replace(at, 1, special);
        expected.replace(at, 1,
                         special == "\n"     ? "\\n"sv
                         : special == "\x01" ? "\\u0001"sv
                                             : special);
        ASSERT_EQ(written(item{.content = text}), "{\"Content\":\"" + expected + "\"}");
      }
}

TEST(Write, RefusesBadUtf8WithItsPath) {
  for (std::string_view bad :
       {"\xFF", "\x80", "abc\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "0123456789abcdef\xE2\x82", "0123456789abcde\xF0\x9F\x98"}) {
    EXPECT_EQ(written(item{.content = bad}).substr(0, 4), "utf8");
    EXPECT_EQ(written_size(item{.content = bad}), 0u);
  }
  std::string text;
  const std::array<attachment_item, 2> files{attachment_item{},
                                             attachment_item{.attachment_id = "\xFF"}};
  everything value{.files = std::span<const attachment_item>(files)};
  EXPECT_EQ(path_text(write(value, text).error().where), "Files[1].AttachmentId");
  const std::array<map_entry, 1> headers{map_entry{"k", "\xFF"}};
  value = {.headers = std::span<const map_entry>(headers)};
  EXPECT_EQ(path_text(write(value, text).error().where), "Headers.k");
  value = {.role = open_enum<participant_role>("\xFF")};
  EXPECT_EQ(path_text(write(value, text).error().where), "Role");
  // What is for a header is not looked at.
  EXPECT_EQ(written(everything{.token = "\xFF"}), "{}");
}

TEST(Write, IntegersOfAnySize) {
  for (const auto& [value, text] :
       {std::pair{INT64_MIN, "-9223372036854775808"}, std::pair{INT64_MAX, "9223372036854775807"},
        std::pair{std::int64_t{0}, "0"}})
    EXPECT_EQ(written(everything{.number = value}), "{\"Number\":" + std::string(text) + "}");
}

TEST(Write, IntoExactlyEnoughMemory) {
  for (std::size_t size = 0; size <= full_text.size(); ++size) {
    const std::unique_ptr<char[]> exact(new char[size]);
    const auto found = write(full(), std::span<char>(exact.get(), size));
    if (size == full_text.size()) {
      ASSERT_TRUE(found);
      EXPECT_EQ(*found, full_text);
      EXPECT_EQ(found->data(), exact.get());
    } else {
      EXPECT_EQ(found.error().code, errc::buffer_too_small);
      EXPECT_EQ(found.error().offset, full_text.size());
    }
  }
}

TEST(Write, GrowsAStringAndUsesItAgain) {
  std::string text;
  ASSERT_EQ(*write(full(), text), full_text);
  const char* const at = text.data();
  ASSERT_EQ(*write(everything{.flag = true}, text), R"({"Flag":true})");
  ASSERT_EQ(*write(full(), text), full_text);
  EXPECT_EQ(text.data(), at);
}

TEST(Write, AStringHoldsTheTextAlone) {
  const send_message_response value{.id = "x"};
  std::string text(300, '?');
  const auto written = write(value, text);
  ASSERT_TRUE(written);
  EXPECT_EQ(text, R"({"Id":"x"})");
  EXPECT_EQ(written->data(), text.data());
  EXPECT_FALSE(write(send_message_response{.id = "\xFF"}, text));
  EXPECT_EQ(text, "");
}

}  // namespace
