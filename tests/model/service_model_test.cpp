// The descriptions against the service model: every operation, shape, member and constraint, both
// ways. A difference is printed as the fact that only one side has.

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <connectparticipant/operation/all.hpp>

using namespace connectparticipant;

namespace {

constexpr std::string_view model_facts[] = {
#include "service_model.inc"
};
constexpr std::string_view sensitive_mark = "sensitive ";

using facts = std::set<std::string>;

// Spells what the rows say the way the extract of the model spells it.
class collector {
 public:
  facts said;
  std::set<std::string> hidden;  // shapes whose values we keep from logs

  void add(const operation_row& operation) {
    said.insert(line("operation", operation.name, operation.method, operation.path,
                     operation.request->name, operation.response->name));
    for (service_error_kind kind : operation.errors)
      said.insert(line("operation_error", operation.name, find_service_error(kind)->name));
    add(*operation.request);
    add(*operation.response);
    for (const field_row& field : rows_of(*operation.request)) {
      const bool in_path =
          operation.path.find("{" + std::string(field.name) + "}") != operation.path.npos;
      EXPECT_EQ(field.where == location::label, in_path) << operation.name << ' ' << field.name;
    }
  }

  void add(const service_error_row& error) {
    said.insert(line("error", error.name, std::to_string(error.status),
                     error.server_fault ? "server" : "client"));
    EXPECT_EQ(error.name, error.body->name);
    add(*error.body);
  }

 private:
  static std::span<const field_row> rows_of(const object_rows& rows) {
    return {rows.fields, rows.count};
  }

  template <class... Words>
  static std::string line(std::string_view first, const Words&... words) {
    std::string text(first);
    ((text += ' ', text += words), ...);
    return text;
  }

  static std::string bounds(const value_row& value) {
    std::string text;
    if (value.has_min) text += " min=" + std::to_string(value.min);
    if (value.has_max) text += " max=" + std::to_string(value.max);
    if (value.pattern != nullptr) text += " pattern=" + std::string(value.pattern->expression);
    return text;
  }

  void add(const object_rows& rows) {
    said.insert(line("structure", rows.name));
    for (const field_row& field : rows_of(rows)) {
      if (!field.modelled) continue;
      std::string member = line("member", rows.name, field.name, field.value->name);
      if (field.required) member += " required";
      if (field.where == location::header) member += " header:" + std::string(token_header);
      if (field.where == location::label) member += " uri:" + std::string(field.name);
      if (field.idempotency_token) member += " idempotency_token";
      said.insert(member);
      add(*field.value);
    }
  }

  void add(const value_row& value) {
    if (value.visible_to != privacy::open) hidden.insert(std::string(value.name));
    switch (value.type) {
      case kind::text: said.insert(line("text", value.name) + bounds(value)); break;
      case kind::integer: said.insert(line("integer", value.name) + bounds(value)); break;
      case kind::boolean: said.insert(line("boolean", value.name) + bounds(value)); break;
      case kind::real:
      case kind::json: ADD_FAILURE() << value.name << ": the model has no such kind"; break;
      case kind::structure: add(*value.object); break;
      case kind::enumeration: {
        EXPECT_EQ(value.name, value.values->name);
        std::string spellings;
        for (int i = 0; i < value.values->modelled; ++i)
          spellings += (i > 0 ? "|" : "") + std::string(value.values->texts[i]);
        said.insert(line("enumeration", value.name, spellings) + bounds(value));
        break;
      }
      case kind::list:
        said.insert(line("list", value.name, value.element->name) + bounds(value));
        add(*value.element);
        break;
      case kind::map:
        said.insert(line("map", value.name, value.key->name, value.element->name) + bounds(value));
        add(*value.key);
        add(*value.element);
        break;
    }
  }
};

collector collect() {
  collector ours;
  for (const operation_row* operation : operations) ours.add(*operation);
  for (const service_error_row& error : service_errors) ours.add(error);
  return ours;
}

std::string only_in(const facts& a, const facts& b) {
  std::set<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  std::string text;
  for (const std::string& fact : rest) text += fact + '\n';
  return text;
}

TEST(ServiceModel, DescriptionsSayTheSame) {
  facts model;
  for (std::string_view fact : model_facts)
    if (!fact.starts_with(sensitive_mark)) model.insert(std::string(fact));
  ASSERT_GT(model.size(), 150u);
  const facts ours = collect().said;
  EXPECT_EQ(only_in(model, ours), "") << "in the model, not described";
  EXPECT_EQ(only_in(ours, model), "") << "described, not in the model";
}

TEST(ServiceModel, SensitiveShapesAreHidden) {
  const std::set<std::string> hidden = collect().hidden;
  int sensitive = 0;
  for (std::string_view fact : model_facts) {
    if (!fact.starts_with(sensitive_mark)) continue;
    ++sensitive;
    EXPECT_EQ(hidden.count(std::string(fact.substr(sensitive_mark.size()))), 1u) << fact;
  }
  EXPECT_GT(sensitive, 0);
}

TEST(ServiceModel, OperationsStandInItsOrder) {
  std::size_t next = 0;
  for (std::string_view fact : model_facts) {
    if (!fact.starts_with("operation ")) continue;
    ASSERT_LT(next, operations.size());
    const std::string start = "operation " + std::string(operations[next++]->name) + ' ';
    EXPECT_TRUE(fact.starts_with(start)) << fact;
  }
  EXPECT_EQ(next, operations.size());
}

}  // namespace
