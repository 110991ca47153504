#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/shape/describe.hpp>

// A structure with a member of every kind.

namespace {

enum class colour : std::uint8_t { unknown, red, blue };
struct leaf {
  std::optional<std::string_view> name{};
};
struct tree {
  std::optional<bool> evergreen{};
  std::optional<std::int64_t> height{};
  std::optional<leaf> first{};
  std::optional<std::span<const leaf>> leaves{};
  std::optional<std::span<const connectparticipant::map_entry>> tags{};
  std::optional<connectparticipant::open_enum<colour>> shade{};
  connectparticipant::inline_list<std::string_view, 2> names{};
  std::optional<std::string_view> token{};
  std::optional<double> girth{};
  std::optional<connectparticipant::json_text> notes{};
};
struct nothing {};

}  // namespace

namespace connectparticipant::inline v1 {

static constexpr bool matches_anything(std::string_view) noexcept { return true; }
constexpr pattern_row anything{".*", matches_anything};

template <>
struct enum_table<colour> {
  static constexpr std::string_view texts[] = {"RED", "BLUE"};
  static constexpr enum_rows rows{"Colour", texts};
};

constexpr value_row word = text("Word", length(1, 8), anything, privacy::secret);
constexpr value_row height = integer("Height", at_least(-3));
constexpr value_row girth = real("Girth");
constexpr value_row notes = any_json("Notes");
constexpr value_row flag = boolean("Flag");
constexpr value_row shade = enumeration<colour>();
constexpr value_row words = list("Words", word, items(1, 2));
constexpr value_row tags = map("Tags", word, word, at_most(4), privacy::personal);

template <>
inline constexpr auto shape<leaf> = object<leaf>("Leaf", field("Name", &leaf::name, word));
constexpr value_row leaves = list("Leaves", table<leaf>::value);
template <>
inline constexpr auto shape<tree> = object<tree>(
    "Tree", field("Evergreen", &tree::evergreen, flag, required),
    field("Height", &tree::height, height), field("First", &tree::first, any_case),
    field("Leaves", &tree::leaves, leaves, wire_only), field("Tags", &tree::tags, tags),
    field("Shade", &tree::shade, shade), field("Names", &tree::names, words),
    field("Token", &tree::token, word, location::header, idempotency_token, required),
    field("Girth", &tree::girth, girth), field("Notes", &tree::notes, notes));
template <>
inline constexpr auto shape<nothing> = object<nothing>("Nothing");

}  // namespace connectparticipant::inline v1

using namespace connectparticipant;

namespace {

constexpr const object_rows& rows = table<tree>::rows;

template <class T>
T& as(void* value) {
  return *static_cast<T*>(value);
}

TEST(Describe, KnowsDescribedTypes) {
  static_assert(described<tree> && described<leaf> && described<nothing>);
  static_assert(!described<int> && !described<std::string_view>);
}

TEST(Describe, MakesRowsInOrder) {
  EXPECT_EQ(rows.name, "Tree");
  EXPECT_EQ(rows.count, 10);
  EXPECT_EQ(rows.size, sizeof(tree));
  constexpr std::array<std::string_view, 10> names{"Evergreen", "Height", "First", "Leaves",
                                                   "Tags",      "Shade",  "Names", "Token",
                                                   "Girth",     "Notes"};
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(rows.fields[i].name, names[i]);
  EXPECT_EQ(table<nothing>::rows.count, 0);
}

TEST(Describe, KnowsWhereMembersStand) {
  EXPECT_EQ(rows.fields[0].offset, offsetof(tree, evergreen));
  EXPECT_EQ(rows.fields[1].offset, offsetof(tree, height));
  EXPECT_EQ(rows.fields[2].offset, offsetof(tree, first));
  EXPECT_EQ(rows.fields[3].offset, offsetof(tree, leaves));
  EXPECT_EQ(rows.fields[4].offset, offsetof(tree, tags));
  EXPECT_EQ(rows.fields[5].offset, offsetof(tree, shade));
  EXPECT_EQ(rows.fields[6].offset, offsetof(tree, names));
  EXPECT_EQ(rows.fields[7].offset, offsetof(tree, token));
  EXPECT_EQ(rows.fields[8].offset, offsetof(tree, girth));
  EXPECT_EQ(rows.fields[9].offset, offsetof(tree, notes));
}

TEST(Describe, KeepsMarksAndConstraints) {
  EXPECT_TRUE(rows.fields[0].required);
  EXPECT_FALSE(rows.fields[1].required);
  EXPECT_TRUE(rows.fields[2].any_case);
  EXPECT_FALSE(rows.fields[3].modelled);
  EXPECT_TRUE(rows.fields[4].modelled);
  EXPECT_TRUE(rows.fields[7].idempotency_token);
  EXPECT_EQ(rows.fields[7].where, location::header);
  EXPECT_EQ(rows.fields[6].where, location::body);

  EXPECT_EQ(word.type, kind::text);
  EXPECT_TRUE(word.has_min && word.has_max);
  EXPECT_EQ(word.min, 1);
  EXPECT_EQ(word.max, 8);
  EXPECT_EQ(word.pattern, &anything);
  EXPECT_EQ(word.visible_to, privacy::secret);
  EXPECT_TRUE(height.has_min && !height.has_max);
  EXPECT_EQ(height.min, -3);
  EXPECT_TRUE(!tags.has_min && tags.has_max);
  EXPECT_EQ(tags.max, 4);
  EXPECT_EQ(tags.key, &word);
  EXPECT_EQ(words.element, &word);
  EXPECT_EQ(shade.values, &enum_table<colour>::rows);
  EXPECT_EQ(rows.fields[2].value->type, kind::structure);
  EXPECT_EQ(rows.fields[2].value->object, &table<leaf>::rows);
}

TEST(Describe, ConstructsAnAbsentStructure) {
  alignas(tree) std::array<std::byte, sizeof(tree)> memory;
  std::memset(memory.data(), 0xAB, memory.size());
  rows.construct(memory.data());
  for (int i = 0; i < rows.count; ++i)
    EXPECT_EQ(rows.fields[i].get(memory.data()), nullptr) << rows.fields[i].name;
}

TEST(Describe, ReachesSingleValues) {
  tree t;
  const auto emplace = [&](int i) { return rows.fields[i].access->emplace(rows.fields[i].at(&t)); };
  as<bool>(emplace(0)) = true;
  as<std::int64_t>(emplace(1)) = 12;
  as<leaf>(emplace(2)).name = "x";
  as<open_enum<colour>>(emplace(5)) = colour::blue;
  as<std::string_view>(emplace(7)) = "secret";
  as<double>(emplace(8)) = 0.5;
  as<json_text>(emplace(9)).text = "[1]";
  EXPECT_EQ(t.girth, 0.5);
  EXPECT_EQ(t.notes->text, "[1]");
  EXPECT_EQ(t.evergreen, true);
  EXPECT_EQ(t.height, 12);
  EXPECT_EQ(t.first->name, "x");
  EXPECT_EQ(t.shade->value(), colour::blue);
  EXPECT_EQ(t.token, "secret");
  EXPECT_FALSE(t.leaves || t.tags || t.names.has_value());
  EXPECT_EQ(rows.fields[1].get(&t), &*t.height);

  as<leaf>(emplace(2));
  EXPECT_FALSE(t.first->name) << "emplacing again starts anew";
  rows.fields[1].access->reset(&t.height);
  EXPECT_FALSE(t.height);
}

TEST(Describe, ReachesListsAndMaps) {
  const std::array<leaf, 2> two{leaf{.name = "a"}, leaf{.name = "b"}};
  const std::array<map_entry, 1> entry{map_entry{"k", "v"}};
  const std::array<std::string_view, 3> names{"x", "y", "z"};
  struct row {
    int field;
    list_view elements;
    std::size_t element_size;
  };
  tree t;
  for (const row& r :
       {row{3, {two.data(), 2}, sizeof(leaf)}, row{4, {entry.data(), 1}, sizeof(map_entry)},
        row{6, {names.data(), 3}, sizeof(std::string_view)}}) {
    const field_row& f = rows.fields[r.field];
    EXPECT_EQ(f.access->element_size, r.element_size);
    EXPECT_EQ(f.access->elements(f.at(&t)).size, 0u);
    f.access->emplace(f.at(&t));
    EXPECT_NE(f.get(&t), nullptr) << "present and empty";
    EXPECT_EQ(f.access->elements(f.at(&t)).size, 0u);
    f.access->assign(f.at(&t), r.elements);
    EXPECT_EQ(f.access->elements(f.at(&t)).data, r.elements.data);
    EXPECT_EQ(f.access->elements(f.at(&t)).size, r.elements.size);
  }
  EXPECT_EQ((*t.leaves)[1].name, "b");
  EXPECT_EQ((*t.tags)[0].value, "v");
  EXPECT_EQ(t.names[2], "z");
  for (const int i : {3, 4, 6}) {
    rows.fields[i].access->reset(rows.fields[i].at(&t));
    EXPECT_EQ(rows.fields[i].get(&t), nullptr);
  }
}

TEST(Describe, ConstructsElements) {
  alignas(leaf) std::array<std::byte, sizeof(leaf)> memory;
  std::memset(memory.data(), 0xAB, memory.size());
  rows.fields[3].access->construct(memory.data());
  EXPECT_EQ(table<leaf>::rows.fields[0].get(memory.data()), nullptr);
}

}  // namespace
