// scoring.h - the score of a document for a query, defined in integers.
//
//   f(t, d)    field-weighted frequency: the sum over fields of field_weight x occurrences of t in the field
//   level      level_of(f): seven steps
//   gain       gains[level] = 256 x r (k1 + 1) / (r + k1) for the frequency r that stands for the level
//   length(d)  the field-weighted number of terms, in one byte (length_code), read back by coded_length
//   norm(d)    1..255: 255 x K(0) / K(length), K(x) = 1 + k1 (1 - b + b x / average)
//   u(t)       the term's count in the query x rarity(N, n): log2(1 + (N - n + 1/2) / (n + 1/2)), to the
//   power 5/4 w(t, l)    max(1, u(t) gains[l] x capacity / the sum over terms of u gains[top]), whole part
//   score      norm(d) x the sum over the terms t of d of w(t, level of t in d)
//
// N, n and the average are those of the documents that can be found. This is BM25F with its length factor
// taken out of the saturation: a term at one level adds the same to every document, and the length is applied
// once at the end. The sums fit 16 bits and scores 24; a query scores the same share of a perfect match
// whatever its length.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "shuniu/search/query.h"

namespace shuniu::search {

/// How often a term stands in a document, in seven steps; 0 is absent.
using Level = std::uint8_t;
inline constexpr Level top_level = 7;

/// Changing any of these changes what is stored: raise `scoring_version`, so that an older index is refused.
inline constexpr std::uint32_t scoring_version = 1;
struct FieldWeights {
  std::uint32_t title = 2;
  std::uint32_t body = 1;
  std::uint32_t keywords = 2;
  std::uint32_t codes = 2;
};
inline constexpr FieldWeights field_weights;

[[nodiscard]] Level level_of(std::uint32_t frequency);
[[nodiscard]] std::uint8_t length_code(std::uint32_t length);
[[nodiscard]] std::uint32_t coded_length(std::uint8_t code);

/// What the documents say together.
struct Statistics {
  std::uint64_t documents = 0;
  std::uint64_t total_length = 0;  // of coded lengths
};

using Norms = std::array<std::uint8_t, 256>;  // by length code
[[nodiscard]] Norms norms_of(const Statistics& statistics);

[[nodiscard]] std::uint32_t rarity(std::uint64_t documents, std::uint64_t documents_with_term);

/// [level]; one more than there are, so that three bits never point outside.
using LevelWeights = std::array<std::uint16_t, top_level + 2>;

/// Terms of a query as they are summed: repeated ones joined, unknown ones left out, at most
/// `most_query_terms` (the weightiest; of equals, the first by term), in the order of terms.
inline constexpr std::size_t most_query_terms = 4096;
struct WeighedTerm {
  std::string term;
  LevelWeights weights{};
};
struct CountedTerm {
  QueryTerm asked;
  std::uint64_t documents_with_term = 0;
};
[[nodiscard]] std::vector<WeighedTerm> weigh(std::span<const CountedTerm> terms, std::uint64_t documents);

/// Terms of a query with equal ones joined, sorted by term.
[[nodiscard]] std::vector<QueryTerm> joined(std::span<const QueryTerm> terms);

}  // namespace shuniu::search
