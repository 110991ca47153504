#include <string>
#include <type_traits>

#include <gtest/gtest.h>
#include <connectparticipant/shape/json_text.hpp>

using namespace connectparticipant;

namespace {

static_assert(std::is_trivially_copyable_v<json_text>);

TEST(JsonText, ComparesByText) {
  const std::string copy = "{\"a\":1}";
  EXPECT_EQ(json_text{"{\"a\":1}"}, json_text{copy});
  EXPECT_NE(json_text{"1"}, json_text{"1.0"});
  EXPECT_EQ(json_text{}.text, "");
}

}  // namespace
