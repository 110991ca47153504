#include <gtest/gtest.h>
#include <connectparticipant/base/limits.hpp>

using namespace connectparticipant;

namespace {

// The defaults are documented.
TEST(Limits, HaveDefaults) {
  constexpr limits defaults;
  EXPECT_EQ(defaults.document_bytes, 8'388'608u);
  EXPECT_EQ(defaults.depth, 64u);
  EXPECT_EQ(defaults.list_items, 10'000u);
  EXPECT_EQ(defaults.map_entries, 256u);
  EXPECT_LE(defaults.depth, limits::max_depth);
}
TEST(Limits, HaveDefaultsForWebsockets) {
  constexpr websocket_limits defaults;
  EXPECT_EQ(defaults.frame_bytes, 1'048'576u);
  EXPECT_EQ(defaults.message_bytes, 1'048'576u);
  EXPECT_EQ(defaults.head_bytes, 16'384u);
}

}  // namespace
