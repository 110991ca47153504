#include <simdjson.h>

#include <cstring>
#include <memory>

#include "harness.hpp"

// What no decoder or encoder of this kind can pass.

namespace {

using namespace bench;

void add_memcpy(const std::string& name, std::string_view from) {
  add_benchmark(name + "/limit_memcpy", [from](benchmark::State& state) {
    std::string to(from.size(), ' ');
    run(state, from.size(), [&] {
      std::memcpy(to.data(), from.data(), from.size());
      benchmark::DoNotOptimize(to.data());
      benchmark::ClobberMemory();
    });
  });
}

/// simdjson's first stage alone: structural index and UTF-8.
class first_stage {
 public:
  first_stage() {
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(1 << 20, 1,
                                                                                parser_))
      parser_.reset();
  }
  bool run(std::string_view text) {
    return parser_ != nullptr &&
           parser_->stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                           simdjson::stage1_mode::regular) == simdjson::SUCCESS;
  }

 private:
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
};

const bool added = [] {
  benchmark::AddCustomContext("simdjson", simdjson::get_active_implementation()->name());
  for (const int items : {10, 100, 1000}) {
    const transcript& page = transcript_of(items);
    const std::string name = "decode_transcript/" + std::to_string(items);
    add_benchmark(name + "/limit_stage1", [&page](benchmark::State& state) {
      first_stage stage;
      if (!stage.run(page.text())) return state.SkipWithError("refused");
      run(state, page.size, [&] { benchmark::DoNotOptimize(stage.run(page.text())); });
    });
    add_memcpy(name, page.text());
  }
  add_benchmark("decode_frames/1000/limit_stage1", [](benchmark::State& state) {
    const frames& all = chat_frames();
    first_stage stage;
    run(state, all.size, [&] {
      for (const std::string_view text : all.texts) benchmark::DoNotOptimize(stage.run(text));
    });
    state.SetItemsProcessed(state.iterations() * 1'000);
  });
  add_memcpy("decode_frames/1000", {chat_frames().memory.data(), chat_frames().size});
  for (const message& each : messages())
    add_memcpy("encode_send_message/" + std::string(each.name), each.content);
  add_memcpy("validate/12k", messages()[2].content);
  static const std::string octets(64 * 1024, 'x');
  add_memcpy("mask/64k", octets);
  add_memcpy("decode_websocket/1k", std::string_view(octets).substr(0, 1'024));
  add_memcpy("decode_websocket/1k_unicode", std::string_view(octets).substr(0, 1'008));
  return true;
}();

}  // namespace
