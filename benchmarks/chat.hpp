#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "page.hpp"

// Chats as the service sends them, the same on every machine: members in the order of recorded
// items, texts plain, escaped and in several scripts, interactive messages as JSON in strings.

namespace bench {

/// Octets behind every document that a peer may read: simdjson asks for 64.
inline constexpr std::size_t padding = 64;

enum class spelling { raw, ascii };

/// A JSON string as the service's writer spells it; `ascii` escapes all other characters as \uXXXX.
inline void append_string(std::string& to, std::string_view text, spelling how = spelling::raw) {
  const auto unit = [&](std::uint32_t value) {
    std::array<char, 8> hex;
    std::snprintf(hex.data(), hex.size(), "\\u%04x", static_cast<unsigned>(value & 0xFFFF));
    to += hex.data();
  };
  to += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    if (octet == '"' || octet == '\\') {
      to += '\\';
      to += text[i];
    } else if (octet == '\n') {
      to += "\\n";
    } else if (octet == '\t') {
      to += "\\t";
    } else if (octet < 0x20) {
      unit(octet);
    } else if (octet < 0x80 || how == spelling::raw) {
      to += text[i];
    } else {
      const int more = octet >= 0xF0 ? 3 : octet >= 0xE0 ? 2 : 1;
      std::uint32_t c = octet & (0x3Fu >> more);
      for (int k = 0; k < more; ++k) c = c << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
      if (c >= 0x10000) {
        unit(0xD800 + ((c - 0x10000) >> 10));
        unit(0xDC00 + ((c - 0x10000) & 0x3FF));
      } else {
        unit(c);
      }
    }
  }
  to += '"';
}

class chat_generator {
 public:
  explicit chat_generator(std::uint64_t seed) : engine_(seed), contact_(uuid()) {
    for (std::string& participant : participants_) participant = uuid();
  }

  /// The next item, appended to `to`. On the websocket an item has some members more.
  void next(owned_page& to, bool websocket) {
    item<std::string>& i = to.items.emplace_back();
    i.attachments = {to.attachment_count(), to.attachment_count()};
    i.receipts = {to.receipt_count(), to.receipt_count()};
    clock_ += 800 + below(20'000);
    i.absolute_time = time(clock_);
    i.id = uuid();
    const int kind = below(100);
    if (kind < 70) {
      message(to, i, kind, websocket);
    } else if (kind < 78) {
      i.content = interactive();
      i.content_type = "application/vnd.amazonaws.connect.message.interactive";
      i.type = "MESSAGE";
      from(i, 2);
    } else if (kind < 81) {
      i.content =
          R"({"version":"1.0","templateType":"ListPicker","data":{"action":"select","option":")" +
          words(12) + R"("}})";
      i.content_type = "application/vnd.amazonaws.connect.message.interactive.response";
      i.type = "MESSAGE";
      from(i, 0);
    } else if (kind < 91) {
      event(i);
    } else if (kind < 96) {
      attachments(to, i);
    } else {
      i.content_type = "application/vnd.amazonaws.connect.event.message.metadata";
      i.type = "MESSAGEMETADATA";
      receipts(to, i);
    }
    if (below(12) == 0) i.related_contact_id = uuid();
    if (websocket) i.initial_contact_id = contact_;
    if (below(10) != 0) i.contact_id = contact_;
  }

  /// NextToken and the like: base64.
  std::string token(int size) {
    static constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (int k = 0; k < size; ++k) text += pick(alphabet);
    return text;
  }
  const std::string& contact() const { return contact_; }

  std::string words(int size) {
    static constexpr std::array<std::string_view, 24> vocabulary{
        "hello", "order", "where",  "is",   "my",   "package", "thanks", "please",
        "wait",  "a",     "moment", "I",    "will", "check",   "that",   "for",
        "you",   "not",   "since",  "then", "the",  "address", "of",     "Tuesday"};
    std::string text;
    while (static_cast<int>(text.size()) < size) {
      if (!text.empty()) text += ' ';
      text += vocabulary[static_cast<std::size_t>(below(24))];
    }
    return text;
  }

 private:
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  char pick(std::string_view from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  std::string uuid() {
    std::string text;
    for (int k = 0; k < 36; ++k)
      text += k == 8 || k == 13 || k == 18 || k == 23 ? '-' : pick("0123456789abcdef");
    return text;
  }
  static std::string time(int ms) {
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "2026-03-%02dT%02d:%02d:%02d.%03dZ",
                  1 + ms / 86'400'000 % 28, ms / 3'600'000 % 24, ms / 60'000 % 60, ms / 1000 % 60,
                  ms % 1000);
    return text.data();
  }

  /// 0 the customer, 1 an agent, 2 the system.
  void from(item<std::string>& i, int who) {
    static constexpr std::array<std::string_view, 3> roles{"CUSTOMER", "AGENT", "SYSTEM"};
    static constexpr std::array<std::string_view, 3> names{"Customer", "Zoë Agent",
                                                           "SYSTEM_MESSAGE"};
    const auto at = static_cast<std::size_t>(who);
    i.participant_id = participants_[at];
    i.participant_role = roles[at];
    if (who != 2 || below(2) == 0) i.display_name = names[at];
  }

  void message(owned_page& to, item<std::string>& i, int kind, bool websocket) {
    i.type = "MESSAGE";
    i.content_type = "text/plain";
    from(i, below(2));
    if (kind < 48) {
      i.content = words(30 + below(210));
    } else if (kind < 58) {
      i.content = words(20 + below(40)) + "\n\"" + words(10 + below(20)) + "\"\n\t- " +
                  words(10 + below(40));
    } else if (kind < 66) {
      i.content = "Grüße aus München 😀 " + words(below(40)) + " 日本語のテキスト、" + words(10);
      if (kind == 65) i.content += " — naïve café ñandú";
    } else {
      i.content = "**" + words(12) + "**\n" + words(90) + " `C:\\temp` é€ 🙂";
      i.content_type = "text/markdown";
    }
    if (websocket && i.participant_role == "CUSTOMER") i.client_token = uuid();
    if (below(5) < 2) receipts(to, i);
    if (below(16) == 0) i.processing_status = below(2) == 0 ? "PROCESSING" : "REJECTED";
  }

  void receipts(owned_page& to, item<std::string>& i) {
    i.message_id = i.type == "MESSAGE" ? i.id : uuid();
    for (int k = 1 + (below(6) == 0); k != 0; --k) {
      receipt<std::string>& r = to.receipts.emplace_back();
      r.delivered = time(clock_ + 120 + below(400));
      if (below(3) != 0) r.read = time(clock_ + 900 + below(9'000));
      r.recipient = participants_[static_cast<std::size_t>(below(2))];
    }
    i.receipts.last = to.receipt_count();
  }

  void event(item<std::string>& i) {
    static constexpr std::array<std::string_view, 6> events{
        "participant.joined", "participant.left", "typing", "typing",
        "transfer.succeeded", "chat.ended"};
    const int which = below(6);
    i.content_type = "application/vnd.amazonaws.connect.event.";
    i.content_type += events[static_cast<std::size_t>(which)];
    i.type = "EVENT";
    if (which < 4) from(i, which < 2 ? below(3) : below(2));
  }

  void attachments(owned_page& to, item<std::string>& i) {
    static constexpr std::array<std::string_view, 3> statuses{"APPROVED", "IN_PROGRESS",
                                                              "REJECTED"};
    i.type = "ATTACHMENT";
    from(i, below(2));
    for (int k = 1 + (below(4) == 0); k != 0; --k) {
      attachment<std::string>& a = to.attachments.emplace_back();
      const bool pdf = below(2) == 0;
      a.content_type = pdf ? "application/pdf" : "image/jpeg";
      a.id = uuid();
      a.name = pdf ? "invoice 2026.pdf" : "IMG_20260304.jpg";
      a.status = statuses[static_cast<std::size_t>(below(6) / 2 % 3)];
    }
    i.attachments.last = to.attachment_count();
  }

  std::string interactive() {
    if (below(3) == 0)
      return R"({"templateType":"TimePicker","version":"1.0","data":{"replyMessage":{"title":"Thanks for selecting"},"content":{"title":"Schedule appointment","subtitle":"Tap to select option","timeZoneOffset":-450,"location":{"latitude":47.616299,"longitude":-122.4311,"title":"Oscar"},"timeslots":[{"date":"2026-10-31T17:00+00:00","duration":60},{"date":"2026-11-15T13:00+00:00","duration":60}]}}})";
    std::string text =
        R"({"templateType":"ListPicker","version":"1.0","data":{"content":{"title":")" + words(20) +
        R"(","subtitle":"Tap to select option","elements":[)";
    for (int k = 0, count = 2 + below(4); k < count; ++k) {
      if (k != 0) text += ',';
      text += R"({"title":")" + words(12) + '"';
      if (below(2) == 0) text += R"(,"subtitle":")" + words(16) + '"';
      text += '}';
    }
    return text + "]}}}";
  }

  std::mt19937_64 engine_;
  std::string contact_;
  std::array<std::string, 3> participants_;
  int clock_ = 19'000'000;
};

namespace chat_internal {

class writer {
 public:
  explicit writer(std::string& to, spelling how) : to_(to), how_(how) { to_ += '{'; }
  void name(std::string_view key) {
    if (!first_) to_ += ',';
    first_ = false;
    append_string(to_, key);
    to_ += ':';
  }
  void text(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    name(key);
    append_string(to_, value, how_);
  }

 private:
  std::string& to_;
  spelling how_;
  bool first_ = true;
};

}  // namespace chat_internal

inline void append_item(std::string& to, const owned_page& page, const item<std::string>& i) {
  using chat_internal::writer;
  const auto open = [&] {
    return writer(to, i.content_type == "text/markdown" ? spelling::ascii : spelling::raw);
  };
  const auto list = [&](range of, auto&& element) {
    to += '[';
    for (std::uint32_t k = of.first; k != of.last; ++k) {
      if (k != of.first) to += ',';
      writer out = open();
      element(out, k);
      to += '}';
    }
    to += ']';
  };
  writer out = open();
  out.text("AbsoluteTime", i.absolute_time);
  if (i.attachments.first != i.attachments.last) {
    out.name("Attachments");
    list(i.attachments, [&](writer& each, std::uint32_t k) {
      const attachment<std::string>& a = page.attachments[k];
      each.text("ContentType", a.content_type);
      each.text("AttachmentId", a.id);
      each.text("AttachmentName", a.name);
      each.text("Status", a.status);
    });
  }
  out.text("Content", i.content);
  out.text("ContentType", i.content_type);
  out.text("Id", i.id);
  out.text("Type", i.type);
  out.text("ParticipantId", i.participant_id);
  out.text("DisplayName", i.display_name);
  out.text("ParticipantRole", i.participant_role);
  if (!i.message_id.empty() || !i.processing_status.empty()) {
    out.name("MessageMetadata");
    writer metadata = open();
    metadata.text("MessageId", i.message_id);
    if (i.receipts.first != i.receipts.last) {
      metadata.name("Receipts");
      list(i.receipts, [&](writer& each, std::uint32_t k) {
        const receipt<std::string>& r = page.receipts[k];
        each.text("DeliveredTimestamp", r.delivered);
        each.text("ReadTimestamp", r.read);
        each.text("RecipientParticipantId", r.recipient);
      });
    }
    metadata.text("MessageProcessingStatus", i.processing_status);
    to += '}';
  }
  out.text("RelatedContactId", i.related_contact_id);
  out.text("InitialContactId", i.initial_contact_id);
  out.text("ContactId", i.contact_id);
  out.text("ClientToken", i.client_token);
  to += '}';
}

/// A page of GetTranscript, with padding behind it, and the digest of what it holds.
struct transcript {
  explicit transcript(int items) {
    chat_generator chat(20180907);
    owned_page page;
    page.initial_contact_id = chat.contact();
    page.next_token = chat.token(500);
    for (int k = 0; k < items; ++k) chat.next(page, false);
    chat_internal::writer out(memory, spelling::raw);
    out.text("InitialContactId", page.initial_contact_id);
    out.text("NextToken", page.next_token);
    out.name("Transcript");
    memory += '[';
    for (const item<std::string>& i : page.items) {
      if (&i != page.items.data()) memory += ',';
      append_item(memory, page, i);
    }
    memory += "]}";
    size = memory.size();
    memory.append(padding, ' ');
    expected = digest_of(page);
  }
  std::string_view text() const { return {memory.data(), size}; }

  std::string memory;
  std::size_t size = 0;
  std::uint64_t expected = 0;
};

/// Text messages of the websocket, one behind the other in one piece of memory.
struct frames {
  explicit frames(int count) {
    chat_generator chat(6455);
    owned_page page;
    std::vector<std::size_t> ends;
    for (int k = 0; k < count; ++k) {
      chat.next(page, true);
      std::string content;
      append_item(content, page, page.items.back());
      memory += R"({"content":)";
      append_string(memory, content);
      memory += R"(,"contentType":"application/json","topic":"aws/chat"})";
      ends.push_back(memory.size());
      memory += '\0';  // parsers in place want one
    }
    size = memory.size();
    memory.append(padding, ' ');
    std::size_t start = 0;
    for (const std::size_t end : ends) {
      texts.emplace_back(memory.data() + start, end - start);
      start = end + 1;
    }
    digest sum;
    for (const item<std::string>& i : page.items) add(sum, page, i);
    expected = sum.value();
  }
  frames(const frames&) = delete;
  frames& operator=(const frames&) = delete;

  std::string memory;
  std::size_t size = 0;
  std::vector<std::string_view> texts;
  std::uint64_t expected = 0;
};

/// A SendMessage request and the body that every encoder must write.
struct message {
  message(std::string_view name, std::string text) : name(name), content(std::move(text)) {
    body = R"({"ContentType":)";
    append_string(body, content_type);
    body += R"(,"Content":)";
    append_string(body, content);
    body += R"(,"ClientToken":)";
    append_string(body, client_token);
    body += '}';
  }

  static constexpr std::string_view content_type = "text/plain";
  static constexpr std::string_view client_token = "5f9f3d0a-0a1b-4c2d-8e3f-0123456789ab";
  std::string_view name;
  std::string content;
  std::string body;
};

/// Dense escapes are 5 of 12 octets, as in JSON in JSON; sparse ones 1 of 40, as in chats.
inline const std::vector<message>& messages() {
  static const std::vector<message> all = [] {
    chat_generator chat(1);
    const auto plain = [&](std::size_t size) {
      std::string text = chat.words(static_cast<int>(size));
      text.resize(size, '.');
      return text;
    };
    const auto escapes = [&](std::size_t size) {
      static constexpr std::string_view pattern = "\"\\\n\"\\";
      std::string text = plain(size);
      for (std::size_t i = 0; i < size; ++i)
        if (i % 12 < 5) text[i] = pattern[i % 12];
      return text;
    };
    std::string sparse = plain(12'000);
    for (std::size_t i = 7; i < sparse.size(); i += 40) sparse[i] = i % 80 == 7 ? '"' : '\n';
    return std::vector<message>{
        {"ascii_20", plain(20)},          {"ascii_1k", plain(1'000)},
        {"ascii_12k", plain(12'000)},     {"escapes_1k", escapes(1'000)},
        {"escapes_12k", escapes(12'000)}, {"sparse_12k", std::move(sparse)}};
  }();
  return all;
}

}  // namespace bench
