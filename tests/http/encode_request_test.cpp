#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/http/dispatch.hpp>
#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/operation/all.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view session = "01234567-89ab-cdef-0123-456789abcdef";

TEST(EncodeRequest, EachOperationHasItsRouteAndBody) {
  struct {
    any_request request;
    std::string_view target;
    std::string_view body;
  } const cases[] = {
      {cancel_participant_authentication_request{.session_id = session, .connection_token = "t"},
       "/participant/cancel-authentication",
       R"({"SessionId":"01234567-89ab-cdef-0123-456789abcdef"})"},
      {complete_attachment_upload_request{
           .attachment_ids = {"a"}, .client_token = "c", .connection_token = "t"},
       "/participant/complete-attachment-upload", R"({"AttachmentIds":["a"],"ClientToken":"c"})"},
      {create_participant_connection_request{
           .type = {connection_type::websocket, connection_type::connection_credentials},
           .connect_participant = true,
           .participant_token = "t"},
       "/participant/connection",
       R"({"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"],"ConnectParticipant":true})"},
      {describe_view_request{.view_token = "a/b \xC3\xA9", .connection_token = "t"},
       "/participant/views/a%2Fb%20%C3%A9", ""},
      {disconnect_participant_request{.connection_token = "t"}, "/participant/disconnect", "{}"},
      {get_attachment_request{
           .attachment_id = "a", .url_expiry_in_seconds = 5, .connection_token = "t"},
       "/participant/attachment", R"({"AttachmentId":"a","UrlExpiryInSeconds":5})"},
      {get_authentication_url_request{
           .session_id = session, .redirect_uri = "https://a", .connection_token = "t"},
       "/participant/authentication-url",
       R"({"SessionId":"01234567-89ab-cdef-0123-456789abcdef","RedirectUri":"https://a"})"},
      {get_transcript_request{.max_results = 100,
                              .scan_direction = scan_direction::backward,
                              .start_position = start_position{.most_recent = 0},
                              .connection_token = "t"},
       "/participant/transcript",
       R"({"MaxResults":100,"ScanDirection":"BACKWARD","StartPosition":{"MostRecent":0}})"},
      {send_event_request{.content_type = "application/vnd.amazonaws.connect.event.typing",
                          .connection_token = "t"},
       "/participant/event", R"({"ContentType":"application/vnd.amazonaws.connect.event.typing"})"},
      {send_message_request{.content_type = "text/plain",
                            .content = "a\n\"\\/\x7F\xE2\x80\xA8\x01",
                            .client_token = "c",
                            .connection_token = "t"},
       "/participant/message",
       "{\"ContentType\":\"text/plain\",\"Content\":\"a\\n\\\"\\\\/\x7F\xE2\x80\xA8\\u0001\","
       "\"ClientToken\":\"c\"}"},
      {start_attachment_upload_request{.content_type = "text/csv",
                                       .attachment_size_in_bytes = 1,
                                       .attachment_name = "a",
                                       .client_token = "c",
                                       .connection_token = "t"},
       "/participant/start-attachment-upload",
       R"({"ContentType":"text/csv","AttachmentSizeInBytes":1,"AttachmentName":"a","ClientToken":"c"})"},
  };
  for (const auto& c : cases) {
    std::string text;
    const auto encoded = encode_request(c.request, text);
    ASSERT_TRUE(encoded) << c.target << describe(encoded.error());
    const bool get = id_of(c.request) == operation_id::describe_view;
    EXPECT_EQ(encoded->method, get ? "GET" : "POST");
    EXPECT_EQ(encoded->target, c.target);
    EXPECT_EQ(encoded->body, c.body);
    EXPECT_EQ(find_header(encoded->headers, "x-amz-bearer"), "t");
    EXPECT_EQ(encoded->headers.size(), get ? 1u : 2u);
    EXPECT_EQ(find_header(encoded->headers, "content-type").value_or(""),
              get ? "" : "application/json");

    // Exactly the size that it needs, and every smaller one.
    const std::size_t size =
        static_cast<std::size_t>(encoded->body.size() + 1 + (get ? encoded->target.size() : 0));
    for (std::size_t room = 0; room <= size; ++room) {
      const std::unique_ptr<char[]> exact(new char[room]);
      const auto again = encode_request(c.request, std::span<char>(exact.get(), room));
      if (room == size) {
        ASSERT_TRUE(again);
        EXPECT_EQ(again->body, c.body);
        EXPECT_EQ(again->target, c.target);
      } else {
        EXPECT_EQ(again.error().code, errc::buffer_too_small);
        EXPECT_EQ(again.error().offset, size);
      }
    }
  }
  EXPECT_EQ(std::size(cases), operations.size());
}

TEST(EncodeRequest, NothingGetsIntoAHeaderThatCouldSplitIt) {
  const std::string_view tokens[] = {"",      " ",     "\r\n",    "a\r\nX: y", "a\n",  "\na",
                                     "a\r",   "\0"sv,  "a\0b"sv,  "a\x7F",     "a\tb", "\ta",
                                     "a\x01", " a",    "a ",      "a\x1F",     "\x80", "\xC3\xA9",
                                     "\xFF",  "a\x85", "\xC2\xA0"};
  for (std::string_view token : tokens) {
    for (const bool validated : {true, false}) {
      encode_options options;
      if (!validated) options.validate.reset();
      std::string text = "kept?";
      const auto encoded =
          encode_request(disconnect_participant_request{.connection_token = token}, text, options);
      ASSERT_FALSE(encoded) << testing::PrintToString(token);
      EXPECT_EQ(encoded.error().code,
                validated && token.empty() ? errc::min_length : errc::header_value);
      EXPECT_EQ(path_text(encoded.error().where), "ConnectionToken");
    }
  }
  for (std::string_view token : {"a", "a b", "~", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}"}) {
    std::string text;
    const auto encoded =
        encode_request(disconnect_participant_request{.connection_token = token}, text);
    ASSERT_TRUE(encoded) << token;
    EXPECT_EQ(find_header(encoded->headers, token_header), token);
  }
}

TEST(EncodeRequest, WithoutATokenThereIsNoRequest) {
  std::string text;
  for (const bool validated : {true, false}) {
    encode_options options;
    if (!validated) options.validate.reset();
    for (const operation_row* operation : operations) {
      const error broken = visit_operation(operation->id, [&](auto tag) {
        typename decltype(tag)::request empty{};
        encode_options off = options;
        return encode_request(empty, text, off).error();
      });
      EXPECT_EQ(broken.code, errc::required) << operation->name;
    }
  }
  const auto encoded =
      encode_request(create_participant_connection_request{.connect_participant = true}, text);
  EXPECT_EQ(path_text(encoded.error().where), "ParticipantToken");
}

TEST(EncodeRequest, LabelsThatHttpStacksNormaliseAwayAreRefused) {
  encode_options off;
  off.validate.reset();
  std::string text;
  const auto with = [&](std::optional<std::string_view> label) {
    return encode_request(describe_view_request{.view_token = label, .connection_token = "t"}, text,
                          off);
  };
  for (std::string_view label : {"", ".", ".."}) {
    EXPECT_EQ(with(label).error().code, errc::invalid_label) << label;
    EXPECT_EQ(path_text(with(label).error().where), "ViewToken");
  }
  EXPECT_EQ(with(std::nullopt).error().code, errc::required);
  EXPECT_EQ(with("a\xFF").error().code, errc::utf8);
  EXPECT_EQ(with("...")->target, "/participant/views/...");
  EXPECT_EQ(with("../..")->target, "/participant/views/..%2F..");
  EXPECT_EQ(with("\r\n ?#")->target, "/participant/views/%0D%0A%20%3F%23");
  EXPECT_EQ(with("\0"sv)->target, "/participant/views/%00");
}

TEST(EncodeRequest, TheEndpointsPathStandsInFront) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", "/participant/disconnect"},
      {"/", "/participant/disconnect"},
      {"/base", "/base/participant/disconnect"},
      {"/base/", "/base/participant/disconnect"},
      {"/base//", "/base/participant/disconnect"},
      {"base/path", "/base/path/participant/disconnect"},
  };
  for (const auto& [base, target] : cases) {
    std::string text;
    const auto encoded = encode_request(disconnect_participant_request{.connection_token = "t"},
                                        text, {.base_path = base});
    ASSERT_TRUE(encoded);
    EXPECT_EQ(encoded->target, target);
    EXPECT_EQ(encoded->body, "{}");
  }
  std::string text;
  EXPECT_EQ(encode_request(describe_view_request{.view_token = "v", .connection_token = "t"}, text,
                           {.base_path = "/b/"})
                ->target,
            "/b/participant/views/v");
}

TEST(EncodeRequest, ABasePathThatSplitsTheRequestLineIsRefused) {
  std::string text;
  for (std::string_view base :
       {"/a b"sv, "/a\r\nX: y"sv, "/\0"sv, "/\xC3\xA9"sv, "/a?b"sv, "/a#b"sv, "/\x7F"sv})
    EXPECT_EQ(encode_request(disconnect_participant_request{.connection_token = "t"}, text,
                             {.base_path = base})
                  .error()
                  .code,
              errc::invalid_endpoint)
        << testing::PrintToString(base);
}

struct counting_entropy {
  int* calls;
  std::array<std::uint8_t, 16> operator()() const {
    ++*calls;
    std::array<std::uint8_t, 16> octets{};
    octets.fill(static_cast<std::uint8_t>(*calls));
    return octets;
  }
};

std::array<std::uint8_t, 16> zeros() { return {}; }

TEST(EncodeRequest, FillsInTheClientTokenOnce) {
  int calls = 0;
  counting_entropy entropy{&calls};
  const send_message_request request{
      .content_type = "text/plain", .content = "a", .connection_token = "t"};
  std::string text;  // too small at first: what is written again is the same
  const auto encoded = encode_request(request, text, {.client_token = entropy});
  ASSERT_TRUE(encoded);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(encoded->body,
            "{\"ContentType\":\"text/plain\",\"Content\":\"a\","
            "\"ClientToken\":\"01010101-0101-4101-8101-010101010101\"}");
  EXPECT_FALSE(request.client_token);

  std::array<char, 200> room;
  EXPECT_TRUE(encode_request(request, std::span<char>(room), {.client_token = entropy}));
  EXPECT_EQ(calls, 2);
  // Through the variant, too.
  EXPECT_TRUE(encode_request(any_request(request), text, {.client_token = entropy}));
  EXPECT_EQ(calls, 3);
}

TEST(EncodeRequest, LeavesAClientTokenThatIsThere) {
  int calls = 0;
  const counting_entropy entropy{&calls};
  std::string text;
  const auto kept =
      encode_request(send_message_request{.content_type = "text/plain",
                                          .content = "a",
                                          .client_token = "INCOMING_DELIVERED_RECEIPT",
                                          .connection_token = "t"},
                     text, {.client_token = entropy});
  ASSERT_TRUE(kept);
  EXPECT_NE(kept->body.find("\"INCOMING_DELIVERED_RECEIPT\""), std::string_view::npos);
  EXPECT_TRUE(
      encode_request(disconnect_participant_request{.client_token = "", .connection_token = "t"},
                     text, {.client_token = entropy}));
  // No member to fill.
  EXPECT_TRUE(encode_request(get_transcript_request{.connection_token = "t"}, text,
                             {.client_token = entropy}));
  EXPECT_EQ(calls, 0);
}

TEST(EncodeRequest, TakesTheClientTokenFromManySources) {
  const start_attachment_upload_request request{.content_type = "a/b",
                                                .attachment_size_in_bytes = 1,
                                                .attachment_name = "a",
                                                .connection_token = "t"};
  const auto token = [&](const client_token_source& source) {
    std::string text;
    const auto encoded = encode_request(request, text, {.client_token = source});
    return encoded ? std::string(encoded->body.substr(
                         encoded->body.rfind(":\"") + 2,
                         encoded->body.size() - encoded->body.rfind(":\"") - 4))
                   : std::string(to_string(encoded.error().code));
  };
  EXPECT_EQ(token("fixed"), "fixed");
  EXPECT_EQ(token(zeros), "00000000-0000-4000-8000-000000000000");
  const auto fixed_octets = [] { return std::array<std::uint8_t, 16>{0xFF}; };
  EXPECT_EQ(token(fixed_octets), "ff000000-0000-4000-8000-000000000000");
  EXPECT_EQ(token({}), "required");
}

TEST(EncodeRequest, BrokenConstraintsAreToldWithTheirPath) {
  std::string text;
  const send_message_request request{.content_type = "text/plain", .connection_token = "t"};
  const auto checked = encode_request(request, text);
  EXPECT_EQ(checked.error().code, errc::required);
  EXPECT_EQ(path_text(checked.error().where), "Content");
  encode_options off;
  off.validate.reset();
  EXPECT_TRUE(encode_request(request, text, off));

  const get_transcript_request many{.max_results = 101, .connection_token = "t"};
  EXPECT_EQ(encode_request(many, text).error().code, errc::max_value);
  EXPECT_TRUE(encode_request(many, text, {.validate = checks::aws_sdk_v2()}));
  encode_options no_max;
  no_max.validate->max = false;
  EXPECT_TRUE(encode_request(many, text, no_max));
}

TEST(EncodeRequest, BadTextIsRefusedWithoutValidationToo) {
  std::string text;
  encode_options off;
  off.validate.reset();
  for (std::string_view bad : {"\xFF", "a\xC3", "\xED\xA0\x80"}) {
    const send_message_request request{
        .content_type = "text/plain", .content = bad, .connection_token = "t"};
    for (const auto& options : {encode_options{}, off}) {
      const auto encoded = encode_request(request, text, options);
      EXPECT_EQ(encoded.error().code, errc::utf8);
      EXPECT_EQ(path_text(encoded.error().where), "Content");
    }
  }
}

TEST(EncodeRequest, NeedsTheRequestNoLonger) {
  std::string room;
  http_request encoded;
  {
    std::vector<std::string> texts{"text/plain", "some content", "client", "a token"};
    const auto made = encode_request(send_message_request{.content_type = texts[0],
                                                          .content = texts[1],
                                                          .client_token = texts[2],
                                                          .connection_token = texts[3]},
                                     room);
    ASSERT_TRUE(made);
    encoded = *made;
    for (std::string& text : texts) text.assign(text.size(), '!');
  }
  EXPECT_EQ(find_header(encoded.headers, token_header), "a token");
  EXPECT_EQ(encoded.body,
            R"({"ContentType":"text/plain","Content":"some content","ClientToken":"client"})");
}

TEST(EncodeRequest, IsNotWrittenOverItsOwnTexts) {
  std::string memory(500, 'x');
  memory.reserve(1000);
  const send_message_request request{.content_type = "text/plain",
                                     .content = std::string_view(memory).substr(100, 5),
                                     .connection_token = "t"};
  EXPECT_EQ(encode_request(request, memory).error().code, errc::invalid_argument);
  EXPECT_EQ(encode_request(request, std::span<char>(memory).subspan(104, 10)).error().code,
            errc::invalid_argument);
  std::string other;
  EXPECT_TRUE(encode_request(request, other));
  EXPECT_EQ(memory, std::string(500, 'x'));
  const std::string_view id = std::string_view(memory).substr(0, 3);
  const complete_attachment_upload_request upload{
      .attachment_ids = {id}, .client_token = "c", .connection_token = "t"};
  EXPECT_EQ(encode_request(upload, memory).error().code, errc::invalid_argument);
}

}  // namespace
