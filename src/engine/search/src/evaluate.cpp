#include "shuniu/search/evaluate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tsv.h"

namespace shuniu::search {

namespace {

constexpr std::size_t gain_depth = 10;
constexpr std::size_t rank_depth = 100;
constexpr int four_grades = 4;
constexpr int highest_grade = 30;  // beyond, a gain says nothing

using Grades = std::map<std::string, int, std::less<>>;

struct Judgements {
  std::vector<std::string> needs;  // in the order of the file
  std::unordered_map<std::string, Grades> grades;
  int top = 0;
};

using Run = std::unordered_map<std::string, std::vector<std::string>>;

struct Scale {
  int relevant_from = 1;
  int base = 0;

  [[nodiscard]] double gain(int grade) const { return std::pow(2.0, std::max(0, grade - base)) - 1.0; }
};

std::vector<Fault> read_judgements(std::istream& in, Judgements& out) {
  const TsvShape shape{"qrels", {"need_id", "result_id", "grade"}, 0, true, true};
  return read_tsv(in, shape, [&](const Cells& cells) -> std::optional<BadCell> {
    int grade = 0;
    const auto [end, error] = std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), grade);
    const bool whole = error == std::errc{} && end == cells[2].data() + cells[2].size();
    if (!whole || grade < 0 || grade > highest_grade) return BadCell{2, "a grade from 0 to 30"};
    const auto [at, fresh] = out.grades.try_emplace(std::string(cells[0]));
    if (fresh) out.needs.emplace_back(cells[0]);
    at->second.insert_or_assign(std::string(cells[1]), grade);
    out.top = std::max(out.top, grade);
    return std::nullopt;
  });
}

std::vector<Fault> read_run(std::istream& in, Run& out) {
  const TsvShape shape{"run", {"need_id", "offer_id"}, 0, false, true};
  return read_tsv(in, shape, [&](const Cells& cells) -> std::optional<BadCell> {
    out[std::string(cells[0])].emplace_back(cells[1]);
    return std::nullopt;
  });
}

std::vector<std::string> without_repeats(const std::vector<std::string>& ids) {
  std::unordered_set<std::string_view> seen;
  std::vector<std::string> out;
  for (const std::string& id : ids) {
    if (seen.insert(id).second) out.push_back(id);
  }
  return out;
}

std::vector<std::string> ranked_ids(const std::vector<std::string>& run, const Grades& grades,
                                    Pooling pooling) {
  std::vector<std::string> ranked = without_repeats(run);
  if (pooling == Pooling::judged_only) {
    std::erase_if(ranked, [&](const std::string& id) { return !grades.contains(id); });
    const std::unordered_set<std::string> there(ranked.begin(), ranked.end());
    for (const auto& [id, grade] : grades) {
      if (!there.contains(id)) ranked.push_back(id);
    }
  }
  if (ranked.size() > rank_depth) ranked.resize(rank_depth);
  return ranked;
}

double discounted(const std::vector<double>& gains) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(gains.size(), gain_depth); ++i) {
    sum += gains[i] / std::log2(static_cast<double>(i) + 2.0);
  }
  return sum;
}

// One need's figures, in the order of Evaluation's members; nothing where it has no relevant result.
std::optional<std::array<double, 5>> scored(const std::vector<std::string>& ranked, const Grades& grades,
                                            const Scale& scale) {
  std::vector<double> ideal;
  std::size_t relevant = 0;
  for (const auto& [id, grade] : grades) {
    ideal.push_back(scale.gain(grade));
    if (grade >= scale.relevant_from) ++relevant;
  }
  if (relevant == 0) return std::nullopt;
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  std::vector<double> gains;
  std::array<std::size_t, 2> found{};  // relevant ones within the first 10, and within all
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto grade = grades.find(ranked[i]);
    gains.push_back(grade == grades.end() ? 0.0 : scale.gain(grade->second));
    if (grade == grades.end() || grade->second < scale.relevant_from) continue;
    if (!first) first = i;
    if (i < gain_depth) ++found[0];
    ++found[1];
  }
  const double best = discounted(ideal);
  const auto of_relevant = [&](std::size_t count) {
    return static_cast<double>(count) / static_cast<double>(relevant);
  };
  return std::array<double, 5>{best > 0 ? discounted(gains) / best : 0.0,
                               first ? 1.0 / static_cast<double>(*first + 1) : 0.0, first == 0U ? 1.0 : 0.0,
                               of_relevant(found[0]), of_relevant(found[1])};
}

}  // namespace

Result<Evaluation> evaluate(std::istream& qrels, std::istream& run, Pooling pooling) {
  Judgements judgements;
  Run ranking;
  std::vector<Fault> faults = read_judgements(qrels, judgements);
  const std::vector<Fault> more = read_run(run, ranking);
  faults.insert(faults.end(), more.begin(), more.end());
  if (faults.empty() && judgements.needs.empty())
    faults.push_back(plain_fault("qrels", "at least one judgement", "none"));
  if (!faults.empty()) return refuse_input(std::move(faults));
  const Scale scale = judgements.top >= four_grades ? Scale{3, 1} : Scale{1, 0};
  Evaluation out;
  std::array<double, 5> sums{};
  for (const std::string& need : judgements.needs) {
    const Grades& grades = judgements.grades[need];
    const auto figures = scored(ranked_ids(ranking[need], grades, pooling), grades, scale);
    if (!figures) continue;
    ++out.needs;
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += (*figures)[i];
  }
  if (out.needs == 0) return out;
  const auto needs = static_cast<double>(out.needs);
  out.ndcg_at_10 = sums[0] / needs;
  out.reciprocal_rank_at_100 = sums[1] / needs;
  out.precision_at_1 = sums[2] / needs;
  out.recall_at_10 = sums[3] / needs;
  out.recall_at_100 = sums[4] / needs;
  return out;
}

std::string summary(const Evaluation& evaluation) {
  std::array<char, 160> line{};
  std::snprintf(line.data(), line.size(), "n=%zu nDCG@10=%.4f MRR@100=%.4f P@1=%.4f R@10=%.4f R@100=%.4f",
                evaluation.needs, evaluation.ndcg_at_10, evaluation.reciprocal_rank_at_100,
                evaluation.precision_at_1, evaluation.recall_at_10, evaluation.recall_at_100);
  return line.data();
}

}  // namespace shuniu::search
