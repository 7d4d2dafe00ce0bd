#include "reading.h"

namespace shuniu::market {

std::string memberships_text(const Reader& reader) {
  std::string text;
  for (const OrganisationId& id : reader.memberships) text += (text.empty() ? "|" : "") + id.text() + "|";
  return text;
}

void keep_to_reader(search::Query& query, const Reader& reader) {
  query.ranges.push_back(
      {.attribute = "expires_on", .low = days_since_epoch(reader.today), .missing = search::Missing::passes});
  if (reader.memberships.empty()) {
    query.none_of.push_back({"restricted", {"yes"}});
    return;
  }
  search::NoneOf excluded{"excluded", {}};
  for (const OrganisationId& id : reader.memberships) excluded.values.push_back(id.text());
  query.none_of.push_back(std::move(excluded));
}

}  // namespace shuniu::market
