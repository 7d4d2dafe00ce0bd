#include "exact.h"

namespace shuniu::text {

namespace {

Wide greatest_common_divisor(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Fraction reduced(Wide numerator, Wide denominator) {
  const Wide divisor = greatest_common_divisor(numerator, denominator);
  return divisor > 1 ? Fraction{numerator / divisor, denominator / divisor}
                     : Fraction{numerator, denominator};
}

std::optional<Fraction> product(const Fraction& value, Wide numerator, Wide denominator) {
  // Crosswise reduction keeps the factors small, so that only true overflow is refused.
  const Fraction left = reduced(value.numerator, denominator);
  const Fraction right = reduced(numerator, value.denominator);
  Fraction out;
  if (__builtin_mul_overflow(left.numerator, right.numerator, &out.numerator)) return std::nullopt;
  if (__builtin_mul_overflow(left.denominator, right.denominator, &out.denominator)) return std::nullopt;
  return out;
}

std::optional<Fraction> scaled(Fraction value, std::int32_t exponent) {
  constexpr std::int32_t most = 60;
  if (exponent > most || exponent < -most) return std::nullopt;
  for (; exponent > 0; --exponent) {
    const auto next = product(value, 10, 1);
    if (!next) return std::nullopt;
    value = *next;
  }
  for (; exponent < 0; ++exponent) {
    const auto next = product(value, 1, 10);
    if (!next) return std::nullopt;
    value = *next;
  }
  return value;
}

std::optional<Fraction> sum(const Fraction& left, const Fraction& right) {
  Wide a = 0;
  Wide b = 0;
  Fraction out;
  if (__builtin_mul_overflow(left.numerator, right.denominator, &a)) return std::nullopt;
  if (__builtin_mul_overflow(right.numerator, left.denominator, &b)) return std::nullopt;
  if (__builtin_add_overflow(a, b, &out.numerator)) return std::nullopt;
  if (__builtin_mul_overflow(left.denominator, right.denominator, &out.denominator)) return std::nullopt;
  return reduced(out.numerator, out.denominator);
}

}  // namespace

std::optional<Fraction> in_base_unit(const Decimal& value, const Unit& unit) {
  auto out = scaled({value.mantissa, 1}, value.exponent);
  if (out && unit.offset_hundredths != 0) out = sum(*out, reduced(unit.offset_hundredths, 100));
  if (out) out = product(*out, unit.numerator, unit.denominator);
  return out ? scaled(*out, unit.exponent) : out;
}

std::optional<int> compare(const Fraction& left, const Fraction& right) {
  const auto difference = sum(left, {-right.numerator, right.denominator});
  if (!difference) return std::nullopt;
  return difference->numerator < 0 ? -1 : difference->numerator > 0 ? 1 : 0;
}

}  // namespace shuniu::text
