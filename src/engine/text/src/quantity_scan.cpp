#include "quantity_scan.h"

#include "units.h"

namespace shuniu::text {

namespace {

constexpr int most_digits = 18;
constexpr std::int32_t most_exponent = 100;

char32_t at_or_zero(const FoldedText& text, std::size_t at) {
  return at < text.size() ? text[at].folded : 0;
}

bool is_figure(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool figures_at(const FoldedText& text, std::size_t at, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_figure(at_or_zero(text, at + i))) return false;
  }
  return true;
}

Decimal without_trailing_zeros(std::int64_t mantissa, std::int32_t exponent) {
  if (mantissa == 0) return {};
  for (; mantissa % 10 == 0; ++exponent) mantissa /= 10;
  return {mantissa, exponent};
}

// Reads figures into a mantissa; false when there are too many.
class Digits {
 public:
  bool add(char32_t figure) {
    const auto digit = static_cast<std::int64_t>(figure - U'0');
    if (mantissa_ == 0 && digit == 0) return true;
    if (count_ == most_digits) return false;
    mantissa_ = mantissa_ * 10 + digit;
    ++count_;
    return true;
  }
  [[nodiscard]] std::int64_t mantissa() const { return mantissa_; }

 private:
  std::int64_t mantissa_ = 0;
  int count_ = 0;
};

// "e-3", "×10^6", "x10^6", "*10^-2" at `at`: the exponent and where it ends.
struct ExponentMatch {
  std::int32_t value = 0;
  std::size_t end = 0;
};

std::optional<ExponentMatch> signed_exponent(const FoldedText& text, std::size_t at) {
  const char32_t sign = at_or_zero(text, at);
  const bool negative = sign == U'-' || sign == 0x2212;
  if (negative || sign == U'+') ++at;
  std::int32_t value = 0;
  std::size_t end = at;
  for (; is_figure(at_or_zero(text, end)); ++end) {
    value = value * 10 + static_cast<std::int32_t>(text[end].folded - U'0');
    if (value > most_exponent) return std::nullopt;
  }
  if (end == at) return std::nullopt;
  return ExponentMatch{negative ? -value : value, end};
}

std::optional<ExponentMatch> exponent_at(const FoldedText& text, std::size_t at) {
  if (at_or_zero(text, at) == U'e') {
    const auto found = signed_exponent(text, at + 1);
    if (found && kind_of(at_or_zero(text, found->end)) != CharKind::letter) return found;
    return std::nullopt;
  }
  while (at_or_zero(text, at) == U' ') ++at;
  const char32_t times = at_or_zero(text, at);
  if (times != 0xD7 && times != U'x' && times != U'*') return std::nullopt;
  for (++at; at_or_zero(text, at) == U' ';) ++at;
  if (at_or_zero(text, at) != U'1' || at_or_zero(text, at + 1) != U'0') return std::nullopt;
  return at_or_zero(text, at + 2) == U'^' ? signed_exponent(text, at + 3) : std::nullopt;
}

std::size_t range_sign_at(const FoldedText& text, std::size_t at) {
  while (at_or_zero(text, at) == U' ') ++at;
  switch (at_or_zero(text, at)) {
    case U'-':
    case U'~':
    case 0x2013:  // en dash
    case 0x2014:  // em dash
    case 0x301C:  // wave dash
    case U'至':
    case U'到':
      break;
    case U't':
      if (at_or_zero(text, at + 1) != U'o' || at_or_zero(text, at + 2) != U' ') return 0;
      ++at;
      break;
    default:
      return 0;
  }
  for (++at; at_or_zero(text, at) == U' ';) ++at;
  return at;
}

bool is_minus(char32_t c) {
  return c == U'-' || c == 0x2212;
}

Decimal negated(Decimal value) {
  return {-value.mantissa, value.exponent};
}

struct SignedNumber {
  Decimal value;
  std::size_t end = 0;
};

std::optional<SignedNumber> signed_number_at(const FoldedText& text, std::size_t at) {
  const bool negative = is_minus(at_or_zero(text, at));
  const auto number = number_at(text, at + (negative ? 1 : 0));
  if (!number) return std::nullopt;
  return SignedNumber{negative ? negated(number->value) : number->value, number->end};
}

UnitMatch unit_after(const FoldedText& text, std::size_t at) {
  const UnitMatch near = unit_at(text, at);
  if (near.unit != nullptr || at_or_zero(text, at) != U' ') return near;
  return unit_at(text, at + 1);
}

// 1990年 is a date, 3年 is a span.
bool is_calendar_year(const Decimal& value, const Unit& unit) {
  const bool four_figures = value.exponent >= 0 && value.exponent <= 3;
  std::int64_t whole = value.mantissa;
  for (std::int32_t i = 0; four_figures && i < value.exponent; ++i) whole *= 10;
  return unit.symbol == "year" && four_figures && whole >= 1000 && whole <= 2999;
}

struct Sign {
  bool negative = false;
  bool both = false;  // ±
  std::size_t begin = 0;
};

Sign sign_before(const FoldedText& text, std::size_t at) {
  if (at == 0) return {false, false, at};
  const char32_t before = text[at - 1].folded;
  if (before == 0xB1) return {false, true, at - 1};
  if (!is_minus(before)) return {false, false, at};
  if (at >= 2) {
    const CharKind kind = kind_of(text[at - 2].folded);
    if (kind == CharKind::digit || kind == CharKind::letter) return {false, false, at};
  }
  return {true, false, at - 1};
}

}  // namespace

std::optional<NumberMatch> number_at(const FoldedText& text, std::size_t at) {
  Digits digits;
  std::size_t end = at;
  for (bool more = true; more;) {
    for (; is_figure(at_or_zero(text, end)); ++end) {
      if (!digits.add(text[end].folded)) return std::nullopt;
    }
    more = end > at && end - at <= 15 && at_or_zero(text, end) == U',' && figures_at(text, end + 1, 3) &&
           !is_figure(at_or_zero(text, end + 4));
    if (more) ++end;
  }
  if (end == at) return std::nullopt;
  std::int32_t exponent = 0;
  if (at_or_zero(text, end) == U'.' && is_figure(at_or_zero(text, end + 1))) {
    for (++end; is_figure(at_or_zero(text, end)); ++end, --exponent) {
      if (exponent < -most_exponent || !digits.add(text[end].folded)) return std::nullopt;
    }
  }
  if (const auto power = exponent_at(text, end)) {
    exponent += power->value;
    end = power->end;
  }
  return NumberMatch{without_trailing_zeros(digits.mantissa(), exponent), end};
}

bool starts_number(const FoldedText& text, std::size_t at) {
  if (!is_figure(at_or_zero(text, at))) return false;
  if (at == 0) return true;
  const char32_t before = text[at - 1].folded;
  const CharKind kind = kind_of(before);
  if (kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::mark) return false;
  const bool joins = before == U'.' || before == U',' || before == U'^';
  return !(joins && at >= 2 && kind_of(text[at - 2].folded) == CharKind::digit);
}

std::optional<QuantityMatch> quantity_at(const FoldedText& text, std::size_t at) {
  const auto first = number_at(text, at);
  if (!first) return std::nullopt;
  const Sign sign = sign_before(text, at);
  Decimal low = sign.negative ? negated(first->value) : first->value;
  Decimal high = low;
  if (sign.both) low = negated(high);
  UnitMatch unit = unit_after(text, first->end);
  const std::size_t second_at = sign.both ? 0 : range_sign_at(text, unit.unit ? unit.end : first->end);
  if (second_at != 0) {
    const auto second = signed_number_at(text, second_at);
    const UnitMatch second_unit = second ? unit_after(text, second->end) : UnitMatch{};
    if (second_unit.unit != nullptr && (unit.unit == nullptr || unit.unit == second_unit.unit)) {
      high = second->value;
      unit = second_unit;
    }
  }
  if (unit.unit == nullptr || is_calendar_year(first->value, *unit.unit)) return std::nullopt;
  Quantity quantity{low, high, unit.unit, text[sign.begin].begin, text[unit.end - 1].end};
  return QuantityMatch{quantity, sign.begin, unit.end};
}

}  // namespace shuniu::text
