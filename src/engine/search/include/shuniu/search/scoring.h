// scoring.h - the score of a document for a query, defined in integers.
//
//   f(t, d)       how often t stands in d: the sum over fields of field_weight x occurrences
//   level         level_of(f): seven steps, each standing for a frequency r
//   length(d)     the field-weighted number of terms but codes, coded in one byte
//   K(d)          k1 (1 - b + b length(d) / average), with k1 = 6/5 and b = 3/4
//   presence(d)   one byte: S / (1 + K), where S makes it 255 for an empty document
//   repetition(d) one byte: S K / (1 + K) x 6 / (4 + K)
//   u(t)          the term's count in the query x rarity(N, n)
//   rarity        log2(1 + (N - n + 1/2) / (n + 1/2)), to the power 11/8
//   w(t)          max(1, whole part of u(t) x capacity / sum of u): together they fill 15 bits
//   e(t, level)   whole part of w(t) x (r - 1) / (r + 2)
//   score         presence(d) x sum of w(t) + repetition(d) x sum of e(t, level), over the terms of d
//
// N, n and the average are those of the documents that can be found. This is BM25F, whose r / (r + K) is
// written as 1 / (1 + K) + K / (1 + K) x (r - 1) / (r + K), with the last factor taken apart into one of r
// and one of K (exact where r = 4 or K = 2). What a term adds then depends on its level and the query alone,
// and the length is applied once, to two sums. A query scores about the same share of a perfect match
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

/// By length code.
struct Norms {
  std::array<std::uint8_t, 256> presence{};
  std::array<std::uint8_t, 256> repetition{};
  friend bool operator==(const Norms&, const Norms&) = default;
};
[[nodiscard]] Norms norms_of(const Statistics& statistics);

[[nodiscard]] std::uint32_t rarity(std::uint64_t documents, std::uint64_t documents_with_term);

/// What a term adds to the two sums of a document.
struct TermWeights {
  std::uint16_t presence = 0;
  /// By level; one more than there are, so that three bits never point outside.
  std::array<std::uint16_t, top_level + 2> repetition{};
};

/// Terms of a query as they are summed: repeated ones joined, unknown ones left out, at most
/// `most_query_terms` (the weightiest; of equals, the first by term), in the order of terms.
inline constexpr std::size_t most_query_terms = 4096;
struct WeighedTerm {
  std::string term;
  TermWeights weights;
};
struct CountedTerm {
  QueryTerm asked;
  std::uint64_t documents_with_term = 0;
};
[[nodiscard]] std::vector<WeighedTerm> weigh(std::span<const CountedTerm> terms, std::uint64_t documents);

/// Terms of a query with equal ones joined, sorted by term.
[[nodiscard]] std::vector<QueryTerm> joined(std::span<const QueryTerm> terms);

}  // namespace shuniu::search
