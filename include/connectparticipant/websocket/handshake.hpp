#pragma once

// The opening handshake of RFC 6455, section 4, both roles, without I/O.

#include <connectparticipant/websocket/client_handshake.hpp>
#include <connectparticipant/websocket/handshake_head.hpp>
#include <connectparticipant/websocket/server_handshake.hpp>
#include <connectparticipant/websocket/url.hpp>
