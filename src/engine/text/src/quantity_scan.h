// quantity_scan.h - numbers and quantities at a place of a folded text.
#pragma once

#include <cstddef>
#include <optional>

#include "folding.h"
#include "shuniu/text/quantity.h"

namespace shuniu::text {

struct NumberMatch {
  Decimal value;
  std::size_t end = 0;
};

/// A number whose first figure stands at `at`; no sign.
[[nodiscard]] std::optional<NumberMatch> number_at(const FoldedText& text, std::size_t at);

struct QuantityMatch {
  Quantity quantity;  // with the bytes of the original text
  std::size_t begin = 0;
  std::size_t end = 0;  // after its last character
};

/// A number or range with a unit whose first figure stands at `at`; a sign before it is taken in.
[[nodiscard]] std::optional<QuantityMatch> quantity_at(const FoldedText& text, std::size_t at);

/// Can a number start here: a figure that continues neither a number nor a word?
[[nodiscard]] bool starts_number(const FoldedText& text, std::size_t at);

}  // namespace shuniu::text
