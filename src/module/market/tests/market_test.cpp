// market_test.cpp - the life of items on both databases: who may do what, and what others see meanwhile.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "item.h"
#include "market_fixture.h"
#include "shuniu/journal/feed.h"

namespace shuniu::market {
namespace {

class MarketTest : public MarketFixture {};
INSTANTIATE_TEST_SUITE_P(Engines, MarketTest, database::every_engine(), database::engine_name);

TEST_P(MarketTest, ANeedGoesFromDraftToPublication) {
  const auto draft = market().create_need(wang_, {sample_need()}).value();
  EXPECT_EQ(draft.state.status, ItemStatus::draft);
  EXPECT_EQ(draft.state.organisation.name, "砺砚微电子");
  EXPECT_EQ(key_of(market().need(stranger_, {draft.state.id})), errors::not_found);
  EXPECT_EQ(key_of(market().need(rui_, {draft.state.id})), errors::not_found);
  EXPECT_EQ(key_of(market().need(officer_, {draft.state.id})), errors::not_found);

  const auto submitted = market().submit(wang_, {draft.state.id, draft.state.version}).value();
  EXPECT_EQ(submitted.status, ItemStatus::submitted);
  EXPECT_TRUE(market().need(reviewer_, {draft.state.id}));
  EXPECT_EQ(key_of(market().need(rui_, {draft.state.id})), errors::not_found);
  EXPECT_EQ(key_of(market().publish(rui_, {draft.state.id, submitted.version})), errors::not_found);

  const auto published = market().publish(reviewer_, {draft.state.id, submitted.version}).value();
  EXPECT_EQ(published.status, ItemStatus::published);
  EXPECT_EQ(to_text(*published.expires_on), "2027-11-24");
  EXPECT_TRUE(market().need(stranger_, {draft.state.id}));
}

TEST_P(MarketTest, OthersDoNotSeeWhatIsTheOwnersAlone) {
  const auto state = published_need(wang_, sample_need());
  const auto seen = market().need(rui_, {state.id}).value();
  EXPECT_FALSE(seen.content.budget);
  EXPECT_FALSE(seen.content.internal_reference);
  const auto own = market().need(wang_, {state.id}).value();
  EXPECT_TRUE(own.content.budget);
  EXPECT_EQ(*own.content.internal_reference, "SECRET-REFERENCE");
}

TEST_P(MarketTest, AnEditLeavesThePublishedVersionInPlace) {
  const auto state = published_need(wang_, sample_need());
  NeedContent changed = sample_need();
  changed.title = std::string("改过的标题：隔热材料");
  const auto edited = market().update_need(wang_, {state.id, state.version, changed}).value();
  EXPECT_EQ(edited.state.status, ItemStatus::draft);
  EXPECT_EQ(edited.content.title, changed.title);
  EXPECT_EQ(market().need(rui_, {state.id}).value().content.title, sample_need().title);
  EXPECT_EQ(market().need(rui_, {state.id}).value().state.status, ItemStatus::published);

  const auto submitted = market().submit(wang_, {state.id, edited.state.version}).value();
  const auto returned =
      market()
          .return_item(reviewer_,
                       {state.id, submitted.version, {std::string("unclear_problem")}, std::nullopt})
          .value();
  EXPECT_EQ(returned.status, ItemStatus::returned);
  EXPECT_EQ(market().need(rui_, {state.id}).value().content.title, sample_need().title);
  EXPECT_EQ(market().need(wang_, {state.id}).value().state.review->reasons.front(), "unclear_problem");
  EXPECT_FALSE(market().need(rui_, {state.id}).value().state.review);

  const auto again = market().submit(wang_, {state.id, returned.version}).value();
  market().publish(reviewer_, {state.id, again.version}).value();
  EXPECT_EQ(market().need(rui_, {state.id}).value().content.title, changed.title);
}

TEST_P(MarketTest, AVersionConflictNamesTheVersionThatStands) {
  const auto draft = market().create_need(wang_, {sample_need()}).value();
  NeedContent changed = sample_need();
  changed.title = std::string("另一个标题");
  const auto edited = market().update_need(wang_, {draft.state.id, 1, changed}).value();
  EXPECT_EQ(edited.state.version, 2);
  const auto late = market().update_need(wang_, {draft.state.id, 1, sample_need()});
  ASSERT_EQ(key_of(late), errors::version_conflict);
  EXPECT_EQ(late.error().details.front().second, "2");
  EXPECT_EQ(market().update_need(wang_, {draft.state.id, 2, changed}).value().state.version,
            2);  // nothing changed
}

TEST_P(MarketTest, AnIncompleteItemIsRefusedWithAllItsFaults) {
  const auto draft = market().create_offer(wang_, {OfferContent{}}).value();
  const auto refused = market().submit(wang_, {draft.state.id, 1});
  ASSERT_EQ(key_of(refused), errors::incomplete);
  std::vector<std::string> paths;
  for (const Fault& fault : refused.error().faults) paths.push_back(fault.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"content.title", "content.abstract", "content.fields",
                                             "content.non_secret"}));
}

TEST_P(MarketTest, NobodyReviewsAnItemOfAnOrganisationThatHeBelongsTo) {
  Actor double_role = with_roles({Role::officer});
  directory_.join(double_role.account, firm_);
  const auto draft = market().create_need(wang_, {sample_need()}).value();
  const auto submitted = market().submit(wang_, {draft.state.id, 1}).value();
  EXPECT_EQ(key_of(market().publish(double_role, {draft.state.id, submitted.version})), errors::own_item);
  double_role.organisation = firm_;
  double_role.membership = Membership::member;
  EXPECT_EQ(key_of(market().publish(double_role, {draft.state.id, submitted.version})), errors::own_item);
}

TEST_P(MarketTest, AMarkOfSecrecyQuarantinesUntilAnOfficerDecides) {
  OfferContent offer = sample_offer();
  offer.advantages = std::string("本成果来自 机 密 ★ 项目");
  const auto draft = market().create_offer(wang_, {offer}).value();
  const auto held = market().submit(wang_, {draft.state.id, 1}).value();
  EXPECT_EQ(held.status, ItemStatus::quarantined);
  EXPECT_EQ(key_of(market().offer(reviewer_, {held.id})), errors::not_found);
  EXPECT_EQ(key_of(market().publish(reviewer_, {held.id, held.version})), errors::not_found);
  EXPECT_EQ(key_of(market().update_offer(wang_, {held.id, held.version, sample_offer()})),
            errors::wrong_status);
  EXPECT_EQ(market().review_queue(officer_, {std::nullopt, ItemStatus::quarantined, {}, {}}).value().total,
            1);
  EXPECT_EQ(key_of(market().review_queue(reviewer_, {std::nullopt, ItemStatus::quarantined, {}, {}})),
            errors::officer_only);
  EXPECT_EQ(market().publish(officer_, {held.id, held.version}).value().status, ItemStatus::published);
}

TEST_P(MarketTest, AnOfficerTakesAPublishedItemOutOfSight) {
  const auto state = published_offer(wang_, sample_offer());
  EXPECT_EQ(key_of(market().quarantine(reviewer_, {state.id, state.version, {}})), errors::officer_only);
  const auto seen = market().offer(officer_, {state.id}).value();
  EXPECT_EQ(market().quarantine(officer_, {state.id, seen.state.version, {}}).value().status,
            ItemStatus::quarantined);
  EXPECT_EQ(key_of(market().offer(rui_, {state.id})), errors::not_found);
  stream().drain();
  EXPECT_FALSE(catalogue_->snapshot()->contains(state.id.text()));
}

TEST_P(MarketTest, ExcludedOrganisationsSeeNothingAnywhere) {
  NeedContent need = sample_need();
  need.excluded_organisations = ExcludedOrganisations(std::vector<OrganisationId>{rival_});
  const auto state = published_need(wang_, need);
  for (const Actor* reader : {&rui_, &stranger_, &person_}) {
    EXPECT_EQ(key_of(market().need(*reader, {state.id})), errors::not_found);
    EXPECT_EQ(key_of(market().matches(*reader, {state.id, ItemKind::offer, {}})), errors::not_found);
    EXPECT_EQ(market().organisation_items(*reader, {firm_, {}, {}, {}}).value().total, 0);
    EXPECT_EQ(market().search(*reader, {}).value().total, 0);
  }
  const auto seen = market().need(lin_, {state.id}).value();
  EXPECT_TRUE(seen.content.excluded_organisations.empty());
  EXPECT_FALSE(seen.state.restricted);
  EXPECT_EQ(market().search(lin_, {}).value().total, 1);
  for (const auto& fact : journal::Feed(database()).read(stranger_, {}).value().facts) {
    EXPECT_EQ(fact.body.text.find(state.id.text()), std::string::npos) << fact.type;
  }
}

TEST_P(MarketTest, AnExclusionThatIsAddedCountsAtOnce) {
  const auto state = published_need(wang_, sample_need());
  EXPECT_TRUE(market().need(rui_, {state.id}));
  NeedContent need = sample_need();
  need.excluded_organisations = ExcludedOrganisations(std::vector<OrganisationId>{rival_});
  const auto edited = market().update_need(wang_, {state.id, state.version, need}).value();
  EXPECT_EQ(key_of(market().need(rui_, {state.id})), errors::not_found);
  // Taken back: it counts until the version without it is published.
  const auto back = market().update_need(wang_, {state.id, edited.state.version, sample_need()}).value();
  EXPECT_TRUE(market().need(rui_, {state.id}));  // the published version never had it
  EXPECT_FALSE(back.state.restricted);
}

TEST_P(MarketTest, WithdrawnAndExpiredItemsAreGone) {
  const auto withdrawn = published_need(wang_, sample_need());
  market().withdraw(wang_, {withdrawn.id, withdrawn.version, std::string("solved_here")}).value();
  NeedContent need = sample_need();
  need.deadline = parse_date("2026-12-01");
  const auto expiring = published_need(wang_, need);
  EXPECT_EQ(market().expire_due(*parse_date("2026-12-01")), 0);
  EXPECT_EQ(market().expire_due(*parse_date("2026-12-02")), 1);
  stream().drain();
  for (const ItemId& id : {withdrawn.id, expiring.id}) {
    EXPECT_EQ(key_of(market().need(rui_, {id})), errors::not_found);
    EXPECT_FALSE(catalogue_->snapshot()->contains(id.text()));
  }
  EXPECT_EQ(market().my_items(wang_, {{}, ItemStatus::expired, {}, {}}).value().total, 1);
}

TEST_P(MarketTest, AttachmentsFollowTheVisibilityOfTheirItem) {
  const auto state = published_need(wang_, sample_need());
  const auto add = [&](AttachmentVisibility visibility) {
    return market().add_attachment(wang_, {state.id, "../图纸.pdf", visibility, "%PDF-1.7 x"}).value();
  };
  const auto open = add(AttachmentVisibility::open), internal = add(AttachmentVisibility::owner);
  EXPECT_EQ(open.name, "图纸.pdf");
  EXPECT_EQ(key_of(market().attachment(rui_, open.id)), errors::not_found);  // not reviewed yet
  auto own = market().need(wang_, {state.id}).value().state;
  EXPECT_EQ(own.status, ItemStatus::draft);
  published(wang_, own);
  EXPECT_EQ(market().attachment(stranger_, open.id).value().bytes, "%PDF-1.7 x");
  EXPECT_EQ(key_of(market().attachment(rui_, internal.id)), errors::not_found);
  EXPECT_EQ(market().need(rui_, {state.id}).value().state.attachments.size(), 1u);
  EXPECT_EQ(key_of(market().remove_attachment(rui_, {open.id})), errors::not_the_owner);
  EXPECT_TRUE(market().remove_attachment(wang_, {open.id}));
  EXPECT_EQ(
      key_of(market().add_attachment(wang_, {state.id, "a.exe", AttachmentVisibility::open, "MZ\x90\x01"})),
      errors::file_type);
}

TEST_P(MarketTest, ANeedWhoseDeadlineHasPassedIsNotPublished) {
  NeedContent content = sample_need();
  content.deadline = parse_date("2026-12-01");
  const auto need = market().create_need(wang_, {content}).value();
  const auto submitted = market().submit(wang_, {need.state.id, need.state.version}).value();
  clock_.advance_days(8);  // 2026-12-02
  EXPECT_EQ(key_of(market().publish(reviewer_, {submitted.id, submitted.version})), errors::deadline_over);
  EXPECT_TRUE(market().return_item(
      reviewer_, {submitted.id, submitted.version, {std::string("unclear_problem")}, std::nullopt}));
}

TEST_P(MarketTest, WhatIsPastItsLastDayIsNotOpenEvenBeforeTheUpkeep) {
  NeedContent content = sample_need();
  content.deadline = parse_date("2026-12-01");
  const auto need = published_need(wang_, content);
  const auto open_to = [&](const Actor& reader) {
    std::vector<bool> seen{market().need(reader, {need.id}).has_value()};
    seen.push_back(!market().search(reader, {}).value().hits.empty());
    seen.push_back(market().organisation_items(reader, {firm_, {}, {}, {}}).value().total > 0);
    seen.push_back(market().overview(reader, {}).value().needs > 0);
    return seen;
  };
  const std::vector<bool> everywhere(4, true), nowhere(4, false);
  clock_.advance_days(7);  // its last day
  for (const Actor& reader : {stranger_, rui_, person_, reviewer_}) EXPECT_EQ(open_to(reader), everywhere);
  clock_.advance_days(1);
  for (const Actor& reader : {stranger_, rui_, person_, reviewer_}) EXPECT_EQ(open_to(reader), nowhere);
  EXPECT_TRUE(market().need(wang_, {need.id}));
  EXPECT_EQ(market().expire_due(legal_day(clock_.now())), 1);
}

TEST_P(MarketTest, AnAttachmentIsRemovedOnce) {
  const auto need = market().create_need(wang_, {sample_need()}).value();
  const auto file =
      market()
          .add_attachment(wang_, {need.state.id, "图纸.pdf", AttachmentVisibility::open, "%PDF-1.7 x"})
          .value();
  std::atomic<int> removed = 0, not_there = 0;
  std::vector<std::thread> people;
  const auto remove = [&] {
    const auto done = market().remove_attachment(wang_, {file.id});
    ++(done ? removed : not_there);
    EXPECT_TRUE(done || key_of(done) == errors::not_found) << key_of(done);
  };
  database()
      .write([&](database::Transaction& tx) -> Result<Done> {
        // All six have found the attachment when the item is let go.
        tx.value<ItemId>("SELECT id FROM market_item WHERE id = $1" + std::string(tx.for_update()),
                         need.state.id);
        while (people.size() < 6) people.emplace_back(remove);
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        return Done{};
      })
      .value();
  for (auto& person : people) person.join();
  EXPECT_EQ(removed, 1);
  EXPECT_EQ(not_there, 5);
  EXPECT_EQ(market().need(wang_, {need.state.id}).value().state.version, need.state.version + 2);
}

TEST_P(MarketTest, ListsPageAndCount) {
  for (int i = 0; i < 5; ++i) market().create_need(wang_, {sample_need()}).value();
  const auto first = market().my_items(wang_, {{}, {}, {}, Whole<1, 200>(3)}).value();
  EXPECT_EQ(first.total, 5);
  ASSERT_EQ(first.items.size(), 3u);
  const auto second = market().my_items(wang_, {{}, {}, first.next_after, Whole<1, 200>(3)}).value();
  EXPECT_EQ(second.items.size(), 2u);
  EXPECT_FALSE(second.next_after);
  EXPECT_EQ(key_of(market().my_items(person_, {})), errors::not_a_member);
}

TEST_P(MarketTest, ReadyItemsComePublishedOrNotAtAll) {
  const Instant at{clock_.now().microseconds - microseconds_per_day};
  const auto ids = market().put_published({ReadyItem<OfferContent>{firm_, sample_offer(), at}}).value();
  EXPECT_TRUE(market().offer(stranger_, {ids.front()}));
  OfferContent bad = sample_offer();
  bad.fields = {};
  const auto refused = market().put_published(
      {ReadyItem<OfferContent>{firm_, sample_offer(), at}, ReadyItem<OfferContent>{firm_, bad, at}});
  ASSERT_EQ(key_of(refused), errors::incomplete);
  EXPECT_EQ(refused.error().faults.front().path, "[1].fields");
  EXPECT_EQ(market().organisation_items(stranger_, {firm_, {}, {}, {}}).value().total, 1);
}

}  // namespace
}  // namespace shuniu::market
