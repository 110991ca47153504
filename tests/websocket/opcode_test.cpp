#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/opcode.hpp>

using namespace connectparticipant;

namespace {

TEST(WebsocketOpcode, IsNamedAndClassified) {
  constexpr std::string_view names[16] = {
      "continuation", "text", "binary", "reserved", "reserved", "reserved", "reserved", "reserved",
      "close",        "ping", "pong",   "reserved", "reserved", "reserved", "reserved", "reserved"};
  for (unsigned i = 0; i < 16; ++i) {
    const auto opcode = static_cast<websocket_opcode>(i);
    EXPECT_EQ(to_string(opcode), names[i]);
    EXPECT_EQ(is_defined(opcode), names[i] != "reserved") << i;
    EXPECT_EQ(is_control(opcode), i >= 8) << i;
  }
}

}  // namespace
