// overview.cpp - the hub in figures, counted in the index.
#include <map>

#include "enum_name.h"
#include "reading.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::size_t newest_of_a_kind = 6;
constexpr std::chrono::seconds longest_kept{10};

/// Counts of one kind by field and region, and the newest, as this reader may see them.
search::SearchResult counted(const search::Snapshot& snapshot, const Reader& reader, ItemKind kind) {
  search::Query query;
  query.any_of.push_back({"kind", {name_of(kind)}});
  query.facets = {"field", "region"};
  query.newest_by = "published_at";
  query.limit = newest_of_a_kind;
  keep_to_reader(query, reader);
  return snapshot.search(query);
}

/// With something published that everybody may see.
std::int64_t count_organisations(const search::Snapshot& snapshot, const Reader& reader) {
  search::Query query;
  query.facets = {"organisation"};
  query.limit = 0;
  Reader stranger;
  stranger.today = reader.today;
  keep_to_reader(query, stranger);
  return static_cast<std::int64_t>(snapshot.search(query).facets.front().counts.size());
}

template <class Count>
void add_counts(std::map<std::string, Count>& by_value, const search::Facet& facet,
                std::int64_t Count::*member) {
  for (const search::FacetCount& count : facet.counts) {
    by_value[count.value].*member += static_cast<std::int64_t>(count.documents);
  }
}

std::vector<ItemBrief> briefs(const Context& context, const Reader& reader,
                              const std::vector<search::Hit>& hits) {
  std::vector<ItemId> ids;
  for (const search::Hit& hit : hits) ids.emplace_back(hit.id);
  return context.read([&](Transaction& tx) {
    std::vector<ItemBrief> items;
    for (const SeenItem& item : seen_published(tx, reader, find_items(tx, ids))) {
      items.push_back(brief_of(item));
    }
    return items;
  });
}

Overview overview_of(const Context& context, const Reader& reader, const search::Snapshot& snapshot) {
  const auto needs = counted(snapshot, reader, ItemKind::need);
  const auto offers = counted(snapshot, reader, ItemKind::offer);
  const auto experts = counted(snapshot, reader, ItemKind::expert);
  Overview overview;
  overview.needs = static_cast<std::int64_t>(needs.total.value_or(0));
  overview.offers = static_cast<std::int64_t>(offers.total.value_or(0));
  overview.experts = static_cast<std::int64_t>(experts.total.value_or(0));
  overview.organisations = count_organisations(snapshot, reader);
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
  overview.newest_needs = briefs(context, reader, needs.hits);
  overview.newest_offers = briefs(context, reader, offers.hits);
  std::vector<OrganisationName*> names;
  for (auto* items : {&overview.newest_needs, &overview.newest_offers}) {
    for (ItemBrief& item : *items) names.push_back(&item.organisation);
  }
  name_organisations(context, names);
  return overview;
}

}  // namespace

Overview OverviewCache::of(const std::shared_ptr<const search::Snapshot>& snapshot, Date today,
                           const std::function<Overview()>& count) {
  const std::lock_guard lock(mutex_);
  const bool is_current = snapshot_.lock() == snapshot && today_ == today;
  if (is_current && Time::now() - counted_at_ < longest_kept) return overview_;
  overview_ = count();
  snapshot_ = snapshot;
  today_ = today;
  counted_at_ = Time::now();
  return overview_;
}

Result<Overview> Market::overview(const Actor& actor, const Nothing&) {
  const auto snapshot = parts_->catalogue.snapshot();
  if (!snapshot) return Overview{};
  const Reader reader = parts_->reader(actor);
  const auto count = [&] { return overview_of(*parts_, reader, *snapshot); };
  if (!reader.memberships.empty()) return count();
  return parts_->overviews.of(snapshot, reader.today, count);
}

}  // namespace shuniu::market
