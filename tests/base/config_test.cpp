#include <gtest/gtest.h>
#include <connectparticipant/base/config.hpp>

namespace {

const int& same(const int& value CONNECTPARTICIPANT_LIFETIMEBOUND) { return value; }

TEST(Config, MarksChangeNothing) {
  const int value = 3;
  EXPECT_EQ(&same(value), &value);
}

TEST(Config, KnowsAddressSanitizer) {
#if defined(__SANITIZE_ADDRESS__) && !defined(CONNECTPARTICIPANT_ASAN)
  FAIL();
#endif
}

}  // namespace
