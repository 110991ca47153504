#pragma once

// Frames of RFC 6455, both roles, without I/O.

#include <connectparticipant/websocket/close_code.hpp>
#include <connectparticipant/websocket/closing.hpp>
#include <connectparticipant/websocket/frame_decoder.hpp>
#include <connectparticipant/websocket/frame_encoder.hpp>
#include <connectparticipant/websocket/mask.hpp>
#include <connectparticipant/websocket/opcode.hpp>
