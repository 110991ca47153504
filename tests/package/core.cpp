#include <connectparticipant/encode.hpp>

int main() {}
