// Walks every type of fact: who may see it is decided here once more, and the feed, the stream of events and
// /v1/facts/{fact} keep to it for every kind of reader.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "hub_server.h"
#include "shuniu/calendar/year_store.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/events.h"
#include "shuniu/journal/feed.h"
#include "shuniu/market/events.h"

namespace shuniu::testing {
namespace {

using journal::Visibility;

/// A new type of fact needs a line here, so that somebody decides who may see it.
const std::map<std::string, Visibility>& decided() {
  static const std::map<std::string, Visibility> all{
      {"calendar.year_loaded.v1", Visibility::open},
      {"identity.account_changed.v1", Visibility::internal},
      {"identity.account_confirmed.v1", Visibility::internal},
      {"identity.account_created.v1", Visibility::internal},
      {"identity.account_suspended.v1", Visibility::internal},
      {"identity.api_key_created.v1", Visibility::internal},
      {"identity.api_key_revoked.v1", Visibility::internal},
      {"identity.invitation_ended.v1", Visibility::parties},
      {"identity.member_invited.v1", Visibility::parties},
      {"identity.membership_changed.v1", Visibility::parties},
      {"identity.organisation_changed.v1", Visibility::open},
      {"identity.organisation_registered.v1", Visibility::open},
      {"identity.password_changed.v1", Visibility::internal},
      {"identity.roles_changed.v1", Visibility::internal},
      {"identity.second_factor_changed.v1", Visibility::internal},
      {"market.agreement_proposed.v1", Visibility::parties},
      {"market.anonymous_need_published.v1", Visibility::open},
      {"market.answer_day_changed.v1", Visibility::parties},
      {"market.expert_published.v1", Visibility::open},
      {"market.import_switched.v1", Visibility::parties},
      {"market.interest_accepted.v1", Visibility::parties},
      {"market.interest_declined.v1", Visibility::parties},
      {"market.interest_expressed.v1", Visibility::parties},
      {"market.interest_lapsed.v1", Visibility::parties},
      {"market.interest_sent.v1", Visibility::parties},
      {"market.interest_withdrawn.v1", Visibility::parties},
      {"market.item_changed.v1", Visibility::parties},
      {"market.item_drafted.v1", Visibility::parties},
      {"market.item_expired.v1", Visibility::parties},
      {"market.item_quarantined.v1", Visibility::internal},
      {"market.item_restricted_published.v1", Visibility::parties},
      {"market.item_returned.v1", Visibility::parties},
      {"market.item_submitted.v1", Visibility::parties},
      {"market.item_withdrawn.v1", Visibility::parties},
      {"market.message_written.v1", Visibility::parties},
      {"market.need_published.v1", Visibility::open},
      {"market.note_written.v1", Visibility::parties},
      {"market.offer_published.v1", Visibility::open},
      {"market.organisation_revealed.v1", Visibility::parties},
      {"market.talk_agreed.v1", Visibility::parties},
      {"market.talk_ended.v1", Visibility::parties},
  };
  return all;
}

std::string name_of(Visibility visibility) {
  return std::get<std::string>(database::Value(visibility).storage());
}

/// As the sources declare them: tools/reference writes the page from them, and fails when it has drifted.
std::map<std::string, std::string> declared() {
  std::map<std::string, std::string> result;
  std::ifstream page(SHUNIU_SOURCE_DIR "/docs/reference/facts.md");
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `")) continue;
    std::istringstream cells(line.substr(1));
    std::string type, publisher, visibility;
    std::getline(cells, type, '|');
    std::getline(cells, publisher, '|');
    std::getline(cells, visibility, '|');
    result[type.substr(2, type.size() - 4)] = visibility.substr(1, visibility.size() - 2);
  }
  return result;
}

TEST(FactVisibility, IsDeclaredAsItWasDecided) {
  std::map<std::string, std::string> wanted;
  for (const auto& [type, visibility] : decided()) wanted[type] = name_of(visibility);
  EXPECT_EQ(declared(), wanted);
}

/// One fact of every type, of which the company is the party.
class OneOfEach {
 public:
  static const OneOfEach& shared() {
    static const OneOfEach one;
    return one;
  }
  const std::map<std::string, std::string>& ids() const { return ids_; }  // by type
  std::int64_t before() const { return before_; }

 private:
  OneOfEach() {
    HubServer& hub = HubServer::shared();
    hub.hub().stream().drain();
    before_ = journal::Feed(hub.hub().database()).last_seq();
    const OrganisationId company = hub.organisation("company");
    (void)hub.hub().database().write([&](database::Transaction& tx) -> Result<Done> {
      const Recorder recorder{tx, hub.hub().clock().now(), company, ids_};
      record_people(recorder);
      record_talks(recorder);
      record_items(recorder);
      return Done{};
    });
    hub.hub().stream().drain();
  }

  struct Recorder {
    database::Transaction& tx;
    Instant now;
    OrganisationId company;
    std::map<std::string, std::string>& ids;

    template <class Fact>
    void add(const Fact& fact) const {
      ids[std::string(Fact::fact.name)] = journal::append(tx, now, fact, {company}).text();
    }
  };

  static void record_people(const Recorder& recorder) {
    using namespace identity;
    const auto account = crypto::new_id<AccountId>(recorder.now);
    const auto key = crypto::new_id<ApiKeyId>(recorder.now);
    recorder.add(calendar::YearLoaded{2001, 0, ""});
    recorder.add(AccountCreated{account});
    recorder.add(AccountConfirmed{account});
    recorder.add(AccountChanged{account});
    recorder.add(AccountSuspended{account, true});
    recorder.add(PasswordChanged{account});
    recorder.add(RolesChanged{account, {}});
    recorder.add(SecondFactorChanged{account, true});
    recorder.add(ApiKeyCreated{account, key});
    recorder.add(ApiKeyRevoked{account, key});
    recorder.add(OrganisationRegistered{recorder.company, "150", "310000"});
    recorder.add(OrganisationChanged{recorder.company, "310000"});
    recorder.add(MembershipChanged{recorder.company, account, Membership::member});
    const InvitationId invitation = crypto::new_id<InvitationId>(recorder.now);
    recorder.add(MemberInvited{recorder.company, invitation, Membership::member});
    recorder.add(InvitationEnded{recorder.company, invitation, InvitationEnd::accepted});
  }
  static void record_talks(const Recorder& recorder) {
    using namespace market;
    const auto talk = crypto::new_id<TalkId>(recorder.now);
    const auto item = crypto::new_id<ItemId>(recorder.now);
    const auto message = crypto::new_id<MessageId>(recorder.now);
    recorder.add(InterestExpressed{talk, item, recorder.company, recorder.company, {2026, 12, 1}});
    recorder.add(InterestSent{talk, item, recorder.company, {2026, 12, 1}});
    recorder.add(OrganisationRevealed{talk, item, recorder.company, recorder.company});
    recorder.add(AnswerDayChanged{talk, {2026, 12, 2}});
    recorder.add(InterestAccepted{talk, 2});
    recorder.add(InterestDeclined{talk, 2, {"too_early"}});
    recorder.add(InterestWithdrawn{talk, 2});
    recorder.add(InterestLapsed{talk, 2});
    recorder.add(MessageWritten{talk, message, recorder.company});
    recorder.add(NoteWritten{talk, message});
    recorder.add(AgreementProposed{talk, 3, recorder.company, "LIC"});
    recorder.add(TalkAgreed{talk, 4, item, "LIC"});
    recorder.add(TalkEnded{talk, 4, recorder.company, "other"});
  }
  static void record_items(const Recorder& recorder) {
    using namespace market;
    const auto item = crypto::new_id<ItemId>(recorder.now);
    recorder.add(ItemDrafted{item, "need", 1});
    recorder.add(ItemChanged{item, "need", 2});
    recorder.add(ItemSubmitted{item, "need", 3});
    recorder.add(ItemReturned{item, "need", 4, recorder.company});
    recorder.add(ItemWithdrawn{item, "need", 5});
    recorder.add(ItemExpired{item, "need", 6});
    recorder.add(ItemQuarantined{item, "need", 7});
    recorder.add(ItemRestrictedPublished{item, "need", 8, recorder.company, {}, std::nullopt});
    recorder.add(AnonymousNeedPublished{item, 8, {}, std::nullopt});
    recorder.add(ImportSwitched{crypto::new_id<ImportId>(recorder.now), "need", 0});
    recorder.add(NeedPublished{item, "need", 9, recorder.company, {}, std::nullopt});
    recorder.add(ExpertPublished{item, "expert", 10, recorder.company, {}, std::nullopt});
    recorder.add(OfferPublished{item, "offer", 11, recorder.company, {}, std::nullopt});  // the last one
  }

  std::map<std::string, std::string> ids_;
  std::int64_t before_ = 0;
};

TEST(FactVisibility, EveryTypeIsWalked) {
  for (const auto& [type, visibility] : decided()) {
    EXPECT_TRUE(OneOfEach::shared().ids().contains(type)) << type << " needs a line in OneOfEach";
  }
}

bool may_see(const std::string& who, Visibility visibility) {
  if (who == "auditor" || visibility == Visibility::open) return true;
  const bool is_of_the_company = who == "company" || who == "member" || who == "key of the company";
  return visibility == Visibility::parties && is_of_the_company;
}

/// Everybody, and a program with a key of the company.
const std::map<std::string, Person>& readers() {
  static const std::map<std::string, Person> all = [] {
    const HubServer& hub = HubServer::shared();
    std::map<std::string, Person> people = hub.people();
    const auto made = hub.as("company").request("POST", "/v1/myself/api-keys",
                                                R"({"name":"reader of facts","scopes":["feed:read"]})");
    const std::size_t at = made.body.find("shn_");
    const std::string secret = made.body.substr(at, made.body.find('"', at) - at);
    people.emplace("key of the company", Person(hub.port(), {{"Authorization", "Bearer " + secret}}));
    return people;
  }();
  return all;
}

TEST(FactVisibility, ThePagesOfTheFeedKeepToIt) {
  const std::string path = "/v1/feed?limit=1000&after=" + std::to_string(OneOfEach::shared().before());
  for (const auto& [who, reader] : readers()) {
    const HttpAnswer page = reader.request("GET", path);
    ASSERT_EQ(page.status, 200) << who << page.body;
    for (const auto& [type, id] : OneOfEach::shared().ids()) {
      EXPECT_EQ(page.body.find(id) != std::string::npos, may_see(who, decided().at(type)))
          << who << " " << type;
    }
  }
}

TEST(FactVisibility, TheStreamOfEventsKeepsToIt) {
  for (const std::string who : {"stranger", "company", "member", "rival", "auditor"}) {
    const std::string text = HubServer::shared().as(who).read_stream(
        "/v1/feed/stream?after=" + std::to_string(OneOfEach::shared().before()), "market.offer_published.v1");
    for (const auto& [type, id] : OneOfEach::shared().ids()) {
      EXPECT_EQ(text.find(id) != std::string::npos, may_see(who, decided().at(type))) << who << " " << type;
    }
  }
}

TEST(FactVisibility, AFactByItsIdKeepsToIt) {
  for (const auto& [who, reader] : readers()) {
    for (const auto& [type, id] : OneOfEach::shared().ids()) {
      const HttpAnswer answer = reader.request("GET", "/v1/facts/" + id);
      const bool may = may_see(who, decided().at(type));
      EXPECT_EQ(answer.status, may ? 200 : 404) << who << " " << type << answer.body;
      EXPECT_EQ(answer.body.find(may ? type : "journal.no_such_fact") != std::string::npos, true)
          << answer.body;
    }
  }
}

TEST(FactVisibility, WhatIsHiddenAnswersAsWhatIsNotThere) {
  const Person& stranger = HubServer::shared().as("stranger");
  const auto told = [&](const std::string& id) {
    std::string body = stranger.request("GET", "/v1/facts/" + id).body;
    return body.substr(0, body.find("\"request_id\""));
  };
  EXPECT_EQ(told(OneOfEach::shared().ids().at("market.item_drafted.v1")),
            told("00000000-0000-7000-8000-000000000000"));
  EXPECT_EQ(stranger.request("GET", "/v1/facts/no-uuid").status, 400);
}

TEST(FactVisibility, AReceiptNamesAFactWhosePositionComesLater) {
  const Person& company = HubServer::shared().as("company");
  const auto drafted =
      company.request("POST", "/v1/needs", R"({"content":{"title":"一项需求","problem":"还要说明"}})");
  const std::size_t at = drafted.body.find("\"fact\":\"");
  ASSERT_NE(at, std::string::npos) << drafted.body;
  const std::string path = "/v1/facts/" + drafted.body.substr(at + 8, 36);
  EXPECT_EQ(company.request("GET", path).status, 200) << "at once, numbered or not";
  HubServer::shared().hub().stream().drain();
  const auto numbered = company.request("GET", path);
  EXPECT_NE(numbered.body.find("\"seq\":"), std::string::npos) << numbered.body;
  EXPECT_NE(numbered.body.find("market.item_drafted.v1"), std::string::npos) << numbered.body;
}

}  // namespace
}  // namespace shuniu::testing
