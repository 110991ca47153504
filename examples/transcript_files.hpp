#pragma once

// Transcripts in files: each holds the body of a GetTranscript response, or one bare item.

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <string_view>

#include <connectparticipant/connectparticipant.hpp>

#include "replay.hpp"

namespace example {

class transcript_printer {
 public:
  explicit transcript_printer(const cp::print_options& options) : options_(options) {}

  /// False when the file is no transcript; what is wrong, and where, is printed.
  bool print(const std::filesystem::path& path) {
    memory_.reset();
    std::error_code unreadable;
    if (!std::filesystem::is_regular_file(path, unreadable)) return fail(path, "is no file");
    const std::string text = read_file(path);
    const auto page = cp::read<cp::get_transcript_response>(text, reader_, memory_);
    if (!page && !page.error().where.empty()) return fail(path, page.error());
    if (page && (page->transcript || page->next_token)) {
      const auto items = page->transcript.value_or(std::span<const cp::item>());
      std::cout << path.string() << ": " << items.size() << " items"
                << (page->next_token ? ", and more behind NextToken" : "") << '\n';
      for (const cp::item& item : items) print(item);
      return true;
    }
    const auto item = cp::read<cp::item>(text, reader_, memory_);
    if (!item) return fail(path, item.error());
    if (*item == cp::item{}) return fail(path, "is neither a transcript nor an item");
    std::cout << path.string() << ": an item\n";
    print(*item);
    return true;
  }

 private:
  void print(const cp::item& item) const { std::cout << "  " << cp::print(item, options_) << '\n'; }

  static bool fail(const std::filesystem::path& path, const cp::error& failure) {
    return fail(path, cp::describe(failure));
  }
  static bool fail(const std::filesystem::path& path, std::string_view what) {
    std::cout.flush();
    std::cerr << path.string() << ": " << what << '\n';
    return false;
  }

  cp::print_options options_;
  cp::simdjson_reader reader_;
  cp::arena memory_{cp::memory_source::heap()};
};

}  // namespace example
