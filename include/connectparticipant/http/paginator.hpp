#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/config.hpp>
#include <connectparticipant/base/result.hpp>
#include <connectparticipant/operation/get_transcript.hpp>

namespace connectparticipant::inline v1 {

/// Why there is no other page.
enum class page_end : std::uint8_t {
  none,             ///< there may be one
  last_page,        ///< the service gave no NextToken
  repeated_token,   ///< it gave one that it had given before: it would go round
  unknown_start,    ///< StartPosition led to nothing; its NextToken would lead elsewhere
  page_limit,       ///< as many pages as were asked for
  token_too_large,  ///< NextToken does not fit the memory given
};

/// The pages of a transcript, in either direction and without a transport:
///
///   transcript_paginator pages(first, token_room);
///   while (const auto request = pages.next()) {
///     … send it …
///     pages.received(*response);
///   }
///
/// A request that failed can be had again. Memory is bounded: one token, and two hashes, by which
/// any round of repeated tokens is noticed before it has been walked three times (Brent's
/// algorithm).
class transcript_paginator {
 public:
  static constexpr std::uint32_t default_page_limit = 10'000;

  /// What `first` borrows, and `memory`, which holds one NextToken (up to 1,000 characters), must
  /// outlive the paginator.
  explicit transcript_paginator(const get_transcript_request& first,
                                std::span<char> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                                std::uint32_t page_limit = default_page_limit) noexcept
      : request_(first), memory_(memory), page_limit_(page_limit) {
    // Empty equals absent, and breaks a constraint of the model.
    const std::string_view token = first.next_token.value_or(std::string_view());
    if (token.empty()) {
      request_.next_token.reset();
    } else {
      anchor_ = hash(token);
    }
    if (page_limit_ == 0) end_ = page_end::page_limit;
  }

  /// The next request, the same until a response was `received`; absent when there is no other
  /// page. It borrows from the first request and the memory, until `received` is called.
  std::optional<get_transcript_request> next() const noexcept {
    if (end_ != page_end::none) return std::nullopt;
    return request_;
  }

  /// Takes in the response to that request. False when it was the last page: `end` says why.
  bool received(const get_transcript_response& page) noexcept {
    if (end_ != page_end::none) return false;
    ++pages_;
    end_ = advance(page);
    return end_ == page_end::none;
  }

  page_end end() const noexcept { return end_; }
  /// Pages received.
  std::uint32_t pages() const noexcept { return pages_; }
  /// Where to go on later, when the paginator stopped at its page limit: `NextToken`.
  std::optional<std::string_view> next_token() const noexcept CONNECTPARTICIPANT_LIFETIMEBOUND {
    if (end_ != page_end::none && end_ != page_end::page_limit) return std::nullopt;
    return request_.next_token;
  }

 private:
  page_end advance(const get_transcript_response& page) noexcept {
    if (!page.next_token || page.next_token->empty()) return page_end::last_page;
    const std::string_view token = *page.next_token;
    if (pages_ == 1 && request_.start_position && !request_.next_token &&
        (!page.transcript || page.transcript->empty()))
      return page_end::unknown_start;
    const std::uint64_t hashed = hash(token);
    if (token == request_.next_token || hashed == anchor_) return page_end::repeated_token;
    if (token.size() > memory_.size()) return page_end::token_too_large;
    // The anchor moves to the tokens at powers of two, so that it comes to stand in any round.
    if (++since_anchor_ >= round_) {
      anchor_ = hashed;
      since_anchor_ = 0;
      round_ *= 2;
    }
    std::memmove(memory_.data(), token.data(), token.size());
    request_.next_token = std::string_view(memory_.data(), token.size());
    return pages_ >= page_limit_ ? page_end::page_limit : page_end::none;
  }

  /// FNV-1a.
  static constexpr std::uint64_t hash(std::string_view text) noexcept {
    std::uint64_t value = 0xCBF29CE484222325u;
    for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x00000100000001B3u;
    return value;
  }

  get_transcript_request request_;
  std::span<char> memory_;
  std::optional<std::uint64_t> anchor_{};
  std::uint64_t since_anchor_ = 0;
  std::uint64_t round_ = 1;
  std::uint32_t page_limit_;
  std::uint32_t pages_ = 0;
  page_end end_ = page_end::none;
};

}  // namespace connectparticipant::inline v1
