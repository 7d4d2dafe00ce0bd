// search_test.cpp - search and matches on a small corpus with a real index.
#include <gtest/gtest.h>

#include <chrono>

#include "market_fixture.h"

namespace shuniu::market {
namespace {

class SearchTest : public MarketFixture {
 protected:
  void SetUp() override {
    MarketFixture::SetUp();
    insulation_ = published_offer(lin_, sample_offer()).id;
    OfferContent milling = sample_offer();
    milling.title = std::string("五轴铣床主轴热伸长在线补偿软件");
    milling.abstract =
        std::string("采集主轴温度，用最小二乘模型预测热伸长并补偿数控坐标，重复定位精度优于 3 微米。");
    milling.kind = OfferKind::software;
    milling.figures = {};
    milling.fields = FieldCodes(std::vector<Text<2, 6>>{std::string("03")});
    milling.region = std::string("310000");
    milling.readiness = Whole<1, 9>(4);
    milling.price = MoneyRange{5'000'000, 6'000'000, std::string("CNY")};
    clock_.advance_minutes(1);
    milling_ = published_offer(rui_, milling).id;
    clock_.advance_minutes(1);
    need_ = published_need(wang_, sample_need()).id;
  }

  std::vector<ItemId> found(const SearchItems& question) {
    std::vector<ItemId> ids;
    for (const SearchHit& hit : market().search(stranger_, question).value().hits) ids.push_back(hit.item.id);
    return ids;
  }

  ItemId insulation_, milling_, need_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SearchTest, database::every_engine(), database::engine_name);

using Ids = std::vector<ItemId>;

TEST_P(SearchTest, RanksByTextAndShowsWhereItStands) {
  SearchItems question;
  question.text = std::string("主軸熱伸長補償");  // Traditional finds Simplified
  const auto page = market().search(stranger_, question).value();
  ASSERT_FALSE(page.hits.empty());
  const SearchHit& best = page.hits.front();
  EXPECT_EQ(best.item.id, milling_);
  EXPECT_EQ(best.item.organisation.name, "屿川材料");
  ASSERT_FALSE(best.title.marks.empty());
  EXPECT_EQ(best.title.marks.front().begin, 4);  // "主轴" after 五轴铣床
  EXPECT_GT(best.score, 0);
}

TEST_P(SearchTest, WithoutTextTheNewestStandsFirst) {
  EXPECT_EQ(found({}), (Ids{need_, milling_, insulation_}));
  SearchItems second;
  second.offset = Whole<0, 1000>(1);
  second.limit = Whole<1, 100>(1);
  EXPECT_EQ(found(second), Ids{milling_});
}

TEST_P(SearchTest, FiltersHoldWithAndWithoutText) {
  for (const char* text : {"", "热失控 主轴 隔热"}) {
    SearchItems question;
    if (*text) question.text = std::string(text);
    question.kinds = Items<ItemKind, 3>(std::vector<ItemKind>{ItemKind::offer});
    question.regions.emplace_back(std::string("310000"));
    EXPECT_EQ(found(question), Ids{milling_}) << text;
    question.regions = {};
    question.price_up_to_minor = Whole<0, largest_json_integer>(1'000'000);
    EXPECT_EQ(found(question), Ids{insulation_}) << text;
    question.price_up_to_minor.reset();
    question.readiness_from = Whole<1, 9>(7);
    EXPECT_EQ(found(question), Ids{insulation_}) << text;
    question.readiness_from.reset();
    question.offer_kinds.push_back(OfferKind::software);
    EXPECT_EQ(found(question), Ids{milling_}) << text;
    question.published_since = parse_date("2026-11-25");
    EXPECT_EQ(found(question), Ids{}) << text;
  }
}

TEST_P(SearchTest, FacetsCountBothLevelsOfFields) {
  const auto page = market().search(stranger_, {}).value();
  EXPECT_EQ(page.total, 3);
  ASSERT_EQ(page.facets.front().attribute, "kind");
  EXPECT_EQ(page.facets.front().values.front().value, "offer");
  EXPECT_EQ(page.facets.front().values.front().count, 2);
  const auto overview = market().overview(stranger_, {}).value();
  EXPECT_EQ(overview.needs, 1);
  EXPECT_EQ(overview.offers, 2);
  EXPECT_EQ(overview.organisations, 3);
  EXPECT_EQ(overview.newest_offers.front().id, milling_);
}

TEST_P(SearchTest, ANeedFindsTheOfferAndSaysWhy) {
  const auto list = market().matches(stranger_, {need_, ItemKind::offer, {}}).value();
  ASSERT_FALSE(list.matches.empty());
  const Match& best = list.matches.front();
  EXPECT_EQ(best.item.id, insulation_);
  ASSERT_EQ(best.figures.size(), 2u);
  EXPECT_EQ(best.figures[0].verdict, Verdict::met);  // 225 摄氏度 against 210 ℃
  EXPECT_EQ(best.figures[1].verdict, Verdict::met);  // 800 微米 against 1 mm
  EXPECT_GT(best.score, best.text_score);
  EXPECT_FALSE(best.shared_terms.empty());
  EXPECT_FALSE(best.asked_title.marks.empty());
  EXPECT_FALSE(best.matched_text.marks.empty());
  for (const Criterion& criterion : best.criteria) {
    if (criterion.key == CriterionKey::price) {
      EXPECT_EQ(criterion.asked, "");
    }
  }
}

TEST_P(SearchTest, AnOfferFindsTheNeedWithoutLearningItsBudget) {
  const auto list = market().matches(lin_, {insulation_, ItemKind::need, {}}).value();
  ASSERT_EQ(list.matches.size(), 1u);
  const Match& match = list.matches.front();
  EXPECT_EQ(match.item.id, need_);
  EXPECT_FALSE(match.item.price);
  ASSERT_EQ(match.figures.size(), 2u);
  EXPECT_EQ(match.figures[0].asked.value, "210");
  EXPECT_EQ(match.figures[0].offered->value, "225");
  for (const Criterion& criterion : match.criteria) {
    if (criterion.key == CriterionKey::price) {
      EXPECT_EQ(criterion.asked, "");
    }
  }
}

TEST_P(SearchTest, ADraftIsMatchedForItsOwnerAlone) {
  const auto draft = market().create_need(wang_, {sample_need()}).value();
  EXPECT_FALSE(market().matches(wang_, {draft.state.id, ItemKind::offer, {}}).value().matches.empty());
  EXPECT_EQ(key_of(market().matches(rui_, {draft.state.id, ItemKind::offer, {}})), errors::not_found);
  EXPECT_EQ(key_of(market().matches(wang_, {insulation_, ItemKind::expert, {}})), errors::wrong_kind);
  const auto similar = market().matches(wang_, {need_, ItemKind::need, {}}).value();
  EXPECT_TRUE(similar.matches.empty());  // never the item itself
}

TEST_P(SearchTest, APreviewStoresNothing) {
  const auto list =
      market().preview_matches(stranger_, {sample_need(), ItemKind::offer, Whole<1, 50>(1)}).value();
  ASSERT_EQ(list.matches.size(), 1u);
  EXPECT_EQ(list.matches.front().item.id, insulation_);
  EXPECT_EQ(market().search(stranger_, {}).value().total, 3);
}

TEST_P(SearchTest, AMissingOrDamagedIndexIsBuiltAgain) {
  market_.reset();
  stream_.reset();
  catalogue_.reset();
  for (const auto& file : std::filesystem::directory_iterator(folder_.path()))
    std::filesystem::resize_file(file.path(), 3);
  catalogue_ = std::make_unique<Catalogue>(folder_.path(), database());
  EXPECT_EQ(catalogue_->snapshot()->documents(), 3u);
  market_ =
      std::make_unique<Market>(database(), *catalogue_, directory_, files_, rulebook(), clock_, options());
  EXPECT_EQ(found({}).size(), 3u);
}

TEST_P(SearchTest, TheIndexIsOpenedWhereItStood) {
  stream().drain();
  const auto cursor = catalogue_->follower().cursor();
  market_.reset();
  stream_.reset();
  catalogue_.reset();
  catalogue_ = std::make_unique<Catalogue>(folder_.path(), database());
  EXPECT_EQ(catalogue_->follower().cursor(), cursor);
  EXPECT_EQ(catalogue_->snapshot()->documents(), 3u);
}

TEST_P(SearchTest, MergesBesideSearches) {
  for (int i = 0; i < 12; ++i) published_offer(lin_, sample_offer());
  while (catalogue_->merge_step()) {
  }
  EXPECT_EQ(catalogue_->snapshot()->documents(), 15u);
}

}  // namespace
}  // namespace shuniu::market
