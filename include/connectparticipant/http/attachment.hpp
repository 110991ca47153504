#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/http/expiry.hpp>
#include <connectparticipant/http/message.hpp>
#include <connectparticipant/http/retry.hpp>
#include <connectparticipant/http/url.hpp>
#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/operation/complete_attachment_upload.hpp>
#include <connectparticipant/operation/get_attachment.hpp>
#include <connectparticipant/operation/start_attachment_upload.hpp>

namespace connectparticipant::inline v1 {

/// A kind of file that the service takes.
struct attachment_type {
  std::string_view extension;   ///< lower case, with its dot
  std::string_view media_type;  ///< lower case, without parameters
};

/// The files that a chat takes (Amazon Connect Administrator Guide, feature specifications). The
/// first row of an extension has its usual media type; others are what systems say too.
inline constexpr std::array<attachment_type, 21> attachment_types = {{
    {".csv", "text/csv"},
    {".doc", "application/msword"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".heic", "image/heic"},
    {".jfif", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".jpg", "image/jpeg"},
    {".mov", "video/quicktime"},
    {".mp4", "video/mp4"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".ppt", "application/vnd.ms-powerpoint"},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".rtf", "application/rtf"},
    {".rtf", "text/rtf"},
    {".txt", "text/plain"},
    {".wav", "audio/wav"},
    {".wav", "audio/wave"},
    {".wav", "audio/x-wav"},
    {".xls", "application/vnd.ms-excel"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}};

/// What is checked before a file is announced.
struct attachment_rules {
  /// Octets of one file. The service's limit is 20 MB, taken as 20 * 1,048,576.
  std::int64_t max_bytes = 20 << 20;
  /// Extension and media type must each be known here, not necessarily in one row: systems
  /// disagree about the type of a CSV file. Empty: any.
  std::span<const attachment_type> types = attachment_types;
  /// A signed URL that expires within this many milliseconds is not used.
  std::int64_t expiry_margin_ms = 0;
  /// Which schemes a signed URL may have; `http` is for tests.
  http_schemes schemes = http_schemes::https;
};

/// How many attachments one chat takes.
inline constexpr int attachments_per_chat = 35;

/// A file to send.
struct attachment_file {
  std::string_view name{};        ///< with its extension
  std::string_view media_type{};  ///< empty: by the extension, see `media_type_of`
  std::int64_t size = 0;          ///< octets
};

namespace attachment_internal {

constexpr std::string_view extension_of(std::string_view name) noexcept {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

template <class T>
constexpr error at_field(errc code, std::size_t field) noexcept {
  path where(&table<T>::rows);
  where.push_field(field);
  return error(code, 0, where);
}

/// Where members stand in their rows; a test holds them against the names.
inline constexpr std::size_t content_type_field = 0, size_field = 1, name_field = 2;
inline constexpr std::size_t attachment_id_field = 0, upload_metadata_field = 1;
inline constexpr std::size_t url_field = 0, url_expiry_field = 1, headers_field = 2;
inline constexpr std::size_t download_url_field = 0, download_url_expiry_field = 1;

}  // namespace attachment_internal

/// The usual media type of a file name's extension, in any letter case; empty where it is unknown.
constexpr std::string_view media_type_of(
    std::string_view name, std::span<const attachment_type> types = attachment_types) noexcept {
  const std::string_view extension = attachment_internal::extension_of(name);
  for (const attachment_type& type : types)
    if (equal_any_case(type.extension, extension)) return type.media_type;
  return {};
}

/// Whether the service would take the file. Errors, with the path of the member of
/// StartAttachmentUploadRequest: `required` for no name, or no media type that could be found;
/// `min_value` and `max_value` for the size; `content_type` for a media type, or an extension, that
/// is not taken.
inline error check_attachment(const attachment_file& file,
                              const attachment_rules& rules = {}) noexcept {
  using namespace attachment_internal;
  using request = start_attachment_upload_request;
  if (file.name.empty()) return at_field<request>(errc::required, name_field);
  if (file.size < 1) return at_field<request>(errc::min_value, size_field);
  if (file.size > rules.max_bytes) return at_field<request>(errc::max_value, size_field);
  if (rules.types.empty()) {
    if (file.media_type.empty()) return at_field<request>(errc::required, content_type_field);
    return {};
  }
  if (media_type_of(file.name, rules.types).empty())
    return at_field<request>(errc::content_type, name_field);
  if (file.media_type.empty()) return {};
  for (const attachment_type& type : rules.types)
    if (equal_any_case(type.media_type, media_type(file.media_type))) return {};
  return at_field<request>(errc::content_type, content_type_field);
}

/// A request to a signed URL. It goes to that URL's host, not to the endpoint, and carries no
/// token.
struct signed_request {
  http_url url{};  ///< where to connect to
  http_request request{};
};

/// The request that fetches an attachment: GET, without headers. It borrows from `answer`. Errors,
/// with the path in GetAttachmentResponse: `required` without a URL; `url_expired`; as
/// `parse_http_url`.
inline result<signed_request> download_request(
    const get_attachment_response& answer CONNECTPARTICIPANT_LIFETIMEBOUND, std::int64_t now_ms,
    const attachment_rules& rules = {}) noexcept {
  using namespace attachment_internal;
  using response = get_attachment_response;
  if (!answer.url) return at_field<response>(errc::required, download_url_field);
  if (expiry::of(answer.url_expiry).passed(now_ms, rules.expiry_margin_ms))
    return at_field<response>(errc::url_expired, download_url_expiry_field);
  const result<http_url> url = parse_http_url(*answer.url, rules.schemes);
  if (!url) return at_field<response>(url.error().code, download_url_field);
  return signed_request{*url, {.method = "GET", .target = url->target}};
}

/// What is due next.
enum class upload_step : std::uint8_t {
  start,     ///< send `start_request`
  put,       ///< send `put_request`
  complete,  ///< send `complete_request`
  finished,  ///< the service has the file; its item arrives in the chat
  failed,    ///< begin again
};

/// The upload of one file, without a transport: three requests, one after the other. Requests can
/// be had again, for retries. `start` and `complete` are operations like any other: encode them
/// once, so that their ClientToken stays the same, and retry those bytes.
class attachment_upload {
 public:
  /// The views of `file` and the token must outlive the upload; what the service answers is copied
  /// into `memory`, and nothing may reset it before the end. Check the file first:
  /// `check_attachment`.
  attachment_upload(const attachment_file& file, std::string_view connection_token,
                    arena& memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                    const attachment_rules& rules = {}) noexcept
      : file_(file), token_(connection_token), memory_(&memory), rules_(rules) {
    if (file_.media_type.empty()) file_.media_type = media_type_of(file_.name, rules_.types);
  }

  upload_step step() const noexcept { return step_; }
  /// Empty before `started`; it lies in the memory given.
  std::string_view attachment_id() const noexcept {
    return answer_.attachment_id.value_or(std::string_view());
  }
  /// Of the signed URL.
  expiry url_expiry() const noexcept {
    return answer_.upload_metadata ? expiry::of(answer_.upload_metadata->url_expiry) : expiry{};
  }

  start_attachment_upload_request start_request() const noexcept {
    return {.content_type = file_.media_type,
            .attachment_size_in_bytes = file_.size,
            .attachment_name = file_.name,
            .connection_token = token_};
  }

  /// Takes in the answer to the start request; it is needed no longer then. Errors: `wrong_state`;
  /// `arena_exhausted`, where the answer can be given again; and where the service's answer cannot
  /// be followed, so that the upload has failed, with the path in StartAttachmentUploadResponse:
  /// `required` for what is missing; as `parse_http_url`; `header_value` for headers that cannot be
  /// sent, contradict each other, or a Content-Length that is not the file's.
  error started(const start_attachment_upload_response& answer) noexcept {
    if (step_ != upload_step::start) return error(errc::wrong_state);
    const error failure = take(answer);
    if (!failure) {
      step_ = upload_step::put;
    } else if (failure.code != errc::arena_exhausted) {
      step_ = upload_step::failed;
    }
    return failure;
  }

  /// The request that brings the file: PUT to the signed URL with exactly the headers that the
  /// service gave, and one Content-Length; `Host` alone is left to the transport, which adds no
  /// other. `body` is the whole file, and the request borrows it. Errors: `wrong_state`;
  /// `invalid_argument` for a body of another size than announced; `url_expired`, and the upload
  /// has to begin again.
  result<signed_request> put_request(std::string_view body, std::int64_t now_ms) const noexcept {
    result<signed_request> made = put_head(now_ms);
    if (!made) return made;
    if (body.size() != static_cast<std::size_t>(file_.size)) return error(errc::invalid_argument);
    made->request.body = body;
    return made;
  }
  /// The same without its body, for transports that take the body from elsewhere.
  result<signed_request> put_head(std::int64_t now_ms) const noexcept {
    if (step_ != upload_step::put) return error(errc::wrong_state);
    if (url_expiry().passed(now_ms, rules_.expiry_margin_ms)) return error(errc::url_expired);
    return signed_request{
        url_, {.method = "PUT", .target = url_.target, .headers = headers_, .body = {}}};
  }
  /// Whether the PUT can be sent once more, by its own state; that the body can be replayed is the
  /// caller's to know, and how often is the policy's.
  bool can_put_again(std::int64_t now_ms) const noexcept {
    return step_ == upload_step::put && !url_expiry().passed(now_ms, rules_.expiry_margin_ms);
  }

  /// Takes in the status of the PUT's response. Any 2xx goes on. Errors: `wrong_state`;
  /// `upload_refused`: the file is not there, and completing would lie about it. Where the status
  /// may pass (`classify_failure`) the step remains `put`, else the upload has failed.
  error put_answered(int status) noexcept {
    if (step_ != upload_step::put) return error(errc::wrong_state);
    if (status >= 200 && status <= 299) {
      step_ = upload_step::complete;
      return {};
    }
    if (classify_failure({}, status) == retry_cause::none) step_ = upload_step::failed;
    return error(errc::upload_refused);
  }

  complete_attachment_upload_request complete_request() const noexcept {
    return {.attachment_ids = {attachment_id()}, .connection_token = token_};
  }
  /// The complete request was answered with success. Error: `wrong_state`.
  error completed() noexcept {
    if (step_ != upload_step::complete) return error(errc::wrong_state);
    step_ = upload_step::finished;
    return {};
  }
  /// A request failed for good.
  void give_up() noexcept {
    if (step_ != upload_step::finished) step_ = upload_step::failed;
  }

 private:
  static constexpr std::string_view length_header = "Content-Length";

  static error in_answer(errc code, std::size_t field) noexcept {
    path where(&table<start_attachment_upload_response>::rows);
    where.push_field(attachment_internal::upload_metadata_field);
    where.push_field(field);
    return error(code, 0, where);
  }

  error take(const start_attachment_upload_response& answer) noexcept {
    using namespace attachment_internal;
    if (!answer.attachment_id || answer.attachment_id->empty())
      return at_field<start_attachment_upload_response>(errc::required, attachment_id_field);
    if (!answer.upload_metadata || !answer.upload_metadata->url)
      return in_answer(errc::required, url_field);
    const arena::position start = memory_->mark();
    const result<start_attachment_upload_response> kept = copy(answer, *memory_);
    error failure = kept ? error() : kept.error();
    if (!failure) {
      const result<http_url> url = parse_http_url(*kept->upload_metadata->url, rules_.schemes);
      if (url) {
        url_ = *url;
        failure = take_headers(
            kept->upload_metadata->headers_to_include.value_or(std::span<const map_entry>()));
      } else {
        failure = in_answer(url.error().code, url_field);
      }
    }
    if (failure) {
      memory_->rewind(start);
      return failure;
    }
    answer_ = *kept;
    return {};
  }

  error take_headers(std::span<const map_entry> given) noexcept {
    using attachment_internal::headers_field;
    const std::size_t most = given.size() + 1;
    void* const room = memory_->allocate(most * sizeof(http_header), alignof(http_header));
    if (room == nullptr) return error(errc::arena_exhausted);
    auto* const list = static_cast<http_header*>(room);
    std::size_t count = 0;
    bool has_length = false;
    for (const map_entry& entry : given) {
      // Empty values are signed like others.
      if (entry.key.empty() || !token_characters.all_of(entry.key) ||
          (!entry.value.empty() && !is_header_value(entry.value)) ||
          equal_any_case(entry.key, "Transfer-Encoding"))
        return in_answer(errc::header_value, headers_field);
      if (equal_any_case(entry.key, "Host")) {
        // The transport's to write; a signature for another host would not hold.
        if (!equal_any_case(entry.value, url_.host_field))
          return in_answer(errc::header_value, headers_field);
        continue;
      }
      if (equal_any_case(entry.key, length_header)) {
        std::int64_t length = -1;
        const char* const end = entry.value.data() + entry.value.size();
        if (std::from_chars(entry.value.data(), end, length).ptr != end || length != file_.size)
          return in_answer(errc::header_value, headers_field);
        if (has_length) continue;
        has_length = true;
      }
      bool repeated = false;
      for (std::size_t i = 0; i < count && !repeated; ++i) {
        if (!equal_any_case(list[i].name, entry.key)) continue;
        if (list[i].value != entry.value) return in_answer(errc::header_value, headers_field);
        repeated = true;
      }
      if (!repeated) ::new (list + count++) http_header{entry.key, entry.value};
    }
    if (!has_length) {
      constexpr std::size_t widest = 20;
      char* const digits_of_size = memory_->allocate_text(widest);
      if (digits_of_size == nullptr) return error(errc::arena_exhausted);
      const char* const end =
          std::to_chars(digits_of_size, digits_of_size + widest, file_.size).ptr;
      ::new (list + count++) http_header{
          length_header, {digits_of_size, static_cast<std::size_t>(end - digits_of_size)}};
    }
    headers_ = std::span<const http_header>(list, count);
    return {};
  }

  attachment_file file_;
  std::string_view token_;
  arena* memory_;
  attachment_rules rules_;
  start_attachment_upload_response answer_{};
  http_url url_{};
  http_headers headers_{};
  upload_step step_ = upload_step::start;
};

}  // namespace connectparticipant::inline v1
