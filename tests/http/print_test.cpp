#include <gtest/gtest.h>
#include <connectparticipant/http/print.hpp>

using namespace connectparticipant;

namespace {

TEST(PrintTarget, ShowsTheRouteOfAnOperation) {
  for (const operation_row* operation : operations)
    if (operation->method == "POST") {
      EXPECT_EQ(print_target(operation->path), operation->path);
    }
  EXPECT_EQ(print_target("/base/path/participant/message"), "/base/path/participant/message");
  EXPECT_EQ(print_target("/participant/message/"), "/participant/message");
  EXPECT_EQ(print_target("https://user@host/participant/message"), "/participant/message");
}

TEST(PrintTarget, HidesTheViewToken) {
  EXPECT_EQ(print_target("/participant/views/secret"), "/participant/views/<secret, 6 bytes>");
  EXPECT_EQ(print_target("/participant/views/a/b"), "/participant/views/<secret, 3 bytes>");
  EXPECT_EQ(print_target("/participant/views/s/participant/connection"),
            "/participant/views/<secret, 24 bytes>");
}

TEST(PrintTarget, HidesQueriesAndUnknownPaths) {
  EXPECT_EQ(print_target("/participant/message?signature=1"),
            "/participant/message<secret, 12 bytes>");
  EXPECT_EQ(print_target("/upload/1?signature=1"), "<secret, 21 bytes>");
  EXPECT_EQ(print_target("https://host"), "<secret, 12 bytes>");
  EXPECT_EQ(print_target("/participant/message/secret"), "<secret, 27 bytes>");
  EXPECT_EQ(print_target("/\r\nx/participant/message"), "<secret, 24 bytes>");
  EXPECT_EQ(print_target(""), "<secret, 0 bytes>");
}

TEST(PrintHeader, ShowsOnlyWhatIsKnownToBeHarmless) {
  EXPECT_EQ(print_header({"Content-Type", "application/json"}), "Content-Type: application/json");
  EXPECT_EQ(print_header({"X-Amzn-ErrorType", "ThrottlingException"}),
            "X-Amzn-ErrorType: ThrottlingException");
  EXPECT_EQ(print_header({"X-Amz-Bearer", "secret"}), "X-Amz-Bearer: <secret, 6 bytes>");
  EXPECT_EQ(print_header({"Authorization", "secret"}), "Authorization: <secret, 6 bytes>");
  EXPECT_EQ(print_header({"Host", "a\r\nb"}), "Host: <secret, 4 bytes>");
}

TEST(Print, CutsWhereTheMemoryIsFull) {
  std::array<char, 12> room{};
  output out{std::span<char>(room)};
  print_header(out, {"X-Amz-Bearer", "secret"});
  EXPECT_EQ(out.text(), "X-Amz-Bearer");
}

TEST(PrintHeader, ANameForgesNoLine) {
  EXPECT_EQ(print_header({"a\r\nb", "v"}), "<no name>: <secret, 1 bytes>");
}

TEST(PrintTarget, AnEscapeHidesNoRoute) {
  EXPECT_EQ(print_target("/participant/views%2FSECRET/participant/message").find("SECRET"),
            std::string::npos);
}

}  // namespace
