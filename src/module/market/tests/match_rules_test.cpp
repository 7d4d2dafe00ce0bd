// match_rules_test.cpp - figures with their units, criteria and the final score, as tables.
#include "match_rules.h"

#include <gtest/gtest.h>

#include "marked_text.h"
#include "market_fixture.h"

namespace shuniu::market {
namespace {

Figure figure(const std::string& name, FigureRelation relation, const std::string& value,
              const std::string& unit, const std::string& high = "") {
  Figure result{name, relation, Decimal(value), std::nullopt, unit, std::nullopt, std::nullopt};
  if (!high.empty()) result.value_high = Decimal(high);
  return result;
}

Subject offering(std::vector<Figure> figures, const std::string& text = "") {
  Subject subject;
  subject.kind = ItemKind::offer;
  subject.figures = std::move(figures);
  subject.text = text;
  return subject;
}

TEST(FigureMatching, ComparesValuesWithTheirUnits) {
  using enum FigureRelation;
  const struct {
    Figure asked, offered;
    Verdict verdict;
  } table[] = {
      {figure("厚度", le, "1", "mm"), figure("厚度", eq, "800", "微米"), Verdict::met},
      {figure("厚度", le, "1", "mm"), figure("厚度", eq, "0.12", "厘米"), Verdict::missed},
      {figure("厚度", le, "1", "毫米"), figure("厚度", eq, "1", "mm"), Verdict::met},
      {figure("起始温度", ge, "210", "℃"), figure("起始温度", eq, "210", "摄氏度"), Verdict::met},
      {figure("起始温度", ge, "210", "℃"), figure("起始温度", eq, "480", "K"), Verdict::missed},
      {figure("起始温度", ge, "210", "°C"), figure("起始温度", eq, "483.15", "K"), Verdict::met},
      {figure("功率", ge, "1.5", "kW"), figure("功率", eq, "1500", "W"), Verdict::met},
      // a stated bound in the direction asked counts as its value
      {figure("误差", le, "1.5", "mV"), figure("误差", le, "1.3", "mV"), Verdict::met},
      {figure("误差", le, "1.5", "mV"), figure("误差", le, "1.8", "mV"), Verdict::missed},
      {figure("误差", lt, "1.5", "mV"), figure("误差", lt, "1.5", "mV"), Verdict::met},
      {figure("误差", lt, "1.5", "mV"), figure("误差", eq, "1.5", "mV"), Verdict::missed},
      // in the other direction it can only miss
      {figure("误差", le, "1.5", "mV"), figure("误差", ge, "1.8", "mV"), Verdict::missed},
      {figure("误差", le, "1.5", "mV"), figure("误差", ge, "1.0", "mV"), Verdict::unknown},
      {figure("误差", eq, "1.5", "mV"), figure("误差", ge, "1.0", "mV"), Verdict::unknown},
      // ranges
      {figure("电压", between, "3", "V", "5"), figure("电压", between, "3.3", "V", "4.8"), Verdict::met},
      {figure("电压", between, "3", "V", "5"), figure("电压", between, "4", "V", "6"), Verdict::unknown},
      {figure("电压", between, "3", "V", "5"), figure("电压", eq, "5500", "mV"), Verdict::missed},
      // units that nobody knows are compared with their like alone
      {figure("产量", ge, "5", "盒/批"), figure("产量", eq, "6", "盒/批"), Verdict::met},
      {figure("等级", ge, "5", ""), figure("等级", eq, "4", ""), Verdict::missed},
  };
  for (const auto& row : table) {
    const FigureMatch match = compare_figure(row.asked, offering({row.offered}));
    ASSERT_TRUE(match.offered) << in_words(row.asked) << " / " << in_words(row.offered);
    EXPECT_EQ(match.verdict, row.verdict) << in_words(row.asked) << " / " << in_words(row.offered);
  }
}

TEST(FigureMatching, PicksTheFigureOfThatName) {
  const Subject offer = offering({figure("电芯电压", FigureRelation::eq, "9", "mV"),
                                  figure("电压测量误差", FigureRelation::eq, "1.2", "mV"),
                                  figure("电压测量误差", FigureRelation::eq, "1.2", "s")});
  const auto match = compare_figure(figure("电芯电压测量误差", FigureRelation::le, "1.5", "mV"), offer);
  ASSERT_TRUE(match.offered);
  EXPECT_EQ(match.offered->name, "电压测量误差");
  EXPECT_FALSE(compare_figure(figure("长期漂移", FigureRelation::le, "1", "mV"), offer).offered);
  EXPECT_FALSE(compare_figure(figure("电压测量误差", FigureRelation::le, "1", "kg"), offer).offered);
}

TEST(FigureMatching, ReadsTextOnlyWhereTheClauseNamesTheFigure) {
  const Figure asked = figure("导热系数", FigureRelation::le, "0.03", "W/(m·K)");
  const auto met = compare_figure(asked, offering({}, "毡体柔软，导热系数低于 0.02 W/(m·K)，厚度 1 mm。"));
  ASSERT_TRUE(met.offered);
  EXPECT_EQ(met.verdict, Verdict::met);
  EXPECT_EQ(met.offered->relation, FigureRelation::lt);
  EXPECT_EQ(compare_figure(asked, offering({}, "导热性能好，达到 0.02 W/(m·K)。")).verdict, Verdict::unknown);
  EXPECT_FALSE(compare_figure(asked, offering({}, "导热系数很低；其他样品为 0.02 W/(m·K)。")).offered);
  EXPECT_FALSE(
      compare_figure(asked, offering({}, "导热系数 0.02 W/(m·K)。另一种导热系数 0.05 W/(m·K)。")).offered);
}

Verdict verdict_of(const std::vector<Criterion>& criteria, CriterionKey key) {
  for (const Criterion& criterion : criteria) {
    if (criterion.key == key) return criterion.verdict;
  }
  ADD_FAILURE() << "no such criterion";
  return Verdict::unknown;
}

TEST(Criteria, SayWhatFitsAndWhatDoesNot) {
  const Subject need = subject_of(Content(sample_need()));
  Subject offer = subject_of(Content(sample_offer()));
  auto criteria = criteria_of(need, offer);
  EXPECT_EQ(verdict_of(criteria, CriterionKey::field), Verdict::met);
  EXPECT_EQ(verdict_of(criteria, CriterionKey::region), Verdict::missed);
  EXPECT_EQ(verdict_of(criteria, CriterionKey::readiness), Verdict::met);
  EXPECT_EQ(verdict_of(criteria, CriterionKey::mode), Verdict::met);
  EXPECT_EQ(verdict_of(criteria, CriterionKey::price), Verdict::met);
  EXPECT_EQ(verdict_of(criteria, CriterionKey::ip_position), Verdict::unknown);
  offer.fields = {"11.2"};
  offer.readiness = 3;
  offer.modes = {"TRF"};
  offer.price = MoneyRange{1'000'000, 2'000'000, std::string("CNY")};
  criteria = criteria_of(need, offer);
  for (const CriterionKey key :
       {CriterionKey::field, CriterionKey::readiness, CriterionKey::mode, CriterionKey::price}) {
    EXPECT_EQ(verdict_of(criteria, key), Verdict::missed);
  }
  offer.price = MoneyRange{1, 2, std::string("USD")};
  EXPECT_EQ(verdict_of(criteria_of(need, offer), CriterionKey::price), Verdict::unknown);
}

TEST(Criteria, StrongerPositionsMeetWeakerWishes) {
  using enum IpPosition;
  const struct {
    IpPosition wanted;
    std::string mode;
    Verdict verdict;
  } table[] = {
      {any, "SER", Verdict::met},           {use, "LIC", Verdict::met},
      {use, "TRF", Verdict::met},           {exclusive_use, "LIC", Verdict::unknown},
      {exclusive_use, "TRF", Verdict::met}, {joint, "DEV", Verdict::unknown},
      {ownership, "TRF", Verdict::met},     {ownership, "LIC", Verdict::missed},
      {ownership, "CON", Verdict::missed},
  };
  for (const auto& row : table) {
    Subject need = subject_of(Content(sample_need()));
    need.ip_position = row.wanted;
    Subject offer = offering({});
    offer.modes = {row.mode};
    EXPECT_EQ(verdict_of(criteria_of(need, offer), CriterionKey::ip_position), row.verdict) << row.mode;
  }
}

TEST(FinalScore, RisesWithWhatIsMetAndFallsWithWhatIsMissed) {
  const auto figures = [](Verdict verdict) {
    return std::vector<FigureMatch>{{Figure{}, std::nullopt, verdict}};
  };
  EXPECT_EQ(final_score(1'000, {}, {}), 1'000);
  EXPECT_EQ(final_score(1'000, figures(Verdict::met), {}), 1'300);
  EXPECT_EQ(final_score(1'000, figures(Verdict::missed), {}), 750);
  EXPECT_EQ(final_score(1'000, figures(Verdict::unknown), {}), 1'000);
  std::vector<Criterion> all_missed;
  for (const CriterionKey key : {CriterionKey::field, CriterionKey::readiness, CriterionKey::mode,
                                 CriterionKey::price, CriterionKey::ip_position}) {
    all_missed.push_back({key, Verdict::missed, "", ""});
  }
  EXPECT_EQ(final_score(1'000, figures(Verdict::missed), all_missed), 400);  // never below -600
}

TEST(MarkedText, CountsInUtf16) {
  const std::string text = "a𠮷锂b";  // 1, 2 (outside the basic plane), 1 and 1 units; 1, 4, 3 and 1 bytes
  const auto result = marked(text, {{0, 1}, {5, 8}});
  ASSERT_EQ(result.marks.size(), 2u);
  EXPECT_EQ(result.marks[0].begin, 0);
  EXPECT_EQ(result.marks[0].end, 1);
  EXPECT_EQ(result.marks[1].begin, 3);
  EXPECT_EQ(result.marks[1].end, 4);
}

}  // namespace
}  // namespace shuniu::market
