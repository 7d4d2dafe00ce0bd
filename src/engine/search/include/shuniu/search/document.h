// document.h - what is put into the index: terms by field, labels and numbers to filter by.
//
//   Document offer = search::analyzed("offer-7", {.title = "固态锂电池", .body = abstract, .codes = "H01M"});
//   offer.labels = {{"kind", "offer"}, {"region", "CN-31"}, {"field", "new_materials"}};
//   offer.numbers = {{"price_minor", 2'000'000}, {"published_at", 1'790'000'000'000'000}};
//   index.put(std::move(offer));
//
// Promises
//   - An id is any text of 1 to 255 bytes; one document has one id.
//   - A document may have many labels of one attribute, and one number of one attribute (the last given
//     stands).
//   - Terms of more than 255 bytes and empty ones are left out.
// Does not keep the text itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::search {

/// One value of a categorical attribute.
struct Label {
  std::string attribute;
  std::string value;
  friend auto operator<=>(const Label&, const Label&) = default;
};

/// One whole number of an integer attribute: money in minor units, instants in microseconds.
struct Number {
  std::string attribute;
  std::int64_t value = 0;
  friend bool operator==(const Number&, const Number&) = default;
};

struct Document {
  std::string id;
  std::vector<std::string> title;
  std::vector<std::string> body;
  std::vector<std::string> keywords;
  std::vector<std::string> codes;
  std::vector<Label> labels;
  std::vector<Number> numbers;
};

struct TextFields {
  std::string_view title;
  std::string_view body;
  std::string_view keywords;
  std::string_view codes;  // separated by spaces, commas or semicolons; compared without case
};

/// The document with the terms of text::analyze; codes are terms of their own kind ("#h01m").
[[nodiscard]] Document analyzed(std::string_view id, const TextFields& fields);

/// The terms of a list of codes: those of analyzed().codes.
[[nodiscard]] std::vector<std::string> code_terms(std::string_view codes);

}  // namespace shuniu::search
