#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "page.hpp"

namespace bench {

/// Fills a page, or one item of it, from the events of a SAX parser.
template <class Text>
class page_builder {
 public:
  enum class root { page, item };

  page_builder(page<Text>& to, root what)
      : to_(to), where_(what == root::page ? in::start : in::transcript) {}

  void start_object() {
    switch (skipped_ != 0 ? in::nothing : where_) {
      case in::start: where_ = in::page; return;
      case in::transcript:
        item_ = &to_.items.emplace_back();
        item_->attachments = {to_.attachment_count(), to_.attachment_count()};
        item_->receipts = {to_.receipt_count(), to_.receipt_count()};
        where_ = in::item;
        return;
      case in::item:
        if (next_ != in::metadata) break;
        where_ = in::metadata;
        return;
      case in::attachments:
        to_.attachments.emplace_back();
        where_ = in::attachment;
        return;
      case in::receipts:
        to_.receipts.emplace_back();
        where_ = in::receipt;
        return;
      default: break;
    }
    ++skipped_;
  }
  void end_object() {
    if (skipped_ != 0) {
      --skipped_;
      return;
    }
    switch (where_) {
      case in::item: where_ = in::transcript; break;
      case in::metadata: where_ = in::item; break;
      case in::attachment: where_ = in::attachments; break;
      case in::receipt: where_ = in::receipts; break;
      default: where_ = in::nothing; break;
    }
  }
  void start_array() {
    if (skipped_ == 0 && next_ != in::nothing && next_ != in::metadata) {
      where_ = next_;
    } else {
      ++skipped_;
    }
  }
  void end_array() {
    if (skipped_ != 0) {
      --skipped_;
      return;
    }
    switch (where_) {
      case in::transcript: where_ = in::page; break;
      case in::attachments:
        item_->attachments.last = to_.attachment_count();
        where_ = in::item;
        break;
      case in::receipts:
        item_->receipts.last = to_.receipt_count();
        where_ = in::metadata;
        break;
      default: break;
    }
  }
  void key(std::string_view name) {
    slot_ = nullptr;
    next_ = in::nothing;
    switch (skipped_ != 0 ? in::nothing : where_) {
      case in::page:
        slot_ = text_member(to_, name);
        if (slot_ == nullptr && name == "Transcript") next_ = in::transcript;
        break;
      case in::item:
        slot_ = text_member(*item_, name);
        if (slot_ == nullptr && name == "Attachments") next_ = in::attachments;
        if (slot_ == nullptr && name == "MessageMetadata") next_ = in::metadata;
        break;
      case in::metadata:
        slot_ = metadata_member(*item_, name);
        if (slot_ == nullptr && name == "Receipts") next_ = in::receipts;
        break;
      case in::attachment: slot_ = text_member(to_.attachments.back(), name); break;
      case in::receipt: slot_ = text_member(to_.receipts.back(), name); break;
      default: break;
    }
  }
  template <class Value>
  void string(Value&& value) {
    if (slot_ != nullptr) *slot_ = std::forward<Value>(value);
    slot_ = nullptr;
  }

 private:
  enum class in : std::uint8_t {
    nothing,
    start,
    page,
    transcript,
    item,
    metadata,
    attachments,
    attachment,
    receipts,
    receipt,
  };

  page<Text>& to_;
  item<Text>* item_ = nullptr;
  Text* slot_ = nullptr;
  std::uint32_t skipped_ = 0;
  in where_;
  in next_ = in::nothing;
};

}  // namespace bench
