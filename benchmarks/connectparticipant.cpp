#include <connectparticipant/connectparticipant.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "harness.hpp"

namespace {

using namespace bench;
namespace cp = connectparticipant;

template <class Reader>
class views {
 public:
  bool decode(std::string_view text) {
    memory_.reset();
    const auto page = cp::read<cp::get_transcript_response>(text, reader_, memory_);
    if (!page) return false;
    page_ = *page;
    return true;
  }
  std::uint64_t digest() const { return digest_of(page_); }

  bool decode_frame(std::string_view text) {
    memory_.reset();
    frame_ = cp::decode_frame(text, reader_, memory_);
    return frame_ && std::holds_alternative<cp::chat_item_frame>(*frame_);
  }
  void add_to(bench::digest& sum) const { add(sum, std::get<cp::chat_item_frame>(*frame_).item); }

 private:
  Reader reader_;
  std::vector<std::byte> room_ = std::vector<std::byte>(std::size_t{2} << 20);
  cp::arena memory_{std::span(room_)};
  cp::get_transcript_response page_;
  cp::result<cp::chat_frame> frame_{cp::heartbeat_frame{}};
};

template <class Reader>
class owned {
 public:
  bool decode(std::string_view text) {
    memory_.reset();
    const auto page = cp::read<cp::get_transcript_response>(text, reader_, memory_);
    if (!page) return false;
    auto kept = cp::own(*page);
    if (!kept) return false;
    page_.emplace(std::move(*kept));
    return true;
  }
  std::uint64_t digest() const { return digest_of(**page_); }

 private:
  Reader reader_;
  std::vector<std::byte> room_ = std::vector<std::byte>(std::size_t{2} << 20);
  cp::arena memory_{std::span(room_)};
  std::optional<cp::owned<cp::get_transcript_response>> page_;
};

cp::send_message_request request_of(const message& from) {
  return {.content_type = from.content_type,
          .content = from.content,
          .client_token = from.client_token,
          .connection_token = "connection-token"};
}

class body_writer {
 public:
  std::string_view encode(const message& from) {
    const auto text = cp::write(request_of(from), std::span<char>(room_));
    return text ? *text : std::string_view();
  }

 private:
  std::array<char, 32 * 1024> room_;
};

/// The whole HTTP message: method, target, headers and body.
class request_encoder {
 public:
  std::string_view encode(const message& from) {
    const auto request = cp::encode_request(request_of(from), std::span<char>(room_), options_);
    return request ? request->body : std::string_view();
  }

 private:
  cp::encode_options options_{.validate = std::nullopt};
  std::array<char, 32 * 1024> room_;
};

/// All checks are on; the table allows texts as long as the model does.
void add_validate() {
  static constexpr cp::content_type_row types[] = {{"text/plain", 16'384}};
  static constexpr cp::checks all{.content_type = true, .content_types = types};
  add_benchmark("validate/12k/connectparticipant", [](benchmark::State& state) {
    const message& plain = messages()[2];
    const cp::send_message_request request = request_of(plain);
    if (cp::validate(request, all)) return state.SkipWithError("not valid");
    run(state, plain.content.size(),
        [&] { benchmark::DoNotOptimize(cp::validate(request, all).code); });
  });
}

/// One document, several sizes, and what an item costs.
void add_scaling() {
  for (const int items : {10, 100, 1'000, 10'000, 100'000})
    add_benchmark("decode_transcript_scaling/" + std::to_string(items) + "/connectparticipant",
                  [items](benchmark::State& state) {
                    const transcript& from = transcript_of(items);
                    const cp::limits bounds{.document_bytes = 128u << 20, .list_items = 1'000'000};
                    cp::simdjson_reader reader(bounds);
                    cp::arena memory(cp::memory_source::heap());
                    const auto decode = [&] {
                      memory.reset();
                      return cp::read<cp::get_transcript_response>(from.text(), reader, memory);
                    };
                    for (int warm = 0; warm != 2; ++warm) {
                      const auto page = decode();
                      if (!page || digest_of(*page) != from.expected)
                        return state.SkipWithError("wrong result");
                    }
                    run(state, from.size, [&] { benchmark::DoNotOptimize(decode().has_value()); });
                    state.SetItemsProcessed(state.iterations() * items);
                  });
}

const bool added = [] {
  add_decode_transcript<views<cp::simdjson_reader>>("connectparticipant");
  add_decode_transcript<views<cp::small_reader>>("connectparticipant_small");
  add_decode_transcript_owned<owned<cp::simdjson_reader>>("connectparticipant");
  add_decode_transcript_owned<owned<cp::small_reader>>("connectparticipant_small");
  add_decode_frames<views<cp::simdjson_reader>>("connectparticipant");
  add_decode_frames<views<cp::small_reader>>("connectparticipant_small");
  add_encode_send_message<body_writer>("connectparticipant");
  for (const message& each : messages())
    add_benchmark("encode_request/" + std::string(each.name) + "/connectparticipant",
                  [&each](benchmark::State& state) {
                    request_encoder encoder;
                    if (encoder.encode(each) != each.body)
                      return state.SkipWithError("wrong result");
                    run(state, each.content.size(), [&] {
                      benchmark::DoNotOptimize(encoder.encode(each));
                      benchmark::ClobberMemory();
                    });
                  });
  add_validate();
  add_scaling();
  return true;
}();

}  // namespace
