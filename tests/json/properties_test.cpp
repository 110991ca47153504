// What holds for every shape, over generated values.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/json/policy.hpp>
#include <connectparticipant/json/print.hpp>
#include <connectparticipant/json/simdjson_reader.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/shape/path_text.hpp>

#include "json/any_value.hpp"

using namespace connectparticipant;

namespace {

constexpr limits bounds{.document_bytes = 4u << 20};

class Properties : public testing::Test {
 protected:
  // Reads with both readers from a block that ends where the document does.
  void both_read(const object_rows& rows, std::string_view document, const policy& rules,
                 any_value& value, error& failure) {
    const std::unique_ptr<char[]> exact(new char[document.size()]);
    if (!document.empty()) std::memcpy(exact.get(), document.data(), document.size());
    const std::string_view text(exact.get(), document.size());
    any_value other(rows);
    first_.reset();
    second_.reset();
    failure = simdjson_.read(text, rows, value.get(), first_, rules);
    const error second = small_.read(text, rows, other.get(), second_, rules);
    ASSERT_TRUE(failure == second)
        << rows.name << ' ' << describe(failure) << " / " << describe(second) << '\n'
        << testing::PrintToString(document.substr(0, 4000));
    if (failure) return;
    ASSERT_TRUE(value == other) << rows.name << '\n' << testing::PrintToString(document);
    // What borrows from `exact` ends here.
    kept_.reset();
    ASSERT_TRUE(detacher(kept_).detach(rows, value.get()));
  }

  simdjson_reader simdjson_{bounds};
  small_reader small_{bounds};
  arena first_{memory_source::heap()};
  arena second_{memory_source::heap()};
  arena kept_{memory_source::heap()};
  arena memory_{memory_source::heap()};
};

TEST_F(Properties, WhatIsWrittenReadsAsItWas) {
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      memory_.reset();
      any_value value = generated(*rows, seed, memory_, {.valid = seed % 2 == 0});
      value.keep_body_alone();
      const std::string document = value.text();
      ASSERT_NE(document, "not UTF-8");
      for (const policy& rules : {lenient, strict}) {
        any_value read(*rows);
        error failure;
        ASSERT_NO_FATAL_FAILURE(both_read(*rows, document, rules, read, failure));
        ASSERT_FALSE(failure) << rows->name << ' ' << seed << ' ' << describe(failure);
        ASSERT_TRUE(read == value) << rows->name << ' ' << seed << '\n' << document;
        ASSERT_EQ(read.text(), document);
      }
    }
  }
}

TEST_F(Properties, EscapesAndWhiteSpaceChangeNothing) {
  // As a client writes that escapes all non-ASCII, with a blank behind every token.
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      memory_.reset();
      any_value value = generated(*rows, seed, memory_, {.longest_text = 200});
      value.keep_body_alone();
      std::string document;
      bool inside = false;
      const std::string plain = value.text();
      for (std::size_t i = 0; i < plain.size();) {
        const auto c = decode_utf8(plain.data() + i, plain.data() + plain.size());
        const char octet = plain[i];
        if (inside && octet == '\\') {
          const std::size_t size = plain[i + 1] == 'u' ? 6 : 2;
          document += plain.substr(i, size);
          i += size;
          continue;
        }
        if (octet == '"') inside = !inside;
        const auto escaped = [&](char32_t unit) {
          constexpr std::string_view hex = "0123456789abCDEF";
          document += "\\u";
          for (int shift = 12; shift >= 0; shift -= 4) document += hex[unit >> shift & 15];
        };
        if (c.code_point < 0x80 && (!inside || octet != 'e')) {
          document += octet;
        } else if (c.code_point < 0x10000) {
          escaped(c.code_point);
        } else {
          escaped(0xD800 + ((c.code_point - 0x10000) >> 10));
          escaped(0xDC00 + ((c.code_point - 0x10000) & 0x3FF));
        }
        if (!inside && std::string_view("{}[]:,\"").find(octet) != std::string_view::npos)
          document += " \r\n\t"[i % 4];
        i += c.size;
      }
      any_value read(*rows);
      error failure;
      ASSERT_NO_FATAL_FAILURE(both_read(*rows, document, strict, read, failure));
      ASSERT_FALSE(failure) << describe(failure) << document;
      ASSERT_TRUE(read == value) << document;
    }
  }
}

TEST_F(Properties, CutDocumentsWantMore) {
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      memory_.reset();
      any_value value = generated(*rows, seed, memory_, {.longest_text = 60});
      const std::string document = value.text();
      xorshift next(seed);
      const std::size_t cuts = document.size() < 400 ? document.size() : 120;
      for (std::size_t i = 0; i < cuts; ++i) {
        const std::size_t size = cuts == document.size() ? i : next.below(document.size());
        any_value read(*rows);
        error failure;
        ASSERT_NO_FATAL_FAILURE(both_read(*rows, document.substr(0, size), strict, read, failure));
        std::size_t whole = size;  // characters
        while (whole > 0 && (static_cast<unsigned char>(document[whole]) & 0xC0) == 0x80) --whole;
        ASSERT_EQ(to_string(failure.code),
                  to_string(whole == size ? errc::unexpected_end : errc::invalid_utf8));
        ASSERT_EQ(failure.offset, whole);
      }
    }
  }
}

TEST_F(Properties, ReadersAgreeOnMutatedDocuments) {
  constexpr std::string_view telling = "\"\\{}[]:,0-1e.tfnu \n\f\x00\x1F\xC2\xA0\xEF\xED\x80\xFF";
  std::size_t accepted = 0, refused = 0;
  std::array<std::size_t, 8> groups{};
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      memory_.reset();
      any_value value = generated(*rows, seed, memory_, {.valid = false, .longest_text = 80}, 600);
      const std::string document = value.text();
      xorshift next(seed + 1000);
      for (int round = 0; round < 8; ++round) {
        std::string mutated = document;
        for (std::size_t flips = 1 + next.below(4); flips > 0 && !mutated.empty(); --flips) {
          const std::size_t at = next.below(mutated.size());
          const char c = telling[next.below(telling.size())];
          switch (next.below(7)) {
            case 0: mutated[at] = static_cast<char>(mutated[at] ^ (1 << next.below(8))); break;
            case 1: mutated[at] = c; break;
            case 2: mutated.insert(at, 1, c); break;
            case 3: mutated.erase(at, 1); break;
            case 4: mutated.insert(at, mutated.substr(next.below(mutated.size()), 20)); break;
            case 5: mutated.insert(at, "\\ud83d"); break;
            default: mutated.resize(at);
          }
        }
        for (const policy& rules : {lenient, strict, salvage}) {
          any_value read(*rows);
          error failure;
          ASSERT_NO_FATAL_FAILURE(both_read(*rows, mutated, rules, read, failure));
          ++(failure ? refused : accepted);
          ++groups[static_cast<std::size_t>(failure.group())];
          if (failure) {
            ASSERT_LE(failure.offset, mutated.size());
            // The answer where a walk fails and no error is found.
            ASSERT_FALSE(failure.code == errc::wrong_type && failure.where.empty() &&
                         mutated.find_first_not_of(" \t\r\n") < mutated.size() &&
                         mutated[mutated.find_first_not_of(" \t\r\n")] == '{')
                << mutated;
          }
        }
      }
    }
  }
  EXPECT_GT(accepted, 1000u);
  EXPECT_GT(refused, 1000u);
  EXPECT_GT(groups[static_cast<std::size_t>(error_group::syntax)], 1000u);
  EXPECT_GT(groups[static_cast<std::size_t>(error_group::shape)], 100u);
}

TEST_F(Properties, ValidGenerationPassesValidation) {
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      memory_.reset();
      const any_value value = generated(*rows, seed, memory_);
      const error broken = first_violation(*rows, value.get(), {.content_type = false});
      ASSERT_FALSE(broken) << rows->name << ' ' << seed << ' ' << describe(broken);
    }
  }
}

TEST_F(Properties, EqualBytesMakeEqualValues) {
  for (const object_rows* rows : top_shapes()) {
    std::size_t differ = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      memory_.reset();
      const any_value one = generated(*rows, seed, memory_);
      const any_value same = generated(*rows, seed, memory_);
      const any_value next = generated(*rows, seed + 1, memory_);
      ASSERT_TRUE(one == same) << rows->name;
      differ += !(one == next);
    }
    if (rows->count != 0) {
      EXPECT_GT(differ, 5u) << rows->name;
    }
  }
}

TEST_F(Properties, EveryMemberCounts) {
  // Without one of its members a value is no longer equal.
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      memory_.reset();
      const any_value value = generated(*rows, seed, memory_);
      for (int i = 0; i < rows->count; ++i) {
        const field_row& row = rows->fields[i];
        any_value other = generated(*rows, seed, memory_);
        const bool present = row.get(other.get()) != nullptr;
        row.access->reset(row.at(other.get()));
        ASSERT_EQ(value == other, !present) << rows->name << '.' << row.name;
        ASSERT_EQ(other == value, !present) << rows->name << '.' << row.name;
        row.access->emplace(row.at(other.get()));
        if (!present) {
          ASSERT_FALSE(value == other) << rows->name << '.' << row.name;
        }
      }
    }
  }
}

TEST_F(Properties, CopiesOutliveTheirSource) {
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      std::vector<std::byte> source(1u << 20);
      arena from(source);
      any_value copied = generated(*rows, seed, from, {.valid = false, .longest_text = 300}, 800);
      memory_.reset();
      kept_.reset();
      const any_value again =
          generated(*rows, seed, memory_, {.valid = false, .longest_text = 300}, 800);
      ASSERT_TRUE(copied == again);
      ASSERT_TRUE(detacher(kept_).detach(*rows, copied.get()));
      from.reset();
      std::vector<std::byte>().swap(source);
      ASSERT_TRUE(copied == again) << rows->name << ' ' << seed;
      ASSERT_EQ(copied.text(), again.text());
    }
  }
}

TEST_F(Properties, AShortBufferIsToldWhatItNeeds) {
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      memory_.reset();
      const any_value value =
          generated(*rows, seed, memory_, {.valid = false, .longest_text = 40}, 200);
      const std::string whole = value.text();
      for (std::size_t size = 0; size <= whole.size(); ++size) {
        const std::unique_ptr<char[]> exact(new char[size]);
        output out(std::span<char>(exact.get(), size));
        ASSERT_FALSE(structure_writer(out, *rows).write(*rows, value.get()));
        ASSERT_EQ(out.size(), whole.size());
        ASSERT_EQ(out.complete(), size == whole.size());
        ASSERT_TRUE(whole.starts_with(out.text()));
      }
    }
  }
}

// Replaces every text that is not for all to see by a telling one.
class marker {
 public:
  explicit marker(arena& memory) : memory_(memory) {}

  void structure(const object_rows& rows, void* value) {
    for (int i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      void* const at = row.at(value);
      const void* const found = row.access->get(at);
      if (row.value->type == kind::list || row.value->type == kind::map) {
        if (found != nullptr) list(row, at);
      } else if (found != nullptr) {
        scalar(*row.value, const_cast<void*>(found));
      }
    }
  }

  std::size_t secrets = 0;
  std::size_t personal = 0;

 private:
  void scalar(const value_row& row, void* value) {
    if (row.type == kind::structure) return structure(*row.object, value);
    if (row.type != kind::text) return;
    auto& text = *static_cast<std::string_view*>(value);
    if (row.visible_to == privacy::secret) {
      text = "S3CRET";
      ++secrets;
    } else if (row.visible_to == privacy::personal) {
      text = "P3RSONAL";
      ++personal;
    } else {
      text = "0PEN";
    }
  }
  void list(const field_row& row, void* member) {
    const list_view items = row.access->elements(member);
    const std::size_t bytes = items.size * row.access->element_size;
    auto* const room =
        static_cast<std::byte*>(memory_.allocate(bytes + 1, row.access->element_alignment));
    if (bytes != 0) std::memcpy(room, items.data, bytes);
    for (std::size_t i = 0; i < items.size; ++i) {
      std::byte* const element = room + i * row.access->element_size;
      if (row.value->type == kind::map) {
        auto& entry = *reinterpret_cast<map_entry*>(element);
        entry.key = "0PEN";
        scalar(*row.value->element, &entry.value);
      } else {
        scalar(*row.value->element, element);
      }
    }
    row.access->assign(member, {room, items.size});
  }

  arena& memory_;
};

TEST_F(Properties, PrintedTextHoldsNoSecrets) {
  std::size_t secrets = 0, personal = 0;
  for (const object_rows* rows : top_shapes()) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      memory_.reset();
      any_value value = generated(*rows, seed, memory_, {.longest_text = 60});
      marker mark(memory_);
      mark.structure(*rows, value.get());
      secrets += mark.secrets;
      personal += mark.personal;
      for (const bool personal_too : {false, true}) {
        std::array<char, 64 * 1024> room;
        output out(room);
        const print_options options{.personal = personal_too};
        printer(out, options).print(*rows, value.get());
        ASSERT_TRUE(out.complete());
        const std::string_view text = out.text();
        ASSERT_EQ(text.find("S3CRET"), std::string_view::npos) << text;
        ASSERT_EQ(text.find("P3RSONAL") != std::string_view::npos,
                  personal_too && mark.personal != 0)
            << text;
        std::size_t hidden = 0;
        for (std::size_t at = 0; (at = text.find("\"<secret, 6 bytes>\"", at)) < text.size(); ++at)
          ++hidden;
        ASSERT_EQ(hidden, mark.secrets) << text;
      }
    }
  }
  EXPECT_GT(secrets, 1000u);
  EXPECT_GT(personal, 300u);
}

TEST_F(Properties, WhatNobodyMaySeeIsMarked) {
  // The members whose values open something, by their names on the wire.
  constexpr std::string_view secret[] = {"ConnectionToken",
                                         "ParticipantToken",
                                         "JoinToken",
                                         "NextToken",
                                         "ViewToken",
                                         "AuthenticationUrl",
                                         "Url",
                                         "AudioHostUrl",
                                         "AudioFallbackUrl",
                                         "SignalingUrl",
                                         "EventIngestionUrl",
                                         "HeadersToInclude"};
  constexpr std::string_view personal[] = {"Content", "DisplayName", "AttachmentName"};
  std::size_t found = 0;
  const auto visit = [&](const auto& self, const object_rows& rows) -> void {
    for (int i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      const value_row* value = row.value;
      if (value->type == kind::structure) {
        self(self, *value->object);
        continue;
      }
      if (value->type == kind::list || value->type == kind::map) value = value->element;
      if (value->type == kind::structure) self(self, *value->object);
      for (std::string_view name : secret) {
        if (row.name != name) continue;
        EXPECT_EQ(value->visible_to, privacy::secret) << rows.name << '.' << name;
        ++found;
      }
      for (std::string_view name : personal) {
        if (row.name != name) continue;
        EXPECT_EQ(value->visible_to, privacy::personal) << rows.name << '.' << name;
        ++found;
      }
    }
  };
  for (const object_rows* rows : top_shapes()) visit(visit, *rows);
  EXPECT_GE(found, 25u);
}

// How often each member was absent, and each bound and enum value was reached.
struct reached {
  std::string name;
  std::size_t count = 0;
};

class coverage {
 public:
  explicit coverage(bool valid) : valid_(valid) {}

  void structure(const object_rows& rows, const void* value, const std::string& prefix) {
    for (int i = 0; i < rows.count; ++i) {
      const field_row& row = rows.fields[i];
      const std::string name = prefix + '.' + std::string(row.name);
      const void* const found = value != nullptr ? row.get(value) : nullptr;
      if (value != nullptr || first_) {
        if (!row.required || !valid_) hit(name + " absent", value != nullptr && found == nullptr);
        hit(name + " present", found != nullptr);
      }
      if (row.value->type == kind::list || row.value->type == kind::map) {
        const list_view items =
            found != nullptr ? row.access->elements(row.at(value)) : list_view{};
        const auto size = static_cast<std::int64_t>(items.size);
        if (!row.value->has_min) hit(name + " empty", found != nullptr && size == 0);
        bounds_of(*row.value, name + " items", found != nullptr, size);
        for (std::size_t k = 0; k < items.size; ++k) {
          const void* element =
              static_cast<const std::byte*>(items.data) + k * row.access->element_size;
          if (row.value->type == kind::map) {
            const auto& entry = *static_cast<const map_entry*>(element);
            scalar(*row.value->key, &entry.key, name + " key");
            element = &entry.value;
          }
          scalar(*row.value->element, element, name + "[]");
        }
        if (items.size == 0) {
          if (row.value->type == kind::map) scalar(*row.value->key, nullptr, name + " key");
          scalar(*row.value->element, nullptr, name + "[]");
        }
      } else {
        scalar(*row.value, found, name);
      }
    }
  }

  /// The first walk is over no value: it names what there is to reach.
  void start(const object_rows& rows) {
    first_ = true;
    structure(rows, nullptr, std::string(rows.name));
    first_ = false;
  }

  const std::vector<reached>& all() const { return all_; }

 private:
  void hit(const std::string& name, bool yes) {
    if (!first_ && !yes) return;
    for (reached& r : all_)
      if (r.name == name) {
        r.count += yes;
        return;
      }
    all_.push_back({name, yes});
  }

  void bounds_of(const value_row& row, const std::string& name, bool present, std::int64_t value) {
    if (row.has_min) {
      hit(name + " at its minimum", present && value == row.min);
      if (!valid_ || !row.has_max || row.min < row.max)
        hit(name + " above its minimum", present && value == row.min + 1);
      const bool can_be_less = row.min > 0 || row.type == kind::integer;
      if (!valid_ && can_be_less) hit(name + " below its minimum", present && value == row.min - 1);
    }
    if (row.has_max) {
      hit(name + " at its maximum", present && value == row.max);
      if (!valid_) hit(name + " above its maximum", present && value == row.max + 1);
    }
  }

  void scalar(const value_row& row, const void* value, const std::string& name) {
    switch (row.type) {
      case kind::structure: return structure(*row.object, value, name);
      case kind::text: {
        const std::string_view text =
            value != nullptr ? *static_cast<const std::string_view*>(value) : std::string_view();
        return bounds_of(row, name + " length", value != nullptr,
                         static_cast<std::int64_t>(count_code_points(text)));
      }
      case kind::integer: {
        const std::int64_t number = value != nullptr ? *static_cast<const std::int64_t*>(value) : 0;
        if (!row.has_min) hit(name + " least", value != nullptr && number == INT64_MIN);
        if (!row.has_max) hit(name + " greatest", value != nullptr && number == INT64_MAX);
        return bounds_of(row, name, value != nullptr, number);
      }
      case kind::boolean:
        hit(name + " true", value != nullptr && *static_cast<const bool*>(value));
        hit(name + " false", value != nullptr && !*static_cast<const bool*>(value));
        return;
      case kind::enumeration: {
        const auto* found = static_cast<const enum_value*>(value);
        const unsigned known = valid_ ? row.values->modelled : row.values->count;
        for (unsigned i = 0; i < known; ++i)
          hit(name + " = " + std::string(row.values->texts[i]),
              found != nullptr && found->known == i + 1);
        if (!valid_) hit(name + " unknown", found != nullptr && found->known == 0);
        return;
      }
      default: return;
    }
  }

  bool valid_;
  bool first_ = false;
  std::vector<reached> all_;
};

void reaches_everything(bool valid) {
  arena memory(memory_source::heap());
  std::size_t goals = 0, least = SIZE_MAX;
  for (const object_rows* rows : top_shapes()) {
    coverage seen(valid);
    seen.start(*rows);
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
      memory.reset();
      const any_value value = generated(*rows, seed, memory, {.valid = valid}, 1024);
      seen.structure(*rows, value.get(), std::string(rows->name));
    }
    goals += seen.all().size();
    for (const reached& r : seen.all()) {
      EXPECT_GT(r.count, 0u) << r.name;
      if (r.count < least) least = r.count;
    }
  }
  EXPECT_GT(goals, 300u);
  testing::Test::RecordProperty("goals", static_cast<int>(goals));
  testing::Test::RecordProperty("least", static_cast<int>(least));
}

TEST(Generation, ReachesEveryValidBoundary) { reaches_everything(true); }
TEST(Generation, ReachesEveryInvalidBoundary) { reaches_everything(false); }

}  // namespace
