#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/operation/send_event.hpp>
#include <connectparticipant/operation/send_message.hpp>
#include <connectparticipant/operation/start_attachment_upload.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

// "path: rule (actual of limit)", one for each, in order.
template <class T>
std::string report(const T& value, const checks& which = {}) {
  std::string all;
  const std::size_t count = validate(
      value,
      [&](const violation& broken) {
        all += path_text(broken.failure.where) + ": " + std::string(broken.rule());
        if (broken.limit != 0 || broken.actual != 0)
          all += " (" + std::to_string(broken.actual) + " of " + std::to_string(broken.limit) + ")";
        all += '\n';
      },
      which);
  EXPECT_EQ(validate(value, which).code == errc::none, count == 0);
  return all;
}

everything valid() {
  everything value = full();
  value.roles = {participant_role::agent};
  static constexpr std::array<std::string_view, 1> words{"ab"};
  value.words = std::span<const std::string_view>(words);
  return value;
}

TEST(Validate, AValidValue) {
  EXPECT_EQ(report(valid()), "");
  EXPECT_EQ(report(everything{.number = 0}), "");
}

TEST(Validate, EveryRuleWithItsPathAndFigures) {
  const std::array<std::string_view, 3> words{"a", "\xC3\xA9\xC3\xA9", "\xF0\x9F\x98\x80xxxx"};
  const std::array<attachment_item, 2> files{
      attachment_item{}, attachment_item{.status = open_enum<artifact_status>("LATER")}};
  const std::array<map_entry, 2> headers{map_entry{"k", "v"}, map_entry{"kk", "\xFF"}};
  EXPECT_EQ(report(everything{.word = "a",
                              .patterned = "ab",
                              .name = "\xFF",
                              .number = 4,
                              .role = open_enum<participant_role>("LATER"),
                              .words = std::span<const std::string_view>(words),
                              .roles = {open_enum<participant_role>("NEW")},
                              .files = std::span<const attachment_item>(files),
                              .headers = std::span<const map_entry>(headers),
                              .token = "a\n"}),
            "Word: min_length (1 of 2)\n"
            "Patterned: pattern\n"
            "Name: utf8\n"
            "Number: max_value (4 of 3)\n"
            "Role: enum\n"
            "Words: max_items (3 of 2)\n"
            "Words[0]: min_length (1 of 2)\n"
            "Words[2]: max_length (5 of 4)\n"
            "Roles[0]: enum\n"
            "Files[1].Status: enum\n"
            "Headers.k: min_length (1 of 2)\n"
            "Headers.kk: utf8\n"
            "Token: header_value\n");
  EXPECT_EQ(report(everything{.words = std::span<const std::string_view>(),
                              .headers = std::span<const map_entry>()}),
            "Number: required\nWords: min_items (0 of 1)\nHeaders: min_items (0 of 1)\n");
  EXPECT_EQ(report(everything{.number = -2}), "Number: min_value (-2 of -1)\n");
}

TEST(Validate, BoundsAreInclusiveAndCountCodePoints) {
  for (const auto& [word, rule] : std::vector<std::pair<std::string, std::string>>{
           {"a", "Word: min_length (1 of 2)\n"},
           {"ab", ""},
           {"abcd", ""},
           {"abcde", "Word: max_length (5 of 4)\n"},
           {"\xF0\x9F\x98\x80", "Word: min_length (1 of 2)\n"},
           {"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", ""},
           {"", "Word: min_length (0 of 2)\n"}})
    EXPECT_EQ(report(everything{.word = word, .number = 0}), rule) << word;
}

TEST(Validate, EveryRuleHasItsSwitch) {
  const everything broken{
      .word = "a", .patterned = "b", .number = 4, .role = open_enum<participant_role>("LATER")};
  const std::string min = "Word: min_length (1 of 2)\n", pattern = "Patterned: pattern\n",
                    max = "Number: max_value (4 of 3)\n", enumeration = "Role: enum\n";
  EXPECT_EQ(report(broken), min + pattern + max + enumeration);
  EXPECT_EQ(report(broken, {.min = false}), pattern + max + enumeration);
  EXPECT_EQ(report(broken, {.max = false}), min + pattern + enumeration);
  EXPECT_EQ(report(broken, {.pattern = false}), min + max + enumeration);
  EXPECT_EQ(report(broken, {.enumeration = false}), min + pattern + max);
  EXPECT_EQ(report(broken, checks::aws_sdk_v2()), min);
  EXPECT_EQ(
      report(everything{}, {.min = false, .max = false, .pattern = false, .enumeration = false}),
      "Number: required\n");
}

TEST(Validate, TheFirstIsEnoughForOne) {
  const error first = validate(everything{.word = "a", .number = 4});
  EXPECT_EQ(first.code, errc::min_length);
  EXPECT_EQ(path_text(first.where), "Word");
  EXPECT_EQ(describe(first).find("word"), std::string::npos);
}

TEST(Validate, AClientTokenThatWillBeFilledIsNotMissing) {
  const start_attachment_upload_request request{.content_type = "a/b",
                                                .attachment_size_in_bytes = 1,
                                                .attachment_name = "a",
                                                .connection_token = "t"};
  EXPECT_EQ(report(request), "ClientToken: required\n");
  EXPECT_EQ(report(request, {.fills_client_token = true}), "");
  start_attachment_upload_request empty = request;
  empty.client_token = "";
  EXPECT_EQ(report(empty, {.fills_client_token = true}), "ClientToken: min_length (0 of 1)\n");
}

std::string send(std::string_view type, std::string_view content, const checks& which = {}) {
  return report(
      send_message_request{.content_type = type, .content = content, .connection_token = "t"},
      which);
}

TEST(Validate, ContentObeysItsType) {
  const std::string e1024(1024, 'e'), e1025(1025, 'e'), e12000(11998, 'e'), e16385(16385, 'e');
  for (std::string_view type :
       {"text/plain", "text/markdown", "Text/PLAIN", "text/plain; charset=utf-8", " text/plain "}) {
    EXPECT_EQ(send(type, e1024), "") << type;
    EXPECT_EQ(send(type, e1025), "Content: content_length (1025 of 1024)\n") << type;
    EXPECT_EQ(send(type, e1025, {.max = false}), "") << type;
  }
  EXPECT_EQ(send("text/plain", e16385),
            "Content: max_length (16385 of 16384)\nContent: content_length (16385 of 1024)\n");
  EXPECT_EQ(send("text/later", e1025), "");
  EXPECT_EQ(send("application/json", '"' + e12000 + '"'), "");
  EXPECT_EQ(send("application/json", "\"x" + e12000 + '"'),
            "Content: content_length (12001 of 12000)\n");
  EXPECT_EQ(send("application/json", "{"), "Content: json\n");
  EXPECT_EQ(send("application/JSON;x=y", "{\"a\":1,}"), "Content: json\n");
  EXPECT_EQ(send("application/json", "{", {.pattern = false}), "");
  EXPECT_EQ(send("application/vnd.amazonaws.connect.message.interactive.response", "x"),
            "Content: json\n");
  std::string emoji;
  for (int i = 0; i < 1024; ++i) emoji += "\xF0\x9F\x98\x80";
  EXPECT_EQ(send("text/plain", emoji), "");
  EXPECT_EQ(send("text/plain", emoji + "e"), "Content: content_length (1025 of 1024)\n");
}

TEST(Validate, ContentTypesOnRequest) {
  const checks asked{.content_type = true};
  EXPECT_EQ(send("text/later", "a"), "");
  EXPECT_EQ(send("text/later", "a", asked), "ContentType: content_type\n");
  EXPECT_EQ(send("TEXT/plain;a=b", "a", asked), "");
  const auto event = [&](std::string_view type) {
    return report(send_event_request{.content_type = type, .connection_token = "t"}, asked);
  };
  EXPECT_EQ(event("application/vnd.amazonaws.connect.event.typing"), "");
  EXPECT_EQ(event("application/vnd.amazonaws.connect.event.connection.acknowledged"),
            "ContentType: content_type\n");
  static constexpr content_type_row own[] = {{"text/later", 1}};
  EXPECT_EQ(send("text/later", "ab", {.content_type = true, .content_types = own}),
            "Content: content_length (2 of 1)\n");
}

TEST(Validate, MessagesHoldNoValue) {
  std::vector<std::string> messages;
  validate(everything{.word = "S", .patterned = "S3CRET", .number = 4, .token = "S3CRET\n"},
           [&](const violation& broken) { messages.push_back(message(broken)); });
  EXPECT_EQ(messages, (std::vector<std::string>{
                          "length 1 is below the minimum of 2", "does not match the pattern",
                          "4 is above the maximum of 3", "cannot stand in a header"}));
}

TEST(Validate, EmptyContentIsNoJson) {
  const send_message_request empty{
      .content_type = "application/json", .content = "", .connection_token = "t"};
  EXPECT_EQ(validate(empty, {.min = false}).code, errc::json);
  EXPECT_EQ(validate(empty).code, errc::min_length);
}

TEST(Validate, DeepContentIsJson) {
  const std::string deep = std::string(200, '[') + std::string(200, ']');
  EXPECT_FALSE(validate(send_message_request{
      .content_type = "application/json", .content = deep, .connection_token = "t"}));
}

}  // namespace
