#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <simdjson.h>
#pragma pop_macro("min")
#pragma pop_macro("max")

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/json/diagnose.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/json/walk.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

/// Tokens by simdjson's structural index: the offset of each bracket, colon, comma, opening quote
/// and start of a number or literal. The index has seen UTF-8, raw controls and unclosed strings.
class index_cursor {
 public:
  index_cursor(std::string_view text, const std::uint32_t* index, std::uint32_t count) noexcept
      : at_(index),
        text_(text.data()),
        backslash_(text_),
        text_end_(text_ + text.size()),
        end_(index + count),
        names_end_(text.size() < 32 ? 0 : text.size() - 31) {}

  bool ends_with_brace() const noexcept { return at_ != end_ && text_[end_[-1]] == '}'; }
  char peek() const noexcept { return text_[*at_]; }
  bool at_end() const noexcept { return at_ == end_; }
  const char* at() const noexcept { return text_ + *at_; }
  const char* end() const noexcept { return text_end_; }
  void advance() noexcept { ++at_; }
  void leave() noexcept { ++at_; }
  void move_to(const index_cursor& other) noexcept {
    at_ = other.at_;
    backslash_ = other.backslash_;
  }

  bool take_name(const quoted_name& name) noexcept {
    if (*at_ >= names_end_ || !name.stands_at(text_ + *at_)) return false;
    at_ += 2;  // the quote's place in the index and the colon's
    return true;
  }

  CONNECTPARTICIPANT_INLINED bool string(std::string_view& raw, bool& escaped) noexcept {
    const char* const start = text_ + *at_ + 1;
    ++at_;
    // Between the closing quote and the next token there is only white space.
    const char* quote = at() - 1;
    if (*quote != '"') {
      quote = back_over_space(quote);
      if (*quote != '"') return false;
    }
    if (quote < start) return false;
    raw = {start, static_cast<std::size_t>(quote - start)};
    // One search for backslashes runs ahead of the tokens through the whole text.
    if (backslash_ < start) backslash_ = next_backslash(start, text_end_);
    escaped = backslash_ < quote;
    return true;
  }

  bool number(std::string_view& token, bool& integer) noexcept {
    const char* const start = text_ + *at_;
    const number_token found = scan_number(start, text_end_);
    token = {start, static_cast<std::size_t>(found.end - start)};
    integer = found.integer;
    return found.valid && finish_scalar(found.end);
  }

  bool literal(std::string_view word) noexcept {
    const char* const start = text_ + *at_;
    if (static_cast<std::size_t>(text_end_ - start) < word.size() ||
        std::string_view(start, word.size()) != word)
      return false;
    return finish_scalar(start + word.size());
  }

 private:
  CONNECTPARTICIPANT_OUT_OF_LINE static const char* back_over_space(const char* at) noexcept {
    while (is_json_whitespace(*at)) --at;
    return at;
  }
  CONNECTPARTICIPANT_OUT_OF_LINE static const char* next_backslash(const char* at,
                                                                   const char* end) noexcept {
    return find_backslash(at, end);
  }
  // A quote straight behind a scalar is not in the index, so the octet there is looked at.
  bool finish_scalar(const char* behind) noexcept {
    ++at_;
    return ends_scalar(*behind);
  }

  const std::uint32_t* at_;
  const char* text_;
  const char* backslash_;  ///< the first at or behind the latest string's start
  const char* text_end_;
  const std::uint32_t* end_;
  std::size_t names_end_;  ///< 32 octets can be read from before here
};

/// The default reader: simdjson's first stage, with the processor's SIMD chosen at run time, under
/// the library's own strict walk. Takes its memory once, at set-up (about 4 bytes for each byte of
/// `limits::document_bytes`); needs no padding behind the input. One thread at a time.
class simdjson_reader {
 public:
  explicit simdjson_reader(const limits& bounds = {}) : bounds_(bounds) {
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(
            bounds.document_bytes, 1, parser_) != simdjson::SUCCESS)
      parser_.reset();
  }

  /// False when there was no memory at set-up, or the reader was moved from: every read then fails
  /// with `arena_exhausted`.
  bool valid() const noexcept { return parser_ != nullptr; }
  const limits& bounds() const noexcept { return bounds_; }

  /// As `small_reader::read`.
  error read(std::string_view document, const object_rows& rows, void* to, arena& memory,
             const policy& rules) noexcept {
    if (!valid()) return error(errc::arena_exhausted);
    if (error refused = refuse(document, bounds_)) return refused;
    if (!document.empty() && index(document)) {
      index_cursor in(document, parser_->structural_indexes.get(), parser_->n_structural_indexes);
      if (walk<index_cursor>(in, memory, rules, bounds_).document(rows, to)) return error();
    }
    return diagnose(document, rows, rules, bounds_);
  }

 private:
  bool index(std::string_view document) noexcept {
    const auto* text = reinterpret_cast<const std::uint8_t*>(document.data());
    return parser_->stage1(text, document.size(), simdjson::stage1_mode::regular) ==
           simdjson::SUCCESS;
  }

  limits bounds_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
};

}  // namespace connectparticipant::inline v1
