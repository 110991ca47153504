// The library's sources are compiled here, header-only as its documentation offers, so that they
// get the same flags as everything else.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <boost/json/src.hpp>
#pragma GCC diagnostic pop

#include <array>
#include <optional>

#include "../harness.hpp"

// As its documentation advises for speed: one parser used again, values in a monotonic_resource
// over memory that is there already, freed all at once.

namespace {

using namespace bench;
namespace bj = boost::json;

std::string_view view(bj::string_view text) { return {text.data(), text.size()}; }

template <class Text>
bool read(const bj::value& from, Text& to) {
  const bj::string* const text = from.if_string();
  if (text == nullptr) return false;
  to = std::string_view(text->data(), text->size());
  return true;
}

template <class T>
bool read_texts(const bj::value& from, T& to) {
  const bj::object* const object = from.if_object();
  if (object == nullptr) return false;
  for (const bj::key_value_pair& member : *object)
    if (auto* const slot = text_member(to, view(member.key())))
      if (!read(member.value(), *slot)) return false;
  return true;
}

template <class F>
bool each_element(const bj::value& from, F&& f) {
  const bj::array* const array = from.if_array();
  if (array == nullptr) return false;
  for (const bj::value& one : *array)
    if (!f(one)) return false;
  return true;
}

template <class Text>
bool read_item(const bj::value& from, page<Text>& in) {
  item<Text>& to = in.items.emplace_back();
  to.attachments = {in.attachment_count(), in.attachment_count()};
  to.receipts = {in.receipt_count(), in.receipt_count()};
  const bj::object* const object = from.if_object();
  if (object == nullptr) return false;
  for (const bj::key_value_pair& member : *object) {
    const std::string_view key = view(member.key());
    if (Text* const slot = text_member(to, key)) {
      if (!read(member.value(), *slot)) return false;
    } else if (key == "Attachments") {
      if (!each_element(member.value(), [&](const bj::value& one) {
            return read_texts(one, in.attachments.emplace_back());
          }))
        return false;
      to.attachments.last = in.attachment_count();
    } else if (key == "MessageMetadata") {
      const bj::object* const metadata = member.value().if_object();
      if (metadata == nullptr) return false;
      for (const bj::key_value_pair& each : *metadata) {
        if (Text* const slot = metadata_member(to, view(each.key()))) {
          if (!read(each.value(), *slot)) return false;
        } else if (each.key() == "Receipts") {
          if (!each_element(each.value(), [&](const bj::value& one) {
                return read_texts(one, in.receipts.emplace_back());
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
bool read_page(const bj::value& from, page<Text>& to) {
  const bj::object* const object = from.if_object();
  if (object == nullptr) return false;
  for (const bj::key_value_pair& member : *object) {
    if (Text* const slot = text_member(to, view(member.key()))) {
      if (!read(member.value(), *slot)) return false;
    } else if (member.key() == "Transcript") {
      if (!each_element(member.value(), [&](const bj::value& one) { return read_item(one, to); }))
        return false;
    }
  }
  return true;
}

/// A parser with its memory.
class tree {
 public:
  void clear() { resource_.release(); }
  /// Null where the text is refused. Valid until `clear`.
  const bj::value* parse(std::string_view text) {
    boost::system::error_code failure;
    parser_.reset(&resource_);
    parser_.write(text.data(), text.size(), failure);
    if (failure) return nullptr;
    // Nothing in the resource needs its destructor.
    return &*new (&value_) bj::value(parser_.release());
  }

 private:
  std::vector<unsigned char> room_ = std::vector<unsigned char>(std::size_t{8} << 20);
  std::array<unsigned char, 64 * 1024> stack_;
  bj::monotonic_resource resource_{room_.data(), room_.size()};
  bj::parser parser_{bj::storage_ptr(), bj::parse_options(), stack_.data(), stack_.size()};
  alignas(bj::value) std::array<std::byte, sizeof(bj::value)> value_;
};

class views {
 public:
  bool decode(std::string_view text) {
    page_.clear();
    tree_.clear();
    const bj::value* const root = tree_.parse(text);
    return root != nullptr && read_page(*root, page_);
  }
  std::uint64_t digest() const { return digest_of(page_); }

  bool decode_frame(std::string_view text) {
    page_.clear();
    tree_.clear();
    inner_.clear();
    const bj::value* const frame = tree_.parse(text);
    if (frame == nullptr || !frame->is_object()) return false;
    std::string_view content, topic;
    for (const bj::key_value_pair& member : *frame->if_object()) {
      if (member.key() == "content" && !read(member.value(), content)) return false;
      if (member.key() == "topic" && !read(member.value(), topic)) return false;
    }
    if (topic != "aws/chat") return false;
    const bj::value* const root = inner_.parse(content);
    return root != nullptr && read_item(*root, page_);
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  tree tree_, inner_;
  view_page page_;
};

class owned {
 public:
  bool decode(std::string_view text) {
    page_ = owned_page();
    page_.items.reserve(100);
    tree_.clear();
    const bj::value* const root = tree_.parse(text);
    return root != nullptr && read_page(*root, page_);
  }
  std::uint64_t digest() const { return digest_of(page_); }

 private:
  tree tree_;
  owned_page page_;
};

/// An object in memory that is there already, and one serializer used again.
class encoder {
 public:
  std::string_view encode(const message& from) {
    resource_.release();
    bj::object object(&resource_);
    object.reserve(3);
    object.emplace("ContentType", view(from.content_type));
    object.emplace("Content", view(from.content));
    object.emplace("ClientToken", view(from.client_token));
    serializer_.reset(&object);
    const bj::string_view text = serializer_.read(room_.data(), room_.size());
    return {text.data(), text.size()};
  }

 private:
  static bj::string_view view(std::string_view text) { return {text.data(), text.size()}; }

  std::array<unsigned char, 32 * 1024> memory_;
  bj::monotonic_resource resource_{memory_.data(), memory_.size()};
  bj::serializer serializer_;
  std::array<char, 96 * 1024> room_;
};

/// Faster for short messages, and more of it is the user's work: the serializer writes each string
/// straight from its view, and what stands between them is written by hand.
class piecewise_encoder {
 public:
  std::string_view encode(const message& from) {
    at_ = room_.data();
    put(R"({"ContentType":)");
    text(from.content_type);
    put(R"(,"Content":)");
    text(from.content);
    put(R"(,"ClientToken":)");
    text(from.client_token);
    put("}");
    return {room_.data(), static_cast<std::size_t>(at_ - room_.data())};
  }

 private:
  void put(std::string_view raw) {
    std::memcpy(at_, raw.data(), raw.size());
    at_ += raw.size();
  }
  void text(std::string_view value) {
    serializer_.reset(bj::string_view(value.data(), value.size()));
    while (!serializer_.done())
      at_ +=
          serializer_.read(at_, static_cast<std::size_t>(room_.data() + room_.size() - at_)).size();
  }

  bj::serializer serializer_;
  std::array<char, 96 * 1024> room_;
  char* at_ = nullptr;
};

const bool added = [] {
  add_decode_transcript<views>("boost_json");
  add_decode_transcript_owned<owned>("boost_json");
  add_decode_frames<views>("boost_json");
  add_encode_send_message<encoder>("boost_json");
  add_encode_send_message<piecewise_encoder>("boost_json_pieces");
  return true;
}();

}  // namespace
