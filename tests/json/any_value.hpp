#pragma once

// Structures known by their rows alone, so that one test runs over every shape, and the bytes that
// they are made from.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <connectparticipant/base/arena.hpp>
#include <connectparticipant/json/equal.hpp>
#include <connectparticipant/json/generate.hpp>
#include <connectparticipant/json/write.hpp>
#include <connectparticipant/model/item.hpp>
#include <connectparticipant/model/service_error_body.hpp>
#include <connectparticipant/operation/all.hpp>

/// Every request, response, the error body and the bare item.
inline const std::vector<const connectparticipant::object_rows*>& top_shapes() {
  static const auto shapes = [] {
    std::vector<const connectparticipant::object_rows*> all;
    for (const connectparticipant::operation_row* operation : connectparticipant::operations) {
      all.push_back(operation->request);
      all.push_back(operation->response);
    }
    all.push_back(&connectparticipant::table<connectparticipant::service_error_body>::rows);
    all.push_back(&connectparticipant::table<connectparticipant::item>::rows);
    return all;
  }();
  return shapes;
}

class xorshift {
 public:
  explicit xorshift(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  std::uint64_t operator()() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>((*this)() >> 11) % bound; }

 private:
  std::uint64_t state_;
};

inline std::vector<std::byte> random_bytes(std::uint64_t seed, std::size_t count) {
  xorshift next(seed);
  std::vector<std::byte> bytes(count);
  for (std::byte& b : bytes) b = static_cast<std::byte>(next() >> 32);
  return bytes;
}

/// A structure of the shape that `rows` describe, all members absent.
class any_value {
 public:
  explicit any_value(const connectparticipant::object_rows& rows)
      : rows_(&rows), memory_(new std::max_align_t[rows.size / sizeof(std::max_align_t) + 1]) {
    rows.construct(memory_.get());
  }

  const connectparticipant::object_rows& rows() const { return *rows_; }
  void* get() { return memory_.get(); }
  const void* get() const { return memory_.get(); }

  /// What does not travel in the body becomes absent.
  void keep_body_alone() {
    for (int i = 0; i < rows_->count; ++i)
      if (const auto& row = rows_->fields[i]; row.where != connectparticipant::location::body)
        row.access->reset(row.at(get()));
  }

  std::string text() const {
    connectparticipant::output counted;
    connectparticipant::structure_writer(counted, *rows_).write(*rows_, get());
    std::string text(counted.size(), '\0');
    connectparticipant::output out{std::span<char>(text)};
    if (connectparticipant::structure_writer(out, *rows_).write(*rows_, get())) return "not UTF-8";
    return text;
  }

  friend bool operator==(const any_value& a, const any_value& b) {
    return a.rows_ == b.rows_ && connectparticipant::equal(*a.rows_, a.get(), b.get());
  }

 private:
  const connectparticipant::object_rows* rows_;
  std::unique_ptr<std::max_align_t[]> memory_;
};

/// A value out of a seed; it borrows from `memory`.
inline any_value generated(const connectparticipant::object_rows& rows, std::uint64_t seed,
                           connectparticipant::arena& memory,
                           const connectparticipant::generate_options& options = {},
                           std::size_t bytes = 2048) {
  any_value value(rows);
  const std::vector<std::byte> source = random_bytes(seed, bytes);
  connectparticipant::generator(source, memory, options).structure(rows, value.get());
  return value;
}
