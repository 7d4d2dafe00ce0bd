// evaluate.cpp - scores a ranking against judgements of relevance.
#include "shuniu/search/evaluate.h"

#include <fstream>
#include <iostream>

#include "commands.h"

namespace shuniu::cli {

int evaluate(const EvaluateOptions& options) {
  std::ifstream qrels(options.qrels, std::ios::binary);
  std::ifstream run(options.run, std::ios::binary);
  if (!qrels || !run) {
    std::cerr << "shuniu evaluate: cannot read " << (qrels ? options.run : options.qrels) << "\n";
    return 1;
  }
  const auto pooling = options.pool ? search::Pooling::judged_only : search::Pooling::none;
  const auto evaluation = search::evaluate(qrels, run, pooling);
  if (!evaluation) {
    print_reason(evaluation.error());
    return 1;
  }
  std::cout << search::summary(*evaluation) << "\n";
  return 0;
}

}  // namespace shuniu::cli
