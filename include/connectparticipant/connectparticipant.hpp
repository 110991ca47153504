#pragma once

#include <connectparticipant/client.hpp>
#include <connectparticipant/decode.hpp>
#include <connectparticipant/encode.hpp>
