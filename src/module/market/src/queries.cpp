// queries.cpp - lists, and the hub in figures.
#include <map>

#include "enum_name.h"
#include "reading.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t usual_limit = 50;
constexpr std::int64_t newest_in_overview = 6;

template <class Enum>
std::string name_or_all(const std::optional<Enum>& value) {
  return value ? name_of(*value) : "";
}

std::string id_or_none(const std::optional<ItemId>& id) {
  return id ? id->text() : "";
}

template <class Limit>
std::int64_t limit_of(const std::optional<Limit>& limit) {
  return limit ? static_cast<std::int64_t>(*limit) : usual_limit;
}

/// A page of rows, of which one more than `limit` were read to learn whether another page follows.
template <class Seen>
ItemList page_of(std::vector<ItemRow> rows, std::int64_t limit, const Seen& seen_rows) {
  ItemList list;
  const bool more = static_cast<std::int64_t>(rows.size()) > limit;
  if (more) rows.resize(static_cast<std::size_t>(limit));
  if (more) list.next_after = rows.back().id;
  for (const SeenItem& item : seen_rows(std::move(rows))) list.items.push_back(brief_of(item));
  return list;
}

void name_organisations_in(const Context& context, std::vector<ItemBrief>& items) {
  std::vector<OrganisationName*> names;
  for (ItemBrief& item : items) names.push_back(&item.organisation);
  name_organisations(context, names);
}

std::vector<SeenItem> seen_rows(Transaction& tx, const Reader& reader, std::vector<ItemRow> rows) {
  ExcludedById excluded = exclusions_of(tx, rows);
  std::vector<SeenItem> result;
  for (ItemRow& row : rows) {
    auto exclusions = std::move(excluded[row.id.text()]);
    if (auto item = seen(reader, std::move(row), std::move(exclusions))) result.push_back(std::move(*item));
  }
  return result;
}

/// Counts of one kind by field (top level) and region, as this reader may see them.
search::SearchResult counted(const search::Snapshot& snapshot, const Reader& reader, ItemKind kind) {
  search::Query query;
  query.any_of.push_back({"kind", {name_of(kind)}});
  query.facets = {"field", "region"};
  query.limit = 0;
  keep_to_reader(query, reader);
  return snapshot.search(query);
}

template <class Count>
void add_counts(std::map<std::string, Count>& by_value, const search::Facet& facet,
                std::int64_t Count::*member) {
  for (const search::FacetCount& count : facet.counts) {
    by_value[count.value].*member += static_cast<std::int64_t>(count.documents);
  }
}

void count_published(Overview& overview, const search::Snapshot& snapshot, const Reader& reader) {
  const auto needs = counted(snapshot, reader, ItemKind::need);
  const auto offers = counted(snapshot, reader, ItemKind::offer);
  const auto experts = counted(snapshot, reader, ItemKind::expert);
  overview.needs = static_cast<std::int64_t>(needs.total.value_or(0));
  overview.offers = static_cast<std::int64_t>(offers.total.value_or(0));
  overview.experts = static_cast<std::int64_t>(experts.total.value_or(0));
  std::map<std::string, FieldCount> fields;
  std::map<std::string, RegionCount> regions;
  add_counts(fields, needs.facets[0], &FieldCount::needs);
  add_counts(fields, offers.facets[0], &FieldCount::offers);
  add_counts(fields, experts.facets[0], &FieldCount::experts);
  add_counts(regions, needs.facets[1], &RegionCount::needs);
  add_counts(regions, offers.facets[1], &RegionCount::offers);
  for (auto& [field, count] : fields) {
    count.field = field;
    if (field.find('.') == std::string::npos) overview.fields.push_back(count);
  }
  for (auto& [region, count] : regions) {
    count.region = region;
    overview.regions.push_back(count);
  }
}

}  // namespace

Result<ItemList> Market::my_items(const Actor& actor, const ListMyItems& question) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Reader reader = parts_->reader(actor);
  const std::int64_t limit = limit_of(question.limit);
  const std::string where = std::string(
                                " FROM market_item WHERE organisation = $1 AND ($2 = '' OR kind = $2) AND "
                                "($3 = '' OR status = $3) AND ") +
                            is_live;
  const std::string kind = name_or_all(question.kind), status = name_or_all(question.status);
  ItemList list = parts_->read([&](Transaction& tx) {
    auto rows = tx.rows<ItemRow>("SELECT *" + where + " AND ($4 = '' OR id < $4) ORDER BY id DESC LIMIT $5",
                                 actor.organisation, kind, status, id_or_none(question.after), limit + 1);
    ItemList page =
        page_of(std::move(rows), limit, [&](auto some) { return seen_rows(tx, reader, std::move(some)); });
    page.total =
        tx.value<std::int64_t>("SELECT COUNT(*)" + where, actor.organisation, kind, status).value_or(0);
    return page;
  });
  name_organisations_in(*parts_, list.items);
  return list;
}

Result<ItemList> Market::organisation_items(const Actor& actor, const ListOrganisationItems& question) {
  const Reader reader = parts_->reader(actor);
  const std::int64_t limit = limit_of(question.limit);
  const std::string where = std::string(" FROM market_item WHERE ") + is_open_to_reader +
                            " AND organisation = $2 AND ($3 = '' OR kind = $3)";
  const std::string memberships = memberships_text(reader), kind = name_or_all(question.kind);
  ItemList list = parts_->read([&](Transaction& tx) {
    auto rows =
        tx.rows<ItemRow>("SELECT *" + where + " AND ($4 = '' OR id < $4) ORDER BY id DESC LIMIT $5",
                         memberships, question.organisation, kind, id_or_none(question.after), limit + 1);
    ItemList page = page_of(std::move(rows), limit,
                            [&](auto some) { return seen_published(tx, reader, std::move(some)); });
    page.total = tx.value<std::int64_t>("SELECT COUNT(*)" + where, memberships, question.organisation, kind)
                     .value_or(0);
    return page;
  });
  name_organisations_in(*parts_, list.items);
  return list;
}

Result<ItemList> Market::review_queue(const Actor& actor, const ListReview& question) {
  const Reader reader = parts_->reader(actor);
  if (!reader.reviews) return refuse(errors::not_a_reviewer, Kind::forbidden);
  const ItemStatus status = question.status.value_or(ItemStatus::submitted);
  if (status == ItemStatus::quarantined && !reader.is_officer)
    return refuse(errors::officer_only, Kind::forbidden);
  if (status != ItemStatus::quarantined && status != ItemStatus::submitted) {
    return refuse_input({Fault{
        "status", "fault.one_of", {{"names", "submitted, quarantined"}}, name_or_all(question.status)}});
  }
  const std::int64_t limit = limit_of(question.limit);
  const std::string where =
      std::string(
          " FROM market_item WHERE NOT EXISTS (SELECT 1 FROM market_excluded AS e WHERE "
          "e.item = market_item.id AND $1 LIKE '%|' || e.organisation || '|%' ESCAPE '\\') AND "
          "status = $2 AND ($3 = '' OR kind = $3) AND ") +
      is_live;
  const std::string memberships = memberships_text(reader), kind = name_or_all(question.kind);
  ItemList list = parts_->read([&](Transaction& tx) {
    auto rows = tx.rows<ItemRow>("SELECT *" + where +
                                     " AND ($4 = '' OR (submitted_at, id) > (SELECT submitted_at, id FROM "
                                     "market_item WHERE id = $4)) ORDER BY submitted_at, id LIMIT $5",
                                 memberships, status, kind, id_or_none(question.after), limit + 1);
    ItemList page =
        page_of(std::move(rows), limit, [&](auto some) { return seen_rows(tx, reader, std::move(some)); });
    page.total = tx.value<std::int64_t>("SELECT COUNT(*)" + where, memberships, status, kind).value_or(0);
    return page;
  });
  name_organisations_in(*parts_, list.items);
  return list;
}

Result<Overview> Market::overview(const Actor& actor, const Nothing&) {
  const Reader reader = parts_->reader(actor);
  Overview overview;
  if (const auto snapshot = parts_->catalogue.snapshot()) count_published(overview, *snapshot, reader);
  parts_->read([&](Transaction& tx) -> int {
    overview.newest_needs.clear();
    overview.newest_offers.clear();
    overview.organisations = tx.value<std::int64_t>(
                                   "SELECT COUNT(DISTINCT organisation) FROM market_item WHERE "
                                   "published_version IS NOT NULL AND restricted = 0")
                                 .value_or(0);
    for (const SeenItem& item : newest(tx, reader, "need", newest_in_overview)) {
      overview.newest_needs.push_back(brief_of(item));
    }
    for (const SeenItem& item : newest(tx, reader, "offer", newest_in_overview)) {
      overview.newest_offers.push_back(brief_of(item));
    }
    return 0;
  });
  name_organisations_in(*parts_, overview.newest_needs);
  name_organisations_in(*parts_, overview.newest_offers);
  return overview;
}

}  // namespace shuniu::market
