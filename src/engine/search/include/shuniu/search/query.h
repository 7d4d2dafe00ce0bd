// query.h - what is asked, and what comes back.
//
//   Query query;
//   query.terms = search::query_terms({.title = need.title, .body = need.problem});
//   query.any_of = {{"kind", {"offer"}}, {"region", {"CN-31", "CN-32"}}};
//   query.ranges = {{"price_minor", 0, 5'000'000, Missing::passes}};
//   query.facets = {"field", "region"};
//
// Promises
//   - A document is found when it holds at least one of the terms and passes every filter; with no terms,
//     when it passes every filter (score 0).
//   - Hits stand by score, highest first, then by id, lowest first (UUIDs after all other ids). With no terms
//     and a `newest_by`: by that number, highest first and absent last, then by id, highest first.
//   - Counts are exact. A facet counts by all filters but the any_of on its own attribute, so that a further
//     value can be chosen.
// Does not parse a query language: a query is a list of terms with counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "shuniu/search/document.h"

namespace shuniu::search {

struct QueryTerm {
  std::string term;
  std::uint32_t count = 1;  // how much it matters, linearly
  friend bool operator==(const QueryTerm&, const QueryTerm&) = default;
};

/// A whole need as a query: terms of the title count four times, those of body, keywords and codes once.
[[nodiscard]] std::vector<QueryTerm> query_terms(const TextFields& fields);

/// Passes documents with at least one of the values (an empty list passes none).
struct AnyOf {
  std::string attribute;
  std::vector<std::string> values;
};

/// Passes documents with none of the values.
struct NoneOf {
  std::string attribute;
  std::vector<std::string> values;
};

enum class Missing : std::uint8_t { fails, passes };

/// Passes documents whose number lies in [low, high].
struct NumberRange {
  std::string attribute;
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
  Missing missing = Missing::fails;
};

enum class Counting : std::uint8_t { none, exact };

struct Query {
  std::vector<QueryTerm> terms;
  std::vector<AnyOf> any_of;
  std::vector<NoneOf> none_of;
  std::vector<NumberRange> ranges;
  std::vector<std::string> excluded_ids;
  std::vector<std::string> facets;  // attributes to count; implies Counting::exact
  std::string newest_by;            // a number, such as "published_at"; of queries without terms
  std::size_t offset = 0;
  std::size_t limit = 20;
  Counting counting = Counting::none;  // exact costs the pruning
};

struct Hit {
  std::string id;
  std::uint32_t score = 0;
  friend bool operator==(const Hit&, const Hit&) = default;
};

struct FacetCount {
  std::string value;
  std::uint64_t documents = 0;
  friend bool operator==(const FacetCount&, const FacetCount&) = default;
};

struct Facet {
  std::string attribute;
  std::vector<FacetCount> counts;  // most documents first, then by value; zeros are left out
  friend bool operator==(const Facet&, const Facet&) = default;
};

struct SearchResult {
  std::vector<Hit> hits;
  std::optional<std::uint64_t> total;  // with Counting::exact
  std::vector<Facet> facets;           // in the order asked
};

/// One term's part of a score.
struct Contribution {
  std::string term;
  std::uint32_t score = 0;
  friend bool operator==(const Contribution&, const Contribution&) = default;
};

/// Why a document has its score: the parts add up to it; highest first, then by term.
struct Explanation {
  std::uint32_t score = 0;
  std::vector<Contribution> terms;
};

}  // namespace shuniu::search
