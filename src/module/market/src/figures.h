// figures.h - the values of figures as quantities that can be compared. Pure.
#pragma once

#include <vector>

#include "shuniu/base/result.h"
#include "shuniu/market/content.h"
#include "shuniu/text/quantity.h"

namespace shuniu::market {

/// A number without a unit; comparable with its like alone.
std::optional<text::Quantity> plain_number(std::string_view value);

/// Both ends of the figure. A unit that the engine does not know counts as a plain number: hold the units
/// against each other first (same_dimension).
std::optional<text::Quantity> quantity_of(const Figure& figure);

/// Adds a fault where the upper end is missing, unwanted or below the lower one.
void check_figure(const std::string& path, const Figure& figure, std::vector<Fault>& faults);

bool same_dimension(const std::string& left_unit, const std::string& right_unit);

}  // namespace shuniu::market
