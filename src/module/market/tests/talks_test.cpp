// Talks on both databases: who may see and do what, clocks, one at a time, and a fact for each change.
#include "shuniu/market/talks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>

#include "market_fixture.h"
#include "shuniu/calendar/calendar.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t day_us = 86'400LL * 1'000'000;

calendar::Calendar official_2026() {
  return calendar::Calendar::load(SHUNIU_SOURCE_DIR "/rulebook/cn/calendar").value();
}

ExpressInterest interest_in(const ItemId& item) {
  ExpressInterest command;
  command.item = item;
  command.message = std::string("我们的气凝胶毡已装车验证，能满足贵方的温度和厚度要求，愿意提供样品。");
  command.figures = Items<Figure, 50>(std::vector<Figure>{sample_offer().figures[0]});
  command.non_confidential = true;
  return command;
}

class TalksTest : public MarketFixture {
 protected:
  void SetUp() override {
    MarketFixture::SetUp();
    calendar_ = official_2026();
    talks_ = std::make_unique<Talks>(market(), calendar_, TalkOptions{});
    need_ = published_need(wang_, sample_need()).id;
  }
  void TearDown() override {
    talks_.reset();
    MarketFixture::TearDown();
  }
  TalkView waiting() { return talks_->express_interest(lin_, interest_in(need_)).value(); }
  TalkView open() {
    const TalkView talk = waiting();
    return talks_->accept(wang_, {talk.id, talk.version}).value();
  }
  std::vector<std::string> facts_seen_by(const Actor& actor) {
    stream().drain();
    std::vector<std::string> types;
    const auto page = journal::Feed(database()).read(actor, {}).value();
    for (const auto& fact : page.facts) {
      if (fact.type.starts_with("market.interest") || fact.type.starts_with("market.talk") ||
          fact.type.starts_with("market.message") || fact.type.starts_with("market.note") ||
          fact.type.starts_with("market.agreement") || fact.type.starts_with("market.answer"))
        types.push_back(fact.type);
    }
    return types;
  }

  calendar::Calendar calendar_ = official_2026();
  std::unique_ptr<Talks> talks_;
  ItemId need_;
};

INSTANTIATE_TEST_SUITE_P(Engines, TalksTest, database::every_engine(), database::engine_name);

TEST_P(TalksTest, FromInterestToAgreement) {
  const TalkView talk = waiting();
  EXPECT_EQ(talk.status, TalkStatus::waiting);
  EXPECT_EQ(talk.side, TalkSide::asking);
  EXPECT_EQ(talk.item.title, sample_need().title);
  EXPECT_EQ(talk.asked.name, "砺砚微电子");
  EXPECT_EQ(talk.asking.name, "浦渚理工大学");
  EXPECT_EQ(talk.figures.size(), 1U);
  const TalkView accepted = talks_->accept(wang_, {talk.id, talk.version}).value();
  EXPECT_EQ(accepted.status, TalkStatus::open);
  ASSERT_TRUE(talks_->write_message(lin_, {talk.id, std::string("样品下周寄出。"), Audience::both}));
  ASSERT_TRUE(talks_->write_message(wang_, {talk.id, std::string("底价一百万。"), Audience::own_side}));
  const TalkView proposed =
      talks_->propose_agreement(lin_, {talk.id, accepted.version, std::string("LIC")}).value();
  EXPECT_EQ(proposed.proposed_by, TalkSide::asking);
  EXPECT_EQ(key_of(talks_->confirm_agreement(lin_, {talk.id, proposed.version})), errors::talk_no_proposal);
  const TalkView agreed = talks_->confirm_agreement(wang_, {talk.id, proposed.version}).value();
  EXPECT_EQ(agreed.status, TalkStatus::agreed);
  EXPECT_EQ(agreed.agreed_mode, "LIC");
  EXPECT_TRUE(agreed.closed_at);
  EXPECT_EQ(talks_->talk(lin_, {talk.id}).value().agreed_mode, "LIC");
  const std::vector<std::string> both{"market.interest_expressed.v1", "market.interest_accepted.v1",
                                      "market.message_written.v1", "market.agreement_proposed.v1",
                                      "market.talk_agreed.v1"};
  EXPECT_EQ(facts_seen_by(lin_), both) << "the note is for the other side's eyes alone";
  EXPECT_EQ(facts_seen_by(wang_).size(), both.size() + 1);
  EXPECT_TRUE(facts_seen_by(rui_).empty());
  EXPECT_TRUE(facts_seen_by(stranger_).empty());
}

TEST_P(TalksTest, NotesStayOnTheirSide) {
  const TalkView talk = open();
  ASSERT_TRUE(talks_->write_message(wang_, {talk.id, std::string("底价一百万"), Audience::own_side}));
  ASSERT_TRUE(talks_->write_message(wang_, {talk.id, std::string("请先寄样品"), Audience::both}));
  const auto texts = [&](const Actor& actor) {
    std::vector<std::string> seen;
    for (const auto& message : talks_->messages(actor, {talk.id}).value().messages)
      seen.push_back(message.text);
    return seen;
  };
  EXPECT_EQ(texts(lin_), std::vector<std::string>{"请先寄样品"});
  EXPECT_EQ(texts(wang_), (std::vector<std::string>{"底价一百万", "请先寄样品"}));
  const auto first = talks_->messages(wang_, {talk.id, std::nullopt, Whole<1, 200>(1)}).value();
  ASSERT_TRUE(first.next_after);
  EXPECT_EQ(talks_->messages(wang_, {talk.id, first.next_after}).value().messages.front().text, "请先寄样品");
}

TEST_P(TalksTest, ToOthersItDoesNotExist) {
  const TalkView talk = open();
  for (const Actor& actor : {rui_, officer_, reviewer_, person_}) {
    EXPECT_EQ(key_of(talks_->talk(actor, {talk.id})), errors::talk_not_found);
    EXPECT_EQ(key_of(talks_->messages(actor, {talk.id})), errors::talk_not_found);
    EXPECT_EQ(key_of(talks_->accept(actor, {talk.id, talk.version})), errors::talk_not_found);
    EXPECT_EQ(key_of(talks_->write_message(actor, {talk.id, std::string("hello")})), errors::talk_not_found);
    EXPECT_EQ(key_of(talks_->end(actor, {talk.id, talk.version, std::string("other")})),
              errors::talk_not_found);
  }
  EXPECT_EQ(talks_->list(rui_, {}).value().total, 0);
  EXPECT_EQ(talks_->list(lin_, {}).value().total, 1);
  EXPECT_EQ(talks_->list(lin_, {TalkSide::asked}).value().total, 0);
}

TEST_P(TalksTest, OnlyWhatOneSeesAndDoesNotOwn) {
  EXPECT_EQ(key_of(talks_->express_interest(wang_, interest_in(need_))), errors::talk_own_item);
  const auto draft = market().create_need(wang_, {sample_need()}).value();
  EXPECT_EQ(key_of(talks_->express_interest(lin_, interest_in(draft.state.id))), errors::not_found);
  NeedContent hidden = sample_need();
  hidden.excluded_organisations = ExcludedOrganisations(std::vector<OrganisationId>{institute_});
  const ItemId restricted = published_need(wang_, hidden).id;
  EXPECT_EQ(key_of(talks_->express_interest(lin_, interest_in(restricted))), errors::not_found);
  ExpressInterest bad = interest_in(need_);
  bad.non_confidential = false;
  bad.message = std::string("二十个字以上的一句话\xE2\x80\xAE反过来读");
  bad.figures[0].value_high = std::string("9");
  const auto refused = talks_->express_interest(lin_, bad);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults.size(), 3U) << "all of them at once";
  ExpressInterest with = interest_in(need_);
  with.answer_with = draft.state.id;
  EXPECT_EQ(key_of(talks_->express_interest(lin_, with)), "input.invalid");
  with.answer_with = published_offer(lin_, sample_offer()).id;
  EXPECT_EQ(talks_->express_interest(lin_, with).value().answer_with->title, sample_offer().title);
}

TEST_P(TalksTest, TheReviewDeskAsksAboutWhatIsOutLikeAnybody) {
  Actor reviewing = lin_;
  reviewing.roles = {Role::reviewer};
  const auto need = market().need(wang_, {need_}).value();
  NeedContent changed = need.content;
  changed.title = std::string("还没有公布的新标题");
  const auto edited = market().update_need(wang_, {need_, need.state.version, changed}).value();
  ASSERT_TRUE(market().submit(wang_, {need_, edited.state.version}));
  EXPECT_EQ(talks_->express_interest(reviewing, interest_in(need_)).value().item.title, sample_need().title);
}

TEST_P(TalksTest, WhatHasEndedIsNoAnswer) {
  ExpressInterest with = interest_in(need_);
  with.answer_with = published_offer(lin_, sample_offer()).id;
  clock_.advance(731 * day_us);  // past the lifetime of an offer, before the upkeep has come to it
  with.item = published_need(wang_, sample_need()).id;
  EXPECT_EQ(key_of(talks_->express_interest(lin_, with)), "input.invalid");
}

TEST_P(TalksTest, OneAtATimeHoweverManyAsk) {
  std::vector<std::string> keys(8);
  std::vector<std::thread> threads;
  threads.reserve(keys.size());
  for (std::string& key : keys) {
    threads.emplace_back([&] {
      try {
        key = key_of(talks_->express_interest(lin_, interest_in(need_)));
      } catch (const std::exception& failure) {
        key = failure.what();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::count(keys.begin(), keys.end(), ""), 1) << "one is let in";
  EXPECT_EQ(std::count(keys.begin(), keys.end(), errors::talk_already_running), 7)
      << "the others are told so";
  EXPECT_EQ(talks_->list(wang_, {}).value().total, 1);
  const TalkView talk = talks_->list(lin_, {}).value().talks.front();
  ASSERT_TRUE(talks_->withdraw(lin_, {talk.id, talk.version}));
  EXPECT_TRUE(talks_->express_interest(lin_, interest_in(need_))) << "behind it another may begin";
}

TEST_P(TalksTest, AChangeNamesItsVersion) {
  const TalkView talk = open();
  const auto stale = talks_->end(wang_, {talk.id, talk.version - 1, std::string("other")});
  EXPECT_EQ(key_of(stale), errors::talk_version_conflict);
  EXPECT_EQ(stale.error().details, (Details{{"version", std::to_string(talk.version)}}));
  const TalkView ended =
      talks_->end(wang_, {talk.id, talk.version, std::string("other"), Text<0, 1000>("另有安排")}).value();
  EXPECT_EQ(ended.reasons, std::vector<std::string>{"other"});
  EXPECT_EQ(ended.note, "另有安排");
}

TEST_P(TalksTest, DeclinedWithReasonsFromTheList) {
  const TalkView talk = waiting();
  EXPECT_EQ(key_of(talks_->decline(wang_, {talk.id, talk.version})), "input.invalid");
  DeclineInterest decline{talk.id, talk.version};
  decline.reasons = Items<Text<1, 40>, 10>(std::vector<Text<1, 40>>{std::string("bored")});
  EXPECT_EQ(key_of(talks_->decline(wang_, decline)), "input.invalid");
  decline.reasons = Items<Text<1, 40>, 10>(std::vector<Text<1, 40>>{std::string("too_early")});
  EXPECT_EQ(key_of(talks_->decline(lin_, decline)), errors::talk_other_side);
  const TalkView declined = talks_->decline(wang_, decline).value();
  EXPECT_EQ(declined.status, TalkStatus::declined);
  EXPECT_EQ(talks_->talk(lin_, {talk.id}).value().reasons, std::vector<std::string>{"too_early"});
}

TEST_P(TalksTest, TheAnswerClockCountsWorkingDaysAndLapses) {
  clock_.set(calendar::start_of_legal_day({2026, 9, 28}));  // a Monday before the National Day holiday
  const TalkView talk = waiting();
  const Date due = calendar_.add_working_days({2026, 9, 28}, 5).value().date;
  EXPECT_EQ(talk.answer_by, due);
  EXPECT_GT(due, (Date{2026, 10, 8})) << "the holiday lies between";
  clock_.set(calendar::start_of_legal_day(due) + (day_us - 1));
  EXPECT_EQ(talks_->settle_due(), 0) << "the last day is in time to its end";
  clock_.set(calendar::start_of_legal_day(due) + day_us);
  EXPECT_EQ(key_of(talks_->accept(wang_, {talk.id, talk.version})), errors::talk_wrong_status)
      << "too late, though the upkeep has not come to it";
  EXPECT_EQ(talks_->settle_due(), 1);
  EXPECT_EQ(talks_->settle_due(), 0);
  const TalkView lapsed = talks_->talk(lin_, {talk.id}).value();
  EXPECT_EQ(lapsed.status, TalkStatus::lapsed);
  EXPECT_EQ(key_of(talks_->accept(wang_, {talk.id, lapsed.version})), errors::talk_wrong_status);
  EXPECT_EQ(facts_seen_by(lin_).back(), "market.interest_lapsed.v1");
}

TEST_P(TalksTest, ManyLapseInOneRun) {
  std::vector<ItemId> needs;
  for (int i = 0; i < 130; ++i) {
    NeedContent need = sample_need();
    const ItemState state = published_need(wang_, need);
    ASSERT_TRUE(talks_->express_interest(lin_, interest_in(state.id)));
  }
  clock_.advance(30 * day_us);
  EXPECT_EQ(talks_->settle_due(), 130);
}

TEST_P(TalksTest, AProvisionalDayIsReckonedAgainWhenTheYearIsKnown) {
  const calendar::Calendar unknown = calendar::Calendar::parse({}).value();
  Talks before(market(), unknown, TalkOptions{});
  clock_.set(calendar::start_of_legal_day({2026, 9, 28}));
  const TalkView talk = before.express_interest(lin_, interest_in(need_)).value();
  EXPECT_TRUE(talk.answer_by_is_provisional);
  EXPECT_EQ(before.settle_due(), 0) << "nothing is known yet";
  EXPECT_EQ(talks_->settle_due(), 1);
  const TalkView again = talks_->talk(lin_, {talk.id}).value();
  EXPECT_FALSE(again.answer_by_is_provisional);
  EXPECT_EQ(again.answer_by, calendar_.add_working_days({2026, 9, 28}, 5).value().date);
  EXPECT_EQ(facts_seen_by(lin_).back(), "market.answer_day_changed.v1");
}

TEST_P(TalksTest, WhoIsExcludedLaterSeesTheTitleNoMore) {
  const TalkView talk = open();
  const auto need = market().need(wang_, {need_}).value();
  NeedContent content = need.content;
  content.excluded_organisations = ExcludedOrganisations(std::vector<OrganisationId>{institute_});
  ASSERT_TRUE(market().update_need(wang_, {need_, need.state.version, content}));
  EXPECT_FALSE(talks_->talk(lin_, {talk.id}).value().item.title);
  EXPECT_FALSE(talks_->list(lin_, {}).value().talks.front().item.title);
  EXPECT_TRUE(talks_->talk(wang_, {talk.id}).value().item.title);
}

TEST_P(TalksTest, AnswersAreCountedForEverybody) {
  const auto answers = [&] { return talks_->answers(stranger_, {firm_}).value(); };
  EXPECT_FALSE(answers().median_minutes);
  const TalkView first = waiting();
  EXPECT_EQ(answers().waiting, 1);
  EXPECT_EQ(answers().due, 0);
  clock_.advance(90 * 60 * 1'000'000LL);
  ASSERT_TRUE(talks_->accept(wang_, {first.id, first.version}));
  ASSERT_TRUE(talks_->express_interest(rui_, interest_in(need_)));
  clock_.advance(30 * day_us);
  talks_->settle_due();
  EXPECT_EQ(answers().due, 2);
  EXPECT_EQ(answers().answered, 1);
  EXPECT_EQ(answers().median_minutes, 90);
  clock_.advance(366 * day_us);
  EXPECT_EQ(answers().due, 0) << "of the last year alone";
}

// ---- anonymous needs ------------------------------------------------------------------------------------

NeedContent anonymous_need() {
  NeedContent need = sample_need();
  need.visibility = NeedVisibility::anonymous;
  return need;
}

/// The firm has published nothing but this: whatever names it comes from here.
class AnonymousNeedTest : public TalksTest {
 protected:
  void SetUp() override {
    TalksTest::SetUp();
    const NeedView need = market().need(wang_, {need_}).value();
    market().withdraw(wang_, {need_, need.state.version, std::string("no_longer_needed")}).value();
    first_need_ = need_.text();
    need_ = published_need(wang_, anonymous_need()).id;
  }

  void decline(const TalkView& talk) {
    DeclineInterest command{talk.id, talk.version, {}, {}};
    command.reasons = Items<Text<1, 40>, 10>(std::vector<Text<1, 40>>{std::string("too_early")});
    talks_->decline(wang_, command).value();
  }

  /// Everything that a reader gets about needs, talks and facts since the need was published, as one text.
  std::string all_that_reaches(const Actor& reader) {
    stream().drain();
    std::string text;
    const auto add = [&text](const auto& answer) {
      text += answer ? json::encode(*answer) : answer.error().key;
    };
    add(market().need(reader, {need_}));
    add(market().search(reader, {}));
    SearchItems question;
    question.text = std::string("热失控 隔热材料");
    add(market().search(reader, question));
    add(market().preview_matches(reader, {sample_need(), ItemKind::need, Whole<1, 50>(50)}));
    add(market().overview(reader, {}));
    add(market().organisation_items(reader, {firm_, {}, {}, {}}));
    add(talks_->list(reader, {}));
    for (const TalkId& talk : begun_) {
      add(talks_->talk(reader, {talk}));
      add(talks_->messages(reader, {talk}));
    }
    const auto page = journal::Feed(database()).read(reader, {std::nullopt, Whole<1, 1'000>(1'000)}).value();
    for (const auto& fact : page.facts) {
      // The open need of SetUp told everybody; what came after it must not.
      if (fact.body.text.find(first_need_) == std::string::npos) text += fact.body.text;
    }
    return text;
  }

  bool learns_whose_it_is(const Actor& reader) {
    const std::string text = all_that_reaches(reader);
    const bool by_name = text.find("砺砚微电子") != std::string::npos;
    EXPECT_EQ(by_name, text.find("\"" + firm_.text() + "\"") != std::string::npos)
        << "by name and by id alike";
    return by_name;
  }

  std::string first_need_;
  std::vector<TalkId> begun_;
};
INSTANTIATE_TEST_SUITE_P(Engines, AnonymousNeedTest, database::every_engine(), database::engine_name);

TEST_P(AnonymousNeedTest, TheOwnerTellsWhoItIsByAccepting) {
  const NeedView seen = market().need(lin_, {need_}).value();
  EXPECT_TRUE(seen.state.organisation.hidden);
  EXPECT_TRUE(seen.state.organisation.id.empty());
  EXPECT_EQ(seen.state.organisation.name, "");
  EXPECT_EQ(market().need(wang_, {need_}).value().state.organisation.name, "砺砚微电子");
  EXPECT_EQ(market().need(officer_, {need_}).value().state.organisation.name, "砺砚微电子");
  const TalkView talk = waiting();
  EXPECT_TRUE(talk.asked.hidden);
  EXPECT_TRUE(talk.asked.id.empty());
  EXPECT_FALSE(talk.accepting_reveals);
  EXPECT_TRUE(talks_->talk(wang_, {talk.id}).value().accepting_reveals);
  EXPECT_EQ(talks_->talk(wang_, {talk.id}).value().asked.name, "砺砚微电子");
  EXPECT_EQ(talks_->talk(wang_, {talk.id}).value().asking.name, "浦渚理工大学");
  EXPECT_EQ(facts_seen_by(lin_), std::vector<std::string>{"market.interest_sent.v1"});
  EXPECT_EQ(facts_seen_by(wang_), std::vector<std::string>{"market.interest_expressed.v1"});
  talks_->accept(wang_, {talk.id, talk.version}).value();
  EXPECT_EQ(talks_->talk(lin_, {talk.id}).value().asked.name, "砺砚微电子");
  EXPECT_EQ(market().need(lin_, {need_}).value().state.organisation.name, "砺砚微电子");
  EXPECT_TRUE(market().need(rui_, {need_}).value().state.organisation.hidden)
      << "to the one that asked alone";
  stream().drain();
  const auto page = journal::Feed(database()).read(lin_, {}).value();
  EXPECT_TRUE(std::any_of(page.facts.begin(), page.facts.end(), [&](const auto& fact) {
    return fact.type == "market.organisation_revealed.v1" &&
           fact.body.text.find(firm_.text()) != std::string::npos;
  }));
}

TEST_P(AnonymousNeedTest, ARefusalTellsNothing) {
  const TalkView talk = waiting();
  decline(talk);
  EXPECT_TRUE(talks_->talk(lin_, {talk.id}).value().asked.hidden);
  EXPECT_TRUE(market().need(lin_, {need_}).value().state.organisation.hidden);
}

TEST_P(AnonymousNeedTest, WhatAReviewerKnowsItsOrganisationDoesNot) {
  Actor reviewing_member = lin_;
  reviewing_member.roles.insert(Role::reviewer);
  EXPECT_EQ(market().need(reviewing_member, {need_}).value().state.organisation.name, "砺砚微电子");
  const TalkView talk = talks_->express_interest(reviewing_member, interest_in(need_)).value();
  EXPECT_TRUE(talk.asked.hidden);
  EXPECT_TRUE(talks_->talk(lin_, {talk.id}).value().asked.hidden);
  EXPECT_TRUE(market().need(lin_, {need_}).value().state.organisation.hidden);
}

TEST_P(AnonymousNeedTest, PublicFiguresDoNotCountWhatTheyWouldBetray) {
  const TalkView talk = waiting();
  EXPECT_EQ(talks_->answers(stranger_, {firm_}).value().waiting, 0);
  talks_->accept(wang_, {talk.id, talk.version}).value();
  EXPECT_EQ(talks_->answers(stranger_, {firm_}).value().answered, 1);
  EXPECT_EQ(market().organisation_items(lin_, {firm_, {}, {}, {}}).value().total, 0);
}

TEST_P(AnonymousNeedTest, ATextThatNamesItsOrganisationIsRefused) {
  NeedContent need = anonymous_need();
  need.problem =
      std::string("砺砚 微电子的电池包需要隔热材料，三元电芯在针刺后四分钟内热失控，厚度不超过一毫米。");
  need.internal_reference = std::string("砺砚微电子-7");
  const NeedView draft = market().create_need(wang_, {need}).value();
  const auto refused = market().submit(wang_, {draft.state.id, draft.state.version});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().faults.size(), 1U);
  EXPECT_EQ(refused.error().faults[0].path, "content.problem");
  EXPECT_EQ(refused.error().faults[0].key, "fault.names_its_organisation");
  need.visibility = NeedVisibility::open;
  const NeedView open = market().update_need(wang_, {draft.state.id, draft.state.version, need}).value();
  EXPECT_TRUE(market().submit(wang_, {open.state.id, open.state.version}));
}

/// Random histories: at every moment each reader knows whose the need is exactly when it was told.
TEST_P(AnonymousNeedTest, NobodyLearnsItBeforeItIsTold) {
  std::mt19937 random(20261124);
  const std::vector<const Actor*> askers{&lin_, &rui_};
  std::vector<std::optional<TalkView>> running(askers.size());
  std::vector<bool> told(askers.size());
  for (int round = 0; round < 60; ++round) {
    const std::size_t one = random() % askers.size();
    const Actor& asker = *askers[one];
    auto& talk = running[one];
    if (!talk) {
      talk = talks_->express_interest(asker, interest_in(need_)).value();
      begun_.push_back(talk->id);
    } else if (talk->status == TalkStatus::waiting) {
      const std::uint64_t fate = random() % 8;
      if (fate == 0) {
        talk = talks_->accept(wang_, {talk->id, talk->version}).value();
        told[one] = true;
      } else if (fate < 4) {
        talks_->withdraw(asker, {talk->id, talk->version}).value();
        talk.reset();
      } else {
        decline(*talk);
        talk.reset();
      }
    } else {
      ASSERT_TRUE(talks_->write_message(wang_, {talk->id, std::string("请先寄样品"), Audience::both}));
    }
    for (std::size_t i = 0; i < askers.size(); ++i) {
      ASSERT_EQ(learns_whose_it_is(*askers[i]), told[i]) << "round " << round << ", reader " << i;
    }
    ASSERT_FALSE(learns_whose_it_is(stranger_)) << "round " << round;
    ASSERT_FALSE(learns_whose_it_is(person_)) << "round " << round;
    if (told[0] && told[1] && round > 40) break;
  }
  EXPECT_TRUE(told[0] || told[1]) << "the histories should hold an acceptance";
  EXPECT_TRUE(learns_whose_it_is(wang_));
  EXPECT_TRUE(learns_whose_it_is(reviewer_));
}

}  // namespace
}  // namespace shuniu::market
