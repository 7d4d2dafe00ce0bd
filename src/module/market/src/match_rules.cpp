#include "match_rules.h"

#include <algorithm>
#include <set>

#include "enum_name.h"
#include "figures.h"
#include "shuniu/text/analysis.h"

namespace shuniu::market {
namespace {

// ---- the one table of weights, in thousandths of the text score -----------------------------------------

struct Weight {
  CriterionKey key;
  std::int64_t met;
  std::int64_t missed;
};

constexpr Weight criterion_weights[] = {
    {CriterionKey::field, 100, -100}, {CriterionKey::region, 20, 0},  {CriterionKey::readiness, 50, -50},
    {CriterionKey::mode, 50, -80},    {CriterionKey::price, 40, -60}, {CriterionKey::ip_position, 30, -60},
};
constexpr std::int64_t all_figures_met = 300;  // shared out over the figures asked
constexpr std::int64_t all_figures_missed = -250;
constexpr std::int64_t least_bonus = -600;
constexpr std::int64_t whole = 1'000;

// ---- names of figures -----------------------------------------------------------------------------------

using Terms = std::set<std::string>;

Terms terms_in(std::string_view text) {
  const auto terms = text::terms_of(text);
  return {terms.begin(), terms.end()};
}

std::int64_t shared(const Terms& left, const Terms& right) {
  return std::count_if(left.begin(), left.end(),
                       [&](const std::string& term) { return right.contains(term); });
}

/// Twice the shared part of both, in thousandths (the coefficient of Dice).
std::int64_t likeness(const Terms& left, const Terms& right) {
  const auto sum = static_cast<std::int64_t>(left.size() + right.size());
  return sum == 0 ? 0 : shared(left, right) * 2 * whole / sum;
}

constexpr std::int64_t least_likeness = 500;
constexpr std::int64_t least_share_of_name_in_clause = 800;

// ---- values ---------------------------------------------------------------------------------------------

text::Operator operator_of(FigureRelation relation) {
  switch (relation) {
    case FigureRelation::ge:
      return text::Operator::ge;
    case FigureRelation::le:
      return text::Operator::le;
    case FigureRelation::gt:
      return text::Operator::gt;
    case FigureRelation::lt:
      return text::Operator::lt;
    case FigureRelation::eq:
      return text::Operator::eq;
    case FigureRelation::between:
      return text::Operator::between;
  }
  return text::Operator::eq;
}

bool is_lower_bound(FigureRelation relation) {
  return relation == FigureRelation::ge || relation == FigureRelation::gt;
}
bool is_upper_bound(FigureRelation relation) {
  return relation == FigureRelation::le || relation == FigureRelation::lt;
}
bool is_strict(FigureRelation relation) {
  return relation == FigureRelation::gt || relation == FigureRelation::lt;
}

Verdict verdict_from(text::Verdict verdict) {
  switch (verdict) {
    case text::Verdict::met:
      return Verdict::met;
    case text::Verdict::missed:
      return Verdict::missed;
    case text::Verdict::unknown:
      break;
  }
  return Verdict::unknown;
}

Verdict verdict_on(const Figure& asked, const Figure& offered) {
  const auto wanted = quantity_of(asked);
  const auto stated = quantity_of(offered);
  if (!wanted || !stated) return Verdict::unknown;
  const bool lower = is_lower_bound(offered.relation);
  const bool upper = is_upper_bound(offered.relation);
  if (!lower && !upper) return verdict_from(text::compare(*stated, operator_of(asked.relation), *wanted));
  const bool same_direction = lower ? is_lower_bound(asked.relation) : is_upper_bound(asked.relation);
  if (same_direction) {
    FigureRelation relation = asked.relation;
    if (is_strict(relation) && is_strict(offered.relation))
      relation = lower ? FigureRelation::ge : FigureRelation::le;
    return verdict_from(text::compare(*stated, operator_of(relation), *wanted));
  }
  // "At least 5" says of "at most 3" that it is missed, and of "at most 8" nothing.
  text::Quantity edge = *wanted;
  (lower ? edge.low : edge.high) = lower ? edge.high : edge.low;
  const auto within = text::compare(*stated, lower ? text::Operator::le : text::Operator::ge, edge);
  return within == text::Verdict::missed ? Verdict::missed : Verdict::unknown;
}

// ---- figures in running text ----------------------------------------------------------------------------

bool ends_clause(std::string_view text, std::size_t at) {
  static constexpr std::string_view ends[] = {"，", "。", "；", "！", "？", "\n", ";", "!", "?", ", ", ". "};
  return std::any_of(std::begin(ends), std::end(ends),
                     [&](std::string_view end) { return text.substr(at).starts_with(end); });
}

std::string_view clause_around(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t from = begin, to = end;
  while (from > 0 && !ends_clause(text, from)) --from;
  while (to < text.size() && !ends_clause(text, to)) ++to;
  return text.substr(from, to - from);
}

/// The words before a number may bound it: "不低于 5".
FigureRelation relation_before(std::string_view text, std::size_t begin) {
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  static constexpr std::pair<std::string_view, FigureRelation> words[] = {
      {"不低于", FigureRelation::ge},   {"不小于", FigureRelation::ge}, {"大于等于", FigureRelation::ge},
      {"至少", FigureRelation::ge},     {"≥", FigureRelation::ge},      {"at least", FigureRelation::ge},
      {"不高于", FigureRelation::le},   {"不大于", FigureRelation::le}, {"不超过", FigureRelation::le},
      {"小于等于", FigureRelation::le}, {"≤", FigureRelation::le},      {"at most", FigureRelation::le},
      {"大于", FigureRelation::gt},     {"高于", FigureRelation::gt},   {"超过", FigureRelation::gt},
      {">", FigureRelation::gt},        {"小于", FigureRelation::lt},   {"低于", FigureRelation::lt},
      {"<", FigureRelation::lt}};
  for (const auto& [word, relation] : words) {
    if (text.substr(0, begin).ends_with(word)) return relation;
  }
  return FigureRelation::eq;
}

std::optional<Figure> figure_in_text(const Figure& asked, const Terms& name, const std::string& text) {
  const text::Unit* unit = text::find_unit(asked.unit);
  if (!unit || asked.unit.empty() || name.empty()) return std::nullopt;
  std::optional<Figure> found;
  for (const text::Quantity& quantity : text::quantities_in(text)) {
    if (!quantity.unit || quantity.unit->dimension != unit->dimension) continue;
    const std::string_view clause = clause_around(text, quantity.begin, quantity.end);
    if (shared(name, terms_in(clause)) * whole <
        least_share_of_name_in_clause * static_cast<std::int64_t>(name.size())) {
      continue;
    }
    if (found) return std::nullopt;  // two numbers of that name: which one is meant is a guess
    Figure figure;
    figure.name = asked.name;
    figure.relation =
        quantity.low == quantity.high ? relation_before(text, quantity.begin) : FigureRelation::between;
    figure.value = text::to_string(quantity.low);
    if (!(quantity.low == quantity.high)) figure.value_high = text::to_string(quantity.high);
    figure.unit = std::string(quantity.unit->symbol);
    found = std::move(figure);
  }
  return found;
}

// ---- criteria -------------------------------------------------------------------------------------------

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : " ") + code;
  return text;
}

bool overlap(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  return std::any_of(left.begin(), left.end(), [&](const std::string& code) {
    return std::find(right.begin(), right.end(), code) != right.end();
  });
}

Verdict met_if(bool condition) {
  return condition ? Verdict::met : Verdict::missed;
}

Criterion field_criterion(const Subject& asked, const Subject& offered) {
  Criterion criterion{CriterionKey::field, Verdict::unknown, joined(asked.fields), joined(offered.fields)};
  if (asked.fields.empty() || offered.fields.empty()) return criterion;
  criterion.verdict = met_if(overlap(field_levels(asked.fields), field_levels(offered.fields)));
  return criterion;
}

Criterion region_criterion(const Subject& asked, const Subject& offered) {
  Criterion criterion{CriterionKey::region, Verdict::unknown, asked.region.value_or(""),
                      offered.region.value_or("")};
  if (asked.region && offered.region) criterion.verdict = met_if(*asked.region == *offered.region);
  return criterion;
}

Criterion readiness_criterion(const Subject& asked, const Subject& offered) {
  const auto number = [](const std::optional<std::int64_t>& level) {
    return level ? std::to_string(*level) : "";
  };
  Criterion criterion{CriterionKey::readiness, Verdict::unknown, number(asked.readiness),
                      number(offered.readiness)};
  if (asked.readiness && offered.readiness)
    criterion.verdict = met_if(*offered.readiness >= *asked.readiness);
  return criterion;
}

Criterion mode_criterion(const Subject& asked, const Subject& offered) {
  Criterion criterion{CriterionKey::mode, Verdict::unknown, joined(asked.modes), joined(offered.modes)};
  if (!asked.modes.empty() && !offered.modes.empty())
    criterion.verdict = met_if(overlap(asked.modes, offered.modes));
  return criterion;
}

std::string range_text(const std::optional<MoneyRange>& range) {
  if (!range) return "";
  return std::to_string(range->low_minor) + "-" + std::to_string(range->high_minor) + " " + range->currency;
}

Criterion price_criterion(const Subject& asked, const Subject& offered) {
  Criterion criterion{CriterionKey::price, Verdict::unknown, range_text(asked.price),
                      range_text(offered.price)};
  if (!asked.price || !offered.price || asked.price->currency != offered.price->currency) return criterion;
  criterion.verdict = met_if(offered.price->low_minor <= asked.price->high_minor);
  return criterion;
}

/// What a mode of contract can give: assignment gives everything, a licence the use, development what is
/// agreed.
Verdict position_by(const std::string& mode, IpPosition wanted) {
  if (mode == "TRF") return Verdict::met;
  if (mode == "LIC") {
    if (wanted == IpPosition::use) return Verdict::met;
    return wanted == IpPosition::exclusive_use ? Verdict::unknown : Verdict::missed;
  }
  return mode == "DEV" ? Verdict::unknown : Verdict::missed;
}

Criterion position_criterion(const Subject& asked, const Subject& offered) {
  Criterion criterion{CriterionKey::ip_position, Verdict::unknown, "", joined(offered.modes)};
  if (!asked.ip_position) return criterion;
  criterion.asked = name_of(*asked.ip_position);
  if (*asked.ip_position == IpPosition::any)
    criterion.verdict = Verdict::met;
  else if (!offered.modes.empty()) {
    criterion.verdict = Verdict::missed;
    for (const std::string& mode : offered.modes) {
      const Verdict verdict = position_by(mode, *asked.ip_position);
      if (verdict == Verdict::met)
        criterion.verdict = verdict;
      else if (verdict == Verdict::unknown && criterion.verdict == Verdict::missed)
        criterion.verdict = verdict;
    }
  }
  return criterion;
}

std::int64_t criterion_bonus(const Criterion& criterion) {
  for (const Weight& weight : criterion_weights) {
    if (weight.key != criterion.key) continue;
    if (criterion.verdict == Verdict::met) return weight.met;
    if (criterion.verdict == Verdict::missed) return weight.missed;
  }
  return 0;
}

}  // namespace

FigureMatch compare_figure(const Figure& asked, const Subject& offered) {
  const Terms name = terms_in(asked.name);
  const Figure* best = nullptr;
  std::int64_t best_likeness = least_likeness - 1;
  for (const Figure& figure : offered.figures) {
    const std::int64_t like = likeness(name, terms_in(figure.name));
    if (like <= best_likeness || !same_dimension(asked.unit, figure.unit)) continue;
    best = &figure;
    best_likeness = like;
  }
  if (best) return {asked, *best, verdict_on(asked, *best)};
  auto stated = figure_in_text(asked, name, offered.text);
  if (!stated) return {asked, std::nullopt, Verdict::unknown};
  const Verdict verdict = verdict_on(asked, *stated);
  return {asked, std::move(stated), verdict};
}

std::vector<FigureMatch> compare_figures(const Subject& asked, const Subject& offered) {
  std::vector<FigureMatch> matches;
  for (const Figure& figure : asked.figures) matches.push_back(compare_figure(figure, offered));
  return matches;
}

std::vector<Criterion> criteria_of(const Subject& asked, const Subject& offered) {
  std::vector<Criterion> criteria{field_criterion(asked, offered), region_criterion(asked, offered)};
  if (asked.kind != ItemKind::need || offered.kind != ItemKind::offer) return criteria;
  criteria.push_back(readiness_criterion(asked, offered));
  criteria.push_back(mode_criterion(asked, offered));
  criteria.push_back(price_criterion(asked, offered));
  criteria.push_back(position_criterion(asked, offered));
  return criteria;
}

std::int64_t final_score(std::int64_t text_score, const std::vector<FigureMatch>& figures,
                         const std::vector<Criterion>& criteria) {
  std::int64_t bonus = 0;
  if (!figures.empty()) {
    const auto count = [&](Verdict verdict) {
      return std::count_if(figures.begin(), figures.end(),
                           [&](const FigureMatch& match) { return match.verdict == verdict; });
    };
    const auto asked = static_cast<std::int64_t>(figures.size());
    bonus += (all_figures_met * count(Verdict::met) + all_figures_missed * count(Verdict::missed)) / asked;
  }
  for (const Criterion& criterion : criteria) bonus += criterion_bonus(criterion);
  return text_score * (whole + std::max(bonus, least_bonus)) / whole;
}

}  // namespace shuniu::market
