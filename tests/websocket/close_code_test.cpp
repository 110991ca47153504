#include <gtest/gtest.h>
#include <connectparticipant/websocket/close_code.hpp>

using namespace connectparticipant;

namespace {

TEST(CloseCode, MayBeSentWhereItIsRegistered) {
  for (unsigned code = 0; code <= 0xFFFF; ++code) {
    const bool reserved = code == 1004 || code == 1005 || code == 1006;
    const bool valid =
        (code >= 1000 && code <= 1014 && !reserved) || (code >= 3000 && code <= 4999);
    ASSERT_EQ(may_be_sent(static_cast<close_code>(code)), valid) << code;
  }
}

TEST(CloseCode, IsDueForEachFailure) {
  struct row {
    errc failure;
    int code;
  };
  for (const row& r :
       {row{errc::reserved_bits, 1002}, row{errc::reserved_opcode, 1002},
        row{errc::fragmented_control, 1002}, row{errc::control_too_long, 1002},
        row{errc::unexpected_continuation, 1002}, row{errc::expected_continuation, 1002},
        row{errc::missing_mask, 1002}, row{errc::unexpected_mask, 1002},
        row{errc::length_not_minimal, 1002}, row{errc::length_out_of_range, 1002},
        row{errc::text_not_utf8, 1007}, row{errc::invalid_close_payload, 1002},
        row{errc::invalid_close_code, 1002}, row{errc::message_too_large, 1009},
        row{errc::buffer_too_small, 1009}, row{errc::none, 1000}, row{errc::wrong_type, 1007},
        row{errc::wrong_state, 1011}})
    EXPECT_EQ(static_cast<int>(close_code_due(r.failure)), r.code) << to_string(r.failure);
}

}  // namespace
