#pragma once

// A service in memory, for tests and demonstrations, built with the server's half of the library:
// it takes an HTTP request and gives an HTTP response, and knows nothing of who sent it.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

namespace example {

namespace cp = connectparticipant;

/// What a receipt carries as its content: a structure of our own, described as the library's are.
struct receipt_content {
  std::optional<std::string_view> message_id{};
};

}  // namespace example

template <>
inline constexpr auto connectparticipant::shape<example::receipt_content> =
    connectparticipant::object<example::receipt_content>(
        "ReceiptContent",
        connectparticipant::field("messageId", &example::receipt_content::message_id,
                                  connectparticipant::scalar::chat_item_id));

namespace example {

inline constexpr std::string_view participant_token = "a-participant-token";
inline constexpr std::string_view connection_token = "a-connection-token/+==";
inline constexpr std::string_view view_token = "a view/token";
inline constexpr std::string_view socket_url = "wss://socket.example/?signature=1";
inline constexpr std::string_view socket_target = "/?signature=1";

class fake_service {
 public:
  /// The answer to one request; it borrows from the service until the next.
  cp::http_response answer(const cp::http_request& request) {
    memory_.reset();
    texts_.clear();
    const auto start = std::chrono::steady_clock::now();
    const auto decoded = cp::decode_request(request, reader_, memory_);
    coding_ = std::chrono::steady_clock::now() - start;
    const outcome reply =
        decoded ? std::visit([&](const auto& value) { return serve(value); }, *decoded)
                : outcome(decoded.error());
    const auto reached = std::chrono::steady_clock::now();
    auto encoded = std::visit([&](const auto& value) { return encode(value); }, reply);
    coding_ += std::chrono::steady_clock::now() - reached;
    // What is encoded is our own, so that it cannot fail; if it does, that is a 500.
    if (!encoded)
      encoded = cp::encode_error({.kind = cp::service_error_kind::internal_server}, body_);
    encoded->headers.push_back(
        {"x-amzn-requestid", keep("request-" + std::to_string(++requests_))});
    return *encoded;
  }

  /// The next request that is well-formed is answered with this error.
  void fail_next(cp::service_error_kind kind) { failure_ = kind; }

  /// What the storage behind a signed URL answers to a PUT.
  int put(std::string_view url, std::span<const cp::map_entry> headers, std::string_view bytes) {
    for (auto& [id, file] : files_) {
      if (url != file.url) continue;
      if (headers.size() != 2 || headers[0].value != file.type ||
          headers[1].value != std::to_string(bytes.size()) || bytes.size() != file.size)
        return 403;
      file.bytes = bytes;
      return 200;
    }
    return 403;
  }

  /// Lengthens the transcript to `count` items.
  void fill_transcript(std::size_t count) {
    while (items_.size() < count) {
      const std::string number = std::to_string(items_.size() + 1);
      add({.content = "Item " + number + ": \xF0\x9F\x98\x80 \"quoted\"\n",
           .type = cp::chat_item_type::message,
           .content_type = "text/plain",
           .role = cp::participant_role::agent});
      texts_.clear();
    }
  }

  /// What the storage answers to a GET: the bytes, or nothing.
  std::optional<std::string_view> get(std::string_view url) const {
    for (const auto& [id, file] : files_)
      if (url == file.url && !file.bytes.empty()) return file.bytes;
    return std::nullopt;
  }
  /// Where signed URLs lead from now on: a scheme and a host.
  void store_at(std::string storage) { storage_ = std::move(storage); }
  /// The service has a clock of its own, which each request moves.
  void set_clock(std::int64_t ms) { clock_ = ms; }

  /// Who is told of what happens in the chat, as items that borrow from the service.
  void publish_to(std::function<void(const cp::item&)> publish) { publish_ = std::move(publish); }

  /// How long decoding the latest request and encoding its response took.
  std::chrono::nanoseconds coding() const { return coding_; }

 private:
  using outcome = std::variant<cp::any_response, cp::service_error, cp::refusal>;

  struct entry {
    std::string content;
    cp::chat_item_type type;
    std::string_view content_type{};
    cp::participant_role role = cp::participant_role::customer;
    std::span<const cp::attachment_item> attachments{};
  };
  struct file {
    std::string url;
    std::string type;
    std::string name;
    std::size_t size = 0;
    std::string bytes{};
  };

  cp::result<cp::http_response> encode(const cp::any_response& response) {
    return cp::encode_response(response, body_);
  }
  cp::result<cp::http_response> encode(const cp::service_error& failure) {
    return cp::encode_error(failure, body_);
  }
  cp::result<cp::http_response> encode(const cp::refusal& refused) {
    return cp::encode_error(refused, body_);
  }

  /// Keeps a text until the next request.
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  std::string_view now() {
    clock_ += 1250;
    const auto text = cp::format_timestamp(clock_).value();
    return keep(std::string(text.data(), text.size()));
  }
  /// When what is signed now expires.
  std::string_view later() {
    const auto text = cp::format_timestamp(clock_ + 900'000).value();
    return keep(std::string(text.data(), text.size()));
  }
  static outcome refuse(cp::service_error_kind kind, std::string_view message) {
    return cp::service_error{.kind = kind, .message = message};
  }

  /// What every request goes through first.
  template <class Request>
  outcome serve(const Request& request) {
    using enum cp::service_error_kind;
    if (const auto kind = std::exchange(failure_, std::nullopt)) return fail(*kind);
    if constexpr (requires { request.participant_token; }) {
      if (*request.participant_token != participant_token || ended_)
        return refuse(access_denied, "Access denied");
    } else if (*request.connection_token != connection_token || ended_) {
      return refuse(access_denied, "Access denied");
    }
    return reply(request);
  }

  static outcome fail(cp::service_error_kind kind) {
    if (kind != cp::service_error_kind::resource_not_found)
      return refuse(kind, "As the example asked");
    return cp::service_error{.kind = kind,
                             .message = "As the example asked",
                             .resource_id = "view-1",
                             .resource_type = cp::resource_type::instance};
  }

  const cp::item& add(const entry& from) {
    const cp::item made{
        .absolute_time = now(),
        .content = from.content.empty() ? std::optional<std::string_view>() : from.content,
        .content_type =
            from.content_type.empty() ? std::optional<std::string_view>() : from.content_type,
        .id = keep("item-" + std::to_string(items_.size() + 1)),
        .type = from.type,
        .participant_id = "participant-1",
        .display_name = "Jos\xC3\xA9",
        .participant_role = from.role,
        .attachments = from.attachments.empty()
                           ? std::optional<std::span<const cp::attachment_item>>()
                           : from.attachments,
        .contact_id = "contact-1"};
    // The item borrows from the request; its copy from the service's own memory.
    return items_.emplace_back(cp::copy(made, stored_).value());
  }

  outcome reply(const cp::create_participant_connection_request& request) {
    cp::create_participant_connection_response response;
    for (const auto& type : request.type) {
      switch (type.value()) {
        case cp::connection_type::websocket:
          response.websocket = cp::websocket{socket_url, now()};
          break;
        case cp::connection_type::connection_credentials:
          response.connection_credentials = cp::connection_credentials{connection_token, now()};
          break;
        case cp::connection_type::webrtc_connection:
          response.webrtc_connection =
              cp::webrtc_connection{.attendee = cp::attendee{"attendee-1", "a-join-token"}};
          break;
        case cp::connection_type::unknown: break;
      }
    }
    return response;
  }

  outcome reply(const cp::send_message_request& request) {
    const cp::item& item = add({.content = std::string(*request.content),
                                .type = cp::chat_item_type::message,
                                .content_type = *request.content_type});
    publish(item);
    return cp::send_message_response{item.id, item.absolute_time};
  }

  outcome reply(const cp::send_event_request& request) {
    if (request.content_type->find(".message.") != std::string_view::npos) {
      const auto receipt =
          cp::read<receipt_content>(request.content.value_or(""), reader_, memory_, cp::strict);
      if (!receipt || !receipt->message_id)
        return refuse(cp::service_error_kind::validation, "A receipt names its message");
      return receive(*receipt->message_id, request.content_type->ends_with(".read"));
    }
    const std::string_view id = keep("event-" + std::to_string(requests_)), when = now();
    publish({.absolute_time = when,
             .content_type = request.content_type,
             .id = id,
             .type = cp::chat_item_type::event,
             .participant_id = "participant-1",
             .display_name = "Jos\xC3\xA9",
             .participant_role = cp::participant_role::customer});
    return cp::send_event_response{id, when};
  }

  /// Items that travel bare name the contact that the chat began with.
  void publish(cp::item item) {
    item.initial_contact_id = "contact-1";
    if (publish_) publish_(item);
  }

  outcome receive(std::string_view message_id, bool read) {
    for (cp::item& item : items_) {
      if (item.id != message_id) continue;
      const std::string_view when = now();
      const cp::receipt receipt{.delivered_timestamp = when,
                                .read_timestamp = read ? std::optional(when) : std::nullopt,
                                .recipient_participant_id = "participant-2"};
      item.message_metadata =
          cp::message_metadata{.message_id = item.id, .receipts = std::span(&receipt, 1)};
      item = cp::copy(item, stored_).value();
      if (publish_)
        publish_({.absolute_time = when,
                  .content_type = "application/vnd.amazonaws.connect.event.message.metadata",
                  .id = keep("receipt-" + std::to_string(requests_)),
                  .type = cp::chat_item_type::message_metadata,
                  .message_metadata = item.message_metadata});
      return cp::send_event_response{item.id, when};
    }
    return refuse(cp::service_error_kind::validation, "No such message");
  }

  outcome reply(const cp::start_attachment_upload_request& request) {
    if (*request.attachment_size_in_bytes > 20 << 20 || files_.size() == 35)
      return refuse(cp::service_error_kind::service_quota_exceeded, "Too large, or too many");
    const std::string id = "attachment-" + std::to_string(files_.size() + 1);
    file& made = files_[id];
    made = {.url = storage_ + '/' + id + "?signature=1",
            .type = std::string(*request.content_type),
            .name = std::string(*request.attachment_name),
            .size = static_cast<std::size_t>(*request.attachment_size_in_bytes)};
    signed_headers_ = {cp::map_entry{"Content-Type", made.type},
                       cp::map_entry{"Content-Length", keep(std::to_string(made.size))}};
    return cp::start_attachment_upload_response{
        keep(id), cp::upload_metadata{made.url, later(), signed_headers_}};
  }

  outcome reply(const cp::complete_attachment_upload_request& request) {
    const std::string id(request.attachment_ids[0]);
    const auto found = files_.find(id);
    if (found == files_.end() || found->second.bytes.empty())
      return refuse(cp::service_error_kind::conflict, "Nothing has been uploaded");
    const cp::attachment_item attachment{found->second.type, id, found->second.name,
                                         cp::artifact_status::approved};
    publish(add({.content = {},
                 .type = cp::chat_item_type::attachment,
                 .attachments = std::span(&attachment, 1)}));
    return cp::complete_attachment_upload_response{};
  }

  outcome reply(const cp::get_attachment_request& request) {
    const auto found = files_.find(std::string(*request.attachment_id));
    if (found == files_.end())
      return refuse(cp::service_error_kind::validation, "No such attachment");
    return cp::get_attachment_response{found->second.url, later(),
                                       static_cast<std::int64_t>(found->second.size)};
  }

  outcome reply(const cp::describe_view_request& request) {
    if (*request.view_token != view_token)
      return cp::service_error{.kind = cp::service_error_kind::resource_not_found,
                               .message = "No such view"};
    static constexpr std::string_view actions[] = {"Submit", "Cancel"};
    return cp::describe_view_response{cp::view{
        .id = "view-1",
        .name = "Form",
        .version = 3,
        .content = cp::view_content{.input_schema = R"({"type":"object"})",
                                    .template_ = R"({"Body":[{"Type":"Form"}]})",
                                    .actions = std::span<const std::string_view>(actions)}}};
  }

  outcome reply(const cp::get_authentication_url_request&) {
    return cp::get_authentication_url_response{"https://login.example/?state=a-secret"};
  }
  outcome reply(const cp::cancel_participant_authentication_request&) {
    return cp::cancel_participant_authentication_response{};
  }

  outcome reply(const cp::get_transcript_request& request) {
    std::size_t first = 0;
    if (request.next_token) {
      if (!request.next_token->starts_with("from-") ||
          (first = static_cast<std::size_t>(
               std::atoi(std::string(request.next_token->substr(5)).c_str()))) >= items_.size())
        return refuse(cp::service_error_kind::validation, "No such NextToken");
    }
    const auto asked = static_cast<std::size_t>(request.max_results.value_or(15));
    const std::size_t count = std::min(asked, items_.size() - first);
    const bool more = first + count < items_.size();
    return cp::get_transcript_response{
        "contact-1", std::span<const cp::item>(items_).subspan(first, count),
        more ? std::optional(keep("from-" + std::to_string(first + count))) : std::nullopt};
  }

  outcome reply(const cp::disconnect_participant_request&) {
    ended_ = true;
    publish({.absolute_time = now(),
             .content_type = "application/vnd.amazonaws.connect.event.chat.ended",
             .id = "ended-1",
             .type = cp::chat_item_type::event});
    return cp::disconnect_participant_response{};
  }

  cp::simdjson_reader reader_;
  cp::arena memory_{cp::memory_source::heap()};  // of one request
  cp::arena stored_{cp::memory_source::heap()};  // of the transcript
  std::deque<std::string> texts_;
  std::string body_;
  std::vector<cp::item> items_;
  std::map<std::string, file, std::less<>> files_;
  std::array<cp::map_entry, 2> signed_headers_{};
  std::string storage_ = "https://storage.example";
  std::optional<cp::service_error_kind> failure_;
  std::function<void(const cp::item&)> publish_;
  std::int64_t clock_ = cp::parse_timestamp("2024-07-14T22:18:39.241Z").value();
  std::chrono::nanoseconds coding_{};
  int requests_ = 0;
  bool ended_ = false;
};

}  // namespace example
