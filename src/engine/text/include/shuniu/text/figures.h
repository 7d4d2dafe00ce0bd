// figures.h - required and offered figures in free text: what is measured, how it is bounded, by how much.
//
//   auto wanted = text::figures_in("能量密度不低于300Wh/kg，循环寿命2000次以上");
//   auto offered = text::figures_in("能量密度达320瓦时/公斤");
//   auto judged = text::judge(wanted[0], offered);   // Verdict::met, by offered[0]
//
// Promises
//   - The bound is read from the words beside the figure (≥, 不低于, 以上, less than, ...); a range is `between`,
//     and a figure without such words is `eq`.
//   - Figures are only held against those of the same dimension whose name shares a term.
//   - A figure that nothing is said about is `unknown`, never missed.
// Does not understand sentences: the name is the text before the figure, within its clause.
// Thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/text/quantity.h"

namespace shuniu::text {

struct Figure {
  std::string name;  // 能量密度
  Operator op = Operator::eq;
  Quantity quantity;
};

[[nodiscard]] std::vector<Figure> figures_in(std::string_view text);

struct Judgement {
  Verdict verdict = Verdict::unknown;
  std::optional<std::size_t> by;  // which of the offered figures decided
};

/// Met when any comparable figure meets it; else missed when any misses it.
[[nodiscard]] Judgement judge(const Figure& wanted, std::span<const Figure> offered);

}  // namespace shuniu::text
