#pragma once

#include <connectparticipant/decode.hpp>
#include <connectparticipant/encode.hpp>
