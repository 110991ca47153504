#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/http/attachment.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/shape/path_text.hpp>

using namespace connectparticipant;

namespace {

// As amazon-connect-streams#712 shows it, the URL apart.
constexpr std::string_view recorded = R"({"AttachmentId":"a9ac98ec","UploadMetadata":{
  "HeadersToInclude":{"x-amz-meta-contact_id":"3dff5a86","x-amz-meta-initial_contact_id":"",
    "x-amz-acl":"bucket-owner-full-control",
    "Content-Disposition":"attachment; filename=\"56102_file.txt\"",
    "x-amz-meta-account_id":"747926693930","Content-Length":"9","Content-Type":"text/plain",
    "x-amz-meta-organization_id":"84ecefa9"},
  "Url":"https://bucket.s3.amazonaws.com/key?X-Amz-Signature=abc%2F","UrlExpiry":"2023-08-03T08:15:46Z"}})";
constexpr std::int64_t url_expiry = 1'691'050'546'000;
constexpr std::int64_t now = url_expiry - 60'000;
constexpr attachment_file file{.name = "file.txt", .media_type = "text/plain", .size = 9};
constexpr std::string_view body = "123456789";

class UploadTest : public testing::Test {
 protected:
  start_attachment_upload_response answer(std::string_view json) {
    text = json;
    small_reader reader;
    const auto value = read<start_attachment_upload_response>(text, reader, input);
    EXPECT_TRUE(value);
    return *value;
  }
  /// What the service answers with these headers only.
  start_attachment_upload_response with_headers(std::vector<map_entry> list) {
    entries = std::move(list);
    return {.attachment_id = "id",
            .upload_metadata =
                upload_metadata{.url = "https://host/key", .headers_to_include = entries}};
  }

  std::string text;
  std::vector<map_entry> entries;
  arena input{memory_source::heap()};
  arena memory{memory_source::heap()};
};

std::string where(const error& failure) { return path_text(failure.where); }

TEST_F(UploadTest, GoesThroughItsSteps) {
  attachment_upload upload(file, "token", memory);
  EXPECT_EQ(upload.step(), upload_step::start);
  const start_attachment_upload_request start = upload.start_request();
  EXPECT_EQ(start.attachment_name, "file.txt");
  EXPECT_EQ(start.content_type, "text/plain");
  EXPECT_EQ(start.attachment_size_in_bytes, 9);
  EXPECT_EQ(start.connection_token, "token");
  EXPECT_FALSE(start.client_token);

  EXPECT_FALSE(upload.started(answer(recorded)));
  EXPECT_EQ(upload.step(), upload_step::put);
  EXPECT_EQ(upload.attachment_id(), "a9ac98ec");
  EXPECT_EQ(upload.url_expiry().at_ms, url_expiry);

  // Nothing of the answer is needed from here on.
  std::fill(text.begin(), text.end(), 'x');
  input.reset();

  const auto put = upload.put_request(body, now);
  ASSERT_TRUE(put);
  EXPECT_EQ(put->url.host, "bucket.s3.amazonaws.com");
  EXPECT_EQ(put->url.port, 443);
  EXPECT_TRUE(put->url.secure);
  EXPECT_EQ(put->request.method, "PUT");
  EXPECT_EQ(put->request.target, "/key?X-Amz-Signature=abc%2F");
  EXPECT_EQ(put->request.body, body);
  const std::pair<std::string_view, std::string_view> expected[] = {
      {"x-amz-meta-contact_id", "3dff5a86"},
      {"x-amz-meta-initial_contact_id", ""},
      {"x-amz-acl", "bucket-owner-full-control"},
      {"Content-Disposition", "attachment; filename=\"56102_file.txt\""},
      {"x-amz-meta-account_id", "747926693930"},
      {"Content-Length", "9"},
      {"Content-Type", "text/plain"},
      {"x-amz-meta-organization_id", "84ecefa9"}};
  ASSERT_EQ(put->request.headers.size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(put->request.headers[i].name, expected[i].first);
    EXPECT_EQ(put->request.headers[i].value, expected[i].second);
  }

  EXPECT_FALSE(upload.put_answered(200));
  EXPECT_EQ(upload.step(), upload_step::complete);
  const complete_attachment_upload_request complete = upload.complete_request();
  ASSERT_EQ(complete.attachment_ids.size(), 1u);
  EXPECT_EQ(complete.attachment_ids[0], "a9ac98ec");
  EXPECT_EQ(complete.connection_token, "token");
  EXPECT_FALSE(upload.completed());
  EXPECT_EQ(upload.step(), upload_step::finished);
}

TEST_F(UploadTest, KnowsTheTypeByTheExtension) {
  attachment_upload upload({.name = "Photo.JPG", .size = 1}, "token", memory);
  EXPECT_EQ(upload.start_request().content_type, "image/jpeg");
}

TEST_F(UploadTest, RefusesCallsOutOfTurn) {
  attachment_upload upload(file, "token", memory);
  EXPECT_EQ(upload.put_request(body, now).error().code, errc::wrong_state);
  EXPECT_EQ(upload.put_answered(200).code, errc::wrong_state);
  EXPECT_EQ(upload.completed().code, errc::wrong_state);
  EXPECT_FALSE(upload.can_put_again(now));
  EXPECT_FALSE(upload.started(answer(recorded)));
  EXPECT_EQ(upload.started(answer(recorded)).code, errc::wrong_state);
  EXPECT_EQ(upload.completed().code, errc::wrong_state);
  EXPECT_EQ(upload.step(), upload_step::put);
  EXPECT_FALSE(upload.put_answered(204));
  EXPECT_EQ(upload.put_answered(200).code, errc::wrong_state);
  EXPECT_EQ(upload.put_head(now).error().code, errc::wrong_state);
  EXPECT_FALSE(upload.completed());
  upload.give_up();
  EXPECT_EQ(upload.step(), upload_step::finished);
}

TEST_F(UploadTest, SendsTheWholeBodyOnly) {
  attachment_upload upload(file, "token", memory);
  ASSERT_FALSE(upload.started(answer(recorded)));
  for (const std::string_view wrong : {"", "12345678", "1234567890"})
    EXPECT_EQ(upload.put_request(wrong, now).error().code, errc::invalid_argument);
  const auto head = upload.put_head(now);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.body, "");
  EXPECT_EQ(find_header(head->request.headers, "content-length"), "9");
}

TEST_F(UploadTest, UsesNoExpiredUrl) {
  attachment_upload upload(file, "token", memory, {.expiry_margin_ms = 1000});
  ASSERT_FALSE(upload.started(answer(recorded)));
  EXPECT_TRUE(upload.put_request(body, url_expiry - 1001));
  EXPECT_TRUE(upload.can_put_again(url_expiry - 1001));
  EXPECT_EQ(upload.put_request(body, url_expiry - 1000).error().code, errc::url_expired);
  EXPECT_FALSE(upload.can_put_again(url_expiry - 1000));
}

TEST_F(UploadTest, CompletesNothingThatWasRefused) {
  struct row {
    int status;
    bool again;
  };
  for (const row& r : {row{403, false}, row{400, false}, row{404, false}, row{301, false},
                       row{307, false}, row{100, false}, row{0, false}, row{501, false},
                       row{500, true}, row{503, true}, row{429, true}}) {
    attachment_upload upload(file, "token", memory);
    ASSERT_FALSE(upload.started(answer(recorded)));
    EXPECT_EQ(upload.put_answered(r.status).code, errc::upload_refused) << r.status;
    EXPECT_EQ(upload.step(), r.again ? upload_step::put : upload_step::failed) << r.status;
    EXPECT_EQ(upload.can_put_again(now), r.again);
    EXPECT_EQ(upload.completed().code, errc::wrong_state);
    EXPECT_EQ(upload.put_request(body, now).has_value(), r.again);
  }
}

TEST_F(UploadTest, SendsOneContentLength) {
  for (const auto& list : {std::vector<map_entry>{},
                           {{"content-length", "9"}},
                           {{"Content-Length", "9"}, {"content-length", "09"}},
                           {{"Host", "HOST"}, {"X-Other", "a"}, {"x-other", "a"}}}) {
    attachment_upload upload(file, "token", memory);
    ASSERT_FALSE(upload.started(with_headers(list)));
    const auto put = upload.put_request(body, now);
    ASSERT_TRUE(put);
    int lengths = 0, others = 0;
    for (const http_header& header : put->request.headers) {
      if (equal_any_case(header.name, "content-length")) {
        ++lengths;
        EXPECT_EQ(header.value, "9");
      } else {
        ++others;
        EXPECT_EQ(header.name, "X-Other");
      }
    }
    EXPECT_EQ(lengths, 1);
    EXPECT_EQ(others, list.size() == 3 ? 1 : 0);
  }
}

TEST_F(UploadTest, RefusesHeadersThatCannotBeSent) {
  for (const auto& list : {std::vector<map_entry>{{"Content-Length", "8"}},
                           {{"Content-Length", "9x"}},
                           {{"Content-Length", ""}},
                           {{"Content-Length", "-9"}},
                           {{"Content-Length", "9, 9"}},
                           {{"Content-Length", "99999999999999999999"}},
                           {{"Content-Length", "9"}, {"content-length", "10"}},
                           {{"", "a"}},
                           {{"a b", "c"}},
                           {{"a:", "c"}},
                           {{"a\r\n", "c"}},
                           {{"a", "b\r\nc: d"}},
                           {{"a", "b\nc"}},
                           {{"a", " b"}},
                           {{"a", "b "}},
                           {{"a", "\xC3\xA9"}},
                           {{"a", "b"}, {"A", "c"}},
                           {{"transfer-encoding", "chunked"}},
                           {{"host", "other"}}}) {
    attachment_upload upload(file, "token", memory);
    const error failure = upload.started(with_headers(list));
    EXPECT_EQ(failure.code, errc::header_value) << list[0].key << ": " << list[0].value;
    EXPECT_EQ(where(failure), "UploadMetadata.HeadersToInclude");
    EXPECT_EQ(upload.step(), upload_step::failed);
  }
}

TEST_F(UploadTest, RefusesAnAnswerWithoutAWay) {
  struct row {
    std::string_view json;
    errc code;
    std::string_view path;
  };
  for (const row& r :
       {row{"{}", errc::required, "AttachmentId"},
        row{R"({"AttachmentId":"","UploadMetadata":{"Url":"https://h/"}})", errc::required,
            "AttachmentId"},
        row{R"({"AttachmentId":"a"})", errc::required, "UploadMetadata.Url"},
        row{R"({"AttachmentId":"a","UploadMetadata":{}})", errc::required, "UploadMetadata.Url"},
        row{R"({"AttachmentId":"a","UploadMetadata":{"Url":"http://h/"}})", errc::invalid_endpoint,
            "UploadMetadata.Url"},
        row{R"({"AttachmentId":"a","UploadMetadata":{"Url":"https://u@h/"}})",
            errc::invalid_endpoint, "UploadMetadata.Url"},
        row{R"({"AttachmentId":"a","UploadMetadata":{"Url":"https://h/a b"}})",
            errc::invalid_target, "UploadMetadata.Url"}}) {
    attachment_upload upload(file, "token", memory);
    const error failure = upload.started(answer(r.json));
    EXPECT_EQ(failure.code, r.code) << r.json;
    EXPECT_EQ(where(failure), r.path);
    EXPECT_EQ(upload.step(), upload_step::failed);
  }
  attachment_upload local(file, "token", memory, {.schemes = http_schemes::http_and_https});
  EXPECT_FALSE(
      local.started(answer(R"({"AttachmentId":"a","UploadMetadata":{"Url":"http://h:81/"}})")));
  EXPECT_EQ(local.put_request(body, now)->url.port, 81);
}

TEST_F(UploadTest, CanBeGivenTheAnswerAgainWithMoreMemory) {
  const auto response = answer(recorded);
  bool fitted = false;
  for (std::size_t size = 0; !fitted; size += 16) {
    ASSERT_LT(size, 4096u);
    std::vector<std::byte> room(size);
    arena small(room);
    attachment_upload upload(file, "token", small);
    const error failure = upload.started(response);
    fitted = !failure;
    EXPECT_EQ(failure.code, fitted ? errc::none : errc::arena_exhausted);
    EXPECT_EQ(upload.step(), fitted ? upload_step::put : upload_step::start);
    if (!fitted) {
      EXPECT_EQ(small.used(), 0u);
    }
  }
}

TEST_F(UploadTest, CanBeGivenUp) {
  attachment_upload upload(file, "token", memory);
  upload.give_up();
  EXPECT_EQ(upload.step(), upload_step::failed);
  EXPECT_EQ(upload.started(answer(recorded)).code, errc::wrong_state);
}

TEST(CheckAttachment, HoldsTheServicesLimits) {
  struct row {
    attachment_file file;
    errc code;
    std::string_view path;
  };
  constexpr std::int64_t most = 20 * 1024 * 1024;
  for (const row& r :
       {row{file, errc::none, ""}, row{{"a.PDF", "", 1}, errc::none, ""},
        row{{"a.csv", "application/vnd.ms-excel", 1}, errc::none, ""},
        row{{"a.txt", "Text/Plain; charset=utf-8", 1}, errc::none, ""},
        row{{"a.tar.png", "image/png", most}, errc::none, ""},
        row{{"a.png", "image/png", most + 1}, errc::max_value, "AttachmentSizeInBytes"},
        row{{"a.png", "image/png", 0}, errc::min_value, "AttachmentSizeInBytes"},
        row{{"a.png", "image/png", -1}, errc::min_value, "AttachmentSizeInBytes"},
        row{{"", "image/png", 1}, errc::required, "AttachmentName"},
        row{{"a.exe", "image/png", 1}, errc::content_type, "AttachmentName"},
        row{{"png", "image/png", 1}, errc::content_type, "AttachmentName"},
        row{{"a.", "image/png", 1}, errc::content_type, "AttachmentName"},
        row{{"a.gif", "", 1}, errc::content_type, "AttachmentName"},
        row{{"a.png", "image/gif", 1}, errc::content_type, "ContentType"},
        row{{"a.png", "image/png/x", 1}, errc::content_type, "ContentType"}}) {
    const error failure = check_attachment(r.file);
    EXPECT_EQ(failure.code, r.code) << r.file.name << " " << r.file.media_type;
    EXPECT_EQ(where(failure), r.path);
  }
}

TEST(CheckAttachment, CanBeToldOtherLimits) {
  const attachment_type types[] = {{".bin", "application/octet-stream"}};
  EXPECT_FALSE(check_attachment({"a.bin", "", 1}, {.types = types}));
  EXPECT_TRUE(check_attachment({"a.png", "", 1}, {.types = types}));
  EXPECT_FALSE(check_attachment({"a", "any/thing", 1}, {.types = {}}));
  EXPECT_EQ(check_attachment({"a", "", 1}, {.types = {}}).code, errc::required);
  EXPECT_EQ(check_attachment({"a.png", "", 11}, {.max_bytes = 10}).code, errc::max_value);
}

TEST(AttachmentTypes, HaveTheExtensionsOfTheGuide) {
  constexpr std::string_view extensions[] = {".csv",  ".doc", ".docx", ".heic", ".jfif", ".jpeg",
                                             ".jpg",  ".mov", ".mp4",  ".pdf",  ".png",  ".ppt",
                                             ".pptx", ".rtf", ".txt",  ".wav",  ".xls",  ".xlsx"};
  for (const std::string_view extension : extensions)
    EXPECT_FALSE(media_type_of(extension).empty()) << extension;
  for (const attachment_type& type : attachment_types)
    EXPECT_NE(std::find(std::begin(extensions), std::end(extensions), type.extension),
              std::end(extensions));
  EXPECT_EQ(media_type_of("a.b.WAV"), "audio/wav");
  EXPECT_EQ(media_type_of("noextension"), "");
}

TEST(Download, GetsTheSignedUrl) {
  const get_attachment_response answer{.url = "https://host:8443/key?sig=1",
                                       .url_expiry = "2023-08-03T08:15:46Z",
                                       .attachment_size_in_bytes = 9};
  const auto request = download_request(answer, now);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->url.host_field, "host:8443");
  EXPECT_EQ(request->request.method, "GET");
  EXPECT_EQ(request->request.target, "/key?sig=1");
  EXPECT_TRUE(request->request.headers.empty());
  EXPECT_EQ(request->request.body, "");
}

TEST(Download, RefusesWhatCannotBeFetched) {
  struct row {
    get_attachment_response answer;
    errc code;
    std::string_view path;
  };
  for (const row& r : {row{{}, errc::required, "Url"},
                       row{{.url = "https://host/", .url_expiry = "2023-08-03T08:14:46Z"},
                           errc::url_expired,
                           "UrlExpiry"},
                       row{{.url = "http://host/"}, errc::invalid_endpoint, "Url"},
                       row{{.url = "https://host/#"}, errc::invalid_target, "Url"}}) {
    const auto request = download_request(r.answer, now);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().code, r.code);
    EXPECT_EQ(where(request.error()), r.path);
  }
}

}  // namespace
