#include "shuniu/text/figures.h"

#include <gtest/gtest.h>

namespace shuniu::text {

namespace {

struct Read {
  const char* text;
  const char* name;
  Operator op;
};

class Figures : public testing::TestWithParam<Read> {};

TEST_P(Figures, are_read_with_name_and_bound) {
  const auto found = figures_in(GetParam().text);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, GetParam().name);
  EXPECT_EQ(found[0].op, GetParam().op);
}

INSTANTIATE_TEST_SUITE_P(Table, Figures,
                         testing::Values(Read{"能量密度不低于300Wh/kg", "能量密度", Operator::ge},
                                         Read{"要求：能量密度≥300Wh/kg", "能量密度", Operator::ge},
                                         Read{"循环寿命2000次以上", "循环寿命", Operator::ge},
                                         Read{"成本不超过 3 万元", "成本", Operator::le},
                                         Read{"误差小于0.1mm", "误差", Operator::lt},
                                         Read{"工作温度为-40～85℃", "工作温度", Operator::between},
                                         Read{"重量 5 kg", "重量", Operator::eq},
                                         Read{"a pressure of at least 5 MPa", "a pressure of",
                                              Operator::ge}));

struct Judged {
  const char* wanted;
  const char* offered;
  Verdict verdict;
};

class Judging : public testing::TestWithParam<Judged> {};

TEST_P(Judging, compares_figures_of_the_same_name_and_dimension) {
  const auto wanted = figures_in(GetParam().wanted);
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_EQ(judge(wanted[0], figures_in(GetParam().offered)).verdict, GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Judging,
    testing::Values(Judged{"能量密度不低于300Wh/kg", "能量密度达320瓦时/公斤", Verdict::met},
                    Judged{"能量密度不低于300Wh/kg", "能量密度为250Wh/kg，成本降低30%", Verdict::missed},
                    Judged{"能量密度不低于300Wh/kg", "循环2000次", Verdict::unknown},
                    Judged{"厚度不超过0.5mm", "宽度0.3mm", Verdict::unknown},  // another thing is measured
                    Judged{"厚度不超过0.5mm", "厚度0.3毫米，长度2米", Verdict::met},
                    Judged{"厚度不超过0.5mm", "厚度0.8mm；厚度可至0.4mm", Verdict::met},
                    Judged{"热导率大于5W/(m·K)", "", Verdict::unknown}));

}  // namespace

}  // namespace shuniu::text
