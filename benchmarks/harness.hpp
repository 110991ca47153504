#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "allocations.hpp"
#include "chat.hpp"

// One matter, many implementations. Each is checked against the generator's own values before it is
// timed, so nobody leaves work out.

namespace bench {

inline const transcript& transcript_of(int items) {
  static std::map<int, transcript> made;
  return made.try_emplace(items, items).first->second;
}
inline const frames& chat_frames() {
  static const frames made(1'000);
  return made;
}

inline void count(benchmark::State& state, std::size_t bytes, std::uint64_t allocations_before) {
  const auto made = static_cast<double>(allocations() - allocations_before);
  state.counters["allocs"] = made / static_cast<double>(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

/// Times `body()`.
template <class Body>
void run(benchmark::State& state, std::size_t bytes, Body&& body) {
  const std::uint64_t before = allocations();
  for (auto _ : state) body();
  count(state, bytes, before);
}

/// Times `body(text)` where it destroys the text: each call gets a fresh copy, made outside of the
/// time, several at once because stopping the clock takes time too.
template <class Body>
void run_in_place(benchmark::State& state, std::string_view text, Body&& body) {
  const std::size_t fit = (std::size_t{256} << 10) / text.size();
  std::vector<std::string> copies(fit < 1 ? 1 : fit > 8 ? 8 : fit, std::string(text));
  const std::uint64_t before = allocations();
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(copies.size()))) {
    state.PauseTiming();
    for (std::string& copy : copies) std::memcpy(copy.data(), text.data(), text.size());
    state.ResumeTiming();
    for (std::string& copy : copies) body(copy.data());
  }
  count(state, text.size(), before);
}

template <class Peer>
concept in_place = Peer::is_in_place;

template <class F>
void add_benchmark(const std::string& name, F&& body) {
  benchmark::RegisterBenchmark(name.c_str(), std::forward<F>(body));
}

/// `Peer` has `decode(text)`, true when it went well, and `digest()` of what it decoded. One that
/// is `in_place` has `decode(char*, std::size_t)`; the text ends with a null.
template <class Peer>
void add_decode(const std::string& name, int items) {
  add_benchmark(name, [items](benchmark::State& state) {
    const transcript& from = transcript_of(items);
    Peer peer;
    if constexpr (in_place<Peer>) {
      std::string copy(from.text());
      if (!peer.decode(copy.data(), copy.size()) || peer.digest() != from.expected)
        return state.SkipWithError("wrong result");
      run_in_place(state, from.text(),
                   [&](char* text) { benchmark::DoNotOptimize(peer.decode(text, from.size)); });
    } else {
      if (!peer.decode(from.text()) || peer.digest() != from.expected)
        return state.SkipWithError("wrong result");
      run(state, from.size, [&] { benchmark::DoNotOptimize(peer.decode(from.text())); });
    }
  });
}

template <class Peer>
void add_decode_transcript(const std::string& implementation) {
  for (const int items : {10, 100, 1000})
    add_decode<Peer>("decode_transcript/" + std::to_string(items) + '/' + implementation, items);
}
template <class Peer>
void add_decode_transcript_owned(const std::string& implementation) {
  add_decode<Peer>("decode_transcript_owned/100/" + implementation, 100);
}

/// `Peer` has `decode_frame` as `decode`, and `add_to(digest)` for the item.
template <class Peer>
void add_decode_frames(const std::string& implementation) {
  add_benchmark("decode_frames/1000/" + implementation, [](benchmark::State& state) {
    const frames& from = chat_frames();
    const std::string_view whole(from.memory.data(), from.size);
    Peer peer;
    digest sum;
    const auto decode = [&](std::string_view text, [[maybe_unused]] char* copy) {
      if constexpr (in_place<Peer>) {
        return peer.decode_frame(copy + (text.data() - whole.data()), text.size());
      } else {
        return peer.decode_frame(text);
      }
    };
    std::string first(whole);
    for (const std::string_view text : from.texts) {
      if (!decode(text, first.data())) return state.SkipWithError("a frame was refused");
      peer.add_to(sum);
    }
    if (sum.value() != from.expected) return state.SkipWithError("wrong result");
    const auto all = [&](char* copy) {
      for (const std::string_view text : from.texts) benchmark::DoNotOptimize(decode(text, copy));
    };
    if constexpr (in_place<Peer>) {
      run_in_place(state, whole, all);
    } else {
      run(state, from.size, [&] { all(nullptr); });
    }
    state.SetItemsProcessed(state.iterations() * 1'000);
  });
}

/// `Peer` has `encode(message)`, the text, valid until the next call.
template <class Peer>
void add_encode_send_message(const std::string& implementation) {
  for (const message& each : messages())
    add_benchmark("encode_send_message/" + std::string(each.name) + '/' + implementation,
                  [&each](benchmark::State& state) {
                    Peer peer;
                    if (peer.encode(each) != each.body) return state.SkipWithError("wrong result");
                    run(state, each.content.size(), [&] {
                      benchmark::DoNotOptimize(peer.encode(each));
                      benchmark::ClobberMemory();
                    });
                  });
}

}  // namespace bench
