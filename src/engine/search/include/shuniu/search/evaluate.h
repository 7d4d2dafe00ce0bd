// evaluate.h - how well a ranking agrees with judgements of relevance.
//
//   auto scores = search::evaluate(qrels, run, Pooling::judged_only);
//   out << search::summary(*scores);
//   // n=63 nDCG@10=0.6204 MRR@100=0.6217 P@1=0.4921 R@10=0.4930 R@100=0.9991
//
// qrels: TSV with header: need_id, result_id, grade. run: TSV without header, best first: need_id and
// offer_id; further columns are not looked at.
//
// Promises
//   - Gain is 2^g - 1. Where grades go to 4, the lowest (1) gains nothing, and 3 and 4 are relevant;
//     otherwise 1 is relevant.
//   - Needs without a relevant result are left out; of a result that a run names twice, the first counts.
//   - judged_only drops unjudged results and appends the judged ones that the run lacks, by id.
//   - Faulty lines are refused (input.invalid), each with its number and what was expected.
// Thread-safe.
#pragma once

#include <cstddef>
#include <istream>
#include <string>

#include "shuniu/base/result.h"

namespace shuniu::search {

enum class Pooling { none, judged_only };

struct Evaluation {
  std::size_t needs = 0;
  double ndcg_at_10 = 0;
  double reciprocal_rank_at_100 = 0;
  double precision_at_1 = 0;
  double recall_at_10 = 0;
  double recall_at_100 = 0;
};

[[nodiscard]] Result<Evaluation> evaluate(std::istream& qrels, std::istream& run, Pooling pooling);

/// One line, without its end.
[[nodiscard]] std::string summary(const Evaluation& evaluation);

}  // namespace shuniu::search
