// journal.h - every accepted change is a fact, committed with the change, in one ordered stream.
//
//   struct NeedPublished {                                   // events/shuniu/market/events.h
//     static constexpr FactType fact{"market.need_published.v1", Visibility::open};
//     NeedId need; Text<1, 200> title;
//   };
//   SHUNIU_DESCRIBE(NeedPublished, need, title)
//   FactId id = journal::append(tx, clock.now(), NeedPublished{…}, {organisation});
//
// Promises
//   - append draws append_no after the locks and reads that the command depends on; the sequencer gives
//     committed facts their gapless `seq`, so that causal order holds and no fact is lost or doubled. So
//     append last: what a command locks or reads after it is not covered.
//   - The body is canonical JSON (RFC 8785), values only; no personal data in clear.
// Does not tell anybody by itself: readers follow by `seq` (feed.h), handlers by cursor (stream.h).
#pragma once

#include <string_view>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"

namespace shuniu::journal {

using FactId = Id<struct FactTag>;

/// Who may see a fact in the feed. The default of a type is internal.
enum class Visibility { open, parties, internal };
SHUNIU_DESCRIBE_ENUM(Visibility, open, parties, internal)

struct FactType {
  std::string_view name;  // "market.need_published.v1"
  Visibility visibility = Visibility::internal;
};

/// The canonical JSON of a described fact.
std::string encode_fact(const TypeInfo& info, const void* fact);

FactId append_document(database::Transaction& tx, Instant now, const FactType& type, const std::string& body,
                       const std::vector<OrganisationId>& parties);

template <class Fact>
FactId append(database::Transaction& tx, Instant now, const Fact& fact,
              const std::vector<OrganisationId>& parties = {}) {
  return append_document(tx, now, Fact::fact, encode_fact(type_info<Fact>(), &fact), parties);
}

std::vector<database::Migration> migrations();

}  // namespace shuniu::journal
