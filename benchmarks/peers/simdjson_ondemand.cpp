#include <simdjson.h>

#include "../harness.hpp"

// As doc/basics.md and doc/performance.md advise: one parser used again, padded input, fields in
// document order, raw keys compared without unescaping, strings as views into the parser's buffer.

namespace {

using namespace bench;
namespace od = simdjson::ondemand;

// Inlined, so that it is one comparison of constant size.
template <std::size_t Size>
simdjson_inline bool is(od::raw_json_string key, const char (&name)[Size]) {
  return key.unsafe_is_equal(simdjson::SIMDJSON_PADDING, std::string_view(name, Size - 1));
}

template <class Text>
simdjson_inline bool read_text(od::value value, Text& to) {
  std::string_view text;
  if (value.get_string().get(text)) return false;
  to = text;
  return true;
}

template <class F>
simdjson_inline bool each_field(od::value value, F&& f) {
  od::object object;
  if (value.get_object().get(object)) return false;
  for (auto field : object) {
    od::raw_json_string key;
    od::value member;
    if (field.key().get(key) || field.value().get(member) || !f(key, member)) return false;
  }
  return true;
}

template <class F>
simdjson_inline bool each_element(od::value value, F&& f) {
  od::array array;
  if (value.get_array().get(array)) return false;
  for (auto element : array) {
    od::value one;
    if (element.get(one) || !f(one)) return false;
  }
  return true;
}

template <class Text>
bool read_attachment(od::value value, attachment<Text>& to) {
  return each_field(value, [&](od::raw_json_string key, od::value member) {
    if (is(key, "ContentType")) return read_text(member, to.content_type);
    if (is(key, "AttachmentId")) return read_text(member, to.id);
    if (is(key, "AttachmentName")) return read_text(member, to.name);
    if (is(key, "Status")) return read_text(member, to.status);
    return true;
  });
}

template <class Text>
bool read_receipt(od::value value, receipt<Text>& to) {
  return each_field(value, [&](od::raw_json_string key, od::value member) {
    if (is(key, "DeliveredTimestamp")) return read_text(member, to.delivered);
    if (is(key, "ReadTimestamp")) return read_text(member, to.read);
    if (is(key, "RecipientParticipantId")) return read_text(member, to.recipient);
    return true;
  });
}

template <class Text>
bool read_metadata(od::value value, page<Text>& in, item<Text>& to) {
  return each_field(value, [&](od::raw_json_string key, od::value member) {
    if (is(key, "MessageId")) return read_text(member, to.message_id);
    if (is(key, "Receipts")) {
      const bool read = each_element(
          member, [&](od::value one) { return read_receipt(one, in.receipts.emplace_back()); });
      to.receipts.last = in.receipt_count();
      return read;
    }
    if (is(key, "MessageProcessingStatus")) return read_text(member, to.processing_status);
    return true;
  });
}

/// `Object` is a value, or the document of a frame's content.
template <class Text, class Object>
bool read_item(Object&& value, page<Text>& in) {
  item<Text>& to = in.items.emplace_back();
  to.attachments = {in.attachment_count(), in.attachment_count()};
  to.receipts = {in.receipt_count(), in.receipt_count()};
  od::object object;
  if (value.get_object().get(object)) return false;
  for (auto field : object) {
    od::raw_json_string key;
    od::value member;
    if (field.key().get(key) || field.value().get(member)) return false;
    bool good = true;
    switch (key.raw()[0]) {
      case 'A':
        if (is(key, "AbsoluteTime")) {
          good = read_text(member, to.absolute_time);
        } else if (is(key, "Attachments")) {
          good = each_element(member, [&](od::value one) {
            return read_attachment(one, in.attachments.emplace_back());
          });
          to.attachments.last = in.attachment_count();
        }
        break;
      case 'C':
        if (is(key, "Content")) {
          good = read_text(member, to.content);
        } else if (is(key, "ContentType")) {
          good = read_text(member, to.content_type);
        } else if (is(key, "ContactId")) {
          good = read_text(member, to.contact_id);
        } else if (is(key, "ClientToken")) {
          good = read_text(member, to.client_token);
        }
        break;
      case 'D':
        if (is(key, "DisplayName")) good = read_text(member, to.display_name);
        break;
      case 'I':
        if (is(key, "Id")) {
          good = read_text(member, to.id);
        } else if (is(key, "InitialContactId")) {
          good = read_text(member, to.initial_contact_id);
        }
        break;
      case 'M':
        if (is(key, "MessageMetadata")) good = read_metadata(member, in, to);
        break;
      case 'P':
        if (is(key, "ParticipantId")) {
          good = read_text(member, to.participant_id);
        } else if (is(key, "ParticipantRole")) {
          good = read_text(member, to.participant_role);
        }
        break;
      case 'R':
        if (is(key, "RelatedContactId")) good = read_text(member, to.related_contact_id);
        break;
      case 'T':
        if (is(key, "Type")) good = read_text(member, to.type);
        break;
      default: break;
    }
    if (!good) return false;
  }
  return true;
}

template <class Text>
bool read_page(od::parser& parser, std::string_view text, page<Text>& to) {
  od::document document;
  od::object object;
  if (parser.iterate(text.data(), text.size(), text.size() + padding).get(document) ||
      document.get_object().get(object))
    return false;
  for (auto field : object) {
    od::raw_json_string key;
    od::value member;
    if (field.key().get(key) || field.value().get(member)) return false;
    bool good = true;
    if (is(key, "InitialContactId")) {
      good = read_text(member, to.initial_contact_id);
    } else if (is(key, "NextToken")) {
      good = read_text(member, to.next_token);
    } else if (is(key, "Transcript")) {
      good = each_element(member, [&](od::value one) { return read_item(one, to); });
    }
    if (!good) return false;
  }
  return true;
}

class views {
 public:
  bool decode(std::string_view text) {
    page_.clear();
    return read_page(parser_, text, page_);
  }
  std::uint64_t digest() const { return digest_of(page_); }

  // The content is unescaped into the first parser's buffer, which is large enough to pad it.
  bool decode_frame(std::string_view text) {
    page_.clear();
    od::document document;
    od::object object;
    if (parser_.iterate(text.data(), text.size(), text.size() + padding).get(document) ||
        document.get_object().get(object))
      return false;
    std::string_view content, topic;
    for (auto field : object) {
      od::raw_json_string key;
      od::value member;
      if (field.key().get(key) || field.value().get(member)) return false;
      if (is(key, "content")) {
        if (!read_text(member, content)) return false;
      } else if (is(key, "topic")) {
        if (!read_text(member, topic)) return false;
      }
    }
    if (topic != "aws/chat") return false;
    od::document inner;
    return !inner_.iterate(content.data(), content.size(), content.size() + padding).get(inner) &&
           read_item(inner, page_);
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  od::parser parser_;
  od::parser inner_;
  view_page page_;
};

class owned {
 public:
  bool decode(std::string_view text) {
    page_ = owned_page();
    page_.items.reserve(100);  // the most that a page has
    return read_page(parser_, text, page_);
  }
  std::uint64_t digest() const { return digest_of(page_); }

 private:
  od::parser parser_;
  owned_page page_;
};

const bool added = [] {
  add_decode_transcript<views>("simdjson_ondemand");
  add_decode_transcript_owned<owned>("simdjson_ondemand");
  add_decode_frames<views>("simdjson_ondemand");
  return true;
}();

}  // namespace
