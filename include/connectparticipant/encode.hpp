#pragma once

// Everything that needs no simdjson: values, writing, validation, requests and responses to send,
// the websocket's frames and handshake, and the codecs over `small_reader`.

#include <connectparticipant/base/timestamp.hpp>
#include <connectparticipant/http/dispatch.hpp>
#include <connectparticipant/http/print.hpp>
#include <connectparticipant/json/copy.hpp>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/generate.hpp>
#include <connectparticipant/json/print.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/json/validate.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/operation/all.hpp>
#include <connectparticipant/shape/path_text.hpp>
#include <connectparticipant/websocket/chat_frame.hpp>
#include <connectparticipant/websocket/frame.hpp>
#include <connectparticipant/websocket/handshake.hpp>
