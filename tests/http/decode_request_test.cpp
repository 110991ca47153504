#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/http/decode_request.hpp>
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/http/dispatch.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/all.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

constexpr http_header json_type{"Content-Type", "application/json"};
constexpr http_header bearer{"X-Amz-Bearer", "t"};

class DecodeRequest : public testing::Test {
 protected:
  http_request message(std::string_view body) {
    return {"POST", "/participant/message", {json_type, bearer}, body};
  }
  template <class Operation = send_message>
  refusal refused(const http_request& request, const decode_options& options = {}) {
    memory_.reset();
    const auto decoded = decode_request<Operation>(request, reader_, memory_, options);
    if (decoded) {
      EXPECT_EQ(memory_.used() > 4096, false);
      return {};
    }
    EXPECT_EQ(memory_.used(), 0u);
    return decoded.error();
  }

  std::array<std::byte, 4096> room_;
  arena memory_{room_};
  small_reader reader_;
  const decode_options unchecked_{.validate = std::nullopt};
};

constexpr std::string_view good = R"({"ContentType":"text/plain","Content":"a"})";

TEST_F(DecodeRequest, ReadsBodyAndToken) {
  const auto decoded = decode_request<send_message>(
      message(R"( {"Content":"a\u0000b","x":[1],"ClientToken":null,"ContentType":"text/plain"} )"),
      reader_, memory_);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->content, "a\0b"sv);
  EXPECT_EQ(decoded->content_type, "text/plain");
  EXPECT_EQ(decoded->connection_token, "t");
  EXPECT_FALSE(decoded->client_token);
}

TEST_F(DecodeRequest, RefusesInOrder) {
  // Everything wrong at once, then one thing after another put right.
  http_request request{"PUT",
                       "/participant/nothing",
                       {http_header{"content-type", "text/plain"}, http_header{"accept", "a/b"}},
                       "{]"};
  const auto expect = [&](int status, std::string_view type, errc code) {
    const refusal found = refused(request);
    EXPECT_EQ(found.status, status);
    EXPECT_EQ(found.type, type);
    EXPECT_EQ(to_string(found.failure.code), to_string(code));
  };
  expect(404, "UnknownOperationException", errc::unknown_operation);
  request.target = "/participant/message";
  expect(405, "MethodNotAllowedException", errc::method_not_allowed);
  request.method = "POST";
  expect(415, "UnsupportedMediaTypeException", errc::unsupported_media_type);
  request.headers = {json_type, http_header{"accept", "a/b"}};
  expect(406, "NotAcceptableException", errc::not_acceptable);
  request.headers = {json_type, http_header{"accept", "*/*"}};
  expect(400, "SerializationException", errc::unexpected_character);
  request.body = R"({"Content":1})";
  expect(400, "SerializationException", errc::wrong_type);
  request.body = R"({"Content":""})";
  expect(400, "ValidationException", errc::required);
  request.body = R"({"ContentType":"a","Content":""})";
  expect(400, "ValidationException", errc::min_length);
  request.body = good;
  expect(400, "ValidationException", errc::required);  // the token
  request.headers = {json_type, http_header{"accept", "*/*"}, bearer};
  EXPECT_FALSE(refused(request));
}

TEST_F(DecodeRequest, TargetsMayHaveAQueryAndASlashMore) {
  const auto status = [&](std::string_view target) {
    http_request request = message(good);
    request.target = target;
    const refusal found = refused(request);
    return found ? found.status : 200;
  };
  for (std::string_view target :
       {"/participant/message", "/participant/message/", "/participant/message?a=b",
        "/participant/message/?a=/b", "/participant/message#c", "https://host/participant/message",
        "http://host:1/participant/message/?x", "HTTPS://h/participant/message"})
    EXPECT_EQ(status(target), 200) << target;
  for (std::string_view target :
       {"http://h?/participant/message", "x?u=http://h/participant/message",
        "http://h#/participant/message", "ftp://h/participant/message", "", "/", "?",
        "participant/message", "/participant/messages", "/participant/message//",
        "/participant/message/x", "/Participant/message", "//participant/message",
        "/participant/event", "/participant/%6Dessage", "https://host", "https://host?",
        "/x?/participant/message", "/participant/messag"})
    EXPECT_EQ(status(target), 404) << target;
}

TEST_F(DecodeRequest, MethodsAreCompared) {
  for (std::string_view method : {"GET", "PUT", "post", "", "HEAD", "OPTIONS", "POST "}) {
    http_request request = message(good);
    request.method = method;
    EXPECT_EQ(refused(request).status, 405) << method;
  }
}

TEST_F(DecodeRequest, OnlyJsonBodiesAreTaken) {
  struct {
    std::string_view type;
    bool taken;
  } constexpr cases[] = {{"application/json", true},
                         {"Application/JSON", true},
                         {"application/json;charset=utf-8", true},
                         {"application/json ; charset=utf-8", true},
                         {" application/json ", true},
                         {"", false},
                         {"text/json", false},
                         {"application/jsonx", false},
                         {"application/json+x", false},
                         {"application/x-amz-json-1.1", false},
                         {"application/json, text/plain", false},
                         {"*/*", false}};
  for (const auto& c : cases) {
    http_request request = message(good);
    request.headers = {http_header{"content-type", c.type}, bearer};
    EXPECT_EQ(refused(request).status, c.taken ? 0 : 415) << c.type;
  }
  http_request none = message(good);
  none.headers = {bearer};
  EXPECT_EQ(refused(none).status, 415);
}

TEST_F(DecodeRequest, TheAnswerMustBeAcceptable) {
  struct {
    std::string_view accept;
    bool taken;
  } constexpr cases[] = {
      {"", true},
      {"*/*", true},
      {"application/*", true},
      {"application/json", true},
      {"APPLICATION/Json", true},
      {"text/html, application/json", true},
      {"text/html,application/xhtml+xml,*/*;q=0.8", true},
      {"application/json;q=0.001", true},
      {"application/json;q=1", true},
      {"application/json;charset=utf-8", true},
      {"application/json ; q=0.5", true},
      {"text/html", false},
      {"text/*", false},
      {"application/xml", false},
      {"application/jsonx", false},
      {"application/json;q=0", false},
      {"application/json;q=0.0", false},
      {"application/json; Q=0.000", false},
      {"application/json;charset=utf-8;q=0", false},
      {"*/*;q=0", false},
      {"application/*;q=0, */*", false},
      {"application/json;q=0, */*", false},
      {"*/*, application/json;q=0", false},
      {"*/*;q=0, application/json", true},
      {"application/*;q=0, application/json;q=0.1", true},
      {"text/html;q=0, */*", true},
      {"json", false},
      {",", false},
      {", application/json", true},
  };
  for (const auto& c : cases) {
    http_request request = message(good);
    request.headers = {json_type, bearer, http_header{"Accept", c.accept}};
    EXPECT_EQ(refused(request).status, c.taken ? 0 : 406) << c.accept;
  }
}

TEST_F(DecodeRequest, SeveralAcceptFieldsAreOneList) {
  http_request request = message(good);
  request.headers = {json_type, bearer, http_header{"Accept", "text/html"},
                     http_header{"accept", "application/json"}};
  EXPECT_FALSE(refused(request));
  request.headers = {json_type, bearer, http_header{"Accept", "text/html"},
                     http_header{"accept", "text/plain"}};
  EXPECT_EQ(refused(request).status, 406);
}

TEST_F(DecodeRequest, SignaturesAndSuchAreIgnored) {
  std::vector<http_header> many{json_type, bearer};
  for (std::string_view name : {"authorization", "x-amz-date", "x-amz-content-sha256",
                                "amz-sdk-invocation-id", "user-agent", "x-amz-user-agent"})
    many.push_back({name, "\r\n anything"});
  http_request request = message(good);
  request.headers = std::span<const http_header>(many);
  EXPECT_FALSE(refused(request));
}

TEST_F(DecodeRequest, BodiesAreReadStrictly) {
  struct {
    std::string_view body;
    errc code;
    std::string_view where;
    std::uint32_t offset;
  } constexpr cases[] = {
      {R"({"Content":"a","Content":"b"})", errc::duplicate_member, "Content", 25},
      {R"({"Content":"a","C\u006fntent":"b"})", errc::duplicate_member, "Content", 30},
      {R"({"Content":"\ud800"})", errc::lone_surrogate, "Content", 11},
      {R"({"x":"\udfff"})", errc::lone_surrogate, "", 5},
      {R"({"Content":1})", errc::wrong_type, "Content", 11},
      {R"([])", errc::wrong_type, "", 0},
      {R"(null)", errc::wrong_type, "", 0},
      {R"("a")", errc::wrong_type, "", 0},
      {R"( )", errc::unexpected_end, "", 1},
      {R"({}x)", errc::trailing_content, "", 2},
      {"\xEF\xBB\xBF{}", errc::byte_order_mark, "", 0},
  };
  for (const auto& c : cases) {
    const refusal found = refused(message(c.body));
    EXPECT_EQ(found.status, 400) << c.body;
    EXPECT_EQ(found.type, "SerializationException") << c.body;
    EXPECT_EQ(to_string(found.failure.code), to_string(c.code)) << c.body;
    EXPECT_EQ(path_text(found.failure.where), c.where) << c.body;
    EXPECT_EQ(found.failure.offset, c.offset) << c.body;
  }
  const http_request upload{"POST",
                            "/participant/complete-attachment-upload",
                            {json_type, bearer},
                            R"({"AttachmentIds":["a",null],"ClientToken":"c"})"};
  EXPECT_EQ(refused<complete_attachment_upload>(upload).failure.code, errc::null_element);
  // A gateway may read as a client does.
  decode_options relaxed{.rules = lenient};
  EXPECT_FALSE(refused<complete_attachment_upload>(upload, relaxed));
}

TEST_F(DecodeRequest, AnEmptyBodyIsAnEmptyObject) {
  const http_request request{"POST", "/participant/disconnect", {json_type, bearer}, ""};
  EXPECT_FALSE(refused<disconnect_participant>(request));
  EXPECT_EQ(refused(message("")).failure.code, errc::required);
}

TEST_F(DecodeRequest, WithoutValidationAbsentIsAbsent) {
  http_request request = message("{}");
  request.headers = {json_type};
  const auto decoded = decode_request<send_message>(request, reader_, memory_, unchecked_);
  ASSERT_TRUE(decoded);
  EXPECT_FALSE(decoded->content);
  EXPECT_FALSE(decoded->connection_token);
}

TEST_F(DecodeRequest, AClientTokenIsRequiredWhereTheModelSaysSo) {
  const http_request request{
      "POST",
      "/participant/start-attachment-upload",
      {json_type, bearer},
      R"({"ContentType":"a/b","AttachmentSizeInBytes":1,"AttachmentName":"a"})"};
  const refusal found = refused<start_attachment_upload>(request);
  EXPECT_EQ(found.failure.code, errc::required);
  EXPECT_EQ(path_text(found.failure.where), "ClientToken");
}

TEST_F(DecodeRequest, LabelsAreDecoded) {
  const auto view = [&](std::string_view target, std::string_view method = "GET") {
    memory_.reset();
    return decode_request<describe_view>(http_request{method, target, {bearer}, ""}, reader_,
                                         memory_);
  };
  struct {
    std::string_view target, label;
  } constexpr good_ones[] = {
      {"/participant/views/abc", "abc"},         {"/participant/views/abc/", "abc"},
      {"/participant/views/abc?x=%ZZ", "abc"},   {"/participant/views/a%2Fb%20c", "a/b c"},
      {"/participant/views/%c3%A9", "\xC3\xA9"}, {"/participant/views/a+b:c", "a+b:c"},
      {"/participant/views/%3f%23", "?#"}};
  for (const auto& c : good_ones) {
    const auto decoded = view(c.target);
    ASSERT_TRUE(decoded) << c.target;
    EXPECT_EQ(decoded->view_token, c.label);
  }
  for (std::string_view target : {"/participant/views/%", "/participant/views/%2",
                                  "/participant/views/%gg", "/participant/views/a%FF"}) {
    EXPECT_EQ(view(target).error().status, 400) << target;
    EXPECT_EQ(view(target).error().failure.code, errc::invalid_target) << target;
  }
  for (std::string_view target : {"/participant/views", "/participant/views/",
                                  "/participant/views/a/b", "/participant/views//"})
    EXPECT_EQ(view(target).error().status, 404) << target;
  EXPECT_EQ(view("/participant/views/a", "POST").error().status, 405);
  const std::string long_label = "/participant/views/" + std::string(1001, 'a');
  EXPECT_EQ(view(long_label).error().type, "ValidationException");
  // A GET needs no content type, and its body is nobody's business.
  EXPECT_TRUE(decode_request<describe_view>(
      http_request{"GET", "/participant/views/a", {bearer}, "{]"}, reader_, memory_));
}

TEST_F(DecodeRequest, LimitsHaveTheirOwnAnswers) {
  small_reader little(limits{.document_bytes = 10});
  const auto large = decode_request<send_message>(message(good), little, memory_);
  EXPECT_EQ(large.error().status, 413);
  arena none;
  const auto full = decode_request<send_message>(message(R"({"Content":"\n"})"), reader_, none);
  EXPECT_EQ(full.error().status, 500);
  EXPECT_EQ(full.error().type, "InternalServerException");
  small_reader flat(limits{.depth = 1});
  EXPECT_EQ(decode_request<send_message>(message(R"({"x":[]})"), flat, memory_).error().status,
            400);
}

TEST_F(DecodeRequest, RefusalsAreEncodedWithoutValues) {
  std::string text;
  const auto answer = [&](const refusal& found) {
    const auto encoded = encode_error(found, text);
    EXPECT_TRUE(encoded);
    EXPECT_EQ(encoded->status, found.status);
    EXPECT_EQ(find_header(encoded->headers, "x-amzn-errortype"), found.type);
    EXPECT_EQ(encoded->body.find("S3CRET"), std::string_view::npos);
    return std::string(encoded->body);
  };
  EXPECT_EQ(answer(refused(message(R"({"Content":"S3CRET","Content":"S3CRET"})"))),
            R"({"Message":"duplicate_member: Content"})");
  EXPECT_EQ(answer(refused(message("S3CRET"))), R"({"Message":"unexpected_character"})");
  http_request lost = message(good);
  lost.target = "/S3CRET";
  EXPECT_EQ(answer(refused(lost)), R"({"Message":"unknown_operation"})");
  http_request request = message(good);
  request.headers = {json_type, http_header{"x-amz-bearer", "S3CRET\x01"}};
  EXPECT_EQ(answer(refused(request)), R"({"Message":"header_value: ConnectionToken"})");

  // What a client makes of it.
  const auto encoded = encode_error(refused(message("{}")), text);
  ASSERT_TRUE(encoded);
  const auto read = decode_response<send_message>(*encoded, reader_, memory_);
  ASSERT_NE(read.service_error(), nullptr);
  EXPECT_EQ(read.service_error()->kind, service_error_kind::validation);
  EXPECT_EQ(read.service_error()->message, "required: ContentType");
}

TEST_F(DecodeRequest, ASpaceAroundTheTokenIsNoPartOfIt) {
  http_request request = message(good);
  request.headers = {json_type, http_header{"x-amz-bearer", " \tt "}};
  const auto decoded = decode_request<send_message>(request, reader_, memory_);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->connection_token, "t");
  request.headers = {json_type, http_header{"x-amz-bearer", ""}};
  EXPECT_EQ(refused(request).failure.code, errc::min_length);
}

TEST_F(DecodeRequest, AnExclusionHoldsOverAllAcceptFields) {
  http_request request = message(good);
  request.headers = {json_type, bearer, http_header{"Accept", "application/json;q=0"},
                     http_header{"Accept", "*/*"}};
  EXPECT_EQ(refused(request).status, 406);
}

}  // namespace
