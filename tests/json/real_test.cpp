#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/real.hpp>

using namespace connectparticipant;

namespace {

TEST(Real, ReadsWhatFits) {
  double value = 0;
  EXPECT_TRUE(read_real("0", value) && value == 0);
  EXPECT_TRUE(read_real("-1.5e+3", value) && value == -1500);
  EXPECT_TRUE(read_real("1E-2", value) && value == 0.01);
  EXPECT_FALSE(read_real("1e400", value));
  EXPECT_FALSE(read_real("-1e400", value));
}

TEST(Real, WritesNoDigitsThatSayNothing) {
  for (const std::string_view text : {"0", "-1.5", "0.1", "47.616299", "-122.333031", "1e-07"}) {
    double value = -1;
    ASSERT_TRUE(read_real(text, value));
    std::array<char, 32> room;
    EXPECT_EQ(std::string_view(room.data(), static_cast<std::size_t>(
                                                write_real(room.data(), value) - room.data())),
              text);
  }
}

TEST(Real, WritesTheShortestThatReadsAsTheSame) {
  for (const double value :
       {0.0, 1.0, -1.0, 0.1, 1.0 / 3, 1e21, 1e-7, 123456789.125, 5e-324,
        std::numeric_limits<double>::max(), -std::numeric_limits<double>::max(),
        std::numeric_limits<double>::min()}) {
    std::array<char, 32> room;
    const std::string_view text(
        room.data(), static_cast<std::size_t>(write_real(room.data(), value) - room.data()));
    double again = -1;
    EXPECT_TRUE(read_real(text, again)) << text;
    EXPECT_EQ(again, value) << text;
  }
}

}  // namespace
