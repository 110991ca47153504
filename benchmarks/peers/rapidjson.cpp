// RapidJSON uses SIMD only where it is told to. Its SSE4.2 differs in skipping white space alone,
// and was no faster here.
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#elif defined(__ARM_NEON)
#define RAPIDJSON_NEON
#endif
#include <rapidjson/document.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <utility>

#include "../harness.hpp"
#include "../page_builder.hpp"

// As doc/performance.md and doc/dom.md advise: the SAX reader, in place where the input may be
// written to, a tree in memory used again for what must outlive the events.

namespace {

using namespace bench;
namespace rj = rapidjson;

template <class Text>
class handler : public rj::BaseReaderHandler<rj::UTF8<>, handler<Text>> {
 public:
  using root = typename page_builder<Text>::root;
  handler(page<Text>& to, root what) : builder_(to, what) {}
  bool String(const char* text, rj::SizeType size, bool) {
    builder_.string(std::string_view(text, size));
    return true;
  }
  bool Key(const char* text, rj::SizeType size, bool) {
    builder_.key({text, size});
    return true;
  }
  bool StartObject() {
    builder_.start_object();
    return true;
  }
  bool EndObject(rj::SizeType) {
    builder_.end_object();
    return true;
  }
  bool StartArray() {
    builder_.start_array();
    return true;
  }
  bool EndArray(rj::SizeType) {
    builder_.end_array();
    return true;
  }

 private:
  page_builder<Text> builder_;
};

/// The two texts of a frame that matter.
class frame_handler : public rj::BaseReaderHandler<rj::UTF8<>, frame_handler> {
 public:
  std::string_view content, topic;

  bool String(const char* text, rj::SizeType size, bool) {
    if (slot_ != nullptr) *slot_ = {text, size};
    slot_ = nullptr;
    return true;
  }
  bool Key(const char* text, rj::SizeType size, bool) {
    const std::string_view name(text, size);
    slot_ = depth_ != 1         ? nullptr
            : name == "content" ? &content
            : name == "topic"   ? &topic
                                : nullptr;
    return true;
  }
  bool StartObject() { return ++depth_, true; }
  bool EndObject(rj::SizeType) { return --depth_, true; }
  bool StartArray() { return ++depth_, true; }
  bool EndArray(rj::SizeType) { return --depth_, true; }

 private:
  std::string_view* slot_ = nullptr;
  int depth_ = 0;
};

constexpr unsigned in_situ = rj::kParseInsituFlag;

class insitu_views {
 public:
  static constexpr bool is_in_place = true;

  bool decode(char* text, std::size_t) {
    page_.clear();
    rj::InsituStringStream stream(text);
    handler<std::string_view> into(page_, handler<std::string_view>::root::page);
    return !reader_.Parse<in_situ>(stream, into).IsError();
  }
  std::uint64_t digest() const { return digest_of(page_); }

  bool decode_frame(char* text, std::size_t) {
    page_.clear();
    frame_handler frame;
    rj::InsituStringStream stream(text);
    if (reader_.Parse<in_situ>(stream, frame).IsError() || frame.topic != "aws/chat") return false;
    // The content was unescaped in place, and ends with a null there.
    rj::InsituStringStream inner(text + (frame.content.data() - text));
    handler<std::string_view> into(page_, handler<std::string_view>::root::item);
    return !reader_.Parse<in_situ>(inner, into).IsError();
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  rj::Reader reader_;
  view_page page_;
};

class insitu_owned {
 public:
  static constexpr bool is_in_place = true;

  bool decode(char* text, std::size_t) {
    page_ = owned_page();
    page_.items.reserve(100);
    rj::InsituStringStream stream(text);
    handler<std::string> into(page_, handler<std::string>::root::page);
    return !reader_.Parse<in_situ>(stream, into).IsError();
  }
  std::uint64_t digest() const { return digest_of(page_); }

 private:
  rj::Reader reader_;
  owned_page page_;
};

/// Without writing to the input: a tree, whose strings are copies, and views into it.
class tree_views {
 public:
  bool decode(std::string_view text) {
    page_.clear();
    values_.Clear();
    stack_.Clear();
    document parsed(&values_, 1024, &stack_);
    parsed.Parse(text.data(), text.size());
    if (parsed.HasParseError() || !parsed.IsObject()) return false;
    for (const auto& member : std::as_const(parsed).GetObject()) {
      const std::string_view key = name(member);
      if (std::string_view* const slot = text_member(page_, key)) {
        if (!read(member.value, *slot)) return false;
      } else if (key == "Transcript") {
        if (!member.value.IsArray()) return false;
        for (const auto& one : member.value.GetArray())
          if (!read_item(one)) return false;
      }
    }
    return true;
  }
  std::uint64_t digest() const { return digest_of(page_); }

  bool decode_frame(std::string_view text) {
    page_.clear();
    values_.Clear();
    stack_.Clear();
    document frame(&values_, 1024, &stack_);
    frame.Parse(text.data(), text.size());
    if (frame.HasParseError() || !frame.IsObject()) return false;
    std::string_view content, topic;
    for (const auto& member : std::as_const(frame).GetObject()) {
      const std::string_view key = name(member);
      if (key == "content" && !read(member.value, content)) return false;
      if (key == "topic" && !read(member.value, topic)) return false;
    }
    if (topic != "aws/chat") return false;
    document inner(&values_, 1024, &stack_);
    inner.Parse(content.data(), content.size());
    return !inner.HasParseError() && inner.IsObject() && read_item(inner);
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  using pool = rj::MemoryPoolAllocator<>;
  using document = rj::GenericDocument<rj::UTF8<>, pool, pool>;
  using value = document::ValueType;

  template <class Member>
  static std::string_view name(const Member& member) {
    return {member.name.GetString(), member.name.GetStringLength()};
  }
  static bool read(const value& from, std::string_view& to) {
    if (!from.IsString()) return false;
    to = {from.GetString(), from.GetStringLength()};
    return true;
  }
  template <class T>
  static bool read_texts(const value& object, T& to) {
    if (!object.IsObject()) return false;
    for (const auto& member : object.GetObject())
      if (std::string_view* const slot = text_member(to, name(member)))
        if (!read(member.value, *slot)) return false;
    return true;
  }
  bool read_item(const value& object) {
    item<std::string_view>& to = page_.items.emplace_back();
    to.attachments = {page_.attachment_count(), page_.attachment_count()};
    to.receipts = {page_.receipt_count(), page_.receipt_count()};
    if (!object.IsObject()) return false;
    for (const auto& member : object.GetObject()) {
      const std::string_view key = name(member);
      if (std::string_view* const slot = text_member(to, key)) {
        if (!read(member.value, *slot)) return false;
      } else if (key == "Attachments") {
        if (!member.value.IsArray()) return false;
        for (const auto& one : member.value.GetArray())
          if (!read_texts(one, page_.attachments.emplace_back())) return false;
        to.attachments.last = page_.attachment_count();
      } else if (key == "MessageMetadata") {
        if (!member.value.IsObject()) return false;
        for (const auto& each : member.value.GetObject()) {
          if (std::string_view* const slot = metadata_member(to, name(each))) {
            if (!read(each.value, *slot)) return false;
          } else if (name(each) == "Receipts") {
            if (!each.value.IsArray()) return false;
            for (const auto& one : each.value.GetArray())
              if (!read_texts(one, page_.receipts.emplace_back())) return false;
            to.receipts.last = page_.receipt_count();
          }
        }
      }
    }
    return true;
  }

  std::vector<char> room_ = std::vector<char>(std::size_t{4} << 20);
  std::vector<char> stack_room_ = std::vector<char>(std::size_t{1} << 20);
  pool values_{room_.data(), room_.size()};
  pool stack_{stack_room_.data(), stack_room_.size()};
  view_page page_;
};

/// Into strings of one's own there is no need of a tree.
class owned {
 public:
  bool decode(std::string_view text) {
    page_ = owned_page();
    page_.items.reserve(100);
    rj::MemoryStream stream(text.data(), text.size());
    handler<std::string> into(page_, handler<std::string>::root::page);
    return !reader_.Parse(stream, into).IsError();
  }
  std::uint64_t digest() const { return digest_of(page_); }

 private:
  rj::Reader reader_;
  owned_page page_;
};

class encoder {
 public:
  std::string_view encode(const message& from) {
    buffer_.Clear();
    writer_.Reset(buffer_);
    writer_.StartObject();
    text("ContentType", from.content_type);
    text("Content", from.content);
    text("ClientToken", from.client_token);
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  template <std::size_t Size>
  void text(const char (&key)[Size], std::string_view value) {
    writer_.Key(key, Size - 1);
    writer_.String(value.data(), static_cast<rj::SizeType>(value.size()));
  }

  rj::StringBuffer buffer_;
  rj::Writer<rj::StringBuffer> writer_{buffer_};
};

const bool added = [] {
  add_decode_transcript<insitu_views>("rapidjson_insitu");
  add_decode_transcript_owned<insitu_owned>("rapidjson_insitu");
  add_decode_frames<insitu_views>("rapidjson_insitu");
  add_decode_transcript<tree_views>("rapidjson");
  add_decode_transcript_owned<owned>("rapidjson");
  add_decode_frames<tree_views>("rapidjson");
  add_encode_send_message<encoder>("rapidjson");
  return true;
}();

}  // namespace
