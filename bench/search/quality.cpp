#include "quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "ranker_model.h"
#include "shuniu/search/evaluate.h"
#include "shuniu/search/match_files.h"

namespace shuniu::bench {

namespace {

constexpr std::size_t folds = 5;
constexpr std::size_t most_ranked = 100;  // beyond, nDCG@10 does not look

struct Measure {
  const char* set;
  const char* name;
  search::Pooling pooling;
};
constexpr std::array<Measure, 5> measures = {{{"ccf", "ccf, judged pool", search::Pooling::judged_only},
                                              {"ccf", "ccf, whole corpus", search::Pooling::none},
                                              {"sbir", "sbir", search::Pooling::none},
                                              {"cisi", "cisi", search::Pooling::none},
                                              {"cacm", "cacm", search::Pooling::none}}};

/// The mean of a measure over the needs of one fold.
struct Part {
  double ndcg = 0;
  double needs = 0;
};
using Parts = std::array<Part, folds>;
using Scores = std::array<Parts, measures.size()>;  // of one set of parameters

/// Over all folds, or all but one.
double mean(const Parts& parts, std::size_t left_out = folds) {
  Part sum;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    if (fold == left_out) continue;
    sum.ndcg += parts[fold].ndcg * parts[fold].needs;
    sum.needs += parts[fold].needs;
  }
  return sum.ndcg / sum.needs;
}

double mean_of_measures(const Scores& scores, std::size_t left_out = folds) {
  double sum = 0;
  for (const Parts& parts : scores) sum += mean(parts, left_out);
  return sum / static_cast<double>(scores.size());
}

// ---- a set of judged needs -----------------------------------------------------------------------------

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
  return cells;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error("cannot read " + file);
  std::vector<std::string> lines;
  while (std::getline(in, line)) lines.push_back(line);
  return lines;
}

std::vector<search::Document> documents_of(const std::string& file) {
  std::vector<search::Document> documents;
  for (const std::string& line : lines_of(file)) {
    std::vector<std::string> cells = cells_of(line);
    cells.resize(5);
    documents.push_back(
        search::analyzed(cells[0], {.title = cells[1], .body = cells[2], .keywords = {}, .codes = cells[4]}));
  }
  return documents;
}

class JudgedSet {
 public:
  explicit JudgedSet(const std::string& folder)
      : folder_(folder), results_(documents_of(folder + "/results.tsv")), model_(results_) {
    for (const search::Document& need : documents_of(folder + "/needs.tsv")) {
      fold_of_.emplace(need.id, needs_.size() % folds);  // by the order of the file
      needs_.push_back({need.id, counted(need)});
    }
    qrels_.fill("need_id\tresult_id\tgrade\n");
    for (const std::string& line : lines_of(folder + "/qrels.tsv")) {
      const std::vector<std::string> cells = cells_of(line);
      qrels_[fold_of_.at(cells.at(0))] += line + "\n";
      judged_[cells[0]].insert(cells.at(1));
    }
  }

  Parts scores_of_model(const RankerParameters& parameters, search::Pooling pooling) {
    std::array<std::string, folds> runs;
    for (const Need& need : needs_) {
      std::size_t ranked = 0;
      for (const std::size_t place : model_.rank(need.terms, parameters)) {
        const std::string& id = results_[place].id;
        if (pooling == search::Pooling::judged_only && !judged_[need.id].contains(id)) continue;
        runs[fold_of_[need.id]] += need.id + "\t" + id + "\n";
        if (++ranked == most_ranked) break;
      }
    }
    return judged(runs, pooling);
  }

  Parts scores_of_engine(search::Pooling pooling) {
    std::ifstream needs(folder_ + "/needs.tsv");
    std::ifstream results(folder_ + "/results.tsv");
    std::stringstream ranking;
    if (!search::match_files(needs, results, {.top = 5000}, ranking, nullptr))
      throw std::runtime_error("cannot match the files of " + folder_);
    std::array<std::string, folds> runs;
    for (std::string line; std::getline(ranking, line);)
      runs[fold_of_.at(line.substr(0, line.find('\t')))] += line + "\n";
    return judged(runs, pooling);
  }

 private:
  struct Need {
    std::string id;
    CountedNeed terms;
  };

  [[nodiscard]] Parts judged(const std::array<std::string, folds>& runs, search::Pooling pooling) const {
    Parts parts;
    for (std::size_t fold = 0; fold < folds; ++fold) {
      std::istringstream qrels(qrels_[fold]);
      std::istringstream run(runs[fold]);
      const auto evaluation = search::evaluate(qrels, run, pooling);
      if (!evaluation) throw std::runtime_error("cannot evaluate a fold of " + folder_);
      parts[fold] = {evaluation->ndcg_at_10, static_cast<double>(evaluation->needs)};
    }
    return parts;
  }

  std::string folder_;
  std::vector<search::Document> results_;
  RankerModel model_;
  std::vector<Need> needs_;
  std::unordered_map<std::string, std::size_t> fold_of_;
  std::unordered_map<std::string, std::unordered_set<std::string>> judged_;
  std::array<std::string, folds> qrels_;
};

// ---- choosing ------------------------------------------------------------------------------------------

std::vector<RankerParameters> grid() {
  std::vector<RankerParameters> every;
  for (const double k1 : {0.8, 1.2, 1.6, 2.0}) {
    for (const double b : {0.5, 0.75, 0.9}) {
      for (const double power : {1.0, 1.2, 1.375, 1.55}) {
        for (const std::uint32_t in_result : {1U, 2U, 3U}) {
          for (const std::uint32_t in_need : {2U, 4U, 6U})
            every.push_back({k1, b, power, in_result, in_need});
        }
      }
    }
  }
  return every;
}

struct Tried {
  RankerParameters parameters;
  Scores scores;
};

/// The best of what was tried, by `value` of its scores; of equals the first.
template <class Value>
const Tried& best_by(const std::vector<Tried>& tried, Value value) {
  const Tried* best = &tried.front();
  for (const Tried& one : tried) {
    if (value(one.scores) > value(best->scores)) best = &one;
  }
  return *best;
}

/// What the held-out folds got from parameters that were chosen on the four others.
struct CrossValidated {
  Scores jointly;     // one choice for all measures, by their mean
  Scores separately;  // a choice for each measure, by itself alone
  std::array<RankerParameters, folds> chosen_jointly;
};

CrossValidated cross_validate(const std::vector<Tried>& tried) {
  CrossValidated result;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const Tried& joint = best_by(tried, [&](const Scores& scores) { return mean_of_measures(scores, fold); });
    result.chosen_jointly[fold] = joint.parameters;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      result.jointly[m][fold] = joint.scores[m][fold];
      const Tried& own = best_by(tried, [&](const Scores& scores) { return mean(scores[m], fold); });
      result.separately[m][fold] = own.scores[m][fold];
    }
  }
  return result;
}

void print_row(const char* name, const Parts& fixed, const Parts& jointly, const Parts& separately) {
  std::printf("| %s ", name);
  for (const Parts* parts : {&fixed, &jointly, &separately}) {
    std::printf("| %.3f | ", mean(*parts));
    for (std::size_t fold = 0; fold < folds; ++fold)
      std::printf("%s%.3f", fold == 0 ? "" : " ", (*parts)[fold].ndcg);
    std::printf(" ");
  }
  std::printf("|\n");
}

void print_parameters(const RankerParameters& chosen) {
  std::printf("k1 %.1f, b %.2f, rarity to the power %.3f, title %u in the result and %u in the need",
              chosen.k1, chosen.b, chosen.rarity_power, chosen.title_in_result, chosen.title_in_need);
}

}  // namespace

void report_quality(const std::string& data) {
  Scores engine{};
  std::vector<Tried> tried;
  for (const RankerParameters& parameters : grid()) tried.push_back({parameters, {}});
  for (std::size_t m = 0; m < measures.size(); ++m) {
    JudgedSet set(data + "/" + measures[m].set);
    engine[m] = set.scores_of_engine(measures[m].pooling);
    for (Tried& one : tried) one.scores[m] = set.scores_of_model(one.parameters, measures[m].pooling);
  }
  const auto fixed = std::find_if(tried.begin(), tried.end(),
                                  [](const Tried& one) { return one.parameters == RankerParameters{}; });
  double furthest = 0;
  for (std::size_t m = 0; m < measures.size(); ++m)
    furthest = std::max(furthest, std::abs(mean(engine[m]) - mean(fixed->scores[m])));
  std::printf("%zu sets of parameters; at the fixed ones the model is within %.4f of the engine.\n\n",
              tried.size(), furthest);
  const CrossValidated result = cross_validate(tried);
  std::printf(
      "| set | fixed | by fold | chosen for all sets | by held-out fold | chosen for the set "
      "| by held-out fold |\n|---|---|---|---|---|---|---|\n");
  for (std::size_t m = 0; m < measures.size(); ++m)
    print_row(measures[m].name, engine[m], result.jointly[m], result.separately[m]);
  std::printf("| mean | %.4f | | %.4f | | %.4f | |\n\n", mean_of_measures(engine),
              mean_of_measures(result.jointly), mean_of_measures(result.separately));
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::printf("- without fold %zu: ", fold + 1);
    print_parameters(result.chosen_jointly[fold]);
    std::printf("\n");
  }
  const Tried& best = best_by(tried, [](const Scores& scores) { return mean_of_measures(scores); });
  std::printf("- on all folds (not cross-validated), mean %.4f: ", mean_of_measures(best.scores));
  print_parameters(best.parameters);
  std::printf("\n");
}

}  // namespace shuniu::bench
