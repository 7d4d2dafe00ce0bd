#include "shuniu/text/phrases.h"

#include <gtest/gtest.h>

#include "shuniu/text/analysis.h"

namespace shuniu::text {

namespace {

/// Every term of the asked text, each worth the same.
WantedTerms all_of(std::string_view text) {
  WantedTerms wanted;
  for (const std::string& term : terms_of(text)) wanted[term] = 10;
  return wanted;
}

std::vector<std::string> shared(std::string_view asked, std::string_view shown) {
  std::vector<std::string> texts;
  for (const Phrase& phrase : shared_phrases(asked, shown, all_of(asked), 10)) texts.push_back(phrase.text);
  return texts;
}

/// The text with its marks in brackets.
std::string marked(std::string_view text, const std::vector<Phrase>& phrases) {
  std::string out;
  std::size_t at = 0;
  for (const Range& mark : marks_of(text, phrases)) {
    out.append(text.substr(at, mark.begin - at)).append("[");
    out.append(text.substr(mark.begin, mark.end - mark.begin)).append("]");
    at = mark.end;
  }
  return out.append(text.substr(at));
}

struct Row {
  const char* asked;
  const char* shown;
  std::vector<std::string> phrases;
};

class Phrases : public testing::TestWithParam<Row> {};

TEST_P(Phrases, are_the_longest_runs_of_words) {
  EXPECT_EQ(shared(GetParam().asked, GetParam().shown), GetParam().phrases) << GetParam().shown;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Phrases,
    testing::Values(
        Row{"抑制锂电池热失控的隔热材料", "锂电池热失控隔热材料及其制备", {"锂电池热失控", "隔热材料"}},
        Row{"鋰電池熱失控", "锂电池热失控", {"锂电池热失控"}},                    // as the shown text has it
        Row{"希望可以提供的方案，以及要求", "我们可以提供的服务，以及要求", {}},  // nothing but empty words
        Row{"挥发性有机物", "挥发性有机污染物", {"挥发性有机"}},                  // a suffix stays
        Row{"回流焊后阈值漂移", "栅偏后阈值漂移", {"阈值漂移"}},
        Row{"结合材料特性", "复合材料", {"材料"}},  // 合材 is no word
        Row{"提高度量精度", "高度集成", {}},        // 高度 is none in the asked text
        Row{"能量密度不低于 300 Wh/kg", "能量密度不低于 300 Wh/kg", {"能量密度"}},
        Row{"sampled PLL jitter, and the noise", "Sampling PLL with noise", {"Sampling PLL", "noise"}},
        Row{"charge-pump noise", "the charge pump", {"charge pump"}}, Row{"水泵", "风机", {}},
        Row{"", "", {}}));

TEST(SharedPhrases, mark_the_same_in_both_texts) {
  const std::string asked = "锂电池热失控：锂电池在过充时的热失控";
  const std::string shown = "锂电池热失控预警。锂电池的隔热";
  const auto phrases = shared_phrases(asked, shown, all_of(asked), 10);
  ASSERT_EQ(phrases.size(), 1U) << "锂电池 is part of the longer one";
  EXPECT_EQ(marked(asked, phrases), "[锂电池热失控]：[锂电池]在过充时的热失控");
  EXPECT_EQ(marked(shown, phrases), "[锂电池热失控]预警。[锂电池]的隔热");
}

TEST(SharedPhrases, weigh_each_term_once_and_stand_heaviest_first) {
  const WantedTerms wanted{{"电池", 5}, {"隔热", 100}, {"热材", 30}, {"材料", 20}};
  const auto phrases = shared_phrases("电池 隔热材料", "电池，电池 隔热材料", wanted, 10);
  ASSERT_EQ(phrases.size(), 1U) << "less than a twentieth of the heaviest is left out";
  EXPECT_EQ(phrases[0].text, "隔热材料");
  EXPECT_EQ(phrases[0].weight, 150U);
  EXPECT_EQ(shared_phrases("水泵。风机。阀门", "水泵。风机。阀门", all_of("水泵。风机。阀门"), 2).size(), 2U);
}

TEST(SharedPhrases, survive_broken_text) {
  const std::string broken = "锂电池\xFF\xE9\x94热失控\xC3";
  const auto phrases = shared_phrases(broken, broken, all_of(broken), 10);
  for (const Range& mark : marks_of(broken, phrases)) EXPECT_LE(mark.end, broken.size());
  EXPECT_EQ(phrases.size(), 2U);
}

}  // namespace

}  // namespace shuniu::text
