// visibility_test.cpp - random readers and items: nobody receives what exclusion, role or status forbids, by
// any way.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>
#include <set>

#include "market_fixture.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"
#include "visibility.h"

namespace shuniu::market {
namespace {

/// The rule said once more, slowly: by the sets of who may.
Sight expected_sight(const Reader& reader, const Standing& standing) {
  if (!reader.acts_for.empty() && reader.acts_for == standing.owner) return Sight::owner;
  std::set<OrganisationId> mine(reader.memberships.begin(), reader.memberships.end());
  for (const OrganisationId& excluded : standing.excluded) {
    if (mine.contains(excluded)) return Sight::none;
  }
  const bool desk = (standing.status == ItemStatus::submitted && reader.reviews) ||
                    (standing.status == ItemStatus::quarantined && reader.is_officer);
  if (desk) return Sight::review;
  if (standing.face == Face::unpublished) return Sight::none;
  if (!standing.excluded.empty() && mine.empty()) return Sight::none;
  return Sight::published;
}

OrganisationId organisation(int number) {
  return OrganisationId("01900000-0000-7000-8000-00000000000" + std::to_string(number));
}

std::vector<OrganisationId> some_organisations() {
  std::vector<OrganisationId> result;
  for (int number = 0; number < 4; ++number) {
    if (*rc::gen::arbitrary<bool>()) result.push_back(organisation(number));
  }
  return result;
}

RC_GTEST_PROP(Visibility, SightFollowsTheRule, ()) {
  Reader reader;
  reader.signed_in = true;
  reader.memberships = some_organisations();
  if (!reader.memberships.empty() && *rc::gen::arbitrary<bool>())
    reader.acts_for = reader.memberships.front();
  reader.is_officer = *rc::gen::arbitrary<bool>();
  reader.reviews = reader.is_officer || *rc::gen::arbitrary<bool>();
  const auto status = static_cast<ItemStatus>(*rc::gen::inRange(0, 7));
  const Face face = *rc::gen::arbitrary<bool>() ? Face::published : Face::unpublished;
  const Standing standing{organisation(*rc::gen::inRange(0, 4)), status, face, some_organisations()};
  RC_ASSERT(sight_of(reader, standing) == expected_sight(reader, standing));
}

TEST(Visibility, FieldsAreKeptFromThoseWhoMayNotHoldThem) {
  NeedContent need = sample_need();
  need.excluded_organisations.push_back(organisation(1));
  OfferContent offer = sample_offer();
  offer.internal_reference = std::string("SECRET-REFERENCE");
  for (const Sight sight : {Sight::published, Sight::review}) {
    const auto shown_need = std::get<NeedContent>(shown(sight, need));
    EXPECT_FALSE(shown_need.budget);
    EXPECT_FALSE(shown_need.internal_reference);
    EXPECT_TRUE(shown_need.excluded_organisations.empty());
    EXPECT_FALSE(std::get<OfferContent>(shown(sight, offer)).internal_reference);
  }
  EXPECT_FALSE(std::get<ExpertContent>(shown(Sight::published, sample_expert())).office_email);
  EXPECT_TRUE(std::get<ExpertContent>(shown(Sight::review, sample_expert())).office_email);
  need.budget_shown = Shown::shown;
  EXPECT_TRUE(std::get<NeedContent>(shown(Sight::published, need)).budget);
}

/// Everything that a reader can get about anything, as one text.
std::string all_that_reaches(Market& market, const journal::Feed& feed, const Actor& reader,
                             const std::vector<ItemId>& ids) {
  std::string text;
  const auto add = [&text](const auto& answer) {
    if (answer)
      text += json::encode(*answer) + "\n";
    else
      text += answer.error().key + "\n";
  };
  for (const ItemId& id : ids) {
    add(market.need(reader, {id}));
    add(market.offer(reader, {id}));
  }
  SearchItems question;
  question.limit = Whole<1, 100>(100);
  add(market.search(reader, question));
  question.text = std::string("热失控 隔热材料 电池");
  add(market.search(reader, question));
  PreviewMatches preview{sample_need(), ItemKind::need, Whole<1, 50>(50)};
  add(market.preview_matches(reader, preview));
  preview.kind = ItemKind::offer;
  add(market.preview_matches(reader, preview));
  add(market.overview(reader, {}));
  add(market.review_queue(reader, {}));
  add(market.review_queue(reader, {{}, ItemStatus::quarantined, {}, {}}));
  add(market.my_items(reader, {}));
  add(feed.read(reader, {std::nullopt, Whole<1, 1'000>(1'000)}));
  return text;
}

class VisibilityEverywhere : public MarketFixture {
 protected:
  /// One random item, brought to a random state; its texts hold a word that nothing else holds.
  struct Planted {
    ItemId id;
    OrganisationId owner;
    std::set<OrganisationId> excluded;
    std::string word;    // stands in what is published or under review
    std::string secret;  // the owner's alone
    ItemStatus status = ItemStatus::draft;
    bool once_open = false;  // an open fact told of it
  };

  Planted plant(const Actor& actor, const std::vector<OrganisationId>& excluded, int fate, int number) {
    Planted planted;
    planted.owner = actor.organisation;
    planted.word = "标记词" + std::to_string(number) + "号";
    planted.secret = "SECRET-" + std::to_string(number) + "-";
    OfferContent offer = sample_offer();
    offer.title = "隔热材料 " + planted.word;
    offer.internal_reference = planted.secret;
    for (const OrganisationId& id : excluded) {
      if (id == actor.organisation) continue;
      offer.excluded_organisations.push_back(id);
      planted.excluded.insert(id);
    }
    if (fate == 4) offer.advantages = std::string("机密★");
    const auto draft = market().create_offer(actor, {offer}).value();
    planted.id = draft.state.id;
    if (fate == 0) return planted;
    const auto submitted = market().submit(actor, {planted.id, draft.state.version}).value();
    planted.status = submitted.status;
    if (fate == 1 || fate == 4) return planted;
    const auto published = market().publish(officer_, {planted.id, submitted.version}).value();
    planted.status = ItemStatus::published;
    planted.once_open = planted.excluded.empty();
    if (fate == 3) {
      market().withdraw(actor, {planted.id, published.version, std::string("no_longer_needed")}).value();
      planted.status = ItemStatus::withdrawn;
    }
    return planted;
  }

  bool may_read(const Actor& reader, const Planted& item) {
    if (reader.acts_for(item.owner)) return true;
    const auto memberships = directory_.memberships(reader.account);
    for (const OrganisationId& id : memberships) {
      if (item.excluded.contains(id)) return false;
    }
    if (item.status == ItemStatus::submitted) return reader.has(Role::reviewer) || reader.has(Role::officer);
    if (item.status == ItemStatus::quarantined) return reader.has(Role::officer);
    if (item.status != ItemStatus::published) return false;
    return item.excluded.empty() || !memberships.empty();
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, VisibilityEverywhere, database::every_engine(), database::engine_name);

TEST_P(VisibilityEverywhere, NoWayLeadsToWhatIsForbidden) {
  std::mt19937 random(20261124);
  const std::vector<OrganisationId> organisations{firm_, rival_, institute_};
  const Actor* owners[] = {&wang_, &rui_, &lin_};
  std::vector<Planted> planted;
  std::vector<ItemId> ids;
  for (int i = 0; i < 40; ++i) {
    std::vector<OrganisationId> excluded;
    for (const OrganisationId& id : organisations) {
      if (random() % 3 == 0) excluded.push_back(id);
    }
    planted.push_back(plant(*owners[random() % 3], excluded, static_cast<int>(random() % 5), i));
    ids.push_back(planted.back().id);
  }
  stream().drain();
  Actor excluded_officer = with_roles({Role::officer});
  directory_.join(excluded_officer.account, rival_);
  const Actor auditor = with_roles({Role::administrator});
  const journal::Feed feed(database());
  const std::vector<const Actor*> readers{&stranger_, &person_,          &wang_,  &rui_, &lin_, &reviewer_,
                                          &officer_,  &excluded_officer, &auditor};
  for (const Actor* reader : readers) {
    const std::string text = all_that_reaches(market(), feed, *reader, ids);
    for (const Planted& item : planted) {
      const bool may = may_read(*reader, item);
      EXPECT_EQ(text.find(item.word) != std::string::npos, may)
          << item.word << " status " << int(item.status);
      EXPECT_EQ(text.find(item.secret) != std::string::npos, reader->acts_for(item.owner)) << item.secret;
      const bool hears = may || item.once_open || reader->acts_for(item.owner);
      if (!hears) {
        EXPECT_EQ(text.find(item.id.text()), std::string::npos) << "id of " << item.word;
      }
    }
  }
}

}  // namespace
}  // namespace shuniu::market
