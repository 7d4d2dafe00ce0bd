// search.cpp - a whole paragraph, with filters: ranked by the index; without text, newest first. The database
// gives the rows of one page.
#include "enum_name.h"
#include "marked_text.h"
#include "reading.h"
#include "shuniu/market/errors.h"
#include "shuniu/text/analysis.h"
#include "subject.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t usual_limit = 20;
constexpr std::int64_t shanghai_offset_us = 8 * 3'600 * microseconds_per_second;

const std::vector<std::string> facet_attributes{"kind", "field", "region", "mode", "offer_kind", "readiness"};

template <class Enums>
std::vector<std::string> names_of(const Enums& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.push_back(name_of(value));
  return names;
}

void add_filter(search::Query& query, const char* attribute, std::vector<std::string> values) {
  if (!values.empty()) query.any_of.push_back({attribute, std::move(values)});
}

search::Query filtered(const SearchItems& question, const Reader& reader) {
  search::Query query;
  add_filter(query, "kind", names_of(question.kinds));
  add_filter(query, "field", {question.fields.begin(), question.fields.end()});
  add_filter(query, "region", {question.regions.begin(), question.regions.end()});
  add_filter(query, "mode", {question.modes.begin(), question.modes.end()});
  add_filter(query, "offer_kind", names_of(question.offer_kinds));
  if (question.readiness_from)
    query.ranges.push_back({.attribute = "readiness", .low = *question.readiness_from});
  if (question.price_up_to_minor) {
    query.ranges.push_back({.attribute = "price_minor",
                            .high = *question.price_up_to_minor,
                            .missing = search::Missing::passes});  // what has no price is negotiable
  }
  if (question.published_since) {
    const std::int64_t day =
        days_since_epoch(*question.published_since) * microseconds_per_day - shanghai_offset_us;
    query.ranges.push_back({.attribute = "published_at", .low = day});
  }
  keep_to_reader(query, reader);
  query.facets = facet_attributes;
  query.counting = search::Counting::exact;
  return query;
}

SearchHit hit_of(const SeenItem& item, std::int64_t score, const text::WantedTerms& wanted) {
  const Subject subject = subject_of(item.content);
  SearchHit hit;
  hit.item = brief_of(item);
  hit.score = score;
  hit.title = marked(subject.title, text::marks_in(subject.title, wanted));
  const text::Snippet snippet = text::snippet(subject.body(), wanted);
  hit.snippet = marked(snippet.text, snippet.marks);
  return hit;
}

text::WantedTerms wanted_terms(const search::Snapshot& snapshot, const search::Query& query,
                               const std::string& id) {
  text::WantedTerms wanted;
  const auto explanation = snapshot.explain(query, id);
  if (!explanation) return wanted;
  for (const search::Contribution& part : explanation->terms) wanted[part.term] = part.score;
  return wanted;
}

std::vector<SearchHit> ranked_hits(Transaction& tx, const Reader& reader, const search::Snapshot& snapshot,
                                   const search::Query& query, const std::vector<search::Hit>& hits) {
  std::vector<ItemId> ids;
  std::map<std::string, std::int64_t> scores;
  for (const search::Hit& hit : hits) {
    ids.emplace_back(hit.id);
    scores[hit.id] = hit.score;
  }
  std::vector<SearchHit> result;
  for (const SeenItem& item : seen_published(tx, reader, find_items(tx, ids))) {
    const std::string& id = item.row.id.text();
    result.push_back(hit_of(item, scores[id], wanted_terms(snapshot, query, id)));
  }
  return result;
}

std::vector<FacetView> facets_of(const search::SearchResult& found) {
  std::vector<FacetView> facets;
  for (const search::Facet& facet : found.facets) {
    FacetView view{facet.attribute, {}};
    for (const search::FacetCount& count : facet.counts) {
      view.values.push_back({count.value, static_cast<std::int64_t>(count.documents)});
    }
    facets.push_back(std::move(view));
  }
  return facets;
}

void name_organisations_in(const Context& context, SearchPage& page) {
  std::vector<OrganisationName*> names;
  for (SearchHit& hit : page.hits) names.push_back(&hit.item.organisation);
  name_organisations(context, names);
}

SearchPage search_text(const Context& context, const Reader& reader, const search::Snapshot& snapshot,
                       search::Query query, const std::string& text, std::int64_t offset,
                       std::int64_t limit) {
  query.terms = search::query_terms({.title = {}, .body = text, .keywords = {}, .codes = {}});
  SearchPage page;
  if (query.terms.empty()) return page;  // nothing in it can be searched for
  query.offset = static_cast<std::size_t>(offset);
  query.limit = static_cast<std::size_t>(limit);
  const search::SearchResult found = snapshot.search(query);
  page.hits =
      context.read([&](Transaction& tx) { return ranked_hits(tx, reader, snapshot, query, found.hits); });
  page.total = static_cast<std::int64_t>(found.total.value_or(0));
  page.facets = facets_of(found);
  return page;
}

SearchPage search_newest(const Context& context, const Reader& reader, const search::Snapshot& snapshot,
                         search::Query query, std::int64_t offset, std::int64_t limit) {
  query.newest_by = "published_at";
  query.offset = static_cast<std::size_t>(offset);
  query.limit = static_cast<std::size_t>(limit);
  const search::SearchResult found = snapshot.search(query);
  std::vector<ItemId> ids;
  for (const search::Hit& hit : found.hits) ids.emplace_back(hit.id);
  SearchPage page;
  page.hits = context.read([&](Transaction& tx) {
    std::vector<SearchHit> hits;
    for (const SeenItem& item : seen_published(tx, reader, find_items(tx, ids))) {
      hits.push_back(hit_of(item, 0, {}));
    }
    return hits;
  });
  page.total = static_cast<std::int64_t>(found.total.value_or(0));
  page.facets = facets_of(found);
  return page;
}

}  // namespace

Result<SearchPage> Market::search(const Actor& actor, const SearchItems& question) {
  const Reader reader = parts_->reader(actor);
  const auto snapshot = parts_->catalogue.snapshot();
  if (!snapshot) return refuse(errors::catalogue_rebuilding, Kind::unavailable);
  const std::int64_t offset = question.offset ? static_cast<std::int64_t>(*question.offset) : 0;
  const std::int64_t limit = question.limit ? static_cast<std::int64_t>(*question.limit) : usual_limit;
  search::Query query = filtered(question, reader);
  const bool has_text = question.text && question.text->find_first_not_of(" \t\n") != std::string::npos;
  SearchPage page =
      has_text ? search_text(*parts_, reader, *snapshot, std::move(query), *question.text, offset, limit)
               : search_newest(*parts_, reader, *snapshot, std::move(query), offset, limit);
  name_organisations_in(*parts_, page);
  return page;
}

}  // namespace shuniu::market
