// Any text is judged as JSON by the library's two readers and its search for errors, by simdjson's
// DOM, and by the automaton below, which knows nothing of either: all name the same octet. Input:
// the text.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support.hpp"

namespace fuzz {

struct probe {
  std::optional<cp::json_text> any{};
  std::optional<std::string_view> text{};
};

}  // namespace fuzz

namespace connectparticipant::inline v1 {

inline constexpr value_row probe_any = any_json("Any");
inline constexpr value_row probe_text = text("Text");
template <>
inline constexpr auto shape<fuzz::probe> =
    object<fuzz::probe>("Probe", field("any", &fuzz::probe::any, probe_any),
                        field("text", &fuzz::probe::text, probe_text));

}  // namespace connectparticipant::inline v1

namespace {

using namespace fuzz;

/// RFC 8259 and RFC 3629, octet by octet: finds the first octet behind which nothing can make the
/// text JSON, or the end where something is missing. An ill-formed character counts from its start.
class automaton {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  static std::size_t first_error(std::string_view text, std::size_t depth) {
    automaton one(depth);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (one.tail_ == 0) one.character_ = i;
      if (!one.feed(static_cast<unsigned char>(text[i])))
        return one.in_character_ ? one.character_ : i;
    }
    if (one.tail_ != 0) return one.character_;
    return one.complete() ? none : text.size();
  }

 private:
  enum class at {
    value,
    first_element,
    first_name,
    name,
    colon,
    behind,
    text,
    escape,
    hex,
    minus,
    zero,
    whole,
    point,
    fraction,
    e,
    e_sign,
    exponent,
    word
  };

  explicit automaton(std::size_t depth) : most_(depth) {}

  static bool digit(unsigned char c) { return c >= '0' && c <= '9'; }

  bool number_may_end() const {
    return state_ == at::zero || state_ == at::whole || state_ == at::fraction ||
           state_ == at::exponent;
  }
  bool complete() const { return open_.empty() && (state_ == at::behind || number_may_end()); }

  bool to(at state) {
    state_ = state;
    return true;
  }

  bool feed(unsigned char c) {
    in_character_ = false;
    switch (state_) {
      case at::text: return in_text(c);
      case at::escape:
        if (c == 'u') {
          digits_ = 4;
          return to(at::hex);
        }
        return std::string_view("\"\\/bfnrt").find(static_cast<char>(c)) !=
                   std::string_view::npos &&
               to(at::text);
      case at::hex:
        if (!digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return false;
        return --digits_ != 0 || to(at::text);
      case at::word:
        if (word_.empty() || c != static_cast<unsigned char>(word_.front())) return false;
        word_.remove_prefix(1);
        return !word_.empty() || to(at::behind);
      case at::minus: return c == '0' ? to(at::zero) : digit(c) && to(at::whole);
      case at::point: return digit(c) && to(at::fraction);
      case at::e: return c == '+' || c == '-' ? to(at::e_sign) : digit(c) && to(at::exponent);
      case at::e_sign: return digit(c) && to(at::exponent);
      case at::whole:
        if (digit(c)) return true;
        [[fallthrough]];
      case at::zero:
        if (c == '.') return to(at::point);
        if (c == 'e' || c == 'E') return to(at::e);
        return behind(c);
      case at::fraction:
        if (digit(c)) return true;
        if (c == 'e' || c == 'E') return to(at::e);
        return behind(c);
      case at::exponent: return digit(c) || behind(c);
      default: break;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return true;
    switch (state_) {
      case at::colon: return c == ':' && to(at::value);
      case at::behind: return behind(c);
      case at::first_name:
        if (c == '}') return close(c);
        [[fallthrough]];
      case at::name: naming_ = true; return c == '"' && to(at::text);
      case at::first_element:
        if (c == ']') return close(c);
        [[fallthrough]];
      default: return value(c);
    }
  }

  bool value(unsigned char c) {
    switch (c) {
      case '{':
      case '[':
        if (open_.size() == most_) return false;
        open_.push_back(c);
        return to(c == '{' ? at::first_name : at::first_element);
      case '"': naming_ = false; return to(at::text);
      case 't': word_ = "rue"; return to(at::word);
      case 'f': word_ = "alse"; return to(at::word);
      case 'n': word_ = "ull"; return to(at::word);
      case '-': return to(at::minus);
      case '0': return to(at::zero);
      default: return digit(c) && to(at::whole);
    }
  }

  bool behind(unsigned char c) {
    state_ = at::behind;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return true;
    if (open_.empty()) return false;
    if (c == ',') return to(open_.back() == '{' ? at::name : at::value);
    return close(c);
  }

  bool close(unsigned char c) {
    if (c != (open_.back() == '{' ? '}' : ']')) return false;
    open_.pop_back();
    return to(at::behind);
  }

  bool in_text(unsigned char c) {
    if (tail_ != 0) {
      in_character_ = true;
      if (c < low_ || c > high_) return false;
      low_ = 0x80;
      high_ = 0xBF;
      --tail_;
      return true;
    }
    if (c == '"') return to(naming_ ? at::colon : at::behind);
    if (c == '\\') return to(at::escape);
    if (c < 0x80) return c >= 0x20;
    low_ = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    high_ = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    tail_ = c >= 0xC2 && c <= 0xDF   ? 1
            : c >= 0xE0 && c <= 0xEF ? 2
            : c >= 0xF0 && c <= 0xF4 ? 3
                                     : 0;
    return tail_ != 0;
  }

  std::size_t most_;
  at state_ = at::value;
  std::vector<unsigned char> open_;
  std::string_view word_;
  unsigned digits_ = 0;
  unsigned tail_ = 0;
  unsigned char low_ = 0x80, high_ = 0xBF;
  bool naming_ = false;
  bool in_character_ = false;
  std::size_t character_ = 0;
};

/// One document, read with both readers at one depth. `any` is the member's text where it is kept.
void check_document(const std::string& document, std::uint32_t depth,
                    std::optional<std::string_view> any) {
  const plan chosen{.bounds = {.depth = depth}};
  const std::size_t wrong = automaton::first_error(document, depth);
  const exact body(document);
  cp::arena memory(cp::memory_source::heap());
  cp::small_reader small(chosen.bounds);
  const auto a = cp::read<probe>(body.text(), small, memory);
  const auto b = cp::read<probe>(body.text(), simdjson_for(chosen.bounds), memory);
  FUZZ_CHECK(a.has_value() == b.has_value() && a.error() == b.error());
  // The text may have brought a member of its own.
  if (a.error().code == cp::errc::wrong_type) {
    FUZZ_CHECK(wrong == automaton::none);
    return;
  }
  FUZZ_CHECK(a.has_value() == (wrong == automaton::none));
  if (!a) {
    FUZZ_CHECK(a.error().offset == wrong);
    FUZZ_CHECK(a.error().group() == cp::error_group::syntax ||
               a.error().code == cp::errc::too_deep);
    return;
  }
  FUZZ_CHECK(cp::operator==(*a, *b));
  if (any && a->any) FUZZ_CHECK(any->find(a->any->text) != std::string_view::npos);
}

bool only_space(std::string_view text) {
  return text.find_first_not_of(" \t\n\r") == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const std::uint32_t depth = cp::limits{}.depth;
  const std::size_t wrong = automaton::first_error(text, depth);
  const bool marked = text.starts_with(cp::byte_order_mark);
  const exact body(text);
  const bool is_json =
      automaton::first_error(text, cp::limits::max_depth) == automaton::none && !marked;
  FUZZ_CHECK(cp::is_json(body.text()) == is_json);
  if (!marked) {
    const cp::limits bounds{};
    const cp::error found = cp::grammar_check(body.text(), cp::lenient, bounds).run();
    FUZZ_CHECK(static_cast<bool>(found) == (wrong != automaton::none));
    if (found) FUZZ_CHECK(found.offset == wrong);
  }

  // As an unknown member, as one that is kept as text, and as the whole document.
  const std::string all(text);
  check_document("{\"unknown\":" + all + "}", depth, std::nullopt);
  check_document("{\"any\" : " + all + "}", depth, text);
  check_document("{\"any\":[" + all + ",{\"a\":" + all + "}]}", cp::limits::max_depth,
                 std::nullopt);
  if (text.starts_with('{') && wrong != automaton::none) {
    cp::arena memory(cp::memory_source::heap());
    cp::small_reader small;
    const auto read = cp::read<probe>(body.text(), small, memory);
    FUZZ_CHECK(!read && read.error().offset == wrong);
  }

  // simdjson's DOM is stricter with numbers out of range and lone surrogates, and no laxer.
  static simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (marked || only_space(text) || parser.parse(text.data(), text.size()).get(element)) return 0;
  FUZZ_CHECK(wrong == automaton::none || text.size() > 2 * std::size_t{depth});
  std::string_view expected;
  if (element.get(expected)) return 0;
  const std::string document = "{\"text\":" + all + "}";
  const exact of_text(document);
  cp::arena memory(cp::memory_source::heap());
  const auto read = cp::read<probe>(of_text.text(), simdjson_for({}), memory, cp::strict);
  FUZZ_CHECK(read && read->text == expected);
  return 0;
}
