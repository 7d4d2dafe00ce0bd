#include "figures.h"

#include "shuniu/text/analysis.h"

namespace shuniu::market {
namespace {

constexpr text::Unit plain_unit{"", "plain number"};

std::optional<text::Quantity> quantity(const std::string& value, const std::string& unit) {
  return text::find_unit(unit) ? text::parse_quantity(value, unit) : plain_number(value);
}

}  // namespace

std::optional<text::Quantity> plain_number(std::string_view value) {
  const auto number = text::parse_decimal(value);
  if (!number) return std::nullopt;
  return text::Quantity{*number, *number, &plain_unit, 0, 0};
}

std::optional<text::Quantity> quantity_of(const Figure& figure) {
  auto result = quantity(figure.value, figure.unit);
  if (!result || !figure.value_high) return result;
  const auto high = quantity(*figure.value_high, figure.unit);
  if (!high) return std::nullopt;
  result->high = high->high;
  return result;
}

void check_figure(const std::string& path, const Figure& figure, std::vector<Fault>& faults) {
  if (figure.relation != FigureRelation::between) {
    if (figure.value_high)
      faults.push_back({path + ".value_high", "fault.upper_end_unwanted", {}, *figure.value_high});
    return;
  }
  if (!figure.value_high) return faults.push_back({path + ".value_high", "fault.upper_end_missing", {}, ""});
  const auto low = plain_number(figure.value);
  const auto high = plain_number(*figure.value_high);
  if (low && high && text::compare(*high, text::Operator::ge, *low) == text::Verdict::missed) {
    faults.push_back(
        {path + ".value_high", "fault.number_at_least", {{"least", figure.value}}, *figure.value_high});
  }
}

bool same_dimension(const std::string& left_unit, const std::string& right_unit) {
  const text::Unit* left = text::find_unit(left_unit);
  const text::Unit* right = text::find_unit(right_unit);
  if (left && right) return left->dimension == right->dimension;
  return !left && !right && text::folded(left_unit) == text::folded(right_unit);
}

}  // namespace shuniu::market
