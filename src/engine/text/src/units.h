// units.h - finding the unit that stands at a place of a text.
#pragma once

#include <cstddef>

#include "folding.h"
#include "shuniu/text/quantity.h"

namespace shuniu::text {

struct UnitMatch {
  const Unit* unit = nullptr;
  std::size_t end = 0;  // after its last character
};

/// The longest unit name that starts at `at`; a name in Latin letters must end where its word ends. An exact
/// spelling wins; another case counts where only one unit could be meant.
[[nodiscard]] UnitMatch unit_at(const FoldedText& text, std::size_t at);

}  // namespace shuniu::text
