#include <connectparticipant/connectparticipant.hpp>

int main() {}
