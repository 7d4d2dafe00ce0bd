#include "shuniu/text/figures.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "folding.h"
#include "quantity_scan.h"
#include "shuniu/text/analysis.h"

namespace shuniu::text {

namespace {

struct BoundWords {
  std::u32string_view words;
  Operator op;
};

// Longer words stand before those that they end with.
constexpr std::array before_figure = std::to_array<BoundWords>({
    {U"不低于", Operator::ge},
    {U"不小于", Operator::ge},
    {U"不少于", Operator::ge},
    {U"大于等于", Operator::ge},
    {U"大于或等于", Operator::ge},
    {U"至少", Operator::ge},
    {U"达到", Operator::ge},
    {U">=", Operator::ge},
    {U"≥", Operator::ge},
    {U"≧", Operator::ge},
    {U"at least", Operator::ge},
    {U"no less than", Operator::ge},
    {U"not less than", Operator::ge},
    {U"不高于", Operator::le},
    {U"不大于", Operator::le},
    {U"不超过", Operator::le},
    {U"不多于", Operator::le},
    {U"小于等于", Operator::le},
    {U"小于或等于", Operator::le},
    {U"至多", Operator::le},
    {U"控制在", Operator::le},
    {U"<=", Operator::le},
    {U"≤", Operator::le},
    {U"≦", Operator::le},
    {U"at most", Operator::le},
    {U"up to", Operator::le},
    {U"no more than", Operator::le},
    {U"大于", Operator::gt},
    {U"高于", Operator::gt},
    {U"超过", Operator::gt},
    {U">", Operator::gt},
    {U"more than", Operator::gt},
    {U"greater than", Operator::gt},
    {U"above", Operator::gt},
    {U"exceeding", Operator::gt},
    {U"小于", Operator::lt},
    {U"低于", Operator::lt},
    {U"少于", Operator::lt},
    {U"<", Operator::lt},
    {U"less than", Operator::lt},
    {U"below", Operator::lt},
    {U"under", Operator::lt},
});

constexpr std::array after_figure = std::to_array<BoundWords>({
    {U"及以上", Operator::ge},
    {U"或以上", Operator::ge},
    {U"以上", Operator::ge},
    {U"or more", Operator::ge},
    {U"及以下", Operator::le},
    {U"或以下", Operator::le},
    {U"以下", Operator::le},
    {U"以内", Operator::le},
    {U"之内", Operator::le},
    {U"or less", Operator::le},
});

constexpr std::size_t longest_name = 16;

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == U':' || c == U'为';
}

bool ends_clause(char32_t c) {
  constexpr std::u32string_view ends = U",;.!?()[]{}<>|\n\r。、；，！？（）【】《》";
  return ends.find(c) != std::u32string_view::npos;
}

bool matches(const FoldedText& text, std::size_t at, std::u32string_view words) {
  if (at + words.size() > text.size()) return false;
  return std::equal(words.begin(), words.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char32_t word, const FoldedChar& c) { return word == c.folded; });
}

struct Bound {
  Operator op = Operator::eq;
  std::size_t begin = 0;  // of its words, or of the figure
};

Bound bound_before(const FoldedText& text, std::size_t figure) {
  std::size_t end = figure;
  while (end > 0 && is_space(text[end - 1].folded)) --end;
  for (const BoundWords& bound : before_figure) {
    if (end >= bound.words.size() && matches(text, end - bound.words.size(), bound.words)) {
      return {bound.op, end - bound.words.size()};
    }
  }
  return {Operator::eq, end};
}

std::optional<Operator> bound_after(const FoldedText& text, std::size_t end) {
  while (end < text.size() && is_space(text[end].folded)) ++end;
  for (const BoundWords& bound : after_figure) {
    if (matches(text, end, bound.words)) return bound.op;
  }
  return std::nullopt;
}

// The text before a figure, back to the start of its clause or the figure before.
std::string name_before(std::string_view original, const FoldedText& text, std::size_t floor,
                        std::size_t end) {
  while (end > floor && is_space(text[end - 1].folded)) --end;
  std::size_t begin = end;
  const auto ends_name = [](char32_t c) { return c == U':' || ends_clause(c); };
  while (begin > floor && end - begin < longest_name && !ends_name(text[begin - 1].folded)) --begin;
  while (begin < end && is_space(text[begin].folded)) ++begin;
  if (begin == end) return {};
  return std::string(original.substr(text[begin].begin, text[end - 1].end - text[begin].begin));
}

bool share_a_term(const std::string& left, const std::string& right) {
  const std::vector<std::string> terms = terms_of(left);
  const std::unordered_set<std::string> known(terms.begin(), terms.end());
  const std::vector<std::string> others = terms_of(right);
  return std::any_of(others.begin(), others.end(),
                     [&](const std::string& term) { return known.contains(term); });
}

}  // namespace

std::vector<Figure> figures_in(std::string_view text) {
  const FoldedText chars = fold(text);
  std::vector<Figure> found;
  std::size_t floor = 0;
  for (std::size_t at = 0; at < chars.size();) {
    const auto match = starts_number(chars, at) ? quantity_at(chars, at) : std::nullopt;
    if (!match) {
      ++at;
      continue;
    }
    Bound bound = bound_before(chars, match->begin);
    const bool range = !(match->quantity.low == match->quantity.high);
    if (const auto after = bound_after(chars, match->end)) bound.op = *after;
    if (range && bound.op == Operator::eq) bound.op = Operator::between;
    found.push_back(
        {name_before(text, chars, floor, std::max(bound.begin, floor)), bound.op, match->quantity});
    at = floor = match->end;
  }
  return found;
}

Judgement judge(const Figure& wanted, std::span<const Figure> offered) {
  Judgement judgement;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    if (judgement.verdict == Verdict::met) break;
    const Verdict verdict = compare(offered[i].quantity, wanted.op, wanted.quantity);
    if (verdict == Verdict::unknown || verdict == judgement.verdict) continue;
    if (share_a_term(wanted.name, offered[i].name)) judgement = {verdict, i};
  }
  return judgement;
}

}  // namespace shuniu::text
