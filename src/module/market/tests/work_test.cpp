// Work on both databases: rows of both sides, figures with the lists behind them, what newly fits, and an
// organisation with two thousand items.
#include "shuniu/market/work.h"

#include <gtest/gtest.h>

#include "market_fixture.h"
#include "shuniu/calendar/calendar.h"

namespace shuniu::market {
namespace {

class WorkTest : public MarketFixture {
 protected:
  void SetUp() override {
    MarketFixture::SetUp();
    talks_ = std::make_unique<Talks>(market(), calendar_, TalkOptions{});
    work_ = std::make_unique<Work>(market(), *talks_);
    need_ = published_need(wang_, sample_need()).id;
  }
  void TearDown() override {
    work_.reset();
    talks_.reset();
    MarketFixture::TearDown();
  }
  TalkView waiting(const Actor& asker) {
    ExpressInterest command;
    command.item = need_;
    command.message = std::string("我们的气凝胶毡已装车验证，愿意提供样品。");
    command.non_confidential = true;
    return talks_->express_interest(asker, command).value();
  }
  TalkView open(const Actor& asker) {
    const TalkView talk = waiting(asker);
    return talks_->accept(wang_, {talk.id, talk.version}).value();
  }
  std::vector<std::string> kinds(const Actor& actor) {
    std::vector<std::string> found;
    for (const WorkRow& row : work_->work(actor, {}).value().rows) {
      found.push_back(std::string(type_info<WorkKind>().names[static_cast<std::size_t>(row.kind)]));
    }
    return found;
  }

  calendar::Calendar calendar_ = calendar::Calendar::load(SHUNIU_SOURCE_DIR "/rulebook/cn/calendar").value();
  std::unique_ptr<Talks> talks_;
  std::unique_ptr<Work> work_;
  ItemId need_;
};

using Kinds = std::vector<std::string>;

INSTANTIATE_TEST_SUITE_P(Engines, WorkTest, database::every_engine(), database::engine_name);

TEST_P(WorkTest, EachSideIsToldItsOwnPart) {
  EXPECT_TRUE(kinds(wang_).empty());
  const TalkView talk = waiting(lin_);
  const auto ours = work_->work(wang_, {}).value();
  ASSERT_EQ(ours.rows.size(), 1U);
  EXPECT_EQ(ours.rows[0].kind, WorkKind::answer_interest);
  EXPECT_EQ(ours.rows[0].talk, talk.id);
  EXPECT_EQ(ours.rows[0].due, talk.answer_by);
  EXPECT_EQ(ours.rows[0].title, sample_need().title);
  EXPECT_EQ(ours.rows[0].with.value().name, "浦渚理工大学");
  EXPECT_EQ(kinds(lin_), Kinds{"await_answer"});
  EXPECT_TRUE(kinds(rui_).empty());
  TalkView open = talks_->accept(wang_, {talk.id, talk.version}).value();
  EXPECT_EQ(kinds(lin_), Kinds{"reply"}) << "the acceptance was a word";
  ASSERT_TRUE(talks_->write_message(lin_, {talk.id, std::string("样品下周寄出。"), Audience::both}));
  ASSERT_TRUE(talks_->write_message(wang_, {talk.id, std::string("底价一百万。"), Audience::own_side}));
  EXPECT_EQ(kinds(wang_), Kinds{"reply"}) << "a note is no word";
  EXPECT_EQ(kinds(lin_), Kinds{"await_reply"});
  open = talks_->propose_agreement(lin_, {talk.id, open.version, std::string("LIC")}).value();
  EXPECT_EQ(work_->work(wang_, {}).value().rows.at(0).mode, "LIC");
  EXPECT_EQ(kinds(wang_), Kinds{"confirm_agreement"});
  EXPECT_EQ(kinds(lin_), Kinds{"await_confirmation"});
  ASSERT_TRUE(talks_->confirm_agreement(wang_, {talk.id, open.version}));
  EXPECT_TRUE(kinds(wang_).empty());
  EXPECT_TRUE(kinds(lin_).empty());
}

TEST_P(WorkTest, ItemsAtTheReviewDeskAndTheirReturn) {
  const auto draft = market().create_need(lin_, {sample_need()}).value().state;
  EXPECT_TRUE(kinds(lin_).empty());
  const auto submitted = market().submit(lin_, {draft.id, draft.version}).value();
  EXPECT_EQ(kinds(lin_), Kinds{"await_review"});
  ASSERT_TRUE(market().return_item(
      officer_,
      {submitted.id, submitted.version, Items<Text<1, 40>, 10>({std::string("unclear_problem")}), {}}));
  const auto view = work_->work(lin_, {}).value();
  ASSERT_EQ(view.rows.size(), 1U);
  EXPECT_EQ(view.rows[0].kind, WorkKind::correct_item);
  EXPECT_EQ(view.rows[0].item, draft.id);
  EXPECT_EQ(view.counts.ours, 1);
  EXPECT_FALSE(view.rows[0].talk);
}

TEST_P(WorkTest, BehindEveryNumberStandsAListWithAsManyEntries) {
  const TalkView first = open(lin_);
  const auto proposed =
      talks_->propose_agreement(lin_, {first.id, first.version, std::string("LIC")}).value();
  ASSERT_TRUE(talks_->confirm_agreement(wang_, {first.id, proposed.version}));
  waiting(rui_);
  clock_.advance(30 * microseconds_per_day);
  EXPECT_EQ(talks_->settle_due(), 1);
  const auto view = work_->work(wang_, {}).value();
  EXPECT_EQ(view.figures.answers.due, 2);
  EXPECT_EQ(view.figures.answers.answered, 1);
  EXPECT_EQ(view.figures.agreements, 1);
  EXPECT_EQ(view.figures.needs_open, 1);
  const auto total = [&](TalkFigure figure) { return work_->talks(wang_, {figure, {}, {}}).value().total; };
  EXPECT_EQ(total(TalkFigure::due), 2);
  EXPECT_EQ(total(TalkFigure::answered), 1);
  EXPECT_EQ(total(TalkFigure::lapsed), 1);
  EXPECT_EQ(total(TalkFigure::agreements), 1);
  EXPECT_EQ(work_->talks(lin_, {TalkFigure::agreements, {}, {}}).value().total, 1);
  const auto page = work_->talks(wang_, {TalkFigure::due, {}, Whole<1, 50>(1)}).value();
  ASSERT_EQ(page.talks.size(), 1U);
  EXPECT_EQ(work_->talks(wang_, {TalkFigure::due, page.next_after, {}}).value().talks.size(), 1U);
  ASSERT_EQ(view.funnel.size(), 1U);
  const FunnelMonth& month = view.funnel[0];
  for (const auto& [stage, count] :
       {std::pair(NeedStage::published, month.published), std::pair(NeedStage::interest, month.interest),
        std::pair(NeedStage::talk, month.talk), std::pair(NeedStage::agreed, month.agreed)}) {
    EXPECT_EQ(count, 1);
    EXPECT_EQ(work_->needs(wang_, {stage, month.month, {}, {}, {}}).value().total, count);
  }
  EXPECT_EQ(work_->needs(wang_, {{}, {}, true, {}, {}}).value().total, view.figures.needs_open);
  EXPECT_EQ(work_->needs(wang_, {{}, Date{2020, 1, 1}, {}, {}, {}}).value().total, 0);
  EXPECT_EQ(work_->needs(lin_, {}).value().total, 0);
}

/// What everybody is told of the organisation leaves such an interest out; its own number and list do not.
TEST_P(WorkTest, ItsOwnFiguresCountWhatAnonymityHides) {
  NeedContent anonymous = sample_need();
  anonymous.visibility = NeedVisibility::anonymous;
  need_ = published_need(wang_, anonymous).id;
  const TalkView talk = waiting(lin_);
  EXPECT_TRUE(work_->work(lin_, {}).value().rows.at(0).with.value().hidden);
  DeclineInterest decline{talk.id, talk.version, {}, {}};
  decline.reasons = Items<Text<1, 40>, 10>(std::vector<Text<1, 40>>{std::string("too_early")});
  ASSERT_TRUE(talks_->decline(wang_, decline));
  EXPECT_EQ(work_->work(wang_, {}).value().figures.answers.answered, 1);
  EXPECT_EQ(work_->talks(wang_, {TalkFigure::answered}).value().total, 1);
  EXPECT_EQ(talks_->answers(stranger_, {firm_}).value().answered, 0);
}

TEST_P(WorkTest, WhatNewlyFits) {
  EXPECT_TRUE(work_->matches(wang_, {}).value().matches.empty());
  published_offer(wang_, sample_offer());
  EXPECT_TRUE(work_->matches(wang_, {}).value().matches.empty()) << "one's own fits nobody anew";
  const auto offer = published_offer(lin_, sample_offer());
  const auto fresh = work_->matches(wang_, {}).value();
  ASSERT_EQ(fresh.matches.size(), 1U);
  EXPECT_EQ(fresh.matches[0].own, need_);
  EXPECT_EQ(fresh.matches[0].item.id, offer.id);
  EXPECT_EQ(fresh.matches[0].figures_met, 2);
  EXPECT_EQ(fresh.matches[0].figures_asked, 2);
  EXPECT_EQ(fresh.considered, 2);
  EXPECT_EQ(fresh.own, 2);
  EXPECT_EQ(work_->matches(lin_, {}).value().matches.at(0).item.id, need_) << "an offer is told of needs";
  clock_.advance(9 * microseconds_per_day);
  EXPECT_TRUE(work_->matches(wang_, {}).value().matches.empty()) << "it is not new any more";
}

TEST_P(WorkTest, ATitleThatMustNotBeSeenAnyMoreIsNotInTheRows) {
  waiting(lin_);
  auto content = sample_need();
  content.excluded_organisations = ExcludedOrganisations(std::vector<OrganisationId>{institute_});
  const auto state = market().need(wang_, {need_}).value().state;
  ASSERT_TRUE(market().update_need(wang_, {need_, state.version, content}));
  const auto rows = work_->work(lin_, {}).value().rows;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(rows[0].title);
}

TEST_P(WorkTest, IsForThoseWhoActForAnOrganisation) {
  for (const Actor& actor : {person_, officer_, stranger_}) {
    EXPECT_EQ(key_of(work_->work(actor, {})), errors::not_a_member);
    EXPECT_EQ(key_of(work_->matches(actor, {})), errors::not_a_member);
    EXPECT_EQ(key_of(work_->needs(actor, {})), errors::not_a_member);
    EXPECT_EQ(key_of(work_->talks(actor, {})), errors::not_a_member);
  }
}

TEST_P(WorkTest, TwoThousandItemsAreCountedAndCut) {
  std::vector<ReadyItem<NeedContent>> needs;
  for (int i = 0; i < 2'000; ++i) {
    NeedContent content = sample_need();
    content.title = sample_need().title + "（第" + std::to_string(i) + "批）";
    // Some end today, some soon, the others in a year.
    const std::int64_t lasts = i % 10 == 0 ? 0 : i % 10 == 1 ? 20 : 300;
    content.deadline = date_from_days(days_since_epoch(calendar::legal_day(clock_.now())) + lasts);
    needs.push_back({institute_, content, clock_.now()});
  }
  ASSERT_TRUE(market().put_published(needs));
  published_offer(rui_, sample_offer());
  const auto view = work_->work(lin_, {}).value();
  const auto fresh = work_->matches(lin_, {}).value();
  EXPECT_EQ(view.counts.today, 200);
  EXPECT_EQ(view.counts.ours, 200);
  EXPECT_EQ(view.rows.size(), 200U) << "a hundred of each section";
  EXPECT_EQ(view.figures.needs_open, 2'000);
  EXPECT_EQ(view.funnel.at(0).published, 2'000);
  EXPECT_EQ(fresh.considered, 10);
  EXPECT_EQ(fresh.matches.size(), 1U) << "the offer fits each of them, and is told once";
  EXPECT_EQ(fresh.own, 2'000);
  const auto page = work_->needs(lin_, {}).value();
  EXPECT_EQ(page.needs.size(), 50U);
  EXPECT_EQ(work_->needs(lin_, {{}, {}, {}, page.next_after, {}}).value().needs.size(), 50U);
}

}  // namespace
}  // namespace shuniu::market
