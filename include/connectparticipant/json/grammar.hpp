#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/error.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/path.hpp>
#include <connectparticipant/base/utf8.hpp>
#include <connectparticipant/json/nesting.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/text.hpp>
#include <connectparticipant/shape/row.hpp>

namespace connectparticipant::inline v1 {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What is refused before a look at the text.
inline error refuse(std::string_view document, const limits& bounds) noexcept {
  if (document.size() > bounds.document_bytes) return error(errc::document_too_large);
  if (document.starts_with(byte_order_mark)) return error(errc::byte_order_mark);
  return error();
}

/// Finds the first breach of the grammar (RFC 8259) in a document of any shape; where there is
/// none, the first lone surrogate that the policy does not replace. A limit ends the search where
/// it is reached.
class grammar_check {
 public:
  grammar_check(std::string_view document, const policy& rules, const limits& bounds,
                const object_rows* root = nullptr) noexcept
      : begin_(document.data()),
        at_(begin_),
        end_(begin_ + document.size()),
        rules_(rules),
        bounds_(bounds),
        where_(root) {}

  error run() noexcept {
    return whole([this] { return skip(); });
  }

 protected:
  /// The first error of a document of which `read` goes past the value.
  template <class Read>
  error whole(Read&& read) noexcept {
    space();
    if (!read()) return fatal_;
    space();
    if (at_ != end_) return error(errc::trailing_content, static_cast<std::size_t>(at_ - begin_));
    return shape_;
  }

  char peek() const noexcept { return at_ != end_ ? *at_ : '\0'; }
  void space() noexcept {
    while (at_ != end_ && is_json_whitespace(*at_)) ++at_;
  }

  bool fail(errc code, const char* at) noexcept {
    fatal_ = error(code, static_cast<std::size_t>(at - begin_), where_);
    return false;
  }
  /// At a character that the grammar does not allow here.
  bool unexpected() noexcept {
    return fail(at_ == end_ ? errc::unexpected_end : errc::unexpected_character, at_);
  }
  void wrong(errc code, const char* value) noexcept {
    if (!shape_) shape_ = error(code, static_cast<std::size_t>(value - begin_), where_);
  }

  bool enter(const char* opening) noexcept {
    if (++depth_ > bounds_.deepest()) return fail(errc::too_deep, opening);
    ++at_;
    space();
    return true;
  }
  void leave() noexcept {
    --depth_;
    ++at_;
  }

  /// Behind an element: past a comma (more follows) or the closing bracket (done).
  bool next(char closing, bool& done) noexcept {
    space();
    if (peek() == closing && at_ != end_) {
      leave();
      done = true;
      return true;
    }
    if (peek() != ',') return unexpected();
    ++at_;
    space();
    return true;
  }

  bool colon() noexcept {
    space();
    if (peek() != ':') return unexpected();
    ++at_;
    space();
    return true;
  }

  bool number() noexcept {
    const number_token token = scan_number(at_, end_);
    at_ = token.end;
    if (!token.valid || (at_ != end_ && !ends_scalar(*at_)))
      return fail(at_ == end_ ? errc::unexpected_end : errc::invalid_number, at_);
    return true;
  }

  bool literal(std::string_view word) noexcept {
    for (char c : word) {
      if (peek() != c || at_ == end_)
        return fail(at_ == end_ ? errc::unexpected_end : errc::invalid_literal, at_);
      ++at_;
    }
    if (at_ != end_ && !ends_scalar(*at_)) return fail(errc::invalid_literal, at_);
    return true;
  }

  bool string() noexcept {
    if (peek() != '"') return unexpected();
    const char* const start = at_++;
    for (;;) {
      if (at_ == end_) return fail(errc::unexpected_end, at_);
      const char c = *at_;
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') {
        const escape found = read_escape(at_, end_);
        if (found.size == 0) return bad_escape();
        if (found.lone_surrogate && !rules_.replace_lone_surrogates)
          wrong(errc::lone_surrogate, start);
        at_ += found.size;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return fail(errc::control_character, at_);
      } else {
        const std::uint8_t size = decode_utf8(at_, end_).size;
        if (size == 0) return fail(errc::invalid_utf8, at_);
        at_ += size;
      }
    }
  }

  /// Where an escape stops being one.
  bool bad_escape() noexcept {
    const char* at = at_ + 1;
    if (at != end_ && *at == 'u')
      for (++at; at != end_ && hex_value(*at) >= 0;) ++at;
    return fail(at == end_ ? errc::unexpected_end : errc::invalid_escape, at);
  }

  /// Past any value.
  bool skip() noexcept {
    nesting inside;
    for (;;) {
      const char first = peek();
      bool opened = false;
      if (first == '{' || first == '[') {
        if (!enter(at_)) return false;
        if (peek() == (first == '{' ? '}' : ']')) {
          leave();
        } else {
          inside.push(first == '{');
          opened = true;
        }
      } else if (!scalar(first)) {
        return false;
      }
      while (!opened) {
        if (inside.depth() == 0) return true;
        bool done = false;
        if (!next(inside.in_object() ? '}' : ']', done)) return false;
        if (!done) break;
        inside.pop();
      }
      if (inside.in_object() && (!string() || !colon())) return false;
    }
  }

  bool scalar(char first) noexcept {
    switch (first) {
      case '"': return string();
      case 't': return literal("true");
      case 'f': return literal("false");
      case 'n': return literal("null");
      default: break;
    }
    if (first == '-' || digits(first)) return number();
    return unexpected();
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  const policy& rules_;
  const limits& bounds_;
  path where_;
  std::uint32_t depth_ = 0;
  error fatal_;
  error shape_;
};

/// Whether `text` is one JSON value of any type (RFC 8259).
inline bool is_json(std::string_view text) noexcept {
  const limits bounds{.depth = limits::max_depth};
  return !refuse(text, bounds) && !grammar_check(text, lenient, bounds).run();
}

}  // namespace connectparticipant::inline v1
