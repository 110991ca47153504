#include <array>
#include <optional>
#include <span>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/http/message.hpp>

using namespace connectparticipant;

namespace {

TEST(Message, FindsTheFirstHeaderInAnyLetterCase) {
  const http_headers headers{http_header{"Content-Type", " a/b\t"}, http_header{"x", ""},
                             http_header{"CONTENT-TYPE", "c/d"}};
  EXPECT_EQ(find_header(headers, "content-type"), "a/b");
  EXPECT_EQ(find_header(headers, "X"), "");
  EXPECT_EQ(find_header(headers, "content-typ"), std::nullopt);
  EXPECT_EQ(find_header(headers, "content-type2"), std::nullopt);
  EXPECT_EQ(find_header({}, "x"), std::nullopt);
}

TEST(Message, BorrowsAnyNumberOfHeaders) {
  std::array<http_header, 20> many{};
  many.back() = {"last", "v"};
  const http_request request{.headers = std::span<const http_header>(many)};
  EXPECT_EQ(find_header(request.headers, "Last"), "v");
}

TEST(Message, CutsTheParametersOfAMediaType) {
  for (std::string_view text : {"a/b", " a/b ", "a/b;c=d", "a/b ; c=d", "a/b;"})
    EXPECT_EQ(media_type(text), "a/b") << text;
  EXPECT_EQ(media_type(""), "");
  EXPECT_EQ(media_type(";"), "");
}

TEST(Message, AResponseIsASuccessUnlessItSaysOtherwise) { EXPECT_EQ(http_response{}.status, 200); }

}  // namespace
