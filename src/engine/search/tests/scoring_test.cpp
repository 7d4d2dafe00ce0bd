#include "shuniu/search/scoring.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <cmath>

#include "checksum.h"
#include "segment.h"

namespace shuniu::search {

namespace {

TEST(Scoring, rarity_is_the_logarithm_to_the_power) {
  for (const auto& [documents, with] :
       {std::pair{100, 1}, {1'000'000, 3}, {1'000'000, 900'000}, {50, 50}, {7, 0}}) {
    const double ratio = 1 + (documents - with + 0.5) / (with + 0.5);
    const double expected = std::pow(std::log2(ratio), 1.375) * 4096;
    EXPECT_NEAR(rarity(static_cast<std::uint64_t>(documents), static_cast<std::uint64_t>(with)), expected,
                expected / 200 + 12);
  }
}

TEST(Scoring, norms_are_those_of_bm25) {
  const Norms norms = norms_of({.documents = 10, .total_length = 1000});
  const double least = 1.2 * 0.25;
  for (const std::uint32_t length : {0U, 10U, 100U, 400U, 3000U}) {
    const double k = 1.2 * (0.25 + 0.75 * coded_length(length_code(length)) / 100.0);
    EXPECT_NEAR(norms.presence[length_code(length)], 255 * (1 + least) / (1 + k), 1);
    EXPECT_NEAR(norms.repetition[length_code(length)], 255 * (1 + least) * k / (1 + k) * 6 / (4 + k),
                2);  // cut, not rounded
  }
}

TEST(Scoring, an_index_without_documents_has_norms) {
  EXPECT_EQ(norms_of({}).presence[0], 255);
}

RC_GTEST_PROP(Scoring, lengths_are_kept_within_two_per_cent, ()) {
  const auto length = *rc::gen::inRange<std::uint32_t>(0, 4096);
  const auto read = static_cast<double>(coded_length(length_code(length)));
  RC_ASSERT(std::abs(read - length) <= 0.02 * length);
}

RC_GTEST_PROP(Scoring, longer_is_never_coded_shorter, (std::uint32_t length)) {
  RC_PRE(length < 0xFFFFFFFF);
  RC_ASSERT(length_code(length) <= length_code(length + 1));
}

RC_GTEST_PROP(Scoring, the_weights_of_a_query_fill_fifteen_bits_and_no_more, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 6000);
  std::vector<CountedTerm> terms;
  for (std::size_t i = 0; i < count; ++i) {
    terms.push_back({{"t" + std::to_string(i), *rc::gen::inRange<std::uint32_t>(1, 100'000)}, 1 + i % 1000});
  }
  const auto weighed = weigh(terms, 1000);
  RC_ASSERT(weighed.size() == std::min(count, most_query_terms));
  std::uint64_t sum = 0;
  for (const WeighedTerm& term : weighed) {
    sum += term.weights.presence;
    RC_ASSERT(term.weights.presence >= 1);
    for (std::size_t level = 2; level <= top_level; ++level) {
      RC_ASSERT(term.weights.repetition[level] >= term.weights.repetition[level - 1]);
      RC_ASSERT(term.weights.repetition[level] < term.weights.presence);
    }
  }
  RC_ASSERT(sum <= 0x7FFF);
}

TEST(Scoring, equal_terms_are_joined) {
  const std::vector<QueryTerm> terms = {{"b", 1}, {"a", 2}, {"b", 3}, {"", 9}, {"c", 0}};
  EXPECT_EQ(joined(terms), (std::vector<QueryTerm>{{"a", 2}, {"b", 4}}));
}

BytesView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Checksum, is_xxh64) {
  EXPECT_EQ(checksum(bytes_of("")), 0xEF46DB3751D8E999U);
  EXPECT_EQ(checksum(bytes_of("a")), 0xD24EC4F1A98C6E5BU);
  EXPECT_EQ(checksum(bytes_of("abc")), 0x44BC2CF5AD770999U);
  EXPECT_EQ(checksum(bytes_of("The quick brown fox jumps over the lazy dog")), 0x0B242D361FDA71BCU);
}

RC_GTEST_PROP(Ids, are_stored_and_shown, (const std::string& id)) {
  RC_ASSERT(shown_id(stored_id(id)) == id);
}

}  // namespace

}  // namespace shuniu::search
