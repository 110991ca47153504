#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/charset.hpp>
#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/limits.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/http/message.hpp>

namespace connectparticipant::inline v1 {

/// The version of the protocol in `Sec-WebSocket-Version` (RFC 6455, section 4.1).
inline constexpr std::string_view websocket_version = "13";

/// What one call of a handshake came to.
enum class handshake_outcome : std::uint8_t {
  needs_more,
  complete,  ///< for a client the connection is open; for a server a good request has come
  refused,   ///< a client's: by a status other than 101; a server's: `status` is due
  failed,    ///< a client's: what came is no answer to the request
};

struct handshake_step {
  /// Octets of the input that are done with. What lies behind them is the peer's first frames, or a
  /// refusal's body.
  std::size_t consumed = 0;
  handshake_outcome outcome = handshake_outcome::needs_more;
  /// `invalid_handshake`, `method_not_allowed`, or a code of `error_group::limit`.
  error failure{};
  /// The header field at fault; empty where it is the start line or the head as a whole.
  std::string_view field{};
};

/// The header fields of a head (RFC 9112, section 5), in order, as views of it.
class head_fields {
 public:
  head_fields() = default;
  /// `lines` end with CRLF each and have been checked.
  constexpr explicit head_fields(std::string_view lines) noexcept : lines_(lines) {}

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = http_header;
    using difference_type = std::ptrdiff_t;
    using pointer = const http_header*;
    using reference = http_header;

    iterator() = default;
    constexpr explicit iterator(std::string_view rest) noexcept : rest_(rest) {}
    constexpr http_header operator*() const noexcept {
      const std::string_view line = rest_.substr(0, rest_.find('\r'));
      const std::size_t colon = line.find(':');
      return {line.substr(0, colon), trim(line.substr(colon + 1))};
    }
    constexpr iterator& operator++() noexcept {
      rest_.remove_prefix(rest_.find('\n') + 1);
      return *this;
    }
    constexpr iterator operator++(int) noexcept {
      iterator old = *this;
      ++*this;
      return old;
    }
    friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.rest_.size() == b.rest_.size();
    }

   private:
    std::string_view rest_{};
  };
  constexpr iterator begin() const noexcept { return iterator(lines_); }
  constexpr iterator end() const noexcept { return iterator(); }

  /// The first value of that name, trimmed. Names compare in any letter case.
  constexpr std::optional<std::string_view> find(std::string_view name) const noexcept {
    for (const http_header field : *this)
      if (equal_any_case(field.name, name)) return field.value;
    return std::nullopt;
  }
  /// The value of a field that stands there exactly once.
  constexpr std::optional<std::string_view> single(std::string_view name) const noexcept {
    std::optional<std::string_view> found;
    for (const http_header field : *this) {
      if (!equal_any_case(field.name, name)) continue;
      if (found) return std::nullopt;
      found = field.value;
    }
    return found;
  }
  /// Whether `matches(element)` holds for an element of the comma-separated lists of that name.
  template <class F>
  constexpr bool any_element(std::string_view name, F&& matches) const {
    for (const http_header field : *this) {
      if (!equal_any_case(field.name, name)) continue;
      for (std::string_view rest = field.value; !rest.empty();) {
        const std::size_t comma = rest.find(',');
        const std::string_view element = trim(rest.substr(0, comma));
        if (!element.empty() && matches(element)) return true;
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
      }
    }
    return false;
  }
  /// Whether a list of that name holds the token, in any letter case.
  constexpr bool has_token(std::string_view name, std::string_view token) const noexcept {
    return any_element(name, [&](std::string_view e) { return equal_any_case(e, token); });
  }

 private:
  std::string_view lines_{};
};

/// A head read from octets cut anywhere: a start line and header fields, each ended by CRLF, and an
/// empty line. Stricter than HTTP allows to be: no bare line feed, no folded line, no control
/// character but the tab, no white space around a name.
class handshake_head {
 public:
  /// The head is kept in `memory`; it may have as many octets as that, and `head_bytes` at most.
  explicit handshake_head(std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                          const websocket_limits& limits = {}) noexcept
      : memory_(memory), limit_(limits.head_bytes) {}

  struct step {
    std::size_t consumed = 0;
    bool complete = false;
    error failure{};  ///< `invalid_handshake`, `message_too_large`, `buffer_too_small`; it stays
  };
  /// Reads up to the end of the head; nothing behind it is consumed.
  step decode(std::string_view input) noexcept {
    std::size_t at = 0;
    while (failure_ == errc::none && !complete_ && at != input.size()) {
      failure_ = octet(input[at]);
      if (failure_ == errc::none) ++at;
    }
    if (failure_ != errc::none) return {at, false, error(failure_, at)};
    return {at, complete_, {}};
  }
  /// Forgets a head that is complete, for the one behind it; the limit counts both.
  void next() noexcept {
    size_ = line_ = start_line_ = 0;
    complete_ = false;
  }

  bool complete() const noexcept { return complete_; }
  /// Without its CRLF. Views into the memory given, valid while it holds the head.
  std::string_view start_line() const noexcept {
    return complete_ ? text().substr(0, start_line_ - 2) : std::string_view();
  }
  head_fields fields() const noexcept {
    return complete_ ? head_fields(text().substr(start_line_, size_ - 2 - start_line_))
                     : head_fields();
  }

 private:
  std::string_view text() const noexcept { return {memory_.data(), size_}; }

  errc octet(char c) noexcept {
    if (total_ == limit_) return errc::message_too_large;
    if (size_ == memory_.size()) return errc::buffer_too_small;
    const bool after_return = size_ != line_ && memory_[size_ - 1] == '\r';
    if ((c == '\n') != after_return) return errc::invalid_handshake;
    const auto number = static_cast<unsigned char>(c);
    if (number == 0x7F || (number < 0x20 && c != '\t' && c != '\r' && c != '\n'))
      return errc::invalid_handshake;
    memory_[size_++] = c;
    ++total_;
    return c == '\n' ? end_line() : errc::none;
  }

  errc end_line() noexcept {
    const std::string_view line = text().substr(line_, size_ - 2 - line_);
    line_ = size_;
    if (start_line_ == 0) {
      start_line_ = size_;
      return line.empty() ? errc::invalid_handshake : errc::none;
    }
    complete_ = line.empty();
    const std::size_t colon = line.find(':');
    const bool field = colon != 0 && colon != std::string_view::npos &&
                       token_characters.all_of(line.substr(0, colon));
    return complete_ || field ? errc::none : errc::invalid_handshake;
  }

  std::span<char> memory_;
  std::size_t size_ = 0;
  std::size_t line_ = 0;        // where the present line starts
  std::size_t start_line_ = 0;  // the start line's size with its CRLF
  std::uint32_t total_ = 0;
  std::uint32_t limit_;
  errc failure_ = errc::none;
  bool complete_ = false;
};

namespace handshake_internal {

/// Writes into memory that may be too small, and goes on counting.
class writer {
 public:
  explicit writer(std::span<char> memory) noexcept : memory_(memory) {}
  template <class... Text>
  writer& put(const Text&... text) noexcept {
    (put_one(text), ...);
    return *this;
  }
  result<std::string_view> finish() const noexcept {
    if (size_ > memory_.size()) return error(errc::buffer_too_small, size_);
    return std::string_view(memory_.data(), size_);
  }

 private:
  void put_one(std::string_view text) noexcept {
    if (size_ <= memory_.size() && text.size() <= memory_.size() - size_ && !text.empty())
      std::memcpy(memory_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }

  std::span<char> memory_;
  std::size_t size_ = 0;
};

/// Header fields that the handshake itself answers for.
constexpr bool is_reserved(std::string_view name) noexcept {
  constexpr std::string_view prefix = "sec-websocket-";
  for (const std::string_view own :
       {"host", "upgrade", "connection", "content-length", "transfer-encoding"})
    if (equal_any_case(name, own)) return true;
  return equal_any_case(name.substr(0, prefix.size()), prefix);
}

/// Whether the caller's header fields can be sent without changing the message around them.
inline error check(std::span<const http_header> headers) noexcept {
  for (const http_header& header : headers) {
    if (header.name.empty() || !token_characters.all_of(header.name) || is_reserved(header.name))
      return error(errc::invalid_argument);
    if (!is_header_value(header.value)) return error(errc::header_value);
  }
  return {};
}

inline void put(writer& out, std::span<const http_header> headers) noexcept {
  for (const http_header& header : headers) out.put(header.name, ": ", header.value, "\r\n");
}

}  // namespace handshake_internal

}  // namespace connectparticipant::inline v1
