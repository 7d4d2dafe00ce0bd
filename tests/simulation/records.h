// records.h - the tables of a hub, read by plain means, and the rules of visibility in the simplest words.
//
//   for (const ItemRecord& item : items_of(world)) …
//   if (is_out(world, item) && !is_kept_from(mine, excluded[item.id.text()])) …
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "shuniu/market/events.h"
#include "shuniu/market/talks.h"
#include "told.h"
#include "world.h"

namespace shuniu::simulation {

using database::ModuleScope;
using database::Transaction;
using market::ItemId;
using market::ItemStatus;

struct JournalRow {
  std::int64_t append_no = 0;
  std::optional<std::int64_t> seq;
  journal::FactId id;
  std::string type;
  std::string body;
};
SHUNIU_DESCRIBE(JournalRow, append_no, seq, id, type, body)

struct ItemRecord {
  ItemId id;
  market::ItemKind kind = market::ItemKind::need;
  OrganisationId organisation;
  ItemStatus status = ItemStatus::draft;
  std::int64_t version = 0;
  std::optional<std::int64_t> published_version;
  std::optional<Date> expires_on;
  std::optional<market::ImportId> staged_in;
  bool live = false;  // false: staged by an import that has not been switched
};
SHUNIU_DESCRIBE(ItemRecord, id, kind, organisation, status, version, published_version, expires_on, staged_in,
                live)

struct Pair {
  std::string one;
  std::string other;
};
SHUNIU_DESCRIBE(Pair, one, other)

inline std::vector<ItemRecord> items_of(World& world) {
  const ModuleScope scope("market");
  return world.hub().database().read([](Transaction& tx) {
    return tx.rows<ItemRecord>(
        "SELECT id, kind, organisation, status, version, published_version, expires_on, staged_in,"
        " CASE WHEN staged_in IS NULL OR staged_in IN (SELECT id FROM market_import WHERE switched_at IS NOT "
        "NULL)"
        " THEN 1 ELSE 0 END AS live FROM market_item ORDER BY id");
  });
}

inline std::vector<Pair> pairs_of(World& world, std::string_view module, const std::string& sql) {
  const ModuleScope scope(module);
  return world.hub().database().read([&](Transaction& tx) { return tx.rows<Pair>(sql); });
}

inline std::map<std::string, std::string> map_of(World& world, std::string_view module,
                                                 const std::string& sql) {
  std::map<std::string, std::string> result;
  for (Pair& pair : pairs_of(world, module, sql)) result[pair.one] = pair.other;
  return result;
}

using Exclusions = std::map<std::string, std::set<OrganisationId>>;

/// By item: the organisations that it is kept from.
inline Exclusions exclusions_of(World& world) {
  Exclusions excluded;
  for (const Pair& row :
       pairs_of(world, "market", "SELECT item AS one, organisation AS other FROM market_excluded")) {
    excluded[row.one].insert(OrganisationId(row.other));
  }
  return excluded;
}

inline std::set<OrganisationId> all_memberships_of(World& world, const Actor& reader) {
  std::set<OrganisationId> result;
  if (reader.is_stranger()) return result;
  for (const auto& membership : world.hub().identity().memberships(reader.account)) {
    result.insert(membership.organisation.id);
  }
  return result;
}

inline bool belongs_to_one_of(const std::set<OrganisationId>& mine, const std::set<OrganisationId>& some) {
  return std::any_of(mine.begin(), mine.end(), [&](const auto& id) { return some.contains(id); });
}

/// What is published to some is for members of organisations only.
inline bool is_kept_from(const std::set<OrganisationId>& mine, const std::set<OrganisationId>& excluded) {
  return !excluded.empty() && (mine.empty() || belongs_to_one_of(mine, excluded));
}

/// Published, and its last day is not over, whether the upkeep has come to it or not.
inline bool is_out(World& world, const ItemRecord& item) {
  const Date today = calendar::legal_day(world.clock.now());
  return item.published_version && (!item.expires_on || *item.expires_on >= today);
}

// ---- talks ----------------------------------------------------------------------------------------------

using market::TalkId;
using market::TalkSide;
using market::TalkStatus;

struct TalkRecord {
  TalkId id;
  ItemId item;
  std::string item_title;
  std::optional<ItemId> answer_with;
  std::optional<std::string> answer_with_title;
  OrganisationId asked;
  OrganisationId asking;
  TalkStatus status = TalkStatus::waiting;
  std::int64_t version = 0;
  Date answer_by;
  Instant created_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> closed_at;
  std::optional<std::string> proposed_mode;
  std::optional<TalkSide> proposed_by;
  std::optional<std::string> agreed_mode;

  bool is_running() const { return status == TalkStatus::waiting || status == TalkStatus::open; }
  std::optional<TalkSide> side_of(const OrganisationId& organisation) const {
    if (organisation == asked) return TalkSide::asked;
    if (organisation == asking) return TalkSide::asking;
    return std::nullopt;
  }
  const OrganisationId& organisation_at(TalkSide side) const {
    return side == TalkSide::asked ? asked : asking;
  }
};
SHUNIU_DESCRIBE(TalkRecord, id, item, item_title, answer_with, answer_with_title, asked, asking, status,
                version, answer_by, created_at, answered_at, closed_at, proposed_mode, proposed_by,
                agreed_mode)

struct MessageRecord {
  market::MessageId id;
  TalkId talk;
  OrganisationId organisation;
  market::Audience audience = market::Audience::both;
  std::string text;
};
SHUNIU_DESCRIBE(MessageRecord, id, talk, organisation, audience, text)

inline std::vector<TalkRecord> talks_of(World& world) {
  const ModuleScope scope("market");
  return world.hub().database().read([](Transaction& tx) {
    return tx.rows<TalkRecord>(
        "SELECT id, item, item_title, answer_with, answer_with_title, asked, asking, status, version, "
        "answer_by,"
        " created_at, answered_at, closed_at, proposed_mode, proposed_by, agreed_mode FROM market_talk"
        " ORDER BY id");
  });
}

inline std::vector<MessageRecord> messages_of(World& world) {
  const ModuleScope scope("market");
  return world.hub().database().read([](Transaction& tx) {
    return tx.rows<MessageRecord>(
        "SELECT id, talk, organisation, audience, text FROM market_message ORDER BY id");
  });
}

/// Unanswered, and its day is over.
inline bool is_overdue(World& world, const TalkRecord& talk) {
  return talk.status == TalkStatus::waiting && talk.answer_by < calendar::legal_day(world.clock.now());
}

}  // namespace shuniu::simulation
