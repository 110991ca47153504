#pragma once

#include <cstdint>

namespace bench {

/// Allocations of this process so far: malloc and its kin, and so operator new.
std::uint64_t allocations();

}  // namespace bench
