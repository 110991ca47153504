#pragma once

#include <cstddef>
#include <string_view>

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

/// Tokens straight from the text.
class text_cursor {
 public:
  explicit text_cursor(std::string_view text) noexcept : at_(text.data()), end_(at_ + text.size()) {
    while (at_ != end_ && is_json_whitespace(end_[-1])) --end_;
    while (at_ != end_ && is_json_whitespace(*at_)) ++at_;
  }

  bool ends_with_brace() const noexcept { return at_ != end_ && end_[-1] == '}'; }
  char peek() const noexcept { return *at_; }
  bool at_end() const noexcept { return at_ == end_; }
  const char* at() const noexcept { return at_; }
  const char* end() const noexcept { return end_; }
  CONNECTPARTICIPANT_INLINED void advance() noexcept {
    ++at_;
    skip_space();
  }
  void leave() noexcept {
    ++at_;
    if (at_ != end_) skip_space();
  }
  void move_to(const text_cursor& other) noexcept { at_ = other.at_; }

  bool take_name(const quoted_name& name) noexcept {
    if (end_ - at_ < 32 || !name.stands_at(at_)) return false;
    at_ += name.size - 1;
    advance();
    return true;
  }

  CONNECTPARTICIPANT_INLINED bool string(std::string_view& raw, bool& escaped) noexcept {
    const char* const start = at_ + 1;
    const char* const quote = find_closing_quote(start, end_, escaped);
    if (quote == nullptr) return false;
    raw = {start, static_cast<std::size_t>(quote - start)};
    at_ = quote;
    advance();
    return true;
  }

  bool number(std::string_view& token, bool& integer) noexcept {
    const number_token found = scan_number(at_, end_);
    if (!found.valid) return false;
    token = {at_, static_cast<std::size_t>(found.end - at_)};
    integer = found.integer;
    return finish_scalar(found.end);
  }

  bool literal(std::string_view word) noexcept {
    if (static_cast<std::size_t>(end_ - at_) < word.size() ||
        std::string_view(at_, word.size()) != word)
      return false;
    return finish_scalar(at_ + word.size());
  }

 private:
  CONNECTPARTICIPANT_INLINED void skip_space() noexcept {
    if (*at_ <= ' ') at_ = behind_space(at_);
  }
  CONNECTPARTICIPANT_OUT_OF_LINE static const char* behind_space(const char* at) noexcept {
    while (is_json_whitespace(*at)) ++at;
    return at;
  }
  bool finish_scalar(const char* behind) noexcept {
    at_ = behind;
    if (!ends_scalar(*at_)) return false;
    skip_space();
    return true;
  }

  const char* at_;
  const char* end_;
};

/// The reader for constrained builds: scalar, no heap, no simdjson, no state but its limits. May be
/// used from several threads at once.
class small_reader {
 public:
  small_reader() = default;
  explicit small_reader(const limits& bounds) noexcept : bounds_(bounds) {}

  const limits& bounds() const noexcept { return bounds_; }

  /// Reads one document into `to`, a fresh structure that `rows` describe. What is read borrows
  /// from `document` and `memory`; on failure `to` is half filled and not to be used.
  error read(std::string_view document, const object_rows& rows, void* to, arena& memory,
             const policy& rules) const noexcept {
    if (error refused = refuse(document, bounds_)) return refused;
    text_cursor in(document);
    if (walk<text_cursor>(in, memory, rules, bounds_).document(rows, to)) return error();
    return diagnose(document, rows, rules, bounds_);
  }

 private:
  limits bounds_;
};

}  // namespace connectparticipant::inline v1
