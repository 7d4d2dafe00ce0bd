#include "ranker_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "shuniu/search/scoring.h"

namespace shuniu::bench {

namespace {

// What scoring.h calls r: the frequency that a level stands for.
constexpr std::array<double, search::top_level> level_stands_for = {1, 2, 3, 4, 6, 9, 15};
constexpr double capacity = 0x7FFF;  // of the weights of a query together
constexpr double largest_norm = 255;

template <class Counts>
void count(const std::vector<std::string>& terms, std::uint32_t weight, std::uint32_t Counts::*counter,
           std::map<std::string, Counts>& counts) {
  for (const std::string& term : terms) counts[term].*counter += weight;
}

double rarity(double documents, double with_term, double power) {
  return std::pow(std::log2((2 * documents + 2) / (2 * with_term + 1)), power);
}

}  // namespace

CountedNeed counted(const search::Document& need) {
  std::map<std::string, CountedNeed::Term> counts;
  count(need.title, 1, &CountedNeed::Term::in_title, counts);
  for (const auto* terms : {&need.body, &need.keywords, &need.codes})
    count(*terms, 1, &CountedNeed::Term::in_rest, counts);
  CountedNeed result;
  for (auto& [term, counter] : counts) {
    counter.term = term;
    result.terms.push_back(std::move(counter));
  }
  return result;
}

RankerModel::RankerModel(const std::vector<search::Document>& results) {
  for (const search::Document& result : results) {
    std::map<std::string, Posting> counts;
    count(result.title, 1, &Posting::in_title, counts);
    count(result.body, search::field_weights.body, &Posting::in_rest, counts);
    count(result.codes, search::field_weights.codes, &Posting::in_rest, counts);
    for (auto& [term, posting] : counts) {
      posting.result = static_cast<std::uint32_t>(lengths_.size());
      postings_[term].push_back(posting);
    }
    lengths_.push_back(
        {static_cast<std::uint32_t>(result.title.size()), static_cast<std::uint32_t>(result.body.size())});
    ids_.push_back(result.id);
  }
}

void RankerModel::set_norms(const RankerParameters& parameters) {
  if (normed_ == parameters) return;
  normed_ = parameters;
  std::vector<double> lengths;
  double sum = 0;
  for (const Length& length : lengths_) {
    const std::uint32_t weighted = length.title * parameters.title_in_result + length.rest;
    lengths.push_back(search::coded_length(search::length_code(weighted)));
    sum += lengths.back();
  }
  const double average = std::max(sum / static_cast<double>(lengths.size()), 1.0);
  const double scale = largest_norm * (1 + parameters.k1 * (1 - parameters.b));
  norms_.clear();
  for (const double length : lengths) {
    const double k = parameters.k1 * (1 - parameters.b + parameters.b * length / average);
    const double presence = std::clamp(std::round(scale / (1 + k)), 1.0, largest_norm);
    norms_.push_back({presence, std::floor(std::min(scale * k / (1 + k) * 6 / (4 + k), largest_norm))});
  }
}

std::vector<std::size_t> RankerModel::rank(const CountedNeed& need, const RankerParameters& parameters) {
  set_norms(parameters);
  struct Weighed {
    const std::vector<Posting>* postings;
    double weight;
  };
  std::vector<Weighed> weighed;
  double whole = 0;
  for (const CountedNeed::Term& term : need.terms) {
    const auto known = postings_.find(term.term);
    if (known == postings_.end()) continue;
    const double counter = term.in_title * parameters.title_in_need + term.in_rest;
    const auto with_term = static_cast<double>(known->second.size());
    weighed.push_back({&known->second, counter * rarity(static_cast<double>(lengths_.size()), with_term,
                                                        parameters.rarity_power)});
    whole += weighed.back().weight;
  }
  std::vector<double> scores(lengths_.size());
  const double room = capacity - static_cast<double>(weighed.size());
  for (const Weighed& term : weighed) {
    const double weight = std::max(std::floor(term.weight * room / whole), 1.0);
    for (const Posting& posting : *term.postings) {
      const std::uint32_t frequency = posting.in_title * parameters.title_in_result + posting.in_rest;
      const double r = level_stands_for[search::level_of(frequency) - 1U];
      const Norm& norm = norms_[posting.result];
      scores[posting.result] +=
          norm.presence * weight + norm.repetition * std::floor(weight * (r - 1) / (r + 2));
    }
  }
  std::vector<std::size_t> ranked;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] > 0) ranked.push_back(i);
  }
  std::sort(ranked.begin(), ranked.end(), [&](std::size_t a, std::size_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : ids_[a] < ids_[b];
  });
  return ranked;
}

}  // namespace shuniu::bench
