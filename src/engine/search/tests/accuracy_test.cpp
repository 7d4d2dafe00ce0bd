// One fixed configuration ranks real needs at least as well as it must, where the data for measuring is at
// hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "shuniu/search/evaluate.h"
#include "shuniu/search/match_files.h"

namespace shuniu::search {

namespace {

std::filesystem::path data() {
  const char* given = std::getenv("SHUNIU_SHARED");
  return std::filesystem::path(given != nullptr ? given : SHUNIU_SHARED_DIR) / "data";
}

struct Wanted {
  const char* set;
  Pooling pooling;
  double ndcg_at_10;
};

class Accuracy : public testing::TestWithParam<Wanted> {};

TEST_P(Accuracy, is_at_least_what_is_wanted) {
  const Wanted& wanted = GetParam();
  const auto folder = data() / wanted.set;
  if (!std::filesystem::exists(folder / "needs.tsv")) GTEST_SKIP() << "no data for measuring in " << folder;
  std::ifstream needs(folder / "needs.tsv");
  std::ifstream offers(folder / "results.tsv");
  std::stringstream ranking;
  ASSERT_TRUE(match_files(needs, offers, {.top = 5000}, ranking, nullptr));
  std::ifstream qrels(folder / "qrels.tsv");
  const auto scores = evaluate(qrels, ranking, wanted.pooling);
  ASSERT_TRUE(scores);
  EXPECT_GE(scores->ndcg_at_10, wanted.ndcg_at_10) << summary(*scores);
  RecordProperty("scores", summary(*scores));
}

INSTANTIATE_TEST_SUITE_P(Sets, Accuracy,
                         testing::Values(Wanted{"ccf", Pooling::judged_only, 0.615},
                                         Wanted{"ccf", Pooling::none, 0.32},
                                         Wanted{"sbir", Pooling::none, 0.83},
                                         Wanted{"cisi", Pooling::none, 0.42},
                                         Wanted{"cacm", Pooling::none, 0.495}));

}  // namespace

}  // namespace shuniu::search
