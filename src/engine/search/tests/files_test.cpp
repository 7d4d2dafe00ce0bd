#include <gtest/gtest.h>

#include <sstream>

#include "shuniu/search/evaluate.h"
#include "shuniu/search/match_files.h"
#include "tsv.h"

namespace shuniu::search {

namespace {

const std::string header = "id\ttitle\tbody\tlang\tcodes\n";

struct Matched {
  std::string ranking;
  std::string reasons;
  std::vector<Fault> faults;
};

Matched match(const std::string& needs, const std::string& offers, std::size_t top = 100) {
  std::istringstream needs_in(needs);
  std::istringstream offers_in(offers);
  std::ostringstream ranking;
  std::ostringstream reasons;
  const auto done = match_files(needs_in, offers_in, {.top = top}, ranking, &reasons);
  return {ranking.str(), reasons.str(), done ? std::vector<Fault>{} : done.error().faults};
}

TEST(MatchFiles, ranks_offers_for_each_need_and_says_why) {
  const Matched matched = match(header + "n1\t固态电池\t能量密度不低于300Wh/kg\tzh\t\n",
                                header + "o1\t水泵\t\tzh\t\n" + "o2\t固态电池\t能量密度320Wh/kg\tzh\tH01M\n" +
                                    "o3\t电池回收\t\tzh\t\n");
  EXPECT_TRUE(matched.faults.empty());
  EXPECT_EQ(matched.ranking.substr(0, 8), "n1\to2\t1\t");
  EXPECT_NE(matched.ranking.find("n1\to3\t2\t"), std::string::npos);
  EXPECT_EQ(matched.ranking.find("o1"), std::string::npos);
  EXPECT_NE(matched.reasons.find("\"term\":\"固态\""), std::string::npos);
  EXPECT_NE(matched.reasons.find("\"name\":\"能量密度\",\"operator\":\"ge\",\"wanted\":\"300 Wh/kg\","
                                 "\"offered\":\"320 Wh/kg\",\"verdict\":\"met\""),
            std::string::npos);
}

TEST(MatchFiles, gives_no_more_than_asked_and_takes_four_columns) {
  const std::string four = "id\ttitle\tbody\tlang\n";
  const Matched matched = match(four + "n1\tpump\t\ten\n", four + "a\tpump\t\ten\nb\tpump\t\ten\n", 1);
  EXPECT_EQ(std::count(matched.ranking.begin(), matched.ranking.end(), '\n'), 1);
}

TEST(MatchFiles, lists_nothing_for_a_need_without_words) {
  std::istringstream needs(header + "n1\t……\t——\tzh\t\n" + "n2\tthe\tof\ten\t\n" + "n3\tpump\t\ten\t\n");
  std::istringstream offers(header + "o1\tpump\t\ten\t\n");
  std::ostringstream ranking;
  const auto counts = match_files(needs, offers, {.top = 5}, ranking, nullptr);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->needs_without_terms, 2U);
  EXPECT_EQ(counts->lines, 1U);
  EXPECT_TRUE(ranking.str().starts_with("n3\to1\t1\t")) << ranking.str();
}

TEST(MatchFiles, names_every_faulty_line_and_writes_nothing) {
  const Matched matched = match(header + "n1\tpump\n" + "\n" + "\tpump\t\ten\t\n" + "n2\tpump\t\ten\t\n",
                                header + "o1\tpump\t\ten\t\n" + "o1\tvalve\t\ten\t\n" + "o\xff\t\t\t\n");
  ASSERT_EQ(matched.faults.size(), 4U);
  EXPECT_EQ(matched.faults[0].path, "needs line 2");
  EXPECT_EQ(matched.faults[0].got, "2 columns");
  EXPECT_EQ(matched.faults[1].path, "needs line 4");
  EXPECT_EQ(matched.faults[2].path, "offers line 3");
  EXPECT_EQ(matched.faults[3].values, (Details{{"expected", "UTF-8"}}));
  EXPECT_EQ(matched.ranking, "");
}

TEST(MatchFiles, wants_a_header) {
  const Matched matched = match("n1\tpump\t\ten\n", "");
  ASSERT_EQ(matched.faults.size(), 2U);
  EXPECT_EQ(matched.faults[0].values, (Details{{"expected", "a header: id title body lang [codes]"}}));
  EXPECT_EQ(matched.faults[1].got, "an empty file");
}

std::string evaluated(const std::string& qrels, const std::string& run, Pooling pooling) {
  std::istringstream qrels_in(qrels);
  std::istringstream run_in(run);
  const auto scores = evaluate(qrels_in, run_in, pooling);
  return scores ? summary(*scores)
                : scores.error().faults.front().path + ": " +
                      scores.error().faults.front().values.front().second + ", got " +
                      scores.error().faults.front().got;
}

const std::string judgements =
    "need_id\tresult_id\tgrade\nn1\ta\t4\nn1\tb\t1\nn1\tc\t3\nn2\ta\t1\nn3\tz\t3\n";

// The figures were worked out by hand, and by an independent script.
TEST(Evaluate, scores_a_ranking) {
  EXPECT_EQ(evaluated(judgements, "n1\tx\t1\t9\nn1\ta\t2\t8\nn1\ta\t3\t7\nn1\tc\t4\t6\n", Pooling::none),
            "n=2 nDCG@10=0.3327 MRR@100=0.2500 P@1=0.0000 R@10=0.5000 R@100=0.5000");
}

TEST(Evaluate, pools_the_judged) {
  EXPECT_EQ(evaluated(judgements, "n1\tx\nn1\tc\nn1\tb\n", Pooling::judged_only),
            "n=2 nDCG@10=0.8655 MRR@100=1.0000 P@1=1.0000 R@10=1.0000 R@100=1.0000");
}

TEST(Evaluate, names_faulty_lines) {
  EXPECT_EQ(evaluated("need_id\tresult_id\tgrade\nn1\ta\tgood\n", "", Pooling::none),
            "qrels line 2: a grade from 0 to 30, got good");
  EXPECT_EQ(evaluated(judgements, "n1\n", Pooling::none),
            "run line 1: columns need_id offer_id, got 1 columns");
  EXPECT_EQ(evaluated("need_id\tresult_id\tgrade\n", "", Pooling::none),
            "qrels: at least one judgement, got none");
}

TEST(Tsv, knows_utf8) {
  for (const char* good : {"", "a", "锂", "é𠮷"}) EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe9\x94"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace

}  // namespace shuniu::search
