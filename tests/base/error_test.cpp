#include <cstdint>
#include <set>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/base/error.hpp>

using namespace connectparticipant;

namespace {

static_assert(sizeof(error) <= 64);
static_assert(std::is_trivially_copyable_v<error>);
static_assert(std::is_trivially_destructible_v<error>);

TEST(Error, IsNoFailureByDefault) {
  constexpr error none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none.group(), error_group::none);
  EXPECT_EQ(none.offset, 0u);
  EXPECT_TRUE(none.where.empty());
}

TEST(Error, KeepsCodeOffsetAndPath) {
  path where;
  where.push_field(3);
  constexpr std::size_t at = 97;
  const error failure(errc::wrong_type, at, where);
  EXPECT_TRUE(failure);
  EXPECT_EQ(failure.code, errc::wrong_type);
  EXPECT_EQ(failure.offset, at);
  EXPECT_EQ(failure.where, where);
  EXPECT_NE(failure, error(errc::wrong_type, at));
}

TEST(Error, GroupsFollowTheCodes) {
  struct row {
    errc code;
    error_group group;
  };
  for (const row& r :
       {row{errc::none, error_group::none}, row{errc::incomplete, error_group::more_input},
        row{errc::unexpected_end, error_group::syntax},
        row{errc::trailing_content, error_group::syntax}, row{errc::wrong_type, error_group::shape},
        row{errc::lone_surrogate, error_group::shape}, row{errc::required, error_group::constraint},
        row{errc::header_value, error_group::constraint},
        row{errc::document_too_large, error_group::limit},
        row{errc::message_too_large, error_group::limit},
        row{errc::reserved_bits, error_group::websocket},
        row{errc::invalid_handshake, error_group::websocket},
        row{errc::invalid_label, error_group::misuse}, row{errc::wrong_state, error_group::misuse},
        row{errc::unknown_operation, error_group::peer},
        row{errc::unexpected_frame, error_group::peer}})
    EXPECT_EQ(group_of(r.code), r.group) << to_string(r.code);
}

// Values are written down by users: none may move.
TEST(Error, CodesAreStable) {
  struct row {
    errc code;
    std::uint16_t value;
    std::string_view name;
  };
  for (const row& r :
       {row{errc::none, 0x0000, "none"}, row{errc::incomplete, 0x0100, "incomplete"},
        row{errc::trailing_content, 0x0208, "trailing_content"},
        row{errc::lone_surrogate, 0x0306, "lone_surrogate"}, row{errc::enumeration, 0x0408, "enum"},
        row{errc::header_value, 0x040D, "header_value"},
        row{errc::message_too_large, 0x0505, "message_too_large"},
        row{errc::invalid_handshake, 0x060E, "invalid_handshake"},
        row{errc::wrong_state, 0x0703, "wrong_state"},
        row{errc::unexpected_frame, 0x0805, "unexpected_frame"},
        row{errc::upload_refused, 0x0807, "upload_refused"}}) {
    EXPECT_EQ(static_cast<std::uint16_t>(r.code), r.value) << r.name;
    EXPECT_EQ(to_string(r.code), r.name);
  }
}

TEST(Error, NamesAreDistinct) {
  std::set<std::string_view> names;
  int codes = 0;
  for (int value = 0; value < 0x1000; ++value) {
    const std::string_view name = to_string(static_cast<errc>(value));
    if (name == "unknown") continue;
    ++codes;
    names.insert(name);
  }
  EXPECT_EQ(static_cast<int>(names.size()), codes);
  EXPECT_GT(codes, 50);
}

}  // namespace
