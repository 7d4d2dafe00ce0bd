// The inbox on both databases: which fact tells whom, once, and what a reader may see of it.
#include "shuniu/notice/notices.h"

#include <gtest/gtest.h>

#include <map>

#include "every_engine.h"
#include "manual_clock.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/events.h"
#include "shuniu/notice/errors.h"

namespace shuniu::notice {
namespace {

constexpr std::int64_t day_us = 86'400LL * 1'000'000;

class TitlesByReader final : public Subjects {
 public:
  std::optional<std::string> title(const Actor& reader, const Subject& subject) override {
    const auto found = titles.find({reader.organisation, subject.id});
    return found == titles.end() ? std::nullopt : std::optional(found->second);
  }
  std::map<std::pair<OrganisationId, std::string>, std::string> titles;
};

class NoticesTest : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    auto all = journal::migrations();
    for (auto& migration : migrations()) all.push_back(std::move(migration));
    ASSERT_TRUE(database::migrate(database(), all));
    notices_ = std::make_unique<Notices>(database(), subjects_, clock_);
    stream_ = std::make_unique<journal::Stream>(database(), clock_);
    stream_->subscribe(notices_->subscriber());
  }
  void TearDown() override {
    stream_.reset();
    notices_.reset();
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
  std::vector<NoticeKind> told(const Actor& actor) {
    std::vector<NoticeKind> kinds;
    for (const NoticeView& notice : notices_->list(actor, {}).value().notices) kinds.push_back(notice.kind);
    return kinds;
  }

  testing::ManualClock clock_;
  TitlesByReader subjects_;
  std::unique_ptr<Notices> notices_;
  std::unique_ptr<journal::Stream> stream_;
  const market::TalkId talk_ = crypto::new_id<market::TalkId>(Instant{1});
  const market::ItemId item_ = crypto::new_id<market::ItemId>(Instant{1});
  const market::MessageId message_ = crypto::new_id<market::MessageId>(Instant{1});
  const Actor asked_ = member_of(crypto::new_id<OrganisationId>(Instant{1}));
  const Actor asking_ = member_of(crypto::new_id<OrganisationId>(Instant{2}));
  const Actor other_ = member_of(crypto::new_id<OrganisationId>(Instant{3}));
};

INSTANTIATE_TEST_SUITE_P(Engines, NoticesTest, database::every_engine(), database::engine_name);

TEST_P(NoticesTest, EachFactTellsTheSideThatDidNotAct) {
  using enum NoticeKind;
  begin();
  EXPECT_EQ(told(asked_), std::vector{interest_expressed});
  EXPECT_TRUE(told(asking_).empty());
  record(market::InterestAccepted{talk_, 2});
  EXPECT_EQ(told(asking_), std::vector{interest_accepted});
  record(market::MessageWritten{talk_, message_, asked_.organisation});
  record(market::MessageWritten{talk_, message_, asking_.organisation});
  record(market::NoteWritten{talk_, message_});
  record(market::AgreementProposed{talk_, 3, asking_.organisation, "LIC"});
  record(market::TalkAgreed{talk_, 4, item_, "LIC"});
  EXPECT_EQ(told(asking_), (std::vector{talk_agreed, message_written, interest_accepted}));
  EXPECT_EQ(told(asked_),
            (std::vector{talk_agreed, agreement_proposed, message_written, interest_expressed}));
  EXPECT_TRUE(told(other_).empty());
}

TEST_P(NoticesTest, OtherWaysToEnd) {
  using enum NoticeKind;
  begin();
  record(market::InterestDeclined{talk_, 2, {"too_early"}});
  record(market::InterestLapsed{talk_, 2});
  record(market::InterestWithdrawn{talk_, 2});
  record(market::TalkEnded{talk_, 3, asked_.organisation, "other"});
  EXPECT_EQ(told(asking_), (std::vector{talk_ended, interest_lapsed, interest_declined}));
  EXPECT_EQ(told(asked_), (std::vector{interest_withdrawn, interest_lapsed, interest_expressed}));
}

TEST_P(NoticesTest, ItemsTellTheirOwner) {
  record(market::ItemReturned{item_, "need", 2, asked_.organisation});
  record(market::NeedPublished{item_, "need", 3, asked_.organisation, {}, std::nullopt});
  record(market::ItemRestrictedPublished{item_, "offer", 3, asking_.organisation, {}, std::nullopt});
  EXPECT_EQ(told(asked_), (std::vector{NoticeKind::item_published, NoticeKind::item_returned}));
  const auto page = notices_->list(asking_, {}).value();
  ASSERT_EQ(page.notices.size(), 1U);
  EXPECT_EQ(page.notices[0].subject.kind, SubjectKind::offer);
  EXPECT_EQ(page.notices[0].subject.id, item_.text());
}

TEST_P(NoticesTest, MessagesOfATalkAreOneNotice) {
  begin();
  for (int i = 0; i < 5; ++i) record(market::MessageWritten{talk_, message_, asking_.organisation});
  EXPECT_EQ(told(asked_), (std::vector{NoticeKind::message_written, NoticeKind::interest_expressed}));
}

TEST_P(NoticesTest, ReadByOnePersonIsNotReadByAnother) {
  begin();
  record(market::MessageWritten{talk_, message_, asking_.organisation});
  Actor colleague = member_of(asked_.organisation);
  const auto page = notices_->list(asked_, {}).value();
  EXPECT_EQ(page.unread, 2);
  EXPECT_EQ(notices_->mark_read(asked_, {page.notices[1].id}).value().unread, 1);
  EXPECT_EQ(notices_->mark_read(asked_, {page.notices[0].id}).value().unread, 0);
  EXPECT_EQ(notices_->mark_read(asked_, {page.notices[1].id}).value().unread, 0) << "it never moves back";
  EXPECT_FALSE(notices_->list(asked_, {}).value().notices[0].unread);
  EXPECT_EQ(notices_->list(colleague, {}).value().unread, 2);
  colleague.organisation = other_.organisation;
  EXPECT_EQ(notices_->list(colleague, {}).value().unread, 0);
}

TEST_P(NoticesTest, TheTitleIsWhatTheReaderMaySee) {
  begin();
  record(market::InterestAccepted{talk_, 2});
  subjects_.titles[{asked_.organisation, talk_.text()}] = "隔热材料";
  EXPECT_EQ(notices_->list(asked_, {}).value().notices[0].title, "隔热材料");
  EXPECT_FALSE(notices_->list(asking_, {}).value().notices[0].title);
}

TEST_P(NoticesTest, PagesGoOnWhereTheyStopped) {
  begin();
  record(market::AgreementProposed{talk_, 3, asking_.organisation, "LIC"});
  record(market::TalkEnded{talk_, 4, asking_.organisation, "other"});
  ListNotices question;
  question.limit = Whole<1, 100>(2);
  const auto first = notices_->list(asked_, question).value();
  ASSERT_TRUE(first.next_after);
  question.after = first.next_after;
  const auto second = notices_->list(asked_, question).value();
  ASSERT_EQ(second.notices.size(), 1U);
  EXPECT_EQ(second.notices[0].kind, NoticeKind::interest_expressed);
  EXPECT_FALSE(second.next_after);
}

TEST_P(NoticesTest, WhoActsForNobodyHasNoInbox) {
  Actor nobody;
  nobody.account = asked_.account;
  EXPECT_EQ(notices_->list(nobody, {}).error().key, errors::not_a_member);
  EXPECT_EQ(notices_->mark_read(nobody, {crypto::new_id<NoticeId>(clock_.now())}).error().key,
            errors::not_a_member);
}

TEST_P(NoticesTest, OldOnesGo) {
  begin();
  clock_.advance(179 * day_us);
  EXPECT_EQ(notices_->forget_old(), 0);
  clock_.advance(2 * day_us);
  EXPECT_EQ(notices_->forget_old(), 1);
  EXPECT_TRUE(told(asked_).empty());
}

}  // namespace
}  // namespace shuniu::notice
