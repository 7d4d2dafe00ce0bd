#include "shuniu/journal/feed.h"

#include <algorithm>

namespace shuniu::journal {
namespace {

constexpr std::int64_t default_limit = 100;
constexpr std::int64_t furthest_look =
    10'000;  // facts that one page may pass over because its reader may not see them

constexpr std::string_view last_seq_sql = "SELECT COALESCE(max(seq), 0) FROM journal_fact";

std::vector<RecordedFact> visible_facts(database::Transaction& tx, const Actor& reader, std::int64_t after,
                                        std::int64_t up_to, std::int64_t limit) {
  if (reader.has(Role::auditor)) {
    return tx.rows<RecordedFact>(
        "SELECT seq, id, type, at, visibility, body FROM journal_fact WHERE seq > $1 AND seq <= $2 ORDER BY "
        "seq LIMIT $3",
        after, up_to, limit);
  }
  if (!reader.acts_for(reader.organisation)) {
    return tx.rows<RecordedFact>(
        "SELECT seq, id, type, at, visibility, body FROM journal_fact"
        " WHERE seq > $1 AND seq <= $2 AND visibility = $3 ORDER BY seq LIMIT $4",
        after, up_to, Visibility::open, limit);
  }
  return tx.rows<RecordedFact>(
      "SELECT seq, id, type, at, visibility, body FROM journal_fact WHERE seq > $1 AND seq <= $2 AND "
      "(visibility = $3"
      " OR (visibility = $4 AND EXISTS (SELECT fact FROM journal_fact_party"
      " WHERE fact = journal_fact.id AND organisation = $5))) ORDER BY seq LIMIT $6",
      after, up_to, Visibility::open, Visibility::parties, reader.organisation, limit);
}

}  // namespace

Result<FeedPage> Feed::read(const Actor& reader, const ReadFeed& question) const {
  const std::int64_t after = question.after ? question.after->value : 0;
  const std::int64_t limit = question.limit ? question.limit->value : default_limit;
  return database_.read([&](database::Transaction& tx) -> FeedPage {
    const database::ModuleScope scope("journal");
    FeedPage page;
    page.last_seq = tx.value<std::int64_t>(last_seq_sql).value_or(0);
    const std::int64_t up_to = std::min(after, page.last_seq) + furthest_look;
    page.facts = visible_facts(tx, reader, after, std::min(up_to, page.last_seq), limit);
    const bool is_full = page.facts.size() == static_cast<std::size_t>(limit);
    page.next_after = is_full ? page.facts.back().seq : std::max(after, std::min(up_to, page.last_seq));
    return page;
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
