#include <cjson/cJSON.h>

#include <array>
#include <cstring>

#include "../harness.hpp"

// A tree, copied into structures: it has to be freed. Object members are walked once, which beats
// cJSON_GetObjectItemCaseSensitive.

namespace {

using namespace bench;

template <class T, class Slot>
bool read_texts(const cJSON* object, T& to, Slot&& slot) {
  for (const cJSON* member = object->child; member != nullptr; member = member->next)
    if (std::string* const text = slot(to, member->string)) {
      if (!cJSON_IsString(member)) return false;
      *text = member->valuestring;
    }
  return true;
}

const auto member_of = [](auto& to, std::string_view key) { return text_member(to, key); };

bool read_item(const cJSON* object, owned_page& in) {
  item<std::string>& to = in.items.emplace_back();
  to.attachments = {in.attachment_count(), in.attachment_count()};
  to.receipts = {in.receipt_count(), in.receipt_count()};
  for (const cJSON* member = object->child; member != nullptr; member = member->next) {
    const std::string_view key = member->string;
    if (std::string* const text = text_member(to, key)) {
      if (!cJSON_IsString(member)) return false;
      *text = member->valuestring;
    } else if (key == "Attachments") {
      for (const cJSON* one = member->child; one != nullptr; one = one->next)
        if (!read_texts(one, in.attachments.emplace_back(), member_of)) return false;
      to.attachments.last = in.attachment_count();
    } else if (key == "MessageMetadata") {
      for (const cJSON* each = member->child; each != nullptr; each = each->next) {
        if (std::string* const text = metadata_member(to, each->string)) {
          if (!cJSON_IsString(each)) return false;
          *text = each->valuestring;
        } else if (std::strcmp(each->string, "Receipts") == 0) {
          for (const cJSON* one = each->child; one != nullptr; one = one->next)
            if (!read_texts(one, in.receipts.emplace_back(), member_of)) return false;
          to.receipts.last = in.receipt_count();
        }
      }
    }
  }
  return true;
}

class tree {
 public:
  explicit tree(std::string_view text) : root_(cJSON_ParseWithLength(text.data(), text.size())) {}
  tree(const tree&) = delete;
  tree& operator=(const tree&) = delete;
  ~tree() { cJSON_Delete(root_); }
  const cJSON* root() const { return root_; }

 private:
  cJSON* root_;
};

class decoder {
 public:
  bool decode(std::string_view text) {
    page_ = owned_page();
    page_.items.reserve(100);
    const tree parsed(text);
    if (parsed.root() == nullptr) return false;
    for (const cJSON* member = parsed.root()->child; member != nullptr; member = member->next) {
      const std::string_view key = member->string;
      if (std::string* const slot = text_member(page_, key)) {
        if (!cJSON_IsString(member)) return false;
        *slot = member->valuestring;
      } else if (key == "Transcript") {
        for (const cJSON* one = member->child; one != nullptr; one = one->next)
          if (!read_item(one, page_)) return false;
      }
    }
    return true;
  }
  std::uint64_t digest() const { return digest_of(page_); }

  bool decode_frame(std::string_view text) {
    page_.clear();
    const tree frame(text);
    const char* const topic = text_of(frame.root(), "topic");
    const char* const content = text_of(frame.root(), "content");
    if (topic == nullptr || content == nullptr || std::strcmp(topic, "aws/chat") != 0) return false;
    const tree inner(content);
    return inner.root() != nullptr && read_item(inner.root(), page_);
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  static const char* text_of(const cJSON* object, const char* key) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
  }

  owned_page page_;
};

/// Strings are referred to, not copied, and the text goes into memory that is there already.
class encoder {
 public:
  std::string_view encode(const message& from) {
    cJSON* const object = cJSON_CreateObject();
    const auto add = [&](const char* key, const char* value) {
      cJSON_AddItemToObjectCS(object, key, cJSON_CreateStringReference(value));
    };
    add("ContentType", from.content_type.data());
    add("Content", from.content.c_str());
    add("ClientToken", from.client_token.data());
    const bool printed =
        cJSON_PrintPreallocated(object, room_.data(), static_cast<int>(room_.size()), 0) != 0;
    cJSON_Delete(object);
    return printed ? std::string_view(room_.data()) : std::string_view();
  }

 private:
  std::array<char, 96 * 1024> room_;
};

const bool added = [] {
  add_decode_transcript<decoder>("cjson");
  add_decode_transcript_owned<decoder>("cjson");
  add_decode_frames<decoder>("cjson");
  add_encode_send_message<encoder>("cjson");
  return true;
}();

}  // namespace
