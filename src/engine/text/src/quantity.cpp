#include "shuniu/text/quantity.h"

#include <algorithm>
#include <array>
#include <limits>

#include "exact.h"
#include "folding.h"
#include "quantity_scan.h"
#include "units.h"

namespace shuniu::text {

namespace {

std::string digits_of(Wide value) {
  std::string digits;
  for (; value > 0; value /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
  return digits.empty() ? "0" : digits;
}

// digits * 10^exponent as plain text, or with an exponent where that would need many zeros.
std::string written(std::string digits, std::int32_t exponent, bool negative) {
  constexpr std::int32_t most_zeros = 12;
  std::string out = negative ? "-" : "";
  if (exponent >= 0 && exponent <= most_zeros)
    return out + digits + std::string(static_cast<std::size_t>(exponent), '0');
  const auto size = static_cast<std::int32_t>(digits.size());
  if (exponent > 0 || -exponent > size + most_zeros) return out + digits + "e" + std::to_string(exponent);
  if (-exponent >= size) digits.insert(0, static_cast<std::size_t>(1 - exponent - size), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(-exponent), ".");
  return out + digits;
}

std::string written(const Fraction& value) {
  Wide numerator = value.numerator < 0 ? -value.numerator : value.numerator;
  Wide rest = value.denominator;
  std::int32_t exponent = 0;
  const bool negative = value.numerator < 0;
  const std::string as_fraction = (negative ? "-" : "") + digits_of(numerator) + "/" + digits_of(rest);
  while (rest > 1) {
    const Wide factor = rest % 10 == 0 ? 1 : rest % 2 == 0 ? 5 : rest % 5 == 0 ? 2 : 0;
    if (factor == 0 || __builtin_mul_overflow(numerator, factor, &numerator)) return as_fraction;
    rest = factor == 1 ? rest / 10 : rest / (10 / factor);
    --exponent;
  }
  for (; numerator != 0 && numerator % 10 == 0; ++exponent) numerator /= 10;
  return written(digits_of(numerator), exponent, negative);
}

std::string_view base_symbol(const Unit& unit) {
  for (const UnitName& name : unit_names()) {
    const Unit& other = *name.unit;
    const bool base = other.numerator == 1 && other.denominator == 1 && other.exponent == 0;
    if (base && other.offset_hundredths == 0 && other.dimension == unit.dimension) return other.symbol;
  }
  return unit.dimension;
}

struct Bounds {
  Fraction low;
  Fraction high;
};

std::optional<Bounds> bounds_of(const Quantity& quantity) {
  const auto low = in_base_unit(quantity.low, *quantity.unit);
  const auto high = in_base_unit(quantity.high, *quantity.unit);
  if (!low || !high) return std::nullopt;
  return Bounds{*low, *high};
}

// What the two ends of an offered range say together.
Verdict both(std::optional<bool> low_meets, std::optional<bool> high_meets) {
  if (!low_meets || !high_meets || *low_meets != *high_meets) return Verdict::unknown;
  return *low_meets ? Verdict::met : Verdict::missed;
}

bool holds(Operator op, int order) {
  switch (op) {
    case Operator::ge:
      return order >= 0;
    case Operator::le:
      return order <= 0;
    case Operator::gt:
      return order > 0;
    case Operator::lt:
      return order < 0;
    default:
      return order == 0;
  }
}

std::optional<bool> satisfies(const Fraction& value, Operator op, const Bounds& wanted) {
  if (op == Operator::between || op == Operator::eq) {
    const auto above = compare(value, wanted.low);
    const auto below = compare(value, wanted.high);
    if (!above || !below) return std::nullopt;
    return *above >= 0 && *below <= 0;
  }
  const bool upwards = op == Operator::ge || op == Operator::gt;
  const auto order = compare(value, upwards ? wanted.low : wanted.high);
  if (!order) return std::nullopt;
  return holds(op, *order);
}

struct OperatorName {
  std::string_view name;
  Operator op;
};

constexpr std::array operator_names = std::to_array<OperatorName>({
    {"ge", Operator::ge},        {">=", Operator::ge},        {"≥", Operator::ge},
    {"≧", Operator::ge},         {"不低于", Operator::ge},    {"不小于", Operator::ge},
    {"不少于", Operator::ge},    {"大于等于", Operator::ge},  {"至少", Operator::ge},
    {"以上", Operator::ge},      {"at least", Operator::ge},  {"le", Operator::le},
    {"<=", Operator::le},        {"≤", Operator::le},         {"≦", Operator::le},
    {"不高于", Operator::le},    {"不大于", Operator::le},    {"不超过", Operator::le},
    {"不多于", Operator::le},    {"小于等于", Operator::le},  {"至多", Operator::le},
    {"以下", Operator::le},      {"以内", Operator::le},      {"at most", Operator::le},
    {"gt", Operator::gt},        {">", Operator::gt},         {"大于", Operator::gt},
    {"高于", Operator::gt},      {"超过", Operator::gt},      {"more than", Operator::gt},
    {"lt", Operator::lt},        {"<", Operator::lt},         {"小于", Operator::lt},
    {"低于", Operator::lt},      {"less than", Operator::lt}, {"eq", Operator::eq},
    {"=", Operator::eq},         {"等于", Operator::eq},      {"between", Operator::between},
    {"介于", Operator::between}, {"区间", Operator::between},
});

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  FoldedText chars = fold(text);
  while (!chars.empty() && chars.back().folded == U' ') chars.pop_back();
  std::size_t at = 0;
  while (at < chars.size() && chars[at].folded == U' ') ++at;
  bool negative = false;
  if (at < chars.size()) {
    const char32_t sign = chars[at].folded;
    negative = sign == U'-' || sign == 0x2212;
    if (negative || sign == U'+') ++at;
  }
  const auto number = number_at(chars, at);
  if (!number || number->end != chars.size()) return std::nullopt;
  return Decimal{negative ? -number->value.mantissa : number->value.mantissa, number->value.exponent};
}

std::string to_string(const Decimal& value) {
  const Wide mantissa = value.mantissa;
  return written(digits_of(mantissa < 0 ? -mantissa : mantissa), value.exponent, mantissa < 0);
}

std::vector<Quantity> quantities_in(std::string_view text) {
  const FoldedText chars = fold(text);
  std::vector<Quantity> found;
  for (std::size_t at = 0; at < chars.size();) {
    const auto match = starts_number(chars, at) ? quantity_at(chars, at) : std::nullopt;
    if (match) found.push_back(match->quantity);
    at = match ? match->end : at + 1;
  }
  return found;
}

std::optional<Quantity> parse_quantity(std::string_view value, std::string_view unit) {
  const auto number = parse_decimal(value);
  const Unit* known = find_unit(unit);
  if (!number || known == nullptr) return std::nullopt;
  return Quantity{*number, *number, known, 0, 0};
}

Verdict compare(const Quantity& offered, Operator op, const Quantity& wanted) {
  if (offered.unit == nullptr || wanted.unit == nullptr) return Verdict::unknown;
  if (offered.unit->dimension != wanted.unit->dimension) return Verdict::unknown;
  const auto have = bounds_of(offered);
  const auto want = bounds_of(wanted);
  if (!have || !want) return Verdict::unknown;
  return both(satisfies(have->low, op, *want), satisfies(have->high, op, *want));
}

std::optional<Operator> parse_operator(std::string_view name) {
  for (const OperatorName& known : operator_names) {
    if (known.name == name) return known.op;
  }
  return std::nullopt;
}

std::string canonical(const Quantity& quantity) {
  if (quantity.unit == nullptr) return {};
  const auto low = in_base_unit(quantity.low, *quantity.unit);
  const auto high = in_base_unit(quantity.high, *quantity.unit);
  if (!low || !high) return {};
  std::string out = written(*low);
  if (!(quantity.low == quantity.high)) out += "~" + written(*high);
  return out.append(base_symbol(*quantity.unit));
}

}  // namespace shuniu::text
