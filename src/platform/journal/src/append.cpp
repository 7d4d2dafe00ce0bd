#include <set>

#include "shuniu/crypto/random.h"
#include "shuniu/journal/journal.h"
#include "shuniu/json/json.h"

namespace shuniu::journal {

std::string encode_fact(const TypeInfo& info, const void* fact) {
  return json::canonical(json::encode(info, fact)).value();
}

FactId append_document(database::Transaction& tx, Instant now, const FactType& type, const std::string& body,
                       const std::vector<OrganisationId>& parties) {
  const database::ModuleScope scope("journal");
  const auto id = crypto::new_id<FactId>(now);
  tx.run("INSERT INTO journal_fact (id, type, at, visibility, body) VALUES ($1, $2, $3, $4, $5)", id,
         type.name, now, type.visibility, body);
  for (const OrganisationId& party : std::set<OrganisationId>(parties.begin(), parties.end())) {
    if (party.empty()) continue;
    tx.run("INSERT INTO journal_fact_party (fact, organisation) VALUES ($1, $2)", id, party);
  }
  return id;
}

}  // namespace shuniu::journal
