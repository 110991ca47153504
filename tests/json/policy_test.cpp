#include <gtest/gtest.h>
#include <connectparticipant/json/policy.hpp>

using namespace connectparticipant;

namespace {

static_assert(lenient.drop_null_elements && lenient.allow_duplicate_members &&
              lenient.replace_lone_surrogates && !lenient.drop_wrong_types);
static_assert(!strict.drop_null_elements && !strict.allow_duplicate_members &&
              !strict.replace_lone_surrogates && !strict.drop_wrong_types);
static_assert(salvage.drop_wrong_types && salvage.allow_duplicate_members);

TEST(Policy, TheDefaultIsLenient) {
  constexpr policy rules;
  EXPECT_EQ(rules.drop_wrong_types, lenient.drop_wrong_types);
  EXPECT_EQ(rules.drop_null_elements, lenient.drop_null_elements);
}

}  // namespace
