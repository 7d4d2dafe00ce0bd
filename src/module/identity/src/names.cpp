#include "names.h"

#include <atomic>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <unordered_map>

#include "shuniu/identity/events.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"
#include "shuniu/text/names.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t rows_at_once = 1'000;

struct OrganisationNames {
  std::string id;
  std::string name;
  std::optional<std::string> name_en;
  std::string credit_code;
  std::string region;
};
SHUNIU_DESCRIBE(OrganisationNames, id, name, name_en, credit_code, region)

const std::string organisation_names =
    "SELECT id, name, name_en, credit_code, region FROM identity_organisation";

struct AccountNames {
  std::string id;
  std::string name;
  std::string email;
};
SHUNIU_DESCRIBE(AccountNames, id, name, email)

const std::string account_names = "SELECT id, name, email FROM identity_account";

/// What may have changed since the names were read.
struct Touched {
  std::set<std::string> organisations;
  std::set<std::string> accounts;
};

template <class Fact>
std::string organisation_in(const std::string& body) {
  return json::decode<Fact>(body).value().organisation.text();
}

template <class Fact>
std::string account_in(const std::string& body) {
  return json::decode<Fact>(body).value().account.text();
}

struct Heard {
  std::string_view type;
  std::set<std::string> Touched::*kind;
  std::string (*id)(const std::string& body);
};

constexpr Heard heard[] = {
    {OrganisationRegistered::fact.name, &Touched::organisations, organisation_in<OrganisationRegistered>},
    {OrganisationChanged::fact.name, &Touched::organisations, organisation_in<OrganisationChanged>},
    {AccountCreated::fact.name, &Touched::accounts, account_in<AccountCreated>},
    {AccountConfirmed::fact.name, &Touched::accounts, account_in<AccountConfirmed>},
    {AccountChanged::fact.name, &Touched::accounts, account_in<AccountChanged>},
};

Touched touched_by(const std::vector<journal::RecordedFact>& facts) {
  Touched touched;
  for (const journal::RecordedFact& fact : facts) {
    for (const Heard& known : heard) {
      if (fact.type == known.type) (touched.*known.kind).insert(known.id(fact.body.text));
    }
  }
  return touched;
}

template <class Id>
std::vector<Id> as_ids(const std::vector<text::NameHit>& hits) {
  std::vector<Id> ids;
  for (const text::NameHit& hit : hits) ids.emplace_back(hit.id);
  return ids;
}

}  // namespace

struct Names::State {
  database::Database& database;
  std::atomic<std::int64_t> cursor = 0;
  std::mutex writer_mutex{};          // rows are read and put by one at a time: what was read last stands
  mutable std::shared_mutex mutex{};  // guards what follows
  text::NameBook organisations{};
  text::NameBook accounts{};
  std::unordered_map<std::string, std::string> regions{};  // of organisations

  void put(const std::vector<OrganisationNames>& rows) {
    const std::unique_lock lock(mutex);
    for (const OrganisationNames& row : rows) {
      organisations.put(row.id, {row.name, row.name_en.value_or(""), row.credit_code});
      regions[row.id] = row.region;
    }
  }

  void put(const std::vector<AccountNames>& rows) {
    const std::unique_lock lock(mutex);
    for (const AccountNames& row : rows) accounts.put(row.id, {row.name, row.email});
  }

  /// All rows after an id, page by page.
  template <class Row>
  void read_all(const std::string& select) {
    std::string after;
    for (bool more = true; more;) {
      const auto rows = database.read([&](database::Transaction& tx) {
        return tx.rows<Row>(select + " WHERE id > $1 ORDER BY id LIMIT $2", after, rows_at_once);
      });
      put(rows);
      if (!rows.empty()) after = rows.back().id;
      more = static_cast<std::int64_t>(rows.size()) == rows_at_once;
    }
  }

  template <class Row>
  void read_again(const std::string& select, const std::set<std::string>& ids) {
    const std::lock_guard writer(writer_mutex);
    for (const std::string& id : ids) {
      put(database.read(
          [&](database::Transaction& tx) { return tx.rows<Row>(select + " WHERE id = $1", id); }));
    }
  }

  void read_again(const Touched& touched) {
    const database::ModuleScope scope("identity");
    read_again<OrganisationNames>(organisation_names, touched.organisations);
    read_again<AccountNames>(account_names, touched.accounts);
  }
};

/// The position is read before the rows: what happens meanwhile is taken in a second time, which changes
/// nothing.
Names::Names(database::Database& database) : state_(new State{database}) {
  state_->cursor = journal::Feed(database).last_seq();
  const database::ModuleScope scope("identity");
  state_->read_all<OrganisationNames>(organisation_names);
  state_->read_all<AccountNames>(account_names);
}

Names::~Names() = default;

journal::Follower Names::follower() {
  return {"identity.names", [this] { return state_->cursor.load(); },
          [this](const std::vector<journal::RecordedFact>& facts) {
            if (facts.empty()) return;
            state_->read_again(touched_by(facts));
            state_->cursor = facts.back().seq;
          }};
}

void Names::refresh(const OrganisationId& organisation) {
  state_->read_again({{organisation.text()}, {}});
}

void Names::refresh(const AccountId& account) {
  state_->read_again({{}, {account.text()}});
}

std::vector<OrganisationId> Names::organisations(const NameQuestion& question) const {
  const std::shared_lock lock(state_->mutex);
  text::NameSearch search{static_cast<std::size_t>(question.limit), question.after, {}};
  if (!question.region.empty()) {
    search.accepts = [&](std::string_view id) {
      return state_->regions.at(std::string(id)) == question.region;
    };
  }
  return as_ids<OrganisationId>(state_->organisations.find(question.query, search));
}

std::vector<AccountId> Names::accounts(const NameQuestion& question) const {
  const std::shared_lock lock(state_->mutex);
  return as_ids<AccountId>(
      state_->accounts.find(question.query, {static_cast<std::size_t>(question.limit), question.after, {}}));
}

}  // namespace shuniu::identity
