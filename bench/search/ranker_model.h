// ranker_model.h - the score of scoring.h with its parameters free, computed document by document in memory.
//
//   RankerModel model(results);                              // terms are counted once
//   auto ranked = model.rank(need, {.k1 = 1.6, .b = 0.75});  // best first; places in `results`
//
// Promises: with the parameters as they stand by default the order is that of the engine, but for ties that
// its whole numbers make and this one's do not (and the other way round).
// Does not read files or judge. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "shuniu/search/document.h"

namespace shuniu::bench {

struct RankerParameters {
  double k1 = 1.2;
  double b = 0.75;
  double rarity_power = 1.375;
  std::uint32_t title_in_result = 2;
  std::uint32_t title_in_need = 4;
  friend bool operator==(const RankerParameters&, const RankerParameters&) = default;
};

/// A need as a query: how often each term stands in its title, and in the rest.
struct CountedNeed {
  struct Term {
    std::string term;
    std::uint32_t in_title = 0;
    std::uint32_t in_rest = 0;
  };
  std::vector<Term> terms;
};
[[nodiscard]] CountedNeed counted(const search::Document& need);

class RankerModel {
 public:
  explicit RankerModel(const std::vector<search::Document>& results);
  /// The results that share a term with the need.
  [[nodiscard]] std::vector<std::size_t> rank(const CountedNeed& need, const RankerParameters& parameters);

 private:
  struct Posting {
    std::uint32_t result;
    std::uint32_t in_title;
    std::uint32_t in_rest;  // codes count twice
  };
  struct Length {
    std::uint32_t title = 0;
    std::uint32_t rest = 0;
  };
  struct Norm {
    double presence = 0;
    double repetition = 0;
  };
  void set_norms(const RankerParameters& parameters);

  std::unordered_map<std::string, std::vector<Posting>> postings_;
  std::vector<Length> lengths_;
  std::vector<std::string> ids_;
  std::vector<Norm> norms_;  // for `normed_`
  RankerParameters normed_{.k1 = 0};
};

}  // namespace shuniu::bench
