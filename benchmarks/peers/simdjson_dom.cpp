#include <simdjson.h>

#include "../harness.hpp"

// One parser used again, padded input without a copy, strings as views into the document.

namespace {

using namespace bench;
namespace dom = simdjson::dom;

template <class T, class Slot>
bool read_texts(dom::element value, T& to, Slot&& slot) {
  dom::object object;
  if (value.get(object)) return false;
  for (const auto field : object)
    if (auto* const text = slot(to, field.key)) {
      std::string_view read;
      if (field.value.get(read)) return false;
      *text = read;
    }
  return true;
}

template <class F>
bool each_element(dom::element value, F&& f) {
  dom::array array;
  if (value.get(array)) return false;
  for (const dom::element one : array)
    if (!f(one)) return false;
  return true;
}

const auto member = [](auto& to, std::string_view key) { return text_member(to, key); };

template <class Text>
bool read_item(dom::element value, page<Text>& in) {
  item<Text>& to = in.items.emplace_back();
  to.attachments = {in.attachment_count(), in.attachment_count()};
  to.receipts = {in.receipt_count(), in.receipt_count()};
  dom::object object;
  if (value.get(object)) return false;
  for (const auto field : object) {
    if (Text* const text = text_member(to, field.key)) {
      std::string_view read;
      if (field.value.get(read)) return false;
      *text = read;
    } else if (field.key == "Attachments") {
      if (!each_element(field.value, [&](dom::element one) {
            return read_texts(one, in.attachments.emplace_back(), member);
          }))
        return false;
      to.attachments.last = in.attachment_count();
    } else if (field.key == "MessageMetadata") {
      dom::object metadata;
      if (field.value.get(metadata)) return false;
      for (const auto each : metadata) {
        if (Text* const text = metadata_member(to, each.key)) {
          std::string_view read;
          if (each.value.get(read)) return false;
          *text = read;
        } else if (each.key == "Receipts") {
          if (!each_element(each.value, [&](dom::element one) {
                return read_texts(one, in.receipts.emplace_back(), member);
              }))
            return false;
          to.receipts.last = in.receipt_count();
        }
      }
    }
  }
  return true;
}

template <class Text>
bool read_page(dom::parser& parser, std::string_view text, page<Text>& to) {
  dom::object object;
  if (parser.parse(text.data(), text.size(), false).get(object)) return false;
  for (const auto field : object) {
    if (Text* const slot = text_member(to, field.key)) {
      std::string_view read;
      if (field.value.get(read)) return false;
      *slot = read;
    } else if (field.key == "Transcript") {
      if (!each_element(field.value, [&](dom::element one) { return read_item(one, to); }))
        return false;
    }
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

  // The content lies in the first parser's string buffer, which has room behind it.
  bool decode_frame(std::string_view text) {
    page_.clear();
    dom::object frame;
    if (parser_.parse(text.data(), text.size(), false).get(frame)) return false;
    std::string_view content, topic;
    for (const auto field : frame) {
      if (field.key == "content") {
        if (field.value.get(content)) return false;
      } else if (field.key == "topic") {
        if (field.value.get(topic)) return false;
      }
    }
    dom::element inner;
    return topic == "aws/chat" && !inner_.parse(content.data(), content.size(), false).get(inner) &&
           read_item(inner, page_);
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  dom::parser parser_;
  dom::parser inner_;
  view_page page_;
};

class owned {
 public:
  bool decode(std::string_view text) {
    page_ = owned_page();
    page_.items.reserve(100);
    return read_page(parser_, text, page_);
  }
  std::uint64_t digest() const { return digest_of(page_); }

 private:
  dom::parser parser_;
  owned_page page_;
};

const bool added = [] {
  add_decode_transcript<views>("simdjson_dom");
  add_decode_transcript_owned<owned>("simdjson_dom");
  add_decode_frames<views>("simdjson_dom");
  return true;
}();

}  // namespace
