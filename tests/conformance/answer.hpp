#pragma once

#include <span>
#include <string>
#include <string_view>

#include "question.hpp"

namespace conformance {

namespace cp = connectparticipant;

/// One JSON object under construction.
class answer {
 public:
  answer& member(std::string_view name) {
    text_ += text_.ends_with('{') || text_.ends_with('[') ? "" : ",";
    return string(name), text_ += ':', *this;
  }
  answer& string(std::string_view value) {
    std::string room(value.size() * 6 + 2, '\0');
    cp::output out{std::span<char>(room)};
    if (!cp::write_string(out, value)) return string("<not UTF-8>");
    text_ += out.text();
    return *this;
  }
  answer& text(std::string_view name, std::string_view value) { return member(name).string(value); }
  answer& number(std::string_view name, long long value) {
    return member(name), text_ += std::to_string(value), *this;
  }
  answer& boolean(std::string_view name, bool value) {
    return member(name), text_ += value ? "true" : "false", *this;
  }
  answer& raw(std::string_view json) { return text_ += json, *this; }
  answer& next() { return text_ += text_.ends_with('[') ? "" : ",", *this; }
  template <class T>
  answer& value(std::string_view name, const T& structure) {
    cp::output counted;
    cp::structure_writer(counted, cp::flat<T>::rows).write(cp::flat<T>::rows, &structure);
    std::string room(counted.size(), '\0');
    cp::output out{std::span<char>(room)};
    cp::structure_writer(out, cp::flat<T>::rows).write(cp::flat<T>::rows, &structure);
    return member(name).raw(out.text());
  }
  answer& headers(const cp::http_headers& list) {
    member("headers").raw("{");
    for (const cp::http_header& header : list) {
      std::string name(header.name);
      for (char& c : name) c = cp::to_lower(c);
      text(name, header.value);
    }
    return raw("}");
  }
  answer& failure(std::string_view name, const cp::error& e) {
    return member(name)
        .raw("{")
        .text("code", to_string(e.code))
        .text("path", cp::path_text(e.where))
        .number("offset", e.offset)
        .raw("}");
  }
  const std::string& str() const { return text_; }

 private:
  std::string text_ = "{";
};

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(cp::hex_value(hex[i]) << 4 | cp::hex_value(hex[i + 1]));
  return bytes;
}

}  // namespace conformance
