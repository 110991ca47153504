#pragma once

// What the fuzz targets share: a check that ends the program, and inputs that end where memory
// does.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <connectparticipant/connectparticipant.hpp>

namespace fuzz {

namespace cp = connectparticipant;

[[noreturn]] inline void fail(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
  std::abort();
}

#define FUZZ_CHECK(what) \
  if (!(what)) ::fuzz::fail(#what, __FILE__, __LINE__)

/// A copy that ends where readable memory does: a byte read behind it ends the program, also one
/// read by code that no sanitizer has seen.
class exact {
 public:
  explicit exact(std::string_view text) {
    char* begin = nullptr;
#if defined(__linux__)
    if (text.size() <= page::size) {
      page_ = &page::take();
      begin = page_->end - text.size();
    }
#endif
    if (begin == nullptr) {
      own_ = std::make_unique<char[]>(text.size());
      begin = own_.get();
    }
    if (!text.empty()) std::memcpy(begin, text.data(), text.size());
    text_ = {begin, text.size()};
  }
  exact(const exact&) = delete;
  exact& operator=(const exact&) = delete;
#if defined(__linux__)
  ~exact() {
    if (page_ != nullptr) page_->taken = false;
  }
#endif
  std::string_view text() const { return text_; }

 private:
#if defined(__linux__)
  struct page {
    static constexpr std::size_t size = 1u << 20, guard = 64u << 10;
    char* end = nullptr;
    bool taken = true;

    page() {
      void* at =
          mmap(nullptr, size + guard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (at == MAP_FAILED || mprotect(static_cast<char*>(at) + size, guard, PROT_NONE) != 0)
        std::abort();
      end = static_cast<char*>(at) + size;
    }
    static page& take() {
      static std::vector<std::unique_ptr<page>> made;
      for (const auto& one : made)
        if (!one->taken) {
          one->taken = true;
          return *one;
        }
      made.push_back(std::make_unique<page>());
      return *made.back();
    }
  };
  page* page_ = nullptr;
#endif

  std::unique_ptr<char[]> own_;
  std::string_view text_;
};

/// An HTTP message as a fuzzer can write it: a line of its own, header lines, an empty line, body.
struct message {
  std::string first;
  std::vector<std::string> lines;
  std::vector<cp::http_header> headers;
  std::string_view body;

  explicit message(std::string_view input) {
    first = line(input);
    for (std::string text = line(input); !text.empty(); text = line(input))
      lines.push_back(std::move(text));
    for (const std::string& text : lines) {
      const std::size_t colon = std::min(text.find(':'), text.size());
      const std::string_view all(text);
      headers.push_back({all.substr(0, colon), all.substr(std::min(colon + 1, text.size()))});
    }
    body = input;
  }

 private:
  static std::string line(std::string_view& input) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    std::string text(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
    return text;
  }
};

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string_view()
                   : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// The first octet of an input as a small number; readable seeds say '0', '1' …
inline unsigned take_digit(std::string_view& input) {
  if (input.empty()) return 0;
  const auto digit = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  return static_cast<unsigned char>(digit - '0');
}

/// Memory and limits that a user may choose, from roomy to hardly any.
struct plan {
  cp::limits bounds{};
  std::size_t first = 0;
  bool grows = true;

  static plan of(unsigned number) {
    plan chosen;
    switch (number % 8) {
      case 1: chosen = {.first = 64 * 1024, .grows = false}; break;
      case 2: chosen = {.first = 700, .grows = false}; break;
      case 3: chosen = {.first = 40, .grows = false}; break;
      case 4: chosen = {.first = 0, .grows = false}; break;
      case 5:
        chosen = {.bounds = {.depth = 3, .list_items = 2, .map_entries = 2}, .first = 100};
        break;
      case 6:
        chosen = {.bounds = {.document_bytes = 64, .depth = 1, .list_items = 0, .map_entries = 0}};
        break;
      case 7: chosen = {.bounds = {.depth = 1024}, .first = 3000}; break;
      default: break;
    }
    return chosen;
  }
  cp::memory_source source() const {
    return grows ? cp::memory_source::heap() : cp::memory_source{};
  }
};

/// An arena over memory of exactly the plan's size.
class plan_memory {
 public:
  explicit plan_memory(const plan& chosen)
      : room_(std::make_unique<std::byte[]>(chosen.first)),
        arena_(std::span<std::byte>(room_.get(), chosen.first), chosen.source()) {}
  cp::arena& operator*() { return arena_; }

 private:
  std::unique_ptr<std::byte[]> room_;
  cp::arena arena_;
};

/// A simdjson reader for the bounds; set up once for each, as a user does.
inline cp::simdjson_reader& simdjson_for(const cp::limits& bounds) {
  static std::vector<std::unique_ptr<cp::simdjson_reader>> made;
  for (const auto& one : made)
    if (one->bounds().document_bytes == bounds.document_bytes &&
        one->bounds().depth == bounds.depth && one->bounds().list_items == bounds.list_items &&
        one->bounds().map_entries == bounds.map_entries)
      return *one;
  made.push_back(std::make_unique<cp::simdjson_reader>(bounds));
  FUZZ_CHECK(made.back()->valid());
  return *made.back();
}

/// What holds for every error about a document.
inline void check_error(const cp::error& failure, std::string_view document) {
  FUZZ_CHECK(failure);
  FUZZ_CHECK(failure.offset <= document.size());
  FUZZ_CHECK(!cp::describe(failure).empty());
  FUZZ_CHECK(cp::to_string(failure.code) != "unknown");
}

/// What holds for every value, whoever made it: a copy equals it, what is written reads back equal
/// with either reader and under the strict policy, and a memory one octet short says so.
template <class T>
void check_value(const T& value) {
  cp::arena memory(cp::memory_source::heap());
  const auto copied = cp::copy(value, memory);
  FUZZ_CHECK(copied && *copied == value);

  std::string room;
  const auto written = cp::write(value, room);
  FUZZ_CHECK(written && written->size() == cp::written_size(value));
  FUZZ_CHECK(cp::is_utf8(*written));
  {
    const auto exact_room = std::make_unique<char[]>(written->size());
    const auto again = cp::write(value, std::span<char>(exact_room.get(), written->size()));
    FUZZ_CHECK(again && *again == *written);
    const auto shorter = cp::write(value, std::span<char>(exact_room.get(), written->size() - 1));
    FUZZ_CHECK(!shorter && shorter.error().code == cp::errc::buffer_too_small &&
               shorter.error().offset == written->size());
  }

  FUZZ_CHECK(cp::is_utf8(cp::print(value)));
  FUZZ_CHECK(cp::is_utf8(cp::print(value, {.personal = true})));

  // What has members in headers and labels does not travel by its body alone.
  for (const cp::field_row& row : std::span(cp::table<T>::rows.fields, cp::table<T>::rows.count))
    if (row.where != cp::location::body) return;
  const cp::limits bounds{.list_items = 1u << 20, .map_entries = 1u << 20};
  cp::small_reader small(bounds);
  const auto first = cp::read<T>(*written, small, memory, cp::strict);
  FUZZ_CHECK(first && *first == value);
  const auto second = cp::read<T>(*written, simdjson_for(bounds), memory, cp::strict);
  FUZZ_CHECK(second && *second == value);
}

/// Reads with both readers, which must agree; hands on the value where there is one.
template <class T, class Found>
void check_read(std::string_view input, const plan& chosen, const cp::policy& rules,
                Found&& found) {
  const exact document(input);
  plan_memory small_memory(chosen), simdjson_memory(chosen);
  cp::small_reader small(chosen.bounds);
  const auto a = cp::read<T>(document.text(), small, *small_memory, rules);
  const auto b = cp::read<T>(document.text(), simdjson_for(chosen.bounds), *simdjson_memory, rules);
  FUZZ_CHECK(a.has_value() == b.has_value());
  if (a) {
    FUZZ_CHECK(*a == *b);
    found(*a);
    return;
  }
  FUZZ_CHECK(a.error() == b.error());
  check_error(a.error(), input);
}

/// A walk and the search for its error are two ways through one document: they agree.
inline void check_diagnosis(std::string_view document, const cp::object_rows& rows,
                            const cp::policy& rules, const cp::limits& bounds, bool accepted,
                            const cp::error& failure) {
  if (cp::refuse(document, bounds)) return;
  const cp::error found = cp::diagnosis(document, rows, rules, bounds).run();
  if (accepted) {
    FUZZ_CHECK(!found);
  } else {
    FUZZ_CHECK(found || failure.code == cp::errc::arena_exhausted);
    FUZZ_CHECK(!found || found == failure);
  }
}

}  // namespace fuzz
