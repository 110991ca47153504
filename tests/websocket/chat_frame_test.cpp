#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <gtest/gtest.h>
#include <connectparticipant/json/simdjson_reader.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/shape/path_text.hpp>
#include <connectparticipant/websocket/chat_frame.hpp>

using namespace connectparticipant;
using namespace std::literals;

namespace {

template <class T>
std::string members(const T& value) {
  std::string room;
  const auto written = write(value, room);
  return written ? std::string(*written) : "unwritten: " + describe(written.error());
}

/// The kind of a frame and its members.
struct printer {
  std::string operator()(const subscribe_frame& frame) const {
    return "subscribe " + members(frame);
  }
  std::string operator()(const heartbeat_frame& frame) const {
    return "heartbeat " + members(frame);
  }
  std::string operator()(const ping_frame& frame) const { return "ping " + members(frame); }
  std::string operator()(const chat_item_frame& frame) const {
    return "item " + members(frame.item);
  }
  std::string operator()(const service_error_frame& frame) const {
    return "error " + members(frame);
  }
  std::string operator()(const unknown_topic_frame& frame) const {
    return "unknown " + std::string(frame.topic) + ' ' + std::string(frame.text);
  }
};

/// Decoded with both readers, which must agree; then encoded and decoded again.
std::string outcome(std::string_view from, const policy& rules = lenient) {
  // Memory of its own, so that a sanitizer sees what is read behind the end.
  const auto copy = std::make_unique<char[]>(from.size());
  from.copy(copy.get(), from.size());
  const std::string_view text(copy.get(), from.size());

  static simdjson_reader simd;
  small_reader small;
  arena first(memory_source::heap()), second(memory_source::heap());
  const auto a = decode_frame(text, small, first, rules);
  const auto b = decode_frame(text, simd, second, rules);
  EXPECT_EQ(a.has_value(), b.has_value()) << from;
  if (!a || !b) {
    EXPECT_TRUE(a.error() == b.error()) << from;
    EXPECT_LE(a.error().offset, from.size()) << from;
    EXPECT_EQ(first.used(), 0U) << from;
    EXPECT_EQ(second.used(), 0U) << from;
    return describe(a.error());
  }
  EXPECT_TRUE(*a == *b) << from;

  std::string room;
  const auto sent = encode_frame(*a, room);
  EXPECT_TRUE(sent) << from;
  if (!sent) return describe(sent.error());
  const auto again = decode_frame(*sent, small, first, rules);
  EXPECT_TRUE(again && *again == *a) << *sent;
  return std::visit(printer{}, *a);
}

struct row {
  std::string_view text, expected;
};

// As the service and its mobile clients send them, with names and numbers of our own.
constexpr row samples[] = {
    {R"({"topic":"aws/subscribe","content":{"topics":["aws/chat"]}})",
     R"(subscribe {"topics":["aws/chat"]})"},
    {R"({"topic": "aws/subscribe", "content": {"topics": ["aws/chat"]}})",
     R"(subscribe {"topics":["aws/chat"]})"},
    {R"({"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}})",
     R"(subscribe {"status":"success","topics":["aws/chat"]})"},
    {R"({"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}})",
     R"(subscribe {"status":"failure","topics":["aws/chat"]})"},
    {R"({"topic":"aws/heartbeat"})", "heartbeat {}"},
    {R"({"topic": "aws/heartbeat"})", "heartbeat {}"},
    {R"({"topic":"aws/ping"})", "ping {}"},
    {R"({"topic":"aws/ping","statusCode":200,"statusContent":"OK"})",
     R"(ping {"statusCode":200,"statusContent":"OK"})"},
    {R"({"topic":"aws/ping","statusCode":500,"statusContent":"no way"})",
     R"(ping {"statusCode":500,"statusContent":"no way"})"},
    {R"({"message":"Forbidden","connectionId":"Wp5-cQ=","requestId":"Wp6_eg="})",
     R"(error {"message":"Forbidden","connectionId":"Wp5-cQ=","requestId":"Wp6_eg="})"},
    {R"({"message": "Internal server error"})", R"(error {"message":"Internal server error"})"},

    {R"({"content":"{\"AbsoluteTime\":\"2024-07-14T22:18:39.241Z\",\"Content\":\"Test\",)"
     R"(\"ContentType\":\"text/plain\",\"Id\":\"item-1\",\"Type\":\"MESSAGE\",)"
     R"(\"ParticipantId\":\"participant-1\",\"DisplayName\":\"Customer\",)"
     R"(\"ParticipantRole\":\"CUSTOMER\",\"InitialContactId\":\"contact-1\",)"
     R"(\"ContactId\":\"contact-2\"}","contentType":"application/json","topic":"aws/chat"})",
     R"(item {"AbsoluteTime":"2024-07-14T22:18:39.241Z","Content":"Test",)"
     R"("ContentType":"text/plain","Id":"item-1","Type":"MESSAGE",)"
     R"("ParticipantId":"participant-1","DisplayName":"Customer","ParticipantRole":"CUSTOMER",)"
     R"("InitialContactId":"contact-1","ContactId":"contact-2"})"},
    {R"({"content":"{\"AbsoluteTime\":\"2024-07-14T23:37:33.454Z\",\"Attachments\":[)"
     R"({\"ContentType\":\"text/plain\",\"AttachmentId\":\"attachment-1\",)"
     R"(\"AttachmentName\":\"sample3.txt\",\"Status\":\"APPROVED\"}],\"Id\":\"item-2\",)"
     R"(\"Type\":\"ATTACHMENT\",\"ParticipantRole\":\"CUSTOMER\"}",)"
     R"("contentType":"application/json","topic":"aws/chat"})",
     R"(item {"AbsoluteTime":"2024-07-14T23:37:33.454Z","Id":"item-2","Type":"ATTACHMENT",)"
     R"("ParticipantRole":"CUSTOMER","Attachments":[{"ContentType":"text/plain",)"
     R"("AttachmentId":"attachment-1","AttachmentName":"sample3.txt","Status":"APPROVED"}]})"},
    {R"({"content":"{\"AbsoluteTime\":\"2024-07-14T23:41:28.821Z\",)"
     R"(\"ContentType\":\"application/vnd.amazonaws.connect.event.message.metadata\",)"
     R"(\"Id\":\"item-3\",\"Type\":\"MESSAGEMETADATA\",\"MessageMetadata\":)"
     R"({\"MessageId\":\"item-1\",\"Receipts\":[{\"DeliveredTimestamp\":)"
     R"(\"2024-07-14T23:41:28.735Z\",\"ReadTimestamp\":\"2024-07-14T23:41:28.735Z\",)"
     R"(\"RecipientParticipantId\":\"participant-2\"}]}}",)"
     R"("contentType":"application/json","topic":"aws/chat"})",
     R"(item {"AbsoluteTime":"2024-07-14T23:41:28.821Z",)"
     R"("ContentType":"application/vnd.amazonaws.connect.event.message.metadata","Id":"item-3",)"
     R"("Type":"MESSAGEMETADATA","MessageMetadata":{"MessageId":"item-1","Receipts":[)"
     R"({"DeliveredTimestamp":"2024-07-14T23:41:28.735Z","ReadTimestamp":)"
     R"("2024-07-14T23:41:28.735Z","RecipientParticipantId":"participant-2"}]}})"},
    {R"({"content":"{\"AbsoluteTime\":\"2024-10-30T21:24:44.572Z\",)"
     R"(\"ContentType\":\"application/vnd.amazonaws.connect.event.transfer.succeeded\",)"
     R"(\"Id\":\"item-4\",\"Type\":\"EVENT\",\"InitialContactId\":\"contact-1\"}",)"
     R"("contentType":"application/json","topic":"aws/chat"})",
     R"(item {"AbsoluteTime":"2024-10-30T21:24:44.572Z",)"
     R"("ContentType":"application/vnd.amazonaws.connect.event.transfer.succeeded",)"
     R"("Id":"item-4","Type":"EVENT","InitialContactId":"contact-1"})"},
    {R"({"content":"{\"Content\":\"{\\\"templateType\\\":\\\"Panel\\\"}\",)"
     R"(\"DisplayName\":\"BOT\",\"Type\":\"MESSAGE\",\"MessageMetadata\":)"
     R"({\"MessageCompleted\":false,\"ChunkNumber\":2}}","topic":"aws/chat"})",
     R"(item {"Content":"{\"templateType\":\"Panel\"}","Type":"MESSAGE","DisplayName":"BOT",)"
     R"("MessageMetadata":{"MessageCompleted":false,"ChunkNumber":2}})"},
};

TEST(ChatFrame, SamplesAreRead) {
  for (const row& sample : samples) EXPECT_EQ(outcome(sample.text), sample.expected);
}

constexpr row leniencies[] = {
    {R"({"topic":"aws/chat","content":"{}"})", "item {}"},
    {"\n{ \"content\" : \"\\n{ \\\"Id\\\" : \\\"1\\\" }\\t\" , \"topic\" : \"aws/chat\" }\r\n",
     R"(item {"Id":"1"})"},
    // An object in place of the string, as mocks send it.
    {R"({"content":{"Id":"1","New":[{}]},"topic":"aws/chat","new":{"topic":"x"}})",
     R"(item {"Id":"1"})"},
    {R"({"\u0074opic":"\u0061ws\/chat","content":"\u007b\u0022Id\u0022:\"\\u00e9\ud83d\ude00\"}"})",
     "item {\"Id\":\"\u00E9\U0001F600\"}"},
    {R"({"content":"{\"Content\":null,\"Attachments\":null,\"Id\":\"1\"}","topic":"aws/chat"})",
     R"(item {"Id":"1"})"},
    {R"({"content":"{\"Attachments\":[null,{}],\"Type\":\"SHRUG\"}","topic":"aws/chat"})",
     R"(item {"Type":"SHRUG","Attachments":[{}]})"},
    {R"({"content":"{\"Id\":\"1\"}","topic":"aws/chat","content":"{\"Id\":\"2\"}"})",
     R"(item {"Id":"2"})"},
    {R"({"topic":"aws/ping","topic":"aws/heartbeat"})", "heartbeat {}"},
    {R"({"topic":"aws/heartbeat","content":"ignored","statusCode":"too"})", "heartbeat {}"},
    {R"({"topic":"aws/ping","statusCode":null,"message":"x"})", "ping {}"},
    {R"({"topic":"aws/subscribe"})", "subscribe {}"},
    {R"({"topic":"aws/subscribe","content":null})", "subscribe {}"},
    {R"({"topic":"aws/subscribe","content":{"status":"partial","topics":[null]}})",
     R"(subscribe {"status":"partial","topics":[]})"},
    {R"({"topic":null,"message":"Forbidden"})", R"(error {"message":"Forbidden"})"},
    {R"({"message":"","content":5})", R"(error {"message":""})"},
    // A surrogate that lost its other half, in the frame and in the item.
    {R"({"content":"{\"Id\":\"\ud800|\\udc00\"}","topic":"aws/chat"})",
     "item {\"Id\":\"\uFFFD|\uFFFD\"}"},
    // One pair, each half escaped in another document.
    {R"({"content":"{\"Id\":\"\\ud83d\\ude00\"}","topic":"aws/chat"})",
     "item {\"Id\":\"\U0001F600\"}"},
};

TEST(ChatFrame, OrderWhiteSpaceAndEscapesAreFree) {
  for (const row& given : leniencies) EXPECT_EQ(outcome(given.text), given.expected) << given.text;
}

TEST(ChatFrame, UnknownTopicsKeepTheirText) {
  for (const auto& [text, name] : {
           std::pair{R"({"topic":"aws/future","content":{"a":[1, 2.50]}} )"sv, "aws/future"sv},
           {R"({"topic":"","message":"Forbidden"})", ""},
           {R"({"topic":"aws/Chat"})", "aws/Chat"},
           {R"({"topic":"aws/unsubscribe","content":{"topics":["aws/chat"]}})", "aws/unsubscribe"},
           {R"({"content":"{","topic":"\u00e9"})", "\u00E9"},
       })
    EXPECT_EQ(outcome(text), "unknown " + std::string(name) + ' ' + std::string(text));
}

// `^` marks the octet that is at fault and is no part of the text.
constexpr row malformed[] = {
    {"^", "unexpected_end"},
    {" ^", "unexpected_end"},
    {"^[]", "wrong_type"},
    {R"(^"aws/heartbeat")", "wrong_type"},
    {"^null", "wrong_type"},
    {"^{}", "unexpected_frame"},
    {R"(^{"connectionId":"a"})", "unexpected_frame"},
    {R"(^{"topic":null,"message":null})", "unexpected_frame"},
    {R"({"topic":^5})", "wrong_type topic"},
    {R"({"message":^{}})", "wrong_type message"},
    {R"({"message":"a","requestId":^1})", "wrong_type requestId"},
    {"^\xEF\xBB\xBF{\"topic\":\"aws/heartbeat\"}", "byte_order_mark"},
    {R"({"topic":"aws/heartbeat"}^x)", "trailing_content"},
    // What one client's subscription looks like.
    {R"({"topic": "aws/subscribe", "content": {"topics": ["aws/chat"]}}^))", "trailing_content"},
    {R"({"topic":"aws/heartbeat",^})", "unexpected_character"},
    {R"({"topic":"aws/heartbeat","x":"\^q"})", "invalid_escape"},
    {"{\"topic\":\"aws/heartbeat\",\"x\":\"^\x01\"}", "control_character"},
    {"{\"topic\":\"aws/heartbeat\",\"x\":\"^\xFF\"}", "invalid_utf8"},
    {R"({"topic":"aws/ping","statusCode":^2.5})", "not_an_integer statusCode"},
    {R"({"topic":"aws/ping","statusCode":^"200"})", "wrong_type statusCode"},
    {R"({"topic":"aws/ping","statusContent":^[]})", "wrong_type statusContent"},
    {R"({"topic":"aws/subscribe","content":^"{}"})", "wrong_type content"},
    {R"({"topic":"aws/subscribe","content":{"topics":["a",^5]}})", "wrong_type content.topics[1]"},

    {R"({"topic":"aws/chat","content":^5})", "wrong_type content"},
    {R"({"topic":"aws/chat","content":^[]})", "wrong_type content"},
    {R"({"topic":"aws/chat","content":"^"})", "unexpected_end content"},
    {R"({"topic":"aws/chat","content":"^[]"})", "wrong_type content"},
    {R"({"topic":"aws/chat","content":"^\"{}\""})", "wrong_type content"},
    {R"({"topic":"aws/chat","content":"{}^{}"})", "trailing_content content"},
    {R"({"content":"{^","topic":"aws/chat"})", "unexpected_end content"},
    {R"({"content":"{\"Id\":^1}","topic":"aws/chat"})", "wrong_type content.Id"},
    {R"({"content":"{\"Id\"^,}","topic":"aws/chat"})", "unexpected_character content"},
    {R"({"content":"{\"\u0049d\":^\u0031}","topic":"aws/chat"})", "wrong_type content.Id"},
    {R"({"content":"{\"New\":\"\ud83d\ude00\ud800\u00e9^\n\/\",\"Id\":1}","topic":"aws/chat"})",
     "control_character content"},
    {R"({"content":"{\"New\":\"\ud83d\ude00\ud800\u00e9\\n\/\",\"Id\":^1}","topic":"aws/chat"})",
     "wrong_type content.Id"},
    {R"({"content":"{\"Id\":\"\\^q\"}","topic":"aws/chat"})", "invalid_escape content.Id"},
    {R"({"content":"{\"MessageMetadata\":{\"Receipts\":[^7]}}","topic":"aws/chat"})",
     "wrong_type content.MessageMetadata.Receipts[0]"},
    {R"({"content":{"MessageMetadata":{"Receipts":[{},^7]}},"topic":"aws/chat"})",
     "wrong_type content.MessageMetadata.Receipts[1]"},
    {R"({"content":"{\"Attachments\":[{},{\"Status\":^{}}]}","topic":"aws/chat"})",
     "wrong_type content.Attachments[1].Status"},
    // The frame's own document comes first, wherever it is broken.
    {R"({"content":"{\"Id\":1}","topic":"aws/chat"^)", "unexpected_end"},
    {R"({"content":"{\"Id\":1}","topic":"aws/chat","x":-^})", "invalid_number"},
};

TEST(ChatFrame, ErrorsTellWhereInTheWholeText) {
  for (const row& given : malformed) {
    std::string text(given.text);
    const std::size_t at = text.find('^');
    text.erase(at, 1);
    const std::size_t space = given.expected.find(' ');
    std::string expected(given.expected.substr(0, space));
    expected += " at byte " + std::to_string(at);
    if (space != std::string_view::npos)
      expected += ", " + std::string(given.expected.substr(space + 1));
    EXPECT_EQ(outcome(text), expected) << text;
  }
}

TEST(ChatFrame, AnItemIsRequired) {
  EXPECT_EQ(outcome(R"({"topic":"aws/chat"})"), "required, content");
  EXPECT_EQ(outcome(R"({"topic":"aws/chat","content":null})"), "required, content");
}

TEST(ChatFrame, StrictReadingRefusesWhatAClientMayNotSend) {
  EXPECT_EQ(outcome(R"({"topic":"aws/subscribe","content":{"topics":["aws/chat"]}})", strict),
            R"(subscribe {"topics":["aws/chat"]})");
  EXPECT_EQ(outcome(R"({"topic":"aws/ping","topic":"aws/ping"})", strict),
            "duplicate_member at byte 28, topic");
  EXPECT_EQ(outcome(R"({"topic":"aws/subscribe","content":{"topics":[null]}})", strict),
            "null_element at byte 46, content.topics[0]");
  EXPECT_EQ(outcome(R"({"content":"{\"Id\":\"\\ud800\"}","topic":"aws/chat"})", strict),
            "lone_surrogate at byte 20, content.Id");
  EXPECT_EQ(outcome(R"({"content":"{\"Id\":\"\",\"Id\":\"\"}","topic":"aws/chat"})", strict),
            "duplicate_member at byte 32, content.Id");
}

TEST(ChatFrame, EveryCutIsAnErrorForBothReaders) {
  for (const row& sample : samples)
    for (std::size_t size = 0; size < sample.text.size(); ++size)
      EXPECT_EQ(outcome(sample.text.substr(0, size)).find("{"), std::string::npos);
}

TEST(ChatFrame, EveryOctetMayBeAnother) {
  // Whatever comes of it, both readers agree, and what is read is written and read again.
  for (const row& sample : samples) {
    std::string text(sample.text);
    for (char& octet : text)
      for (const char other : {'"', '\\', '{', '}', '0', '\0', '\xC3'}) {
        const char before = std::exchange(octet, other);
        outcome(text);
        octet = before;
      }
  }
}

TEST(ChatFrame, MemoryUsedUpIsAnErrorAndNothingStays) {
  constexpr std::string_view text = samples[13].text;
  small_reader reader;
  bool read = false;
  for (std::size_t size = 0; size < 4096 && !read; size += 16) {
    const auto room = std::make_unique<std::byte[]>(size);
    arena memory(std::span<std::byte>(room.get(), size));
    const auto frame = decode_frame(text, reader, memory);
    read = frame.has_value();
    if (read) {
      EXPECT_EQ(std::visit(printer{}, *frame), samples[13].expected);
    } else {
      EXPECT_EQ(frame.error().code, errc::arena_exhausted);
      EXPECT_EQ(memory.used(), 0U);
    }
  }
  EXPECT_TRUE(read);
}

TEST(ChatFrame, ReadersLimitsHold) {
  small_reader reader({.document_bytes = 64, .depth = 2, .list_items = 1});
  arena memory(memory_source::heap());
  const auto code = [&](const std::string& text) {
    return decode_frame(text, reader, memory).error().code;
  };
  EXPECT_EQ(code(R"({"topic":"aws/chat","content":")" + std::string(64, 'x') + "\"}"),
            errc::document_too_large);
  EXPECT_EQ(code(R"({"topic":"aws/chat","content":"{\"x\":{\"x\":{}}}"})"), errc::too_deep);
  EXPECT_EQ(code(R"({"topic":"aws/chat","content":{"x":{}}})"), errc::too_deep);
  EXPECT_EQ(code(R"({"topic":"aws/subscribe","content":{"topics":["",""]}})"), errc::too_deep);
  EXPECT_EQ(code(R"({"topic":"a","content":"{\"Attachments\":[{},{}]}"})"), errc::none);
}

TEST(ChatFrame, SalvageReadsWhatItCan) {
  EXPECT_EQ(outcome(R"({"content":"{\"Id\":1,\"Type\":\"EVENT\"}","topic":"aws/chat"})", salvage),
            R"(item {"Type":"EVENT"})");
  EXPECT_EQ(outcome(R"({"topic":5,"message":"Forbidden"})", salvage),
            R"(error {"message":"Forbidden"})");
}

std::string encoded(const chat_frame& frame) {
  std::string room = "what was there before";
  const auto text = encode_frame(frame, room);
  if (!text) return describe(text.error());

  // Exactly the memory that it takes, and one octet less.
  const auto exact = std::make_unique<char[]>(text->size());
  const auto again = encode_frame(frame, std::span<char>(exact.get(), text->size()));
  EXPECT_TRUE(again && *again == *text);
  if (text->empty()) return "";
  const auto shorter = encode_frame(frame, std::span<char>(exact.get(), text->size() - 1));
  EXPECT_FALSE(shorter);
  EXPECT_EQ(shorter.error().code, errc::buffer_too_small);
  EXPECT_EQ(shorter.error().offset, text->size());
  return std::string(*text);
}

TEST(ChatFrame, FramesAreWrittenAsTheyTravel) {
  constexpr std::string_view topics[] = {"aws/chat"};
  EXPECT_EQ(encoded(subscribe_frame{.topics = topics}),
            R"({"topic":"aws/subscribe","content":{"topics":["aws/chat"]}})");
  EXPECT_EQ(encoded(subscribe_frame{.status = "success", .topics = topics}),
            R"({"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}})");
  EXPECT_EQ(encoded(subscribe_frame{}), R"({"topic":"aws/subscribe","content":{}})");
  EXPECT_EQ(encoded(heartbeat_frame{}), R"({"topic":"aws/heartbeat"})");
  EXPECT_EQ(encoded(ping_frame{}), R"({"topic":"aws/ping"})");
  EXPECT_EQ(encoded(ping_frame{.status_code = 200, .status_content = "O\"K"}),
            R"({"topic":"aws/ping","statusCode":200,"statusContent":"O\"K"})");
  EXPECT_EQ(encoded(ping_frame{.status_code = std::numeric_limits<std::int64_t>::min()}),
            R"({"topic":"aws/ping","statusCode":-9223372036854775808})");
  EXPECT_EQ(encoded(service_error_frame{.message = "Forbidden", .request_id = "1"}),
            R"({"message":"Forbidden","requestId":"1"})");
  EXPECT_EQ(encoded(unknown_topic_frame{.topic = "x", .text = R"( {"topic":"x"} )"}),
            R"( {"topic":"x"} )");
  EXPECT_EQ(encoded(chat_item_frame{}),
            R"({"content":"{}","contentType":"application/json","topic":"aws/chat"})");
}

TEST(ChatFrame, AnItemIsJsonInAString) {
  const item made{.content = "a\"b\\\n\x01/\u00E9\U0001F600", .type = chat_item_type::message};
  EXPECT_EQ(encoded(chat_item_frame{made}),
            "{\"content\":\"{\\\"Content\\\":\\\"a\\\\\\\"b\\\\\\\\\\\\n\\\\u0001/\u00E9\U0001F600"
            "\\\",\\\"Type\\\":\\\"MESSAGE\\\"}\",\"contentType\":\"application/json\","
            "\"topic\":\"aws/chat\"}");
}

TEST(ChatFrame, WhatCannotBeSentIsRefused) {
  constexpr std::string_view bad = "\xC3(", topics[] = {"aws/chat", "\xFF"};
  EXPECT_EQ(encoded(subscribe_frame{.status = bad}), "utf8, content.status");
  EXPECT_EQ(encoded(subscribe_frame{.topics = topics}), "utf8, content.topics[1]");
  EXPECT_EQ(encoded(ping_frame{.status_content = bad}), "utf8, statusContent");
  EXPECT_EQ(encoded(service_error_frame{.message = bad}), "utf8, message");
  const receipt receipts[] = {{}, {.read_timestamp = bad}};
  EXPECT_EQ(encoded(chat_item_frame{{.message_metadata = message_metadata{.receipts = receipts}}}),
            "utf8, content.MessageMetadata.Receipts[1].ReadTimestamp");
  for (const std::string_view text : {"", "{", "{\"topic\":\"\xFF\"}", "{} {}"})
    EXPECT_EQ(encoded(unknown_topic_frame{.topic = "x", .text = text}), "json");
}

TEST(ChatFrame, FramesCompareByValue) {
  const auto frame = [](const item& of) { return chat_frame(chat_item_frame{of}); };
  EXPECT_TRUE(frame({.id = "1"}) == frame({.id = "1"}));
  EXPECT_FALSE(frame({.id = "1"}) == frame({.id = "2"}));
  EXPECT_TRUE(chat_frame(heartbeat_frame{}) == chat_frame(heartbeat_frame{}));
  EXPECT_FALSE(chat_frame(heartbeat_frame{}) == chat_frame(ping_frame{}));
  EXPECT_FALSE(chat_frame(ping_frame{.status_code = 200}) == chat_frame(ping_frame{}));
  EXPECT_FALSE(chat_frame(unknown_topic_frame{"a", "{}"}) ==
               chat_frame(unknown_topic_frame{"a", "{ }"}));
}

}  // namespace
