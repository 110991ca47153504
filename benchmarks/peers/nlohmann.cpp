#include <nlohmann/json.hpp>

#include "../harness.hpp"
#include "../page_builder.hpp"

// Decoding uses the SAX interface, which takes a fraction of the time of a tree; strings are moved
// out of the parser.

namespace {

using namespace bench;

class handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  handler(owned_page& to, page_builder<std::string>::root what) : builder_(to, what) {}
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool string(string_t& value) override {
    builder_.string(std::move(value));
    return true;
  }
  bool key(string_t& name) override {
    builder_.key(name);
    return true;
  }
  bool start_object(std::size_t) override {
    builder_.start_object();
    return true;
  }
  bool end_object() override {
    builder_.end_object();
    return true;
  }
  bool start_array(std::size_t) override {
    builder_.start_array();
    return true;
  }
  bool end_array() override {
    builder_.end_array();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  page_builder<std::string> builder_;
};

/// The two texts of a frame that matter.
class frame_handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::string content, topic;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool string(string_t& value) override {
    if (slot_ != nullptr) *slot_ = std::move(value);
    return true;
  }
  bool key(string_t& name) override {
    slot_ = depth_ != 1         ? nullptr
            : name == "content" ? &content
            : name == "topic"   ? &topic
                                : nullptr;
    return true;
  }
  bool start_object(std::size_t) override { return ++depth_, true; }
  bool end_object() override { return --depth_, true; }
  bool start_array(std::size_t) override { return ++depth_, true; }
  bool end_array() override { return --depth_, true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  std::string* slot_ = nullptr;
  int depth_ = 0;
};

class decoder {
 public:
  bool decode(std::string_view text) {
    page_ = owned_page();
    page_.items.reserve(100);
    handler into(page_, page_builder<std::string>::root::page);
    return nlohmann::json::sax_parse(text, &into);
  }
  std::uint64_t digest() const { return digest_of(page_); }

  bool decode_frame(std::string_view text) {
    page_.clear();
    frame_handler frame;
    if (!nlohmann::json::sax_parse(text, &frame) || frame.topic != "aws/chat") return false;
    handler into(page_, page_builder<std::string>::root::item);
    return nlohmann::json::sax_parse(frame.content, &into);
  }
  void add_to(bench::digest& sum) const { add(sum, page_, page_.items.front()); }

 private:
  owned_page page_;
};

class encoder {
 public:
  std::string_view encode(const message& from) {
    nlohmann::ordered_json object;
    object["ContentType"] = from.content_type;
    object["Content"] = from.content;
    object["ClientToken"] = from.client_token;
    text_ = object.dump();
    return text_;
  }

 private:
  std::string text_;
};

const bool added = [] {
  add_decode_transcript<decoder>("nlohmann");
  add_decode_transcript_owned<decoder>("nlohmann");
  add_decode_frames<decoder>("nlohmann");
  add_encode_send_message<encoder>("nlohmann");
  return true;
}();

}  // namespace
