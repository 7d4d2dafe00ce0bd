// market_fixture.h - a market on an empty database of each engine, with a real index in a temporary folder
// and people.
#pragma once

#include <filesystem>

#include "every_engine.h"
#include "manual_clock.h"
#include "market_doubles.h"
#include "shuniu/journal/stream.h"
#include "shuniu/market/catalogue.h"
#include "shuniu/market/errors.h"
#include "shuniu/market/market.h"
#include "shuniu/market/migrations.h"

namespace shuniu::market {

inline const codelist::CodeBook& rulebook() {
  static const codelist::CodeBook book =
      codelist::CodeBook::load(SHUNIU_SOURCE_DIR "/rulebook/cn/codes").value();
  return book;
}

inline NeedContent sample_need() {
  NeedContent need;
  need.title = std::string("提高动力电池热失控起始温度的隔热材料");
  need.problem = std::string(
      "三元电芯在针刺后四分钟内热失控，需要厚度不超过一毫米、可耐高温的隔热材料来阻断电芯之间的热蔓延。");
  need.figures = Items<Figure, 50>(std::vector<Figure>{
      {std::string("热失控起始温度"),
       FigureRelation::ge,
       std::string("210"),
       std::nullopt,
       std::string("℃"),
       {},
       {}},
      {std::string("厚度"), FigureRelation::le, std::string("1"), std::nullopt, std::string("mm"), {}, {}}});
  need.fields = FieldCodes(std::vector<Text<2, 6>>{std::string("06"), std::string("05")});
  need.region = std::string("310000");
  need.readiness_wanted = Whole<1, 9>(6);
  need.modes = Modes(std::vector<Text<3, 3>>{std::string("LIC")});
  need.budget = MoneyRange{100'000, 900'000, std::string("CNY")};
  need.internal_reference = std::string("SECRET-REFERENCE");
  return need;
}

inline OfferContent sample_offer() {
  OfferContent offer;
  offer.title = std::string("电池用气凝胶隔热材料");
  offer.abstract =
      std::string("二氧化硅气凝胶复合毡，用于动力电池电芯之间隔热，阻断热失控蔓延，已在两家电池厂装车验证。");
  offer.figures = Items<Figure, 50>(std::vector<Figure>{{std::string("热失控起始温度"),
                                                         FigureRelation::ge,
                                                         std::string("225"),
                                                         std::nullopt,
                                                         std::string("摄氏度"),
                                                         {},
                                                         {}},
                                                        {std::string("厚度"),
                                                         FigureRelation::eq,
                                                         std::string("800"),
                                                         std::nullopt,
                                                         std::string("微米"),
                                                         {},
                                                         {}}});
  offer.fields = FieldCodes(std::vector<Text<2, 6>>{std::string("06")});
  offer.region = std::string("320000");
  offer.readiness = Whole<1, 9>(7);
  offer.modes = Modes(std::vector<Text<3, 3>>{std::string("LIC")});
  offer.price = MoneyRange{500'000, 800'000, std::string("CNY")};
  offer.non_secret = true;
  return offer;
}

inline ExpertContent sample_expert() {
  ExpertContent expert;
  expert.name = std::string("沈柏舟");
  expert.title = std::string("电池安全实验室主任");
  expert.abstract =
      std::string("从事动力电池热失控机理与隔热材料研究二十年，可承担针刺、热箱试验与失效分析。");
  expert.fields = FieldCodes(std::vector<Text<2, 6>>{std::string("06")});
  expert.office_email = std::string("office@lab.example");
  return expert;
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shuniu_market_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class MarketFixture : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    auto all = journal::migrations();
    for (auto& migration : migrations()) all.push_back(std::move(migration));
    ASSERT_TRUE(database::migrate(database(), all));
    catalogue_ = std::make_unique<Catalogue>(folder_.path(), database());
    market_ =
        std::make_unique<Market>(database(), *catalogue_, directory_, files_, rulebook(), clock_, options());
    stream_ = std::make_unique<journal::Stream>(database(), clock_);
    stream_->follow(catalogue_->follower());
    firm_ = directory_.add("砺砚微电子");
    rival_ = directory_.add("屿川材料");
    institute_ = directory_.add("浦渚理工大学");
    wang_ = member_of(firm_);
    rui_ = member_of(rival_);
    lin_ = member_of(institute_);
    officer_ = with_roles({Role::officer});
    reviewer_ = with_roles({Role::reviewer});
    person_ = with_roles({});
  }
  void TearDown() override {
    stream_.reset();
    market_.reset();
    catalogue_.reset();
  }

  static MarketOptions options() {
    MarketOptions options;
    options.secrecy_marks = load_secrecy_marks(SHUNIU_SOURCE_DIR "/rulebook/cn/market/secrecy_marks.tsv");
    options.import_book = ImportBook::load(SHUNIU_SOURCE_DIR "/rulebook/cn/market");
    return options;
  }

  Actor member_of(const OrganisationId& organisation) {
    Actor actor = with_roles({});
    actor.organisation = organisation;
    actor.membership = Membership::member;
    directory_.join(actor.account, organisation);
    return actor;
  }
  Actor with_roles(std::set<Role> roles) {
    Actor actor;
    actor.account = crypto::new_id<AccountId>(clock_.now());
    actor.roles = std::move(roles);
    return actor;
  }

  Market& market() { return *market_; }
  journal::Stream& stream() { return *stream_; }

  ItemState published_need(const Actor& actor, const NeedContent& content) {
    const auto need = market().create_need(actor, {content}).value();
    return published(actor, need.state);
  }
  ItemState published_offer(const Actor& actor, const OfferContent& content) {
    const auto offer = market().create_offer(actor, {content}).value();
    return published(actor, offer.state);
  }
  ItemState published(const Actor& actor, const ItemState& draft) {
    const auto submitted = market().submit(actor, {draft.id, draft.version}).value();
    auto state = market().publish(officer_, {submitted.id, submitted.version}).value();
    stream().drain();
    return state;
  }

  TemporaryFolder folder_;
  testing::ManualClock clock_;
  FakeDirectory directory_;
  MemoryFiles files_;
  std::unique_ptr<Catalogue> catalogue_;
  std::unique_ptr<Market> market_;
  std::unique_ptr<journal::Stream> stream_;
  OrganisationId firm_, rival_, institute_;
  Actor wang_, rui_, lin_, officer_, reviewer_, person_, stranger_;
};

template <class T>
std::string key_of(const Result<T>& result) {
  return result ? "" : result.error().key;
}

}  // namespace shuniu::market
