// quantity.h - figures with units in free text, and exact comparison of them.
//
//   auto found = text::quantities_in("热导率不低于 5 W/(m·K)，厚度 0.3毫米");
//   auto wanted = text::parse_quantity("200", "μm");
//   auto verdict = text::compare(found[1], Operator::ge, *wanted);   // Verdict::met: 0.3 mm >= 200 um
//
// Promises
//   - Values are decimals, units are rationals to a base unit; no floating point, no rounding.
//   - Units of different dimensions, and values that do not fit, compare as `unknown`, never as a guess.
//   - 毫米 = mm, ℃ = °C = 摄氏度, ％ = %, 万元 = 10 000 元; SI prefixes and Chinese names as in units().
//   - A range (10-20 mm, 10～20毫米) is one quantity with both ends; a tolerance (±5 %) keeps its sign.
// Does not convert money between currencies, or read numbers written as Chinese words.
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::text {

/// mantissa * 10^exponent, without trailing zeros: equal values are equal objects.
struct Decimal {
  std::int64_t mantissa = 0;
  std::int32_t exponent = 0;
  friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// "1,200.50", "1.2e-3", "-5", "3×10^6"; nothing where it is no number or has more than 18 digits.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);
[[nodiscard]] std::string to_string(const Decimal& value);

/// In base units, a value is (value + offset_hundredths / 100) * numerator / denominator * 10^exponent; the
/// offset is for temperatures.
struct Unit {
  std::string_view symbol;     // "mm"
  std::string_view dimension;  // "length"
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  std::int32_t exponent = 0;
  std::int64_t offset_hundredths = 0;
};

/// Every spelling that is understood, with its unit.
struct UnitName {
  std::string_view name;
  const Unit* unit;
};
[[nodiscard]] std::span<const UnitName> unit_names();
/// By symbol or name, in any width and case that is not ambiguous; nullptr where it is unknown.
[[nodiscard]] const Unit* find_unit(std::string_view name);

struct Quantity {
  Decimal low;
  Decimal high;  // equals low unless the text gives a range
  const Unit* unit = nullptr;
  std::uint32_t begin = 0;  // bytes in the text that it was found in
  std::uint32_t end = 0;
};

[[nodiscard]] std::vector<Quantity> quantities_in(std::string_view text);
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view value, std::string_view unit);

enum class Operator : std::uint8_t { ge, le, eq, gt, lt, between };
enum class Verdict : std::uint8_t { met, missed, unknown };

/// Does `offered` satisfy "`op` wanted"? `between` wants offered within [wanted.low, wanted.high]. Of a range
/// that is offered, the whole must satisfy; where only a part does, the verdict is unknown.
[[nodiscard]] Verdict compare(const Quantity& offered, Operator op, const Quantity& wanted);

/// Names of operators: "ge" ... "between", also ">=", "≥", "不低于" and the like; nothing where unknown.
[[nodiscard]] std::optional<Operator> parse_operator(std::string_view name);

/// The value in the base unit of its dimension, as one canonical word: "0.3m"; empty where it does not fit.
[[nodiscard]] std::string canonical(const Quantity& quantity);

}  // namespace shuniu::text
