#include "reading.h"

namespace shuniu::market {

std::string memberships_text(const Reader& reader) {
  std::string text;
  for (const OrganisationId& id : reader.memberships) text += (text.empty() ? "|" : "") + id.text() + "|";
  return text;
}

void keep_to_reader(search::Query& query, const Reader& reader) {
  if (reader.memberships.empty()) {
    query.none_of.push_back({"restricted", {"yes"}});
    return;
  }
  search::NoneOf excluded{"excluded", {}};
  for (const OrganisationId& id : reader.memberships) excluded.values.push_back(id.text());
  query.none_of.push_back(std::move(excluded));
}

std::vector<SeenItem> newest(database::Transaction& tx, const Reader& reader, const std::string& kind,
                             std::int64_t limit) {
  const std::string sql = std::string("SELECT * FROM market_item WHERE ") + is_open_to_reader +
                          " AND ($2 = '' OR kind = $2) ORDER BY published_at DESC, id DESC LIMIT $3";
  return seen_published(tx, reader, tx.rows<ItemRow>(sql, memberships_text(reader), kind, limit));
}

}  // namespace shuniu::market
