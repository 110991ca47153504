#pragma once

// What reads, over simdjson's first stage.

#include <connectparticipant/http/decode_request.hpp>
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/json/read.hpp>
#include <connectparticipant/json/simdjson_reader.hpp>
