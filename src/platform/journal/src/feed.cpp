#include "shuniu/journal/feed.h"

#include <algorithm>

namespace shuniu::journal {
namespace {

constexpr std::int64_t default_limit = 100;
constexpr std::int64_t furthest_look =
    10'000;  // facts that one page may pass over because its reader may not see them

constexpr std::string_view last_seq_sql = "SELECT COALESCE(max(seq), 0) FROM journal_fact";

/// Who sees a fact, wherever it is asked for. $1: the organisation that the reader acts for, $2: 1 for the
/// auditor.
constexpr std::string_view visible_to_reader =
    "($2 = 1 OR visibility = 'open' OR (visibility = 'parties' AND EXISTS (SELECT fact FROM"
    " journal_fact_party WHERE fact = journal_fact.id AND organisation = $1)))";

/// The same, but only where the organisation is a party.
constexpr std::string_view visible_to_party =
    "($2 = 1 OR visibility <> 'internal') AND EXISTS (SELECT fact FROM journal_fact_party WHERE fact ="
    " journal_fact.id AND organisation = $1)";

OrganisationId party_of(const Actor& reader) {
  return reader.acts_for(reader.organisation) ? reader.organisation : OrganisationId();
}

bool sees_all(const Actor& reader) {
  return reader.has(Role::auditor);
}

/// The facts among the next ones that fulfil a condition with the parameters of `visible_to_reader`.
FeedPage page_of(database::Transaction& tx, std::string_view condition, const Actor& reader,
                 const ReadFeed& question) {
  const std::int64_t after = question.after ? question.after->value : 0;
  const std::int64_t limit = question.limit ? question.limit->value : default_limit;
  FeedPage page;
  page.last_seq = tx.value<std::int64_t>(last_seq_sql).value_or(0);
  const std::int64_t up_to = std::min(std::min(after, page.last_seq) + furthest_look, page.last_seq);
  const std::string sql =
      "SELECT seq, id, type, at, visibility, body FROM journal_fact WHERE seq > $3 AND seq <= $4 AND " +
      std::string(condition) + " ORDER BY seq LIMIT $5";
  page.facts = tx.rows<RecordedFact>(sql, party_of(reader), sees_all(reader), after, up_to, limit);
  const bool is_full = page.facts.size() == static_cast<std::size_t>(limit);
  page.next_after = is_full ? page.facts.back().seq : std::max(after, up_to);
  return page;
}

std::optional<FactView> visible_fact(database::Transaction& tx, const Actor& reader, const FactId& id) {
  static const std::string sql =
      "SELECT seq, id, type, at, visibility, body FROM journal_fact WHERE id = $3 AND " +
      std::string(visible_to_reader);
  return tx.find<FactView>(sql, party_of(reader), sees_all(reader), id);
}

}  // namespace

Result<FeedPage> Feed::read(const Actor& reader, const ReadFeed& question) const {
  return database_.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("journal");
    return page_of(tx, visible_to_reader, reader, question);
  });
}

FeedPage Feed::of_party(const Actor& reader, const ReadFeed& question) const {
  return database_.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("journal");
    return page_of(tx, visible_to_party, reader, question);
  });
}

Result<FactView> Feed::fact(const Actor& reader, const FindFact& question) const {
  return database_.read([&](database::Transaction& tx) -> Result<FactView> {
    const database::ModuleScope scope("journal");
    auto found = visible_fact(tx, reader, question.fact);
    if (!found) return refuse("journal.no_such_fact", Kind::not_found);
    return std::move(*found);
  });
}

std::vector<RecordedFact> Feed::read_all(std::int64_t after, std::size_t limit) const {
  return database_.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("journal");
    return tx.rows<RecordedFact>(
        "SELECT seq, id, type, at, visibility, body FROM journal_fact WHERE seq > $1 ORDER BY seq LIMIT $2",
        after, static_cast<std::int64_t>(limit));
  });
}

std::int64_t Feed::last_seq() const {
  return database_.read([](database::Transaction& tx) {
    const database::ModuleScope scope("journal");
    return tx.value<std::int64_t>(last_seq_sql).value_or(0);
  });
}

}  // namespace shuniu::journal
