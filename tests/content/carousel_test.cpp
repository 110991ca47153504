#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/content/carousel.hpp>
#include <connectparticipant/json/small_reader.hpp>

#include "content/content_checks.hpp"
#include "model/rows.hpp"

using namespace connectparticipant;
using namespace content_checks;

namespace {

std::string card(std::string_view template_type, std::size_t elements) {
  return R"({"templateIdentifier":"interactiveCarousel001","templateType":")" +
         std::string(template_type) +
         R"(","version":"1.0","data":{"content":{"title":"Bel Air","elements":)" +
         list_of(elements, R"({"title":"Book Room"})") + "}}}";
}
std::string with(const std::string& elements) {
  return message_of("Carousel", R"({"title":"Select a destination:",)"
                                R"("omitTitleFromCarouselResponse":false,"elements":)" +
                                    elements + "}");
}

TEST(Carousel, RowsLeadToTheirMembers) {
  check_rows<carousel_element>();
  check_rows<carousel_content>();
  check_rows<carousel>();
}

TEST(Carousel, CardsAreReadAndChecked) {
  const std::string valid[] = {with("[" + card("ListPicker", 6) + "," + card("Panel", 10) + "]"),
                               with(list_of(5, card("Panel", 1)))};
  for (const std::string& sample : valid) EXPECT_EQ(outcome(interactive_type, sample), sample);
  EXPECT_EQ(outcome(interactive_type, with("[]")), "data.content.elements min_items");
  EXPECT_EQ(outcome(interactive_type, with("[{}]")),
            "data.content.elements[0].templateIdentifier required, "
            "data.content.elements[0].templateType required, "
            "data.content.elements[0].version required, data.content.elements[0].data required");
}

TEST(Carousel, ListPickerKeepsItsBoundOnACard) {
  const std::string seven = with("[" + card("Panel", 7) + "," + card("ListPicker", 7) + "]");
  EXPECT_EQ(outcome(interactive_type, seven),
            "data.content.elements[1].data.content.elements max_items");
  EXPECT_EQ(outcome(interactive_type, with("[" + card("ListPicker", 11) + "]")),
            "data.content.elements[0].data.content.elements max_items");

  arena memory(memory_source::heap());
  small_reader reader;
  const auto decoded = decode_content(interactive_type, seven, reader, memory);
  ASSERT_TRUE(decoded);
  validate_content(*decoded, [](const violation& found) {
    EXPECT_EQ(found.limit, 6);
    EXPECT_EQ(found.actual, 7);
  });
  EXPECT_FALSE(validate_content(*decoded, checks{.max = false}));
}

TEST(Carousel, UnknownCardsAreKept) {
  const std::string sample = with("[" + card("Form", 1) + "]");
  EXPECT_EQ(outcome(interactive_type, sample), sample);
}

}  // namespace
