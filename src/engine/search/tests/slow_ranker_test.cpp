#include "slow_ranker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "shuniu/search/scoring.h"

namespace shuniu::search {

namespace {

std::uint32_t count_of(const std::vector<std::string>& terms, const std::string& term) {
  return static_cast<std::uint32_t>(std::count(terms.begin(), terms.end(), term));
}

std::uint32_t frequency(const Document& document, const std::string& term) {
  return count_of(document.title, term) * field_weights.title +
         count_of(document.body, term) * field_weights.body +
         count_of(document.keywords, term) * field_weights.keywords +
         count_of(document.codes, term) * field_weights.codes;
}

std::uint8_t length_of(const Document& document) {
  return length_code(static_cast<std::uint32_t>(document.title.size() * field_weights.title +
                                                document.body.size() * field_weights.body +
                                                document.keywords.size() * field_weights.keywords));
}

bool has_label(const Document& document, const std::string& attribute,
               const std::vector<std::string>& values) {
  return std::any_of(document.labels.begin(), document.labels.end(), [&](const Label& label) {
    return label.attribute == attribute &&
           std::find(values.begin(), values.end(), label.value) != values.end();
  });
}

bool in_range(const Document& document, const NumberRange& range) {
  bool passes = range.missing == Missing::passes;
  for (const Number& number : document.numbers) {
    if (number.attribute == range.attribute) passes = number.value >= range.low && number.value <= range.high;
  }
  return passes;
}

bool passes(const Document& document, const Query& query, const std::string& ignored) {
  const auto& out = query.excluded_ids;
  if (std::find(out.begin(), out.end(), document.id) != out.end()) return false;
  for (const AnyOf& any : query.any_of) {
    if (any.attribute != ignored && !has_label(document, any.attribute, any.values)) return false;
  }
  for (const NoneOf& none : query.none_of) {
    if (has_label(document, none.attribute, none.values)) return false;
  }
  return std::all_of(query.ranges.begin(), query.ranges.end(),
                     [&](const NumberRange& range) { return in_range(document, range); });
}

struct Scored {
  const Document* document;
  std::uint32_t score;
};

// Every document that holds one of the terms, whatever the filters say.
std::vector<Scored> matching(const std::map<std::string, Document>& documents, const Query& query) {
  Statistics statistics;
  for (const auto& [id, document] : documents) {
    ++statistics.documents;
    statistics.total_length += coded_length(length_of(document));
  }
  const Norms norms = norms_of(statistics);
  std::vector<CountedTerm> counted;
  for (const QueryTerm& term : joined(query.terms)) {
    CountedTerm one{term, 0};
    for (const auto& [id, document] : documents)
      one.documents_with_term += frequency(document, term.term) > 0 ? 1 : 0;
    counted.push_back(one);
  }
  const std::vector<WeighedTerm> weighed = weigh(counted, statistics.documents);
  std::vector<Scored> out;
  for (const auto& [id, document] : documents) {
    std::uint32_t presence = 0;
    std::uint32_t repetition = 0;
    for (const WeighedTerm& term : weighed) {
      const Level level = level_of(frequency(document, term.term));
      if (level == 0) continue;
      presence += term.weights.presence;
      repetition += term.weights.repetition[level];
    }
    if (presence == 0 && !query.terms.empty()) continue;
    const std::uint8_t length = length_of(document);
    out.push_back({&document, presence * norms.presence[length] + repetition * norms.repetition[length]});
  }
  return out;
}

Facet facet_of(const std::vector<Scored>& scored, const Query& query, const std::string& attribute) {
  std::map<std::string, std::uint64_t> counts;
  for (const Scored& one : scored) {
    if (!passes(*one.document, query, attribute)) continue;
    std::set<std::string> values;
    for (const Label& label : one.document->labels) {
      if (label.attribute == attribute) values.insert(label.value);
    }
    for (const std::string& value : values) ++counts[value];
  }
  Facet facet{attribute, {}};
  for (const auto& [value, documents] : counts) facet.counts.push_back({value, documents});
  std::stable_sort(facet.counts.begin(), facet.counts.end(),
                   [](const FacetCount& a, const FacetCount& b) { return a.documents > b.documents; });
  return facet;
}

}  // namespace

SearchResult SlowRanker::search(const Query& query) const {
  SearchResult result;
  const std::vector<Scored> scored = matching(documents_, query);
  for (const std::string& attribute : query.facets)
    result.facets.push_back(facet_of(scored, query, attribute));
  std::vector<Hit> hits;
  for (const Scored& one : scored) {
    if (passes(*one.document, query, {})) hits.push_back({one.document->id, one.score});
  }
  if (query.counting == Counting::exact || !query.facets.empty()) result.total = hits.size();
  std::sort(hits.begin(), hits.end(),
            [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.id < b.id; });
  const std::size_t first = std::min(query.offset, hits.size());
  const std::size_t last = std::min(query.offset + query.limit, hits.size());
  result.hits.assign(hits.begin() + static_cast<std::ptrdiff_t>(first),
                     hits.begin() + static_cast<std::ptrdiff_t>(last));
  return result;
}

TEST(SlowRanker, ranks_the_document_that_says_more_first) {
  SlowRanker ranker;
  ranker.put({.id = "a", .title = {"battery"}, .body = {"safe", "battery"}});
  ranker.put({.id = "b", .title = {"pump"}, .body = {"battery", "driven"}});
  ranker.put({.id = "c", .title = {"valve"}});
  const auto found = ranker.search({.terms = {{"battery", 1}}});
  ASSERT_EQ(found.hits.size(), 2U);
  EXPECT_EQ(found.hits[0].id, "a");
  EXPECT_GT(found.hits[0].score, found.hits[1].score);
}

}  // namespace shuniu::search
