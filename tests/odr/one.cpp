// The whole library in two translation units: a function that is not inline fails to link.

#include <connectparticipant/connectparticipant.hpp>

int two();

int main() { return two(); }
