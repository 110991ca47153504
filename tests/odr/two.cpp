#include <connectparticipant/connectparticipant.hpp>

int two();

int two() { return 0; }
