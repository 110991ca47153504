#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string_view>

#include <connectparticipant/base/config.hpp>
#include <connectparticipant/model/item.hpp>

namespace connectparticipant::inline v1 {

/// What a stitcher made of an item.
enum class stitch_state : std::uint8_t {
  whole,      ///< no piece of a streamed message: the item as it came
  partial,    ///< the text so far
  completed,  ///< the whole text, in place of all pieces
  dropped,    ///< nothing new: a repeat, or a piece whose predecessor is missing
  overflow,   ///< a piece for which there is no memory; its message shows again when completed
};

/// An item as a stitcher gives it back.
struct stitched {
  stitch_state state = stitch_state::dropped;
  /// The item to show, for `whole`, `partial` and `completed`; else the one that came. It takes the
  /// place of an earlier one with the same id.
  connectparticipant::item item{};

  constexpr bool is_news() const noexcept {
    return state == stitch_state::whole || state == stitch_state::partial ||
           state == stitch_state::completed;
  }
};

/// Joins bot messages that arrive in pieces, as the chat client does it. The pieces of one message
/// share an id and are numbered from 1; each holds what is to be appended, and the last one, marked
/// as completed, the whole text. A piece out of turn is dropped, and so are those behind it, until
/// the whole text comes. A message of the transcript with the same id replaces the pieces.
///
/// Memory is the caller's and bounded: a number of messages, and octets for their ids and texts.
/// Where either is used up, the message that was touched longest ago is forgotten; if it was still
/// incomplete, its further pieces are dropped until it is completed, and if it was complete, a
/// repeat of it would show again. A message too large for all the memory gives `overflow`. Nothing
/// allocates. A piece of the latest message costs time in its own size; otherwise in the size of
/// the memory.
class stitcher {
 public:
  /// The octets that a stitcher of so many messages and so many octets of text needs.
  static constexpr std::size_t memory_for(std::size_t messages, std::size_t text) noexcept {
    return alignof(entry) - 1 + messages * sizeof(entry) + text;
  }

  /// `memory` must outlive the stitcher and may begin anywhere. Where it is too small for the
  /// messages, fewer are held.
  explicit stitcher(std::span<std::byte> memory CONNECTPARTICIPANT_LIFETIMEBOUND,
                    std::size_t messages = 16) noexcept {
    void* at = memory.data();
    std::size_t room = memory.size();
    if (at == nullptr || std::align(alignof(entry), sizeof(entry), at, room) == nullptr) return;
    const std::size_t fitting = room / sizeof(entry);
    capacity_ = messages < fitting ? messages : fitting;
    auto* const bytes = static_cast<std::byte*>(at);
    for (std::size_t i = 0; i < capacity_; ++i) {
      entry* const made = ::new (bytes + i * sizeof(entry)) entry();
      if (i == 0) entries_ = made;
    }
    text_ = reinterpret_cast<char*>(bytes + capacity_ * sizeof(entry));
    text_capacity_ = room - capacity_ * sizeof(entry);
  }
  stitcher(const stitcher&) = delete;
  stitcher& operator=(const stitcher&) = delete;

  /// Takes the next item of a chat, from the websocket or a transcript. What it gives borrows from
  /// the item and, until the next call, from the stitcher's memory; what it takes must not.
  stitched push(const item& from) noexcept {
    const bool message = from.type == chat_item_type::message;
    if (!message || !from.id || from.id->empty()) return {stitch_state::whole, from};
    std::size_t at = find(*from.id);
    if (!is_piece(from)) {
      if (at != count_ && entries_[at].state == progress::open) close(at, progress::broken);
      return {stitch_state::whole, from};
    }
    if (*from.message_metadata->message_completed) {
      if (at != count_ && entries_[at].state == progress::complete)
        return {stitch_state::dropped, from};
      if (at == count_) at = add(*from.id, {});
      if (at != count_) close(at, progress::complete);
      return {stitch_state::completed, from};
    }
    const std::int64_t number = from.message_metadata->chunk_number.value_or(0);
    if (at == count_) {
      if (number != 1) return {stitch_state::dropped, from};
      at = add(*from.id, from.absolute_time);
      if (at == count_) return {stitch_state::overflow, from};
    } else if (entries_[at].state != progress::open || number < 1 ||
               number - 1 != entries_[at].last) {
      return {stitch_state::dropped, from};
    }
    at = touch(at);
    if (!append(from.content.value_or(std::string_view()))) {
      close(count_ - 1, progress::broken);
      return {stitch_state::overflow, from};
    }
    entry& held = entries_[count_ - 1];
    held.last = number;
    stitched joined{stitch_state::partial, from};
    joined.item.content = content_of(held);
    if (held.timed) joined.item.absolute_time = time_of(held);
    return joined;
  }

  /// Forgets all messages.
  void clear() noexcept { count_ = text_size_ = 0; }

  /// Messages held, complete ones included, of which only the id is held.
  std::size_t messages() const noexcept { return count_; }
  std::size_t max_messages() const noexcept { return capacity_; }
  /// Octets of text in use, ids and times included.
  std::size_t text_bytes() const noexcept { return text_size_; }
  std::size_t max_text_bytes() const noexcept { return text_capacity_; }

 private:
  enum class progress : std::uint8_t {
    open,
    broken,  // the whole text alone is of use now
    complete,
  };

  /// Entries, and their texts behind each other in the same order, from the message touched longest
  /// ago to the latest: id, first time, content.
  struct entry {
    std::size_t id_size = 0;
    std::size_t time_size = 0;
    std::size_t content_size = 0;
    std::int64_t last = 0;
    progress state = progress::open;
    bool timed = false;

    std::size_t size() const noexcept { return id_size + time_size + content_size; }
  };

  static bool is_piece(const item& from) noexcept {
    return from.participant_role == connectparticipant::participant_role::system &&
           from.message_metadata && from.message_metadata->message_completed;
  }

  std::size_t find(std::string_view id) const noexcept {
    const char* at = text_;
    for (std::size_t i = 0; i < count_; ++i) {
      if (std::string_view(at, entries_[i].id_size) == id) return i;
      at += entries_[i].size();
    }
    return count_;
  }
  char* text_at(std::size_t number) const noexcept {
    char* at = text_;
    for (std::size_t i = 0; i < number; ++i) at += entries_[i].size();
    return at;
  }
  std::string_view time_of(const entry& latest) const noexcept {
    return {text_ + text_size_ - latest.content_size - latest.time_size, latest.time_size};
  }
  std::string_view content_of(const entry& latest) const noexcept {
    return {text_ + text_size_ - latest.content_size, latest.content_size};
  }

  void erase_text(char* from, std::size_t size) noexcept {
    if (size == 0) return;
    std::memmove(from, from + size, static_cast<std::size_t>(text_ + text_size_ - (from + size)));
    text_size_ -= size;
  }

  void forget_oldest() noexcept {
    erase_text(text_, entries_[0].size());
    std::move(entries_ + 1, entries_ + count_, entries_);
    --count_;
  }

  /// Makes an entry the latest; gives its new number.
  std::size_t touch(std::size_t number) noexcept {
    if (number + 1 != count_) {
      char* const at = text_at(number);
      std::rotate(at, at + entries_[number].size(), text_ + text_size_);
      std::rotate(entries_ + number, entries_ + number + 1, entries_ + count_);
    }
    return count_ - 1;
  }

  /// The number of a new, latest entry; `count_` when there is no room for it.
  std::size_t add(std::string_view id, std::optional<std::string_view> time) noexcept {
    const std::size_t time_size = time ? time->size() : 0;
    if (capacity_ == 0 || id.size() > text_capacity_ || time_size > text_capacity_ - id.size())
      return count_;
    const std::size_t size = id.size() + time_size;
    while (count_ == capacity_ || text_capacity_ - text_size_ < size) forget_oldest();
    entry& made = entries_[count_++];
    made = entry();
    made.id_size = id.size();
    made.time_size = time_size;
    made.timed = time.has_value();
    put(id);
    if (time) put(*time);
    return count_ - 1;
  }

  /// Lengthens the latest message's content.
  bool append(std::string_view more) noexcept {
    const std::size_t own = entries_[count_ - 1].size();
    if (more.size() > text_capacity_ - own) return false;
    while (text_capacity_ - text_size_ < more.size()) forget_oldest();
    put(more);
    entries_[count_ - 1].content_size += more.size();
    return true;
  }

  void put(std::string_view more) noexcept {
    if (more.empty()) return;
    std::memcpy(text_ + text_size_, more.data(), more.size());
    text_size_ += more.size();
  }

  /// Keeps a message's id alone.
  void close(std::size_t number, progress state) noexcept {
    entry& closed = entries_[touch(number)];
    erase_text(text_ + text_size_ - closed.content_size - closed.time_size,
               closed.content_size + closed.time_size);
    closed.time_size = closed.content_size = 0;
    closed.timed = false;
    closed.state = state;
  }

  entry* entries_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t count_ = 0;
  char* text_ = nullptr;
  std::size_t text_capacity_ = 0;
  std::size_t text_size_ = 0;
};

}  // namespace connectparticipant::inline v1
