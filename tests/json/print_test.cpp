#include <array>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/json/print.hpp>
#include <connectparticipant/model/item.hpp>

#include "json/everything.hpp"

using namespace connectparticipant;

namespace {

TEST(Print, ReplacesWhatIsNotToBeSeen) {
  const std::string text = print(full());
  EXPECT_EQ(text,
            R"({"Word":"word","Patterned":"aaa","Hidden":"<secret, 6 bytes>",)"
            R"("Name":"<personal, 8 bytes>","Number":-1,"Fraction":0.5,"Flag":false,)"
            R"("Role":"AGENT","Open":{"a":[1]},"File":{"Status":"APPROVED"},"Words":["aa","b\n"],)"
            R"("Roles":["CUSTOMER","LATER"],"Files":[{"AttachmentId":"f"},{}],)"
            R"("Headers":{"h1":"<secret, 1 bytes>","h2":"<secret, 0 bytes>"},)"
            R"("Token":"<secret, 5 bytes>"})");
}

TEST(Print, PersonalTextOnRequestSecretsNever) {
  const std::string text = print(full(), {.personal = true});
  EXPECT_NE(text.find(R"("Name":"P3RSONAL")"), std::string::npos);
  EXPECT_EQ(text.find("S3CRET"), std::string::npos);
  EXPECT_EQ(text.find("T0KEN"), std::string::npos);
}

TEST(Print, TakesAnyText) {
  EXPECT_EQ(print(everything{.word = "\xFF"}), R"({"Word":"<not UTF-8>"})");
  EXPECT_EQ(print(everything{.hidden = "\xFF"}), R"({"Hidden":"<secret, 1 bytes>"})");
  EXPECT_EQ(print(everything{}), "{}");
}

TEST(Print, IsCutWhereMemoryEnds) {
  const std::string whole = print(full());
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    std::string room(size, '!');
    const std::string_view text = print(full(), std::span<char>(room));
    EXPECT_TRUE(whole.starts_with(text));
    EXPECT_EQ(text.size() == whole.size(), size == whole.size());
  }
}

TEST(Print, IsCutBetweenCharacters) {
  const item value{.content = "\xF0\x9F\x98\x80\xF0\x9F\x98\x80"};
  const std::string whole = print(value, {.personal = true});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string room(size, '?');
    const std::string_view cut = print(value, std::span<char>(room), {.personal = true});
    EXPECT_TRUE(is_utf8(cut)) << size;
    EXPECT_TRUE(whole.starts_with(cut));
    EXPECT_GT(cut.size() + 4, size);
  }
}

}  // namespace
