// match_rules.h - why two items fit: figures compared with their units, criteria, and the score that follows.
// Pure.
//
//   const FigureMatch match = compare_figure(asked, offered_subject);   // 0.3 mm asked, 280 微米 stated: met
//   const std::int64_t score = final_score(text_score, figures, criteria);
//
// Promises
//   - Whole numbers only; the score is text_score x (1000 + bonus) / 1000, where the bonus is the sum of the
//     table in match_rules.cpp, never below -600.
//   - A stated figure answers an asked one when half of the terms of their names are shared and they have one
//     dimension.
//   - A stated bound counts as its value in its own direction (stated "<= 1.3" meets asked "<= 1.5"); in the
//     other direction it can only miss, else nothing is known.
//   - What is stated in running text counts only where the clause of the number holds nearly all of the asked
//     name.
#pragma once

#include "subject.h"

namespace shuniu::market {

FigureMatch compare_figure(const Figure& asked, const Subject& offered);
std::vector<FigureMatch> compare_figures(const Subject& asked, const Subject& offered);

/// `asked` wants, `offered` has: a need and an offer or expert. Of two items of one kind only field and
/// region are compared.
std::vector<Criterion> criteria_of(const Subject& asked, const Subject& offered);

std::int64_t final_score(std::int64_t text_score, const std::vector<FigureMatch>& figures,
                         const std::vector<Criterion>& criteria);

}  // namespace shuniu::market
