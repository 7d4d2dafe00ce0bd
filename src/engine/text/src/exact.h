// exact.h - fractions of 128-bit integers that say when they overflow.
#pragma once

#include <cstdint>
#include <optional>

#include "shuniu/text/quantity.h"

namespace shuniu::text {

__extension__ using Wide = __int128;

struct Fraction {
  Wide numerator = 0;
  Wide denominator = 1;  // positive, in lowest terms
};

/// The value in the base unit of its dimension; nothing where it does not fit.
[[nodiscard]] std::optional<Fraction> in_base_unit(const Decimal& value, const Unit& unit);

/// -1, 0 or 1; nothing where the comparison does not fit.
[[nodiscard]] std::optional<int> compare(const Fraction& left, const Fraction& right);

}  // namespace shuniu::text
