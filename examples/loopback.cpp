// A whole chat without a network: a client and a service in one program, each built with its half
// of the library, between which nothing passes but HTTP messages and the octets of a websocket.
// Then exchanges that others recorded are replayed. Ends with 1 when anything is not as expected.
//
//   loopback                         the chat and the recordings beside the source
//   loopback --recorded FOLDER       recordings from elsewhere
//   loopback [--personal] PATH...    decodes transcripts instead: files, or folders of them

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <connectparticipant/connectparticipant.hpp>

#include "chat_client.hpp"
#include "chat_socket.hpp"
#include "fake_service.hpp"
#include "fake_socket.hpp"
#include "replay.hpp"
#include "transcript_files.hpp"

namespace {

namespace cp = connectparticipant;
using namespace std::literals;

constexpr std::string_view event = "application/vnd.amazonaws.connect.event.";
constexpr std::string_view session_id = "12345678-90ab-cdef-1234-567890abcdef";
constexpr std::size_t transcript_items = 250;

class chat {
 public:
  chat(example::ledger& count, example::expectations& expect) : count_(count), expect_(expect) {}

  void run() {
    connect();
    if (token_.empty() || !open_socket()) return;
    subscribe();
    send_messages();
    send_events();
    attach();
    describe_views();
    authenticate();
    service_.fill_transcript(transcript_items);
    page_through(client_);
    page_through(small_client_);
    meet_service_errors();
    meet_refusals();
    be_refused_by_the_encoder();
    meet_other_frames();
    disconnect();
    close_socket();
  }

 private:
  cp::http_response carry(const cp::http_request& request) {
    const cp::http_response response = service_.answer(wire_.carry(request));
    if (const cp::operation_row* operation = cp::find_route(request.target))
      count_[operation->name].service += service_.coding();
    return response;
  }
  template <class Reader>
  example::chat_client<Reader> make_client() {
    return {[this](const cp::http_request& request) { return carry(request); }, count_};
  }

  void connect() {
    const auto answer = client_.call(cp::create_participant_connection_request{
        .type = {cp::connection_type::websocket, cp::connection_type::connection_credentials,
                 cp::connection_type::webrtc_connection},
        .participant_token = example::participant_token});
    if (expect_(answer && answer->websocket && answer->webrtc_connection &&
                    answer->connection_credentials &&
                    answer->connection_credentials->connection_token,
                "a connection"))
      token_ = *answer->connection_credentials->connection_token;
    if (answer && answer->websocket) socket_url_ = answer->websocket->url.value_or("");
  }

  bool open_socket() {
    example::chat_socket expired(socket_url_ + "0", count_);
    example::fake_socket refusing(example::socket_target);
    pipe_.run(expired, refusing);
    expect_(expired.outcome() == cp::handshake_outcome::refused && expired.status() == 403 &&
                refusing.ended(),
            "a signature that is refused");

    socket_.emplace(socket_url_, count_);
    deliver();
    service_.publish_to([this](const cp::item& item) { service_socket_.publish(item); });
    return expect_(socket_->open(), "an open websocket");
  }
  void deliver() { pipe_.run(*socket_, service_socket_); }

  void subscribe() {
    std::cout << '\n';
    static constexpr std::string_view topics[] = {cp::topic::chat};
    socket_->say(cp::subscribe_frame{.topics = topics});
    socket_->say(cp::heartbeat_frame{});
    socket_->say(cp::ping_frame{});
    deliver();
    const auto& seen = socket_->seen();
    expect_(seen.subscribed == 1, "a subscription");
    expect_(seen.heartbeats == 1 && seen.pings == 1, "both heartbeats answered");
  }

  std::string send_message(std::string_view content_type, std::string_view content) {
    const auto answer = client_.call(cp::send_message_request{
        .content_type = content_type, .content = content, .connection_token = token_});
    expect_(answer && answer->id && answer->absolute_time &&
                cp::parse_timestamp(*answer->absolute_time),
            "a message with id and time");
    sent_.emplace_back(content);
    return answer ? std::string(answer->id.value_or("")) : "";
  }

  void send_messages() {
    message_id_ = send_message("text/plain", "Hello");
    send_message("text/markdown", "**Bold**, _italic_, [a link](https://example.com)");
    send_message("text/plain", "\U0001F469\u200D\U0001F469\u200D\U0001F467 \u00E9 \u2028 end");
    send_message("text/plain", "before\0behind"sv);
    send_message("application/json", R"({"question":"\"quoted\"","\u00e9":[1,2.5e3,null]})");
    const auto items = latest(sent_.size() + 1);
    bool same = items.size() == sent_.size();
    for (std::size_t i = 0; same && i < items.size(); ++i)
      same = items[i]->content == sent_[i] && items[i]->type == cp::chat_item_type::message &&
             items[i]->initial_contact_id;
    expect_(same, "every message over the websocket, as it was sent");
  }

  /// The latest items that came over the websocket.
  std::span<const cp::owned<cp::item>> latest(std::size_t count) {
    std::cout << '\n';
    deliver();
    const auto& items = socket_->seen().items;
    return std::span(items).last(std::min(count, items.size()));
  }

  void send_event(std::string_view name, std::optional<std::string_view> content = {}) {
    const std::string content_type = std::string(event) + std::string(name);
    const auto answer = client_.call(cp::send_event_request{
        .content_type = content_type, .content = content, .connection_token = token_});
    expect_(answer && answer->absolute_time, "an event with its time");
  }

  void send_events() {
    const std::string receipt = R"({"messageId":")" + message_id_ + R"("})";
    send_event("typing");
    send_event("message.delivered", receipt);
    send_event("message.read", receipt);
    const auto items = latest(3);
    expect_(items.size() == 3 && items[0]->type == cp::chat_item_type::event &&
                items[0]->content_type->ends_with("event.typing"),
            "typing over the websocket");
    const auto receipt_of = [&](std::size_t i) -> const cp::receipt* {
      if (i >= items.size() || items[i]->type != cp::chat_item_type::message_metadata)
        return nullptr;
      const auto& metadata = items[i]->message_metadata;
      if (!metadata || metadata->message_id != message_id_ || !metadata->receipts) return nullptr;
      return metadata->receipts->size() == 1 ? metadata->receipts->data() : nullptr;
    };
    const cp::receipt* delivered = receipt_of(1);
    const cp::receipt* read = receipt_of(2);
    expect_(delivered != nullptr && delivered->delivered_timestamp && !delivered->read_timestamp &&
                read != nullptr && read->read_timestamp,
            "both receipts over the websocket");
  }

  void attach() {
    const std::string bytes = "a,b\n1,2\n";
    const auto started = client_.call(cp::start_attachment_upload_request{
        .content_type = "text/csv",
        .attachment_size_in_bytes = static_cast<std::int64_t>(bytes.size()),
        .attachment_name = "table.csv",
        .connection_token = token_});
    if (!expect_(started && started->attachment_id && started->upload_metadata &&
                     started->upload_metadata->headers_to_include,
                 "an upload"))
      return;
    const std::string id(*started->attachment_id);
    // The signature covers these headers, so that all of them are sent as they are.
    const int status = service_.put(*started->upload_metadata->url,
                                    *started->upload_metadata->headers_to_include, bytes);
    std::cout << "\n> PUT " << cp::print_target(*started->upload_metadata->url) << "\n< " << status
              << '\n';
    expect_(status == 200, "the file stored");
    expect_(client_
                .call(cp::complete_attachment_upload_request{.attachment_ids = {id},
                                                             .connection_token = token_})
                .has_value(),
            "the upload completed");
    const auto items = latest(1);
    expect_(items.size() == 1 && items[0]->type == cp::chat_item_type::attachment &&
                items[0]->attachments && items[0]->attachments->size() == 1 &&
                items[0]->attachments->front().status == cp::artifact_status::approved,
            "the attachment approved, over the websocket");
    const auto got = client_.call(cp::get_attachment_request{
        .attachment_id = id, .url_expiry_in_seconds = 60, .connection_token = token_});
    expect_(
        got && got->url && got->attachment_size_in_bytes == static_cast<std::int64_t>(bytes.size()),
        "the attachment");
  }

  void describe_views() {
    const auto answer = client_.call(
        cp::describe_view_request{.view_token = example::view_token, .connection_token = token_});
    expect_(answer && answer->view && answer->view->content->actions->size() == 2, "the view");
  }

  void authenticate() {
    const auto answer = client_.call(
        cp::get_authentication_url_request{.session_id = session_id,
                                           .redirect_uri = "https://example.com/back?chat=1",
                                           .connection_token = token_});
    expect_(answer && answer->authentication_url, "an authentication URL");
    expect_(client_
                .call(cp::cancel_participant_authentication_request{.session_id = session_id,
                                                                    .connection_token = token_})
                .has_value(),
            "the authentication cancelled");
  }

  template <class Client>
  void page_through(Client& client) {
    std::string next_token;
    std::size_t items = 0, pages = 0, found = 0, receipts = 0, attachments = 0;
    do {
      cp::get_transcript_request request{.max_results = 100,
                                         .scan_direction = cp::scan_direction::forward,
                                         .sort_order = cp::sort_key::ascending,
                                         .connection_token = token_};
      if (!next_token.empty()) request.next_token = next_token;
      const auto page = client.call(request);
      if (!expect_(page && page->transcript, "a page")) return;
      for (const cp::item& item : *page->transcript) {
        if (found < sent_.size() && item.content == sent_[found]) ++found;
        if (item.message_metadata && item.message_metadata->receipts)
          receipts += item.message_metadata->receipts->size();
        if (item.attachments) attachments += item.attachments->size();
      }
      items += page->transcript->size();
      ++pages;
      next_token = page->next_token.value_or("");
    } while (!next_token.empty());
    expect_(items == transcript_items && pages == 3, "250 items on three pages");
    expect_(found == sent_.size(), "every text as it was sent");
    expect_(receipts == 1 && attachments == 1, "a receipt and an attachment");
  }

  void meet_service_errors() {
    for (const cp::service_error_row& row : cp::service_errors) {
      service_.fail_next(row.kind);
      const auto answer = client_.call(
          cp::describe_view_request{.view_token = example::view_token, .connection_token = token_});
      const cp::service_error* refused = answer.service_error();
      expect_(refused != nullptr && refused->kind == row.kind && refused->name == row.name &&
                  refused->status == row.status && refused->message &&
                  refused->retryable() == (row.status >= 429),
              row.name);
    }
    const auto answer = client_.call(
        cp::describe_view_request{.view_token = "unknown", .connection_token = token_});
    expect_(answer.service_error() != nullptr &&
                answer.service_error()->kind == cp::service_error_kind::resource_not_found,
            "no view of that token");
  }

  void meet_refusals() {
    struct refused_request {
      std::string_view method, target, content_type, accept, body;
      int status;
      std::string_view name;
    };
    const std::string_view json = cp::json_media_type, any = "*/*", path = "/participant/event";
    const refused_request all[] = {
        {"POST", "/participant/messages", json, any, "{}", 404, "UnknownOperationException"},
        {"PUT", path, json, any, "{}", 405, "MethodNotAllowedException"},
        {"POST", path, "text/plain", any, "{}", 415, "UnsupportedMediaTypeException"},
        {"POST", path, json, "text/html", "{}", 406, "NotAcceptableException"},
        {"POST", path, json, any, R"({"ContentType":"text/plain",})", 400,
         "SerializationException"},
        {"POST", path, json, any, R"({"ContentType":1})", 400, "SerializationException"},
        {"POST", path, json, any, R"({"ContentType":""})", 400, "ValidationException"},
        {"POST", path, json, any, "", 400, "ValidationException"},
    };
    for (const refused_request& from : all) {
      const cp::http_header headers[] = {
          {cp::token_header, token_}, {"Content-Type", from.content_type}, {"Accept", from.accept}};
      const auto answer = client_.send<cp::send_event>(
          {from.method, from.target, std::span<const cp::http_header>(headers), from.body});
      const cp::service_error* refused = answer.service_error();
      expect_(refused != nullptr && refused->status == from.status && refused->name == from.name,
              from.name);
    }
  }

  /// What must not leave: it is never sent.
  void be_refused_by_the_encoder() {
    const auto code = [&](std::string_view content, std::string_view token) {
      const auto answer = client_.call(cp::send_message_request{
          .content_type = "text/plain", .content = content, .connection_token = token});
      std::cout << "\nnot sent: " << cp::describe(answer.error()) << '\n';
      return answer.error().code;
    };
    expect_(code("text", "token\r\nX-Injected: 1") == cp::errc::header_value, "no split header");
    expect_(code("text", "") == cp::errc::min_length, "no empty token");
    expect_(code("\xC3(", token_) == cp::errc::utf8, "no invalid UTF-8");
    expect_(code(std::string(1025, 'x'), token_) == cp::errc::content_length, "no text too long");
    expect_(client_.call(cp::describe_view_request{.view_token = "..", .connection_token = token_})
                    .error()
                    .code == cp::errc::invalid_label,
            "no path that HTTP stacks would normalise");
  }

  /// What else may come over the websocket.
  void meet_other_frames() {
    std::cout << '\n';
    const auto& seen = socket_->seen();
    socket_->say(cp::unknown_topic_frame{"example/topic", R"({"topic":"example/topic"})"});
    deliver();
    expect_(seen.errors == 1, "an error for a topic that nobody knows");
    service_socket_.say(
        cp::unknown_topic_frame{"aws/future", R"({"topic":"aws/future","content":{"new":[]}})"});
    deliver();
    expect_(seen.unknown == 1 && seen.malformed == 0, "a topic of the future, kept");

    const std::string text(300, 'x');
    service_socket_.say_in_fragments(
        cp::chat_item_frame{{.content = text, .type = cp::chat_item_type::message}}, 100);
    const auto items = latest(1);
    expect_(items.size() == 1 && items[0]->content == text, "a message in fragments");
    expect_(seen.protocol_pings > 0 && seen.protocol_pings == service_socket_.pongs(),
            "a pong for every ping between them");
  }

  void close_socket() {
    const auto items = latest(1);
    expect_(items.size() == 1 && items[0]->content_type &&
                items[0]->content_type->ends_with("event.chat.ended"),
            "the end of the chat, over the websocket");
    socket_->close("Customer ended the chat");
    deliver();
    expect_(service_socket_.ended() && service_socket_.close_code() == cp::close_code::normal,
            "a close frame for the service");
    expect_(socket_->closing().due() == cp::closing_due::await_transport, "its answer");
    socket_->transport_ended();
    expect_(socket_->closing().state() == cp::closing_state::closed &&
                socket_->closing().code() == cp::close_code::normal,
            "a websocket closed by both sides");
    for (const auto& [name, time] : service_socket_.coding()) count_[name].service += time;
  }

  void disconnect() {
    const cp::disconnect_participant_request request{.connection_token = token_};
    expect_(client_.call(request).has_value(), "the end of the chat");
    const auto answer = client_.call(request);
    expect_(answer.service_error() != nullptr &&
                answer.service_error()->kind == cp::service_error_kind::access_denied,
            "a token that has ended");
  }

  example::ledger& count_;
  example::expectations& expect_;
  example::fake_service service_;
  example::delivery wire_;
  example::chat_client<cp::simdjson_reader> client_ = make_client<cp::simdjson_reader>();
  example::chat_client<cp::small_reader> small_client_ = make_client<cp::small_reader>();
  example::fake_socket service_socket_{example::socket_target};
  std::optional<example::chat_socket> socket_;
  example::byte_pipe pipe_;
  std::string token_, message_id_, socket_url_;
  std::vector<std::string> sent_;
};

template <class Reader>
void replay(std::string_view reader, const std::filesystem::path& folder, bool print_names,
            example::expectations& expect) {
  std::cout << "\nRecorded exchanges, " << reader << '\n';
  expect(example::replay_folder<Reader>(folder, print_names) == 0, "every recording");
}

int print_transcripts(const std::vector<std::string_view>& paths, bool personal) {
  example::transcript_printer printer({.personal = personal});
  std::size_t files = 0, failed = 0;
  for (const std::string_view path : paths) {
    for (const auto& file : example::files_below(path)) {
      ++files;
      failed += printer.print(file) ? 0 : 1;
    }
  }
  std::cout << files << " files, " << failed << " failed\n";
  return failed != 0 || files == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path recorded = CONNECTPARTICIPANT_SOURCE_DIR "/examples/recorded";
  std::vector<std::string_view> paths;
  bool personal = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--recorded" && i + 1 < argc) {
      recorded = argv[++i];
    } else if (argument == "--personal") {
      personal = true;
    } else if (argument.starts_with('-')) {
      std::cerr << "usage: loopback [--recorded FOLDER]\n"
                   "       loopback [--personal] PATH...\n";
      return 2;
    } else {
      paths.push_back(argument);
    }
  }
  if (!paths.empty()) return print_transcripts(paths, personal);

  example::ledger count;
  example::expectations expect;
  chat(count, expect).run();
  replay<cp::simdjson_reader>("simdjson_reader", recorded, true, expect);
  replay<cp::small_reader>("small_reader", recorded, false, expect);

  std::cout
      << "\nExchanged: bytes of bodies and of frames' texts, and how long encoding and decoding took\n";
  std::cout.flush();
  count.print();
  std::cout << '\n' << expect.met() << " expectations met, " << expect.missed() << " missed\n";
  return expect.missed() == 0 ? 0 : 1;
}
