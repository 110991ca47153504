#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/simdjson_reader.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "json/any_value.hpp"

using namespace connectparticipant;
using namespace std::string_view_literals;

namespace {

enum policies : unsigned { lenient_alone = 1, strict_alone = 2, both = 3 };

struct vector {
  std::string_view shape;
  unsigned under;
  std::string_view document;
  errc code;
  std::string_view expected;
};

constexpr vector vectors[] = {
#include "json/vectors.inc"
};

const object_rows& shape_of(std::string_view name) {
  for (const object_rows* rows : top_shapes())
    if (rows->name == name) return *rows;
  ADD_FAILURE() << "no shape " << name;
  return *top_shapes().front();
}

// Octets behind the document would be seen by AddressSanitizer.
class exact {
 public:
  explicit exact(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    if (size_ != 0) text.copy(bytes_.get(), size_);
  }
  std::string_view text() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

template <class R>
class Vectors : public testing::Test {
 protected:
  std::array<std::byte, 64 * 1024> room_;
  arena memory_{room_};
  R reader_;
};
using readers = testing::Types<simdjson_reader, small_reader>;
TYPED_TEST_SUITE(Vectors, readers);

TYPED_TEST(Vectors, HaveTheOutcomeBesideThem) {
  for (const vector& v : vectors) {
    std::string document(v.document);
    const std::size_t caret = document.find('^');
    ASSERT_EQ(caret != std::string::npos, v.code != errc::none) << v.document;
    if (caret != std::string::npos) document.erase(caret, 1);
    const exact copy(document);
    for (const policies under : {lenient_alone, strict_alone}) {
      if ((v.under & under) == 0) continue;
      SCOPED_TRACE(std::string(under == strict_alone ? "strict " : "lenient ") +
                   testing::PrintToString(v.document));
      this->memory_.reset();
      any_value value(shape_of(v.shape));
      const error found = this->reader_.read(copy.text(), value.rows(), value.get(), this->memory_,
                                             under == strict_alone ? strict : lenient);
      EXPECT_EQ(to_string(found.code), to_string(v.code));
      for (int i = 0; i < value.rows().count; ++i)
        if (const field_row& row = value.rows().fields[i]; row.where != location::body) {
          EXPECT_EQ(row.get(value.get()), nullptr) << row.name;
        }
      if (v.code == errc::none) {
        if (!found) {
          EXPECT_EQ(value.text(), v.expected);
        }
        continue;
      }
      EXPECT_EQ(found.offset, caret);
      EXPECT_EQ(path_text(found.where), v.expected);
      EXPECT_EQ(found.where.root(), v.expected.empty() ? found.where.root() : &value.rows());
    }
  }
}

constexpr std::string_view sample =
    R"({"AbsoluteTime":"2024-07-14T23:41:28.735Z","Content":"a \u00e9\ud83d\ude00\n )"
    "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"
    R"(","Id":null,"Attachments":[{"AttachmentId":"a","Status":"APPROVED"},{}],)"
    R"("x":[true,false,-1.5e+3,{"y":"\\"}],"MessageMetadata":{"MessageCompleted":true,)"
    R"("ChunkNumber":-12,"Receipts":[]}})";

TYPED_TEST(Vectors, TruncatedAnywhereMoreIsWanted) {
  for (std::size_t size = 0; size <= sample.size(); ++size) {
    const exact cut(sample.substr(0, size));
    this->memory_.reset();
    any_value value(table<item>::rows);
    const error found =
        this->reader_.read(cut.text(), value.rows(), value.get(), this->memory_, strict);
    if (size == sample.size()) {
      EXPECT_FALSE(found) << describe(found);
      continue;
    }
    std::size_t broken = size;  // the start of a character that is cut through
    while (broken > 0 && (static_cast<unsigned char>(sample[broken]) & 0xC0) == 0x80) --broken;
    EXPECT_EQ(to_string(found.code),
              to_string(broken == size ? errc::unexpected_end : errc::invalid_utf8))
        << size;
    EXPECT_EQ(found.offset, broken) << size;
  }
}

TYPED_TEST(Vectors, WhiteSpaceMayStandBetweenAnyTokens) {
  // Behind every octet outside of strings, numbers and literals.
  std::string spaced;
  bool in_string = false;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const char c = sample[i];
    if (c == '"' && (i == 0 || sample[i - 1] != '\\' || sample[i - 2] == '\\'))
      in_string = !in_string;
    const bool token = !in_string && "{}[]:,\""sv.find(c) != std::string_view::npos;
    spaced += c;
    if (token) spaced += " \n\t\r";
  }
  any_value plain(table<item>::rows), wide(table<item>::rows);
  ASSERT_FALSE(this->reader_.read(sample, plain.rows(), plain.get(), this->memory_, strict));
  ASSERT_FALSE(this->reader_.read(spaced, wide.rows(), wide.get(), this->memory_, strict));
  EXPECT_TRUE(plain == wide);
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TYPED_TEST(Vectors, DepthIsLimited) {
  const auto read = [&](std::uint32_t depth, const std::string& document) {
    this->memory_.reset();
    TypeParam reader(limits{.document_bytes = 16384, .depth = depth});
    any_value value(table<item>::rows);
    const exact copy(document);
    return reader.read(copy.text(), value.rows(), value.get(), this->memory_, lenient);
  };
  const auto arrays = [](std::size_t n) {
    return "{\"x\":" + repeat("[", n) + repeat("]", n) + "}";
  };
  const auto objects = [](std::size_t n) {
    return "{\"x\":" + repeat("{\"y\":", n) + "1" + repeat("}", n) + "}";
  };
  for (const std::uint32_t depth : {2u, 3u, 63u, 64u, 65u, 128u, limits::max_depth}) {
    SCOPED_TRACE(depth);
    for (const auto& nested : {+arrays, +objects}) {
      EXPECT_FALSE(read(depth, nested(depth - 1)));
      const error found = read(depth, nested(depth));
      EXPECT_EQ(found.code, errc::too_deep);
      const std::string document = nested(depth);
      EXPECT_EQ(found.offset, nested == +arrays ? depth + 4 : 5 + 5 * (depth - 1));
    }
  }
  EXPECT_FALSE(read(limits().depth, arrays(limits().depth - 1)));
  // More than there is room for counts as that much.
  EXPECT_FALSE(read(UINT32_MAX, arrays(limits::max_depth - 1)));
  EXPECT_EQ(read(UINT32_MAX, arrays(limits::max_depth)).code, errc::too_deep);
  EXPECT_EQ(read(UINT32_MAX, arrays(4000)).code, errc::too_deep);
  EXPECT_EQ(read(0, "{}").code, errc::too_deep);
  EXPECT_FALSE(read(1, "{}"));
  EXPECT_FALSE(read(1, R"({"Id":"a"})"));
  const error known = read(2, R"({"Attachments":[{}]})");
  EXPECT_EQ(known.code, errc::too_deep);
  EXPECT_EQ(known.offset, 16u);
  EXPECT_EQ(path_text(known.where), "Attachments[0]");
  EXPECT_FALSE(read(3, R"({"Attachments":[{}]})"));
}

TYPED_TEST(Vectors, ItemsAreLimited) {
  TypeParam reader(limits{.document_bytes = 16384, .list_items = 2, .map_entries = 2});
  const auto read = [&](const object_rows& rows, std::string_view document) {
    this->memory_.reset();
    any_value value(rows);
    return reader.read(document, rows, value.get(), this->memory_, lenient);
  };
  const object_rows& list = table<item>::rows;
  EXPECT_FALSE(read(list, R"({"Attachments":[{},{}]})"));
  EXPECT_FALSE(read(list, R"({"Attachments":[null,{},null,{},null]})"));
  EXPECT_FALSE(read(list, R"({"x":[1,2,3,4]})"));
  const error many = read(list, R"({"Attachments":[{},{},{}]})");
  EXPECT_EQ(many.code, errc::too_many_items);
  EXPECT_EQ(many.offset, 22u);
  EXPECT_EQ(path_text(many.where), "Attachments[2]");

  const object_rows& map = table<upload_metadata>::rows;
  EXPECT_FALSE(read(map, R"({"HeadersToInclude":{"a":"1","b":"2"}})"));
  const error entries = read(map, R"({"HeadersToInclude":{"a":"1","b":"2","c":"3"}})");
  EXPECT_EQ(entries.code, errc::too_many_items);
  EXPECT_EQ(entries.offset, 41u);
  EXPECT_EQ(path_text(entries.where), "HeadersToInclude.c");
  EXPECT_EQ(read(map, R"({"HeadersToInclude":{"a":"1","a":"2","a":"3"}})").code,
            errc::too_many_items);
  EXPECT_EQ(read(map, R"({"HeadersToInclude":{"a":null,"b":null,"c":null}})").code,
            errc::too_many_items);
  // All lists of a document together.
  const error both_lists =
      read(list, R"({"Attachments":[{}],"MessageMetadata":{"Receipts":[{},{}]}})");
  EXPECT_EQ(both_lists.code, errc::too_many_items);
  EXPECT_EQ(path_text(both_lists.where), "MessageMetadata.Receipts[1]");
  EXPECT_EQ(read(list, R"({"Attachments":[{},{}],"Attachments":[{}]})").code, errc::too_many_items);
  // Lists and maps of a document count together, and so does what is dropped from a map.
  EXPECT_EQ(read(list, R"({"Attachments":[{},{}],"Attachments":[{}]})").code, errc::too_many_items);
  EXPECT_EQ(
      read(map, R"({"HeadersToInclude":{"a":"1"},"HeadersToInclude":{"a":"1","a":"2"}})").code,
      errc::too_many_items);
  EXPECT_EQ(read(map, R"({"HeadersToInclude":{"a":null,"a":null,"a":null}})").code,
            errc::too_many_items);
  // What stands in front of the limit is still looked at.
  EXPECT_EQ(read(list, R"({"Attachments":[1,{},{}]})").code, errc::too_many_items);
  EXPECT_EQ(read(list, R"({"Attachments":[{},{}],"Id":1})").code, errc::wrong_type);
}

TYPED_TEST(Vectors, BytesAreLimited) {
  TypeParam reader(limits{.document_bytes = 16});
  for (const std::size_t size : {15u, 16u, 17u, 100u}) {
    const std::string document = "{" + std::string(size - 2, ' ') + "}";
    any_value value(table<item>::rows);
    EXPECT_EQ(reader.read(document, value.rows(), value.get(), this->memory_, lenient).code,
              size <= 16 ? errc::none : errc::document_too_large)
        << size;
  }
}

TYPED_TEST(Vectors, ExhaustedMemoryIsAnError) {
  constexpr std::string_view document =
      R"({"Content":"\n0123456789","Attachments":[{"AttachmentId":"\n"},{},{},{},{}]})";
  bool enough = false;
  for (std::size_t size = 0; size < 4096 && !enough; size += 8) {
    arena memory(std::span(this->room_).first(size));
    any_value value(table<item>::rows);
    const error found = this->reader_.read(document, value.rows(), value.get(), memory, lenient);
    enough = !found;
    if (!enough) {
      EXPECT_EQ(to_string(found.code), "arena_exhausted") << size;
    }
  }
  EXPECT_TRUE(enough);
}

TYPED_TEST(Vectors, SalvageDropsWhatHasAWrongType) {
  constexpr std::array<std::array<std::string_view, 2>, 7> cases{{
      {R"({"Message":1,"code":"a"})", R"({"code":"a"})"},
      {R"({"Message":"a","Message":[]})", "{}"},
      {R"({"message":{"Message":"b"},"Message":"a"})", R"({"Message":"a"})"},
      {R"({"ResourceType":false,"ResourceId":[1,2]})", "{}"},
      {R"({"ResourceType":"USER"})", R"({"ResourceType":"USER"})"},
      {R"({"__type":1.5,"code":-1})", "{}"},
      {R"({"Message":"\ud83d"})", "{\"Message\":\"\xEF\xBF\xBD\"}"},
  }};
  for (const auto& [document, expected] : cases) {
    any_value value(table<service_error_body>::rows);
    EXPECT_FALSE(this->reader_.read(document, value.rows(), value.get(), this->memory_, salvage))
        << document;
    EXPECT_EQ(value.text(), expected);
  }
  any_value value(table<service_error_body>::rows);
  EXPECT_EQ(
      this->reader_.read("{\"Message\":[1,}", value.rows(), value.get(), this->memory_, salvage)
          .offset,
      14u);
  any_value request(table<get_transcript_request>::rows);
  for (std::string_view number : {"1.5", "99999999999999999999", "\"1\""}) {
    const std::string document = "{\"MaxResults\":" + std::string(number) + "}";
    EXPECT_FALSE(
        this->reader_.read(document, request.rows(), request.get(), this->memory_, salvage));
    EXPECT_EQ(request.text(), "{}");
  }
}

TYPED_TEST(Vectors, SalvageDropsElementsToo) {
  constexpr std::array<std::array<std::string_view, 2>, 3> cases{{
      {R"({"Attachments":[1,{"AttachmentId":"a"},[],"b"]})",
       R"({"Attachments":[{"AttachmentId":"a"}]})"},
      {R"({"Attachments":{}})", "{}"},
      {R"({"MessageMetadata":{"Receipts":[[{}],{}]}})", R"({"MessageMetadata":{"Receipts":[{}]}})"},
  }};
  for (const auto& [document, expected] : cases) {
    any_value value(table<item>::rows);
    const error found =
        this->reader_.read(document, value.rows(), value.get(), this->memory_, salvage);
    EXPECT_FALSE(found) << document << describe(found);
    EXPECT_EQ(value.text(), expected);
  }
  any_value map(table<upload_metadata>::rows);
  EXPECT_FALSE(this->reader_.read(R"({"HeadersToInclude":{"a":1,"b":"2","c":{}}})", map.rows(),
                                  map.get(), this->memory_, salvage));
  EXPECT_EQ(map.text(), R"({"HeadersToInclude":{"b":"2"}})");
}

}  // namespace
