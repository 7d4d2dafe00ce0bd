// Notices by e-mail on both databases: who gets which letter, once, and how it ends.
#include "shuniu/notice/deliveries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "every_engine.h"
#include "manual_clock.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/events.h"
#include "shuniu/notice/errors.h"

namespace shuniu::notice {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TitleOfAll final : public Subjects {
 public:
  std::optional<std::string> title(const Actor& reader, const Subject&) override {
    if (reader.organisation == hidden_from) return std::nullopt;
    return "隔热材料";
  }
  OrganisationId hidden_from;
};

class KnownPeople final : public People {
 public:
  std::optional<Addressee> addressee(const AccountId& account, const OrganisationId& organisation) override {
    const auto found = actors.find(account);
    if (found == actors.end() || found->second.organisation != organisation) return std::nullopt;
    return Addressee{"p" + account.text().substr(30) + "@firm.example", "zh", "沪东化工", found->second};
  }
  std::map<AccountId, Actor> actors;
};

/// Keeps a letter when its transaction commits, as the queue of letters does.
class LetterTable final : public Letters {
 public:
  void queue(database::Transaction& tx, const NoticeLetter& letter) override {
    tx.run(
        "INSERT INTO notice_letter_of_test (recipient, subject, body, unsubscribe) VALUES ($1, $2, $3, $4)",
        letter.to, letter.subject, letter.body, letter.unsubscribe_address);
  }
};

struct SentLetter {
  std::string recipient;
  std::string subject;
  std::string body;
  std::string unsubscribe;
};
SHUNIU_DESCRIBE(SentLetter, recipient, subject, body, unsubscribe)

class DeliveriesTest : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    auto all = journal::migrations();
    for (auto& migration : migrations()) all.push_back(std::move(migration));
    all.push_back({"notice", static_cast<int>(migrations().size()) + 1, "letters_of_test",
                   "CREATE TABLE notice_letter_of_test (recipient TEXT NOT NULL, subject TEXT NOT NULL, body "
                   "TEXT NOT NULL, unsubscribe TEXT NOT NULL)",
                   ""});
    ASSERT_TRUE(database::migrate(database(), all));
    notices_ = std::make_unique<Notices>(database(), subjects_, clock_);
    deliveries_ = made();
    stream_ = std::make_unique<journal::Stream>(database(), clock_);
    stream_->subscribe(notices_->subscriber());
    clock_.set(parse_instant("2026-11-24T02:00:00Z").value());  // ten o'clock of the hub
    for (const Actor& actor : {asked_, asking_}) people_.actors[actor.account] = actor;
  }
  void TearDown() override {
    stream_.reset();
    deliveries_.reset();
    notices_.reset();
  }
  std::unique_ptr<Deliveries> made(const std::string& key = "key") {
    return std::make_unique<Deliveries>(database(), DeliveryPorts{subjects_, people_, letters_}, clock_,
                                        DeliveryOptions{"https://hub.example", key});
  }

  static Actor member_of(const OrganisationId& organisation) {
    Actor actor;
    actor.account = crypto::new_id<AccountId>(Instant{1});
    actor.organisation = organisation;
    actor.membership = Membership::member;
    return actor;
  }
  template <class Fact>
  void record(const Fact& fact) {
    const auto done = database().write([&](database::Transaction& tx) -> Result<Unread> {
      journal::append(tx, clock_.now(), fact, {asked_.organisation, asking_.organisation});
      return Unread{};
    });
    ASSERT_TRUE(done);
    clock_.advance(1'000);
    stream_->drain();
  }
  void begin() {
    record(market::InterestExpressed{talk_, item_, asked_.organisation, asking_.organisation, {2026, 12, 1}});
  }
  void choose(const Actor& actor, DeliveryChoice choice, std::optional<QuietHours> quiet = std::nullopt) {
    ASSERT_TRUE(deliveries_->change(actor, {choice, quiet}));
  }
  std::vector<SentLetter> letters() {
    return database().read([](database::Transaction& tx) {
      const database::ModuleScope scope("notice");
      return tx.rows<SentLetter>("SELECT * FROM notice_letter_of_test");
    });
  }
  std::string token_in(const SentLetter& letter) {
    return letter.unsubscribe.substr(letter.unsubscribe.find("token=") + 6);
  }

  shuniu::testing::ManualClock clock_;
  TitleOfAll subjects_;
  KnownPeople people_;
  LetterTable letters_;
  std::unique_ptr<Notices> notices_;
  std::unique_ptr<Deliveries> deliveries_;
  std::unique_ptr<journal::Stream> stream_;
  const market::TalkId talk_ = crypto::new_id<market::TalkId>(Instant{1});
  const market::ItemId item_ = crypto::new_id<market::ItemId>(Instant{1});
  const market::MessageId message_ = crypto::new_id<market::MessageId>(Instant{1});
  const Actor asked_ = member_of(crypto::new_id<OrganisationId>(Instant{1}));
  const Actor asking_ = member_of(crypto::new_id<OrganisationId>(Instant{2}));
};

INSTANTIATE_TEST_SUITE_P(Engines, DeliveriesTest, database::every_engine(), database::engine_name);

TEST_P(DeliveriesTest, NobodyIsWrittenToWhoDidNotAsk) {
  EXPECT_EQ(deliveries_->delivery(asked_, {}).value().choice, DeliveryChoice::none);
  begin();
  EXPECT_EQ(deliveries_->send_due(), 0U);
  choose(asked_, DeliveryChoice::at_once);
  EXPECT_EQ(deliveries_->send_due(), 0U) << "what came before the choice is in the inbox alone";
}

TEST_P(DeliveriesTest, TellsAtOnceAndOnce) {
  choose(asked_, DeliveryChoice::at_once);
  begin();
  EXPECT_EQ(deliveries_->send_due(), 1U);
  EXPECT_EQ(deliveries_->send_due(), 0U);
  ASSERT_EQ(letters().size(), 1U);
  EXPECT_EQ(letters()[0].subject, "收到新的意向：隔热材料");
  EXPECT_THAT(letters()[0].body, HasSubstr("https://hub.example/talks/" + talk_.text()));
  EXPECT_THAT(letters()[0].unsubscribe, HasSubstr("https://hub.example/v1/notices/unsubscribe?token="));
}

TEST_P(DeliveriesTest, MessagesOfATalkAreNamedOnce) {
  begin();
  choose(asked_, DeliveryChoice::at_once);
  for (int i = 0; i < 3; ++i) record(market::MessageWritten{talk_, message_, asking_.organisation});
  EXPECT_EQ(deliveries_->send_due(), 1U);
  EXPECT_EQ(letters()[0].subject, "有新的往来：隔热材料");
  record(market::MessageWritten{talk_, message_, asking_.organisation});
  EXPECT_EQ(deliveries_->send_due(), 0U);
  clock_.advance_minutes(5);
  EXPECT_EQ(deliveries_->send_due(), 1U);
}

TEST_P(DeliveriesTest, TheDigestGathersADay) {
  choose(asked_, DeliveryChoice::daily);
  begin();
  record(market::AgreementProposed{talk_, 3, asking_.organisation, "LIC"});
  EXPECT_EQ(deliveries_->send_due(), 0U);
  clock_.set(parse_instant("2026-11-25T00:00:00Z").value());
  EXPECT_EQ(deliveries_->send_due(), 1U);
  EXPECT_EQ(letters()[0].subject, "沪东化工有 2 条新消息");
  EXPECT_EQ(deliveries_->send_due(), 0U);
}

TEST_P(DeliveriesTest, QuietHoursHoldALetterBack) {
  choose(asked_, DeliveryChoice::at_once, QuietHours{9, 12});
  begin();
  EXPECT_EQ(deliveries_->send_due(), 0U);
  clock_.advance_hours(2);
  EXPECT_EQ(deliveries_->send_due(), 1U);
  EXPECT_EQ(deliveries_->change(asked_, {DeliveryChoice::daily, QuietHours{7, 7}}).error().key,
            errors::no_quiet_hours);
  EXPECT_EQ(deliveries_->delivery(asked_, {}).value().quiet->until.value, 12);
}

TEST_P(DeliveriesTest, WhatWasReadIsLeftOut) {
  choose(asked_, DeliveryChoice::at_once, QuietHours{9, 12});
  begin();
  ASSERT_TRUE(notices_->mark_read(asked_, {notices_->list(asked_, {}).value().notices.front().id}));
  clock_.advance_hours(3);
  EXPECT_EQ(deliveries_->send_due(), 0U);
  record(market::TalkEnded{talk_, 3, asking_.organisation, "other"});
  EXPECT_EQ(deliveries_->send_due(), 1U);
  EXPECT_THAT(letters()[0].body, Not(HasSubstr("收到新的意向")));
}

TEST_P(DeliveriesTest, TheTitleIsWhatTheReaderMaySee) {
  choose(asked_, DeliveryChoice::at_once);
  subjects_.hidden_from = asked_.organisation;
  begin();
  EXPECT_EQ(deliveries_->send_due(), 1U);
  EXPECT_EQ(letters()[0].subject, "收到新的意向");
  EXPECT_THAT(letters()[0].body, Not(HasSubstr("隔热材料")));
}

TEST_P(DeliveriesTest, WhoIsNoMemberAnyMoreIsNotWrittenTo) {
  choose(asked_, DeliveryChoice::at_once);
  begin();
  people_.actors.erase(asked_.account);
  EXPECT_EQ(deliveries_->send_due(), 0U);
  people_.actors[asked_.account] = asked_;
  EXPECT_EQ(deliveries_->send_due(), 0U) << "it was not kept for later";
}

TEST_P(DeliveriesTest, UnsubscribesByItsLetterAlone) {
  const Actor colleague = member_of(asked_.organisation);
  people_.actors[colleague.account] = colleague;
  choose(asked_, DeliveryChoice::at_once);
  choose(colleague, DeliveryChoice::at_once);
  begin();
  ASSERT_EQ(deliveries_->send_due(), 2U);
  const std::string token = token_in(letters()[0]);
  for (const std::string& wrong : {std::string("x"), std::string("a.b"), token + "x", "x" + token,
                                   token.substr(0, token.size() - 1), std::string()}) {
    EXPECT_EQ(deliveries_->unsubscribe({wrong}).error().faults.at(0).path, "token") << wrong;
  }
  EXPECT_FALSE(made("another key")->require_genuine(token));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(deliveries_->unsubscribe({token}).value().choice, DeliveryChoice::none) << "also a second time";
  }
  record(market::TalkEnded{talk_, 3, asking_.organisation, "other"});
  clock_.advance_hours(1);
  EXPECT_EQ(deliveries_->send_due(), 1U) << "the colleague is still told";
}

TEST_P(DeliveriesTest, TwoProcessesWriteOneLetter) {
  choose(asked_, DeliveryChoice::at_once);
  for (int round = 0; round < 5; ++round) {
    record(market::ItemReturned{item_, "need", 2, asked_.organisation});
    const auto other = made();
    std::thread thread([&other] { other->send_due(); });
    deliveries_->send_due();
    thread.join();
    clock_.advance_hours(1);
  }
  EXPECT_EQ(letters().size(), 5U);
}

TEST_P(DeliveriesTest, WhoActsForNobodyChoosesNothing) {
  Actor nobody;
  nobody.account = asked_.account;
  EXPECT_EQ(deliveries_->delivery(nobody, {}).error().key, errors::not_a_member);
  EXPECT_EQ(deliveries_->change(nobody, {DeliveryChoice::daily, {}}).error().key, errors::not_a_member);
}

}  // namespace
}  // namespace shuniu::notice
