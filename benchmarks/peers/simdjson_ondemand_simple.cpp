#include <simdjson.h>

#include "../harness.hpp"

// On-Demand as its tutorial has it: unescaped keys, compared one after the other, and lists inside
// of the structures. For comparison with simdjson_ondemand, which is tuned.

namespace {

using namespace bench;
namespace od = simdjson::ondemand;

struct simple_item {
  item<std::string_view> texts;
  std::vector<attachment<std::string_view>> attachments;
  std::vector<receipt<std::string_view>> receipts;
};

bool read_text(od::value value, std::string_view& to) { return !value.get_string().get(to); }

template <class Value, class F>
bool each_field(Value&& value, F&& f) {
  od::object object;
  if (value.get_object().get(object)) return false;
  for (auto field : object) {
    std::string_view key;
    od::value member;
    if (field.unescaped_key().get(key) || field.value().get(member) || !f(key, member))
      return false;
  }
  return true;
}

template <class F>
bool each_element(od::value value, F&& f) {
  od::array array;
  if (value.get_array().get(array)) return false;
  for (auto element : array) {
    od::value one;
    if (element.get(one) || !f(one)) return false;
  }
  return true;
}

template <class Value>
bool read_item(Value&& value, simple_item& to) {
  item<std::string_view>& texts = to.texts;
  return each_field(value, [&](std::string_view key, od::value member) {
    if (key == "AbsoluteTime") return read_text(member, texts.absolute_time);
    if (key == "Content") return read_text(member, texts.content);
    if (key == "ContentType") return read_text(member, texts.content_type);
    if (key == "Id") return read_text(member, texts.id);
    if (key == "Type") return read_text(member, texts.type);
    if (key == "ParticipantId") return read_text(member, texts.participant_id);
    if (key == "DisplayName") return read_text(member, texts.display_name);
    if (key == "ParticipantRole") return read_text(member, texts.participant_role);
    if (key == "ContactId") return read_text(member, texts.contact_id);
    if (key == "InitialContactId") return read_text(member, texts.initial_contact_id);
    if (key == "RelatedContactId") return read_text(member, texts.related_contact_id);
    if (key == "ClientToken") return read_text(member, texts.client_token);
    if (key == "Attachments")
      return each_element(member, [&](od::value one) {
        attachment<std::string_view>& into = to.attachments.emplace_back();
        return each_field(one, [&](std::string_view name, od::value each) {
          if (name == "ContentType") return read_text(each, into.content_type);
          if (name == "AttachmentId") return read_text(each, into.id);
          if (name == "AttachmentName") return read_text(each, into.name);
          if (name == "Status") return read_text(each, into.status);
          return true;
        });
      });
    if (key == "MessageMetadata")
      return each_field(member, [&](std::string_view name, od::value each) {
        if (name == "MessageId") return read_text(each, texts.message_id);
        if (name == "MessageProcessingStatus") return read_text(each, texts.processing_status);
        if (name == "Receipts")
          return each_element(each, [&](od::value one) {
            receipt<std::string_view>& into = to.receipts.emplace_back();
            return each_field(one, [&](std::string_view last, od::value text) {
              if (last == "DeliveredTimestamp") return read_text(text, into.delivered);
              if (last == "ReadTimestamp") return read_text(text, into.read);
              if (last == "RecipientParticipantId") return read_text(text, into.recipient);
              return true;
            });
          });
        return true;
      });
    return true;
  });
}

class views {
 public:
  bool decode(std::string_view text) {
    items_.clear();
    od::document document;
    if (parser_.iterate(text.data(), text.size(), text.size() + padding).get(document))
      return false;
    return each_field(document, [&](std::string_view key, od::value member) {
      if (key == "InitialContactId") return read_text(member, initial_contact_id_);
      if (key == "NextToken") return read_text(member, next_token_);
      if (key == "Transcript")
        return each_element(member,
                            [&](od::value one) { return read_item(one, items_.emplace_back()); });
      return true;
    });
  }
  std::uint64_t digest() const {
    view_page page;
    page.initial_contact_id = initial_contact_id_;
    page.next_token = next_token_;
    for (const simple_item& one : items_) append(page, one);
    return digest_of(page);
  }

  bool decode_frame(std::string_view text) {
    items_.clear();
    od::document frame, inner;
    if (parser_.iterate(text.data(), text.size(), text.size() + padding).get(frame)) return false;
    std::string_view content, topic;
    const bool read = each_field(frame, [&](std::string_view key, od::value member) {
      if (key == "content") return read_text(member, content);
      if (key == "topic") return read_text(member, topic);
      return true;
    });
    return read && topic == "aws/chat" &&
           !inner_.iterate(content.data(), content.size(), content.size() + padding).get(inner) &&
           read_item(inner, items_.emplace_back());
  }
  void add_to(bench::digest& sum) const {
    view_page page;
    append(page, items_.front());
    add(sum, page, page.items.front());
  }

 private:
  static void append(view_page& page, const simple_item& one) {
    item<std::string_view>& to = page.items.emplace_back(one.texts);
    to.attachments.first = page.attachment_count();
    to.receipts.first = page.receipt_count();
    page.attachments.insert(page.attachments.end(), one.attachments.begin(), one.attachments.end());
    page.receipts.insert(page.receipts.end(), one.receipts.begin(), one.receipts.end());
    to.attachments.last = page.attachment_count();
    to.receipts.last = page.receipt_count();
  }

  od::parser parser_;
  od::parser inner_;
  std::string_view initial_contact_id_, next_token_;
  std::vector<simple_item> items_;
};

const bool added = [] {
  add_decode_transcript<views>("simdjson_ondemand_simple");
  add_decode_frames<views>("simdjson_ondemand_simple");
  return true;
}();

}  // namespace
