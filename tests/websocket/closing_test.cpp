#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/websocket/closing.hpp>

using namespace connectparticipant;

namespace {

using state = closing_state;
using input = closing_input;
using due = closing_due;
constexpr auto client = websocket_role::client;
constexpr auto server = websocket_role::server;

struct row {
  websocket_role role;
  std::vector<input> inputs;
  closing_state state;
  closing_due due;
  close_code code;
};

websocket_closing after(const row& r) {
  websocket_closing closing(r.role);
  for (const input what : r.inputs) {
    switch (what) {
      case input::close_sent: closing.close_sent(); break;
      case input::close_received: closing.close_received(close_code::going_away); break;
      case input::failed: closing.failed(close_code::protocol_error); break;
      case input::transport_ended: closing.transport_ended(); break;
    }
  }
  return closing;
}

const row rows[] = {
    {client, {}, state::open, due::nothing, close_code::abnormal},
    {client, {input::close_sent}, state::closing_sent, due::await_close, close_code::abnormal},
    {client,
     {input::close_sent, input::close_received},
     state::closed,
     due::await_transport,
     close_code::going_away},
    {server,
     {input::close_sent, input::close_received},
     state::closed,
     due::end_transport,
     close_code::going_away},
    {server,
     {input::close_received},
     state::closing_received,
     due::send_close,
     close_code::going_away},
    {client,
     {input::close_received, input::close_sent},
     state::closed,
     due::await_transport,
     close_code::going_away},
    {server,
     {input::close_received, input::close_sent},
     state::closed,
     due::end_transport,
     close_code::going_away},
    {client,
     {input::close_received, input::close_sent, input::transport_ended},
     state::closed,
     due::nothing,
     close_code::going_away},
    {client, {input::failed}, state::failing, due::send_close, close_code::abnormal},
    {client,
     {input::failed, input::close_sent},
     state::closed,
     due::end_transport,
     close_code::abnormal},
    {client,
     {input::close_sent, input::failed},
     state::closed,
     due::end_transport,
     close_code::abnormal},
    {client, {input::transport_ended}, state::closed, due::nothing, close_code::abnormal},
    {client,
     {input::close_sent, input::transport_ended},
     state::closed,
     due::nothing,
     close_code::abnormal},
    {server,
     {input::close_received, input::close_received, input::failed},
     state::closing_received,
     due::send_close,
     close_code::going_away},
};

TEST(WebsocketClosing, GoesThroughItsStates) {
  for (const row& r : rows) {
    const websocket_closing closing = after(r);
    const auto at = &r - rows;
    EXPECT_EQ(closing.state(), r.state) << at;
    EXPECT_EQ(closing.due(), r.due) << at;
    EXPECT_EQ(closing.code(), r.code) << at;
    EXPECT_EQ(closing.may_send(), r.state == state::open) << at;
  }
}

TEST(WebsocketClosing, RepliesWithTheCodeDue) {
  EXPECT_EQ(after({client, {input::close_received}, {}, {}, {}}).reply(), close_code::going_away);
  EXPECT_EQ(after({client, {input::failed}, {}, {}, {}}).reply(), close_code::protocol_error);
  websocket_closing closing(server);
  closing.close_received(close_code::no_status);
  EXPECT_EQ(closing.reply(), close_code::no_status);
  EXPECT_EQ(closing.code(), close_code::no_status);
}

// Whatever happens, in whatever order: closed stays closed, and what is due can be done.
TEST(WebsocketClosing, NeverOpensAgain) {
  constexpr input all[] = {input::close_sent, input::close_received, input::failed,
                           input::transport_ended};
  for (const input a : all)
    for (const input b : all)
      for (const input c : all)
        for (const websocket_role role : {client, server}) {
          const websocket_closing first = after({role, {a}, {}, {}, {}});
          const websocket_closing last = after({role, {a, b, c}, {}, {}, {}});
          EXPECT_NE(first.state(), state::open);
          EXPECT_FALSE(last.may_send());
          if (first.state() == state::closed) {
            EXPECT_EQ(last.state(), state::closed);
          }
          if (a == input::transport_ended || b == input::transport_ended) {
            EXPECT_EQ(last.due(), due::nothing);
          }
        }
}

}  // namespace
