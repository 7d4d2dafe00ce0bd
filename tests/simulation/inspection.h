// inspection.h - what must be true of a hub at every instant, read from its database by plain means.
//
//   Inspection inspection(world);
//   inspection.look();                    // after every step
//   inspection.look_at_index();           // once the stream has caught up
//   EXPECT_EQ(inspection.faults(), "");
//
// The tables are held against the journal: what the facts tell, folded one by one, must be what the tables
// say. So a change without its fact, a fact without its change, and either of them twice cannot hide.
#pragma once

#include "shuniu/calendar/year_store.h"
#include "shuniu/identity/events.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"
#include "shuniu/market/events.h"
#include "talk_inspection.h"

namespace shuniu::simulation {

/// As the type declares it, whatever the row says.
inline std::optional<journal::Visibility> visibility_of(const std::string& type) {
  using namespace identity;
  using namespace market;
  static const std::vector<journal::FactType> all{calendar::YearLoaded::fact,
                                                  AccountCreated::fact,
                                                  AccountConfirmed::fact,
                                                  AccountChanged::fact,
                                                  PasswordChanged::fact,
                                                  RolesChanged::fact,
                                                  SecondFactorChanged::fact,
                                                  AccountSuspended::fact,
                                                  ApiKeyCreated::fact,
                                                  ApiKeyRevoked::fact,
                                                  MembershipChanged::fact,
                                                  MemberInvited::fact,
                                                  InvitationEnded::fact,
                                                  OrganisationRegistered::fact,
                                                  OrganisationChanged::fact,
                                                  NeedPublished::fact,
                                                  OfferPublished::fact,
                                                  ExpertPublished::fact,
                                                  ItemRestrictedPublished::fact,
                                                  AnonymousNeedPublished::fact,
                                                  ItemDrafted::fact,
                                                  ItemChanged::fact,
                                                  ItemSubmitted::fact,
                                                  ItemReturned::fact,
                                                  ItemWithdrawn::fact,
                                                  ItemExpired::fact,
                                                  ItemQuarantined::fact,
                                                  ImportSwitched::fact,
                                                  InterestExpressed::fact,
                                                  InterestSent::fact,
                                                  OrganisationRevealed::fact,
                                                  InterestAccepted::fact,
                                                  InterestDeclined::fact,
                                                  InterestWithdrawn::fact,
                                                  InterestLapsed::fact,
                                                  AnswerDayChanged::fact,
                                                  MessageWritten::fact,
                                                  NoteWritten::fact,
                                                  AgreementProposed::fact,
                                                  TalkAgreed::fact,
                                                  TalkEnded::fact};
  for (const journal::FactType& known : all) {
    if (known.name == type) return known.visibility;
  }
  return std::nullopt;
}

/// What facts tell of one item: which states it may be in, and what others may see.
struct ItemStory {
  std::vector<std::int64_t> versions;
  std::set<ItemStatus> possible;
  std::optional<std::int64_t> published_version;

  void take_down() { published_version.reset(); }
  void hear(const std::string& type, std::int64_t version) {
    using namespace market;
    versions.push_back(version);
    if (type == ItemDrafted::fact.name) possible = {ItemStatus::draft};
    if (type == ItemChanged::fact.name) possible.insert(ItemStatus::draft);  // or it lost an attachment
    if (type == ItemSubmitted::fact.name) possible = {ItemStatus::submitted};
    if (type == ItemReturned::fact.name) possible = {ItemStatus::returned};
    if (type == ItemWithdrawn::fact.name) become(ItemStatus::withdrawn);
    if (type == ItemQuarantined::fact.name) become(ItemStatus::quarantined);
    if (type == ItemExpired::fact.name) {
      if (possible.erase(ItemStatus::published) > 0) possible.insert(ItemStatus::expired);
      take_down();
    }
    if (type.find("published") == std::string::npos) return;
    possible = {ItemStatus::published};
    published_version = version;
  }

 private:
  void become(ItemStatus status) {
    possible = {status};
    take_down();
  }
};

/// What all facts tell, folded in the order in which they were appended.
struct Story {
  std::map<ItemId, ItemStory> items;
  std::map<std::string, std::string> accounts;  // "created", "confirmed", "suspended"
  std::map<std::string, std::string> roles;
  std::map<std::string, std::string> keys;     // by key: its account
  std::map<std::string, std::string> members;  // "organisation account": the membership
  std::set<std::string> organisations;
  std::map<std::string, int> switches;  // by import

  void hear(const JournalRow& fact) {
    if (tells_of_talk(fact.type)) return;  // see talk_inspection.h
    if (fact.type.starts_with("market.")) return hear_market(fact);
    if (fact.type.starts_with("identity.")) hear_identity(fact);
  }

 private:
  template <class Fact>
  static Fact as(const JournalRow& fact) {
    return json::decode<Fact>(fact.body).value();
  }
  void hear_market(const JournalRow& fact) {
    if (fact.type == market::ImportSwitched::fact.name) {
      ++switches[as<market::ImportSwitched>(fact).import.text()];
    } else if (fact.type.find("published") != std::string::npos) {
      const auto told = as<market::NeedPublished>(fact);  // all publications have the same members
      items[told.item].hear(fact.type, told.version);
    } else if (fact.type == market::ItemReturned::fact.name) {
      const auto told = as<market::ItemReturned>(fact);
      items[told.item].hear(fact.type, told.version);
    } else {
      const auto told = as<market::ItemDrafted>(fact);
      items[told.item].hear(fact.type, told.version);
    }
  }
  void hear_identity(const JournalRow& fact) {
    using namespace identity;
    if (fact.type == AccountCreated::fact.name) accounts[as<AccountCreated>(fact).account.text()] = "created";
    if (fact.type == AccountConfirmed::fact.name)
      accounts[as<AccountConfirmed>(fact).account.text()] = "confirmed";
    if (fact.type == AccountSuspended::fact.name) {
      const auto told = as<AccountSuspended>(fact);
      accounts[told.account.text()] = told.suspended ? "suspended" : "confirmed";
    }
    if (fact.type == RolesChanged::fact.name) hear_roles(as<RolesChanged>(fact));
    if (fact.type == ApiKeyCreated::fact.name) {
      const auto told = as<ApiKeyCreated>(fact);
      keys[told.key.text()] = told.account.text();
    }
    if (fact.type == ApiKeyRevoked::fact.name) keys.erase(as<ApiKeyRevoked>(fact).key.text());
    if (fact.type == OrganisationRegistered::fact.name) {
      organisations.insert(as<OrganisationRegistered>(fact).organisation.text());
    }
    if (fact.type != MembershipChanged::fact.name) return;
    const auto told = as<MembershipChanged>(fact);
    const std::string key = told.organisation.text() + " " + told.account.text();
    if (told.membership == Membership::none)
      members.erase(key);
    else
      members[key] = name_of(told.membership);
  }
  void hear_roles(const identity::RolesChanged& told) {
    std::set<std::string> names;
    for (const Role role : told.roles) names.insert(name_of(role));
    std::string text;
    for (const std::string& name : names) text += name + " ";
    if (text.empty())
      roles.erase(told.account.text());
    else
      roles[told.account.text()] = text;
  }
};

class Inspection {
 public:
  explicit Inspection(World& world)
      : world_(world), talks_(world, [this](const std::string& what) { add_fault(what); }) {}
  Inspection(const Inspection&) = delete;
  Inspection& operator=(const Inspection&) = delete;

  /// "" while everything holds; else one line per fault.
  const std::string& faults() const { return faults_; }
  void add_fault(const std::string& what) { faults_ += what + "\n"; }

  /// What an acknowledgement has promised: the fact of this change stays in the journal.
  void remember(const Receipt& receipt) { receipts_.push_back(receipt); }

  void look() {
    read_journal();
    Story story;
    for (const JournalRow& fact : journal_) story.hear(fact);
    talks_.look(journal_, parties_);
    look_at_stream();
    look_at_receipts();
    look_at_items(story);
    look_at_people(story);
  }

  /// After Stream::drain: the index, the subscriber and every reader's view.
  void look_at_index() {
    look();
    check(!journal_.empty() && journal_.back().seq, "everything is numbered once the stream has caught up");
    check(map_of(world_, "simulation", "SELECT id AS one, CAST(seq AS TEXT) AS other FROM simulation_heard")
                  .size() == journal_.size(),
          "the subscriber has heard every fact");
    std::vector<std::pair<std::string, Actor>> readers{{"a stranger", Actor{}}};
    for (Person& person : world_.people()) {
      for (const OrganisationId& organisation : choices_of(person)) {
        if (auto actor = world_.actor(person, organisation)) readers.emplace_back(person.name, *actor);
      }
    }
    for (const auto& [name, reader] : readers) look_as(name, reader);
  }

 private:
  void check(bool holds, const std::string& what) {
    if (!holds) add_fault(what);
  }
  template <class Left, class Right>
  void same(const Left& told, const Right& found, const std::string& what) {
    check(told == found, what + ": the facts and the tables differ");
  }

  void read_journal() {
    const ModuleScope scope("journal");
    journal_ = world_.hub().database().read([](Transaction& tx) {
      return tx.rows<JournalRow>(
          "SELECT append_no, seq, id, type, body FROM journal_fact ORDER BY append_no");
    });
    parties_.clear();
    for (Pair& pair :
         pairs_of(world_, "journal", "SELECT fact AS one, organisation AS other FROM journal_fact_party")) {
      parties_[pair.one].insert(pair.other);
    }
  }

  /// Numbered without a gap, in the order of appending, and never otherwise than before.
  void look_at_stream() {
    std::int64_t last = 0;
    bool unnumbered = false;
    for (const JournalRow& fact : journal_) {
      if (!fact.seq) {
        unnumbered = true;
        continue;
      }
      ++last;
      check(*fact.seq == last,
            "seq " + std::to_string(*fact.seq) + " stands in place " + std::to_string(last));
      check(!unnumbered, "a fact is numbered while an earlier one is not");
    }
    for (std::size_t i = 0; i < numbered_.size(); ++i) {
      const bool same = i < journal_.size() && journal_[i].seq && journal_[i].id == numbered_[i];
      check(same, "seq " + std::to_string(i + 1) + " was shown with another fact before");
    }
    numbered_.clear();
    for (const JournalRow& fact : journal_) {
      if (fact.seq) numbered_.push_back(fact.id);
    }
    check(journal::set_aside_facts(world_.hub().database()).empty(), "a fact was set aside");
    for (const auto& [id, seq] :
         map_of(world_, "simulation", "SELECT id AS one, CAST(seq AS TEXT) AS other FROM simulation_heard")) {
      const std::size_t place = static_cast<std::size_t>(std::stoll(seq)) - 1;
      check(place < numbered_.size() && numbered_[place].text() == id,
            "the subscriber heard what is not in the stream");
    }
  }

  void look_at_receipts() {
    std::map<std::string, const JournalRow*> by_id;
    for (const JournalRow& fact : journal_) by_id[fact.id.text()] = &fact;
    for (const Receipt& receipt : receipts_) {
      const auto found = by_id.find(receipt.fact.text());
      check(found != by_id.end(), "an acknowledged change of " + receipt.subject + " is lost");
      if (found == by_id.end()) continue;
      const std::string& body = found->second->body;
      const bool tells = body.find(receipt.subject) != std::string::npos &&
                         (!receipt.version ||
                          body.find("\"version\":" + std::to_string(*receipt.version)) != std::string::npos);
      check(tells, "the fact of a receipt tells of something else");
    }
  }

  void look_at_items(const Story& story) {
    std::size_t with_facts = 0;
    for (const ItemRecord& item : items_of(world_)) {
      const auto found = story.items.find(item.id);
      const bool settled = !item.staged_in;
      check((found != story.items.end()) == settled,
            "item " + item.id.text() + (settled ? " has no fact" : " has a fact too early"));
      if (found == story.items.end()) continue;
      ++with_facts;
      look_at_item(item, found->second);
    }
    check(with_facts == story.items.size(), "a fact tells of an item that is not there");
    for (const Pair& import : pairs_of(world_, "market",
                                       "SELECT id AS one, CASE WHEN switched_at IS NULL THEN '0' ELSE '1' "
                                       "END AS other FROM market_import")) {
      const auto found = story.switches.find(import.one);
      const int times = found == story.switches.end() ? 0 : found->second;
      check(std::to_string(times) == import.other,
            "import " + import.one + " was switched, or not, without its fact");
    }
  }
  void look_at_item(const ItemRecord& item, const ItemStory& story) {
    const std::string name = "item " + item.id.text();
    std::int64_t version = 0;
    for (const std::int64_t told : story.versions) check(told == ++version, name + ": one fact per version");
    check(version == item.version, name + ": its last fact is not of its version");
    check(story.possible.contains(item.status), name + ": no fact leads to its status");
    check(story.published_version == item.published_version, name + ": others see what no fact tells");
  }

  void look_at_people(const Story& story) {
    const auto accounts =
        map_of(world_, "identity",
               "SELECT id AS one, CASE WHEN suspended_at IS NOT NULL THEN 'suspended' WHEN confirmed_at IS"
               " NOT NULL THEN 'confirmed' ELSE 'created' END AS other FROM identity_account");
    same(story.accounts, accounts, "accounts");
    std::map<std::string, std::string> roles;
    for (const Pair& row :
         pairs_of(world_, "identity",
                  "SELECT account AS one, role AS other FROM identity_account_role ORDER BY account, role")) {
      roles[row.one] += row.other + " ";
    }
    same(story.roles, roles, "roles");
    same(story.keys, map_of(world_, "identity", "SELECT id AS one, account AS other FROM identity_api_key"),
         "API keys");
    same(story.members,
         map_of(world_, "identity",
                "SELECT organisation || ' ' || account AS one, membership AS other FROM identity_member"),
         "memberships");
    std::set<std::string> organisations;
    for (const Pair& row :
         pairs_of(world_, "identity", "SELECT id AS one, '' AS other FROM identity_organisation")) {
      organisations.insert(row.one);
    }
    same(story.organisations, organisations, "organisations");
  }

  std::vector<OrganisationId> choices_of(const Person& person) {
    std::vector<OrganisationId> choices{OrganisationId()};
    for (const auto& membership : world_.hub().identity().memberships(person.account)) {
      choices.push_back(membership.organisation.id);
    }
    if (choices.size() == 2) choices.erase(choices.begin());  // acts for its only organisation anyway
    return choices;
  }

  void look_as(const std::string& name, const Actor& reader) {
    const auto mine = all_memberships_of(world_, reader);
    Exclusions excluded = exclusions_of(world_);
    std::set<std::string> to_be_found;
    for (const ItemRecord& item : items_of(world_)) {
      const auto& kept_from = excluded[item.id.text()];
      const bool sees = may_see(reader, mine, item, kept_from);
      check(finds(reader, item) == sees, name + (sees ? " does not see " : " sees ") + item.id.text());
      const bool is_open = is_out(world_, item) && !is_kept_from(mine, kept_from);
      if (is_open) to_be_found.insert(item.id.text());
    }
    look_at_search(name, reader, to_be_found);
    look_at_feed(name, reader);
    talks_.look_as(name, reader, mine, excluded);
  }

  /// The rule of visibility in the simplest words.
  bool may_see(const Actor& reader, const std::set<OrganisationId>& mine, const ItemRecord& item,
               const std::set<OrganisationId>& excluded) {
    if (!item.live) return false;
    if (reader.acts_for(item.organisation)) return true;
    if (belongs_to_one_of(mine, excluded)) return false;
    const bool officer = reader.has(Role::officer);
    if (item.status == ItemStatus::submitted && (officer || reader.has(Role::reviewer))) return true;
    if (item.status == ItemStatus::quarantined && officer) return true;
    return is_out(world_, item) && !is_kept_from(mine, excluded);
  }
  bool finds(const Actor& reader, const ItemRecord& item) {
    market::Market& market = world_.hub().market();
    switch (item.kind) {
      case market::ItemKind::need:
        return market.need(reader, {item.id}).has_value();
      case market::ItemKind::offer:
        return market.offer(reader, {item.id}).has_value();
      case market::ItemKind::expert:
        break;
    }
    return market.expert(reader, {item.id}).has_value();
  }

  /// Once through the index, by the word that every text holds, and once through the database.
  void look_at_search(const std::string& name, const Actor& reader,
                      const std::set<std::string>& to_be_found) {
    for (const bool with_text : {true, false}) {
      std::set<std::string> found;
      std::int64_t total = 0;
      for (std::int64_t offset = 0; offset == 0 || offset < total; offset += 100) {
        market::SearchItems question;
        if (with_text) question.text = std::string(common_word);
        question.offset = offset;
        question.limit = 100;
        const auto page = world_.hub().market().search(reader, question);
        if (!page) return check(false, name + " cannot search: " + page.error().key);
        total = page->total;
        for (const auto& hit : page->hits) found.insert(hit.item.id.text());
      }
      const std::string how = with_text ? " by text" : " without text";
      check(found == to_be_found, name + " finds other items than the database has," + how);
      check(total == static_cast<std::int64_t>(to_be_found.size()),
            name + " is told another total than is true," + how);
    }
  }

  /// Page by page, and fact by fact.
  void look_at_feed(const std::string& name, const Actor& reader) {
    const journal::Feed feed(world_.hub().database());
    std::set<std::string> shown;
    std::int64_t after = 0, last = 0;
    do {
      const auto page = feed.read(reader, {after, std::nullopt}).value();
      for (const auto& fact : page.facts) shown.insert(fact.id.text());
      after = page.next_after;
      last = page.last_seq;
    } while (after < last);
    for (const JournalRow& fact : journal_) {
      const auto visibility =
          tells_of_talk(fact.type) ? journal::Visibility::parties : visibility_of(fact.type);
      const bool is_party = visibility == journal::Visibility::parties &&
                            reader.acts_for(reader.organisation) &&
                            parties_[fact.id.text()].contains(reader.organisation.text());
      const bool may = visibility == journal::Visibility::open || is_party || reader.has(Role::auditor);
      check(shown.contains(fact.id.text()) == may, name + (may ? " misses " : " is shown ") + fact.type);
      const auto by_id = feed.fact(reader, {fact.id});
      check(by_id.has_value() == may, name + " gets a fact by id otherwise than by the feed: " + fact.type);
      if (by_id) check(by_id->seq == fact.seq, "a fact's position differs");
    }
  }

  World& world_;
  TalkInspection talks_;
  std::string faults_;
  std::vector<JournalRow> journal_;
  Parties parties_;
  std::vector<journal::FactId> numbered_;  // as they were seen before
  std::vector<Receipt> receipts_;
};

}  // namespace shuniu::simulation
