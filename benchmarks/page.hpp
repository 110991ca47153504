#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <connectparticipant/model/item.hpp>
#include <connectparticipant/operation/get_transcript.hpp>

// What the peers decode into, as a user would write it by hand: plain structures of
// std::string_view or std::string. An absent text is empty, enums stay texts, and an item's lists
// are ranges of lists of the page, so that a page used again allocates nothing: all in favour of
// the peers.

namespace bench {

template <class Text>
struct receipt {
  Text delivered{}, read{}, recipient{};
};

template <class Text>
struct attachment {
  Text content_type{}, id{}, name{}, status{};
};

struct range {
  std::uint32_t first = 0, last = 0;
};

template <class Text>
struct item {
  Text absolute_time{}, content{}, content_type{}, id{}, type{}, participant_id{}, display_name{},
      participant_role{}, message_id{}, processing_status{}, related_contact_id{},
      initial_contact_id{}, contact_id{}, client_token{};
  range attachments{}, receipts{};
};

template <class Text>
struct page {
  Text initial_contact_id{}, next_token{};
  std::vector<bench::item<Text>> items{};
  std::vector<attachment<Text>> attachments{};
  std::vector<receipt<Text>> receipts{};

  void clear() {
    initial_contact_id = next_token = {};
    items.clear();
    attachments.clear();
    receipts.clear();
  }
  std::uint32_t attachment_count() const { return static_cast<std::uint32_t>(attachments.size()); }
  std::uint32_t receipt_count() const { return static_cast<std::uint32_t>(receipts.size()); }
};

using view_page = page<std::string_view>;
using owned_page = page<std::string>;

/// Where the text of a member goes; null for members that hold no text, and unknown ones.
template <class Text>
Text* text_member(page<Text>& to, std::string_view key) {
  if (key == "InitialContactId") return &to.initial_contact_id;
  if (key == "NextToken") return &to.next_token;
  return nullptr;
}
template <class Text>
Text* text_member(item<Text>& to, std::string_view key) {
  switch (key.size()) {
    case 2: return key == "Id" ? &to.id : nullptr;
    case 4: return key == "Type" ? &to.type : nullptr;
    case 7: return key == "Content" ? &to.content : nullptr;
    case 9: return key == "ContactId" ? &to.contact_id : nullptr;
    case 11:
      if (key == "ContentType") return &to.content_type;
      if (key == "DisplayName") return &to.display_name;
      if (key == "ClientToken") return &to.client_token;
      return nullptr;
    case 12: return key == "AbsoluteTime" ? &to.absolute_time : nullptr;
    case 13: return key == "ParticipantId" ? &to.participant_id : nullptr;
    case 15: return key == "ParticipantRole" ? &to.participant_role : nullptr;
    case 16:
      if (key == "InitialContactId") return &to.initial_contact_id;
      if (key == "RelatedContactId") return &to.related_contact_id;
      return nullptr;
  }
  return nullptr;
}
template <class Text>
Text* metadata_member(item<Text>& to, std::string_view key) {
  if (key == "MessageId") return &to.message_id;
  if (key == "MessageProcessingStatus") return &to.processing_status;
  return nullptr;
}
template <class Text>
Text* text_member(attachment<Text>& to, std::string_view key) {
  switch (key.size()) {
    case 6: return key == "Status" ? &to.status : nullptr;
    case 11: return key == "ContentType" ? &to.content_type : nullptr;
    case 12: return key == "AttachmentId" ? &to.id : nullptr;
    case 14: return key == "AttachmentName" ? &to.name : nullptr;
  }
  return nullptr;
}
template <class Text>
Text* text_member(receipt<Text>& to, std::string_view key) {
  switch (key.size()) {
    case 13: return key == "ReadTimestamp" ? &to.read : nullptr;
    case 18: return key == "DeliveredTimestamp" ? &to.delivered : nullptr;
    case 22: return key == "RecipientParticipantId" ? &to.recipient : nullptr;
  }
  return nullptr;
}

/// A digest over every octet of every member, for comparing results.
class digest {
 public:
  digest& operator<<(std::string_view text) {
    for (char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * prime;
    value_ = (value_ ^ (text.size() + 0x100)) * prime;
    return *this;
  }
  std::uint64_t value() const { return value_; }

 private:
  static constexpr std::uint64_t prime = 0x100000001b3;
  std::uint64_t value_ = 0xcbf29ce484222325;
};

template <class Text>
void add(digest& sum, const page<Text>& of, const item<Text>& i) {
  sum << i.absolute_time << i.content << i.content_type << i.id << i.type << i.participant_id
      << i.display_name << i.participant_role << i.message_id << i.processing_status
      << i.related_contact_id << i.initial_contact_id << i.contact_id << i.client_token;
  for (std::uint32_t k = i.attachments.first; k != i.attachments.last; ++k) {
    const attachment<Text>& a = of.attachments[k];
    sum << a.content_type << a.id << a.name << a.status;
  }
  for (std::uint32_t k = i.receipts.first; k != i.receipts.last; ++k) {
    const receipt<Text>& r = of.receipts[k];
    sum << r.delivered << r.read << r.recipient;
  }
}

template <class Text>
std::uint64_t digest_of(const page<Text>& p) {
  digest sum;
  sum << p.initial_contact_id << p.next_token;
  for (const item<Text>& i : p.items) add(sum, p, i);
  return sum.value();
}

namespace digest_internal {

template <class T>
std::string_view text(const std::optional<T>& member) {
  if (!member) return {};
  if constexpr (requires { member->text(); }) {
    return member->text();
  } else {
    return *member;
  }
}

}  // namespace digest_internal

inline void add(digest& sum, const connectparticipant::item& i) {
  using digest_internal::text;
  const auto metadata = i.message_metadata.value_or(connectparticipant::message_metadata{});
  sum << text(i.absolute_time) << text(i.content) << text(i.content_type) << text(i.id)
      << text(i.type) << text(i.participant_id) << text(i.display_name) << text(i.participant_role)
      << text(metadata.message_id) << text(metadata.message_processing_status)
      << text(i.related_contact_id) << text(i.initial_contact_id) << text(i.contact_id)
      << text(i.client_token);
  if (i.attachments)
    for (const auto& a : *i.attachments)
      sum << text(a.content_type) << text(a.attachment_id) << text(a.attachment_name)
          << text(a.status);
  if (metadata.receipts)
    for (const auto& r : *metadata.receipts)
      sum << text(r.delivered_timestamp) << text(r.read_timestamp)
          << text(r.recipient_participant_id);
}

inline std::uint64_t digest_of(const connectparticipant::get_transcript_response& page) {
  digest sum;
  sum << digest_internal::text(page.initial_contact_id) << digest_internal::text(page.next_token);
  if (page.transcript)
    for (const auto& i : *page.transcript) add(sum, i);
  return sum.value();
}

}  // namespace bench
