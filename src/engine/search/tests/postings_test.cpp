#include "postings.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "kernels.h"

namespace shuniu::search {

namespace {

bool same(const std::vector<Posting>& a, const std::vector<Posting>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Posting& x, const Posting& y) { return x.doc == y.doc && x.level == y.level; });
}

struct Corpus {
  Doc documents = 0;
  std::vector<Posting> postings;
};

// Dense or thin, plain or with levels.
Corpus random_corpus() {
  Corpus corpus;
  corpus.documents = *rc::gen::inRange<Doc>(1, 30'000);
  const Doc thinness = *rc::gen::elementOf(std::vector<Doc>{1, 2, 3, 10, 100, 2000});
  const auto highest = *rc::gen::inRange<unsigned>(1, top_level + 1);
  std::uint64_t state = *rc::gen::arbitrary<std::uint64_t>();
  const auto roll = [&](Doc sides) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<Doc>(state >> 33) % sides;
  };
  for (Doc doc = roll(thinness); doc < corpus.documents; doc += 1 + roll(2 * thinness - 1)) {
    corpus.postings.push_back({doc, static_cast<Level>(1 + roll(1 + roll(highest)))});
  }
  return corpus;
}

struct Stored {
  explicit Stored(const Corpus& corpus) : documents(corpus.documents) {
    encode_list(corpus.postings, documents, bytes);
    list = open_list(bytes, static_cast<Doc>(corpus.postings.size()), documents);
  }
  Doc documents;
  Bytes bytes;
  List list;
};

RC_GTEST_PROP(Postings, what_is_stored_is_read_back, ()) {
  const Corpus corpus = random_corpus();
  const Stored stored(corpus);
  RC_ASSERT(same(decode_list(stored.list, corpus.documents), corpus.postings));
}

RC_GTEST_PROP(Postings, levels_are_found_one_by_one, ()) {
  const Corpus corpus = random_corpus();
  const Stored stored(corpus);
  std::vector<Level> levels(corpus.documents, 0);
  for (const Posting& posting : corpus.postings) levels[posting.doc] = posting.level;
  for (Doc doc = 0; doc < corpus.documents; doc += 1 + corpus.documents / 50) {
    RC_ASSERT(level_in(stored.list, doc, corpus.documents) == levels[doc]);
  }
}

RC_GTEST_PROP(Postings, bitmaps_agree_with_the_list, ()) {
  const Corpus corpus = random_corpus();
  const Stored stored(corpus);
  std::vector<std::uint64_t> bits((std::size_t{corpus.documents} + 63) / 64);
  add_to_bitmap(stored.list, corpus.documents, bits);
  RC_ASSERT(count_in_bitmap(stored.list, corpus.documents, bits) == corpus.postings.size());
  for (const Posting& posting : corpus.postings)
    RC_ASSERT((bits[posting.doc / 64] >> (posting.doc % 64) & 1U) == 1U);
}

// A stored list may be damaged in a way that no checksum was made to see; it must stay within its bounds.
RC_GTEST_PROP(Postings, any_bytes_stay_within_the_segment,
              (const std::vector<std::uint8_t>& bytes, Doc count)) {
  const Doc documents = *rc::gen::inRange<Doc>(1, 20'000);
  const List list = open_list(bytes, count, documents);
  Doc least = 0;
  for (const Posting& posting : decode_list(list, documents)) {
    RC_ASSERT(posting.doc >= least);
    RC_ASSERT(posting.doc < documents);
    least = posting.doc + 1;
  }
}

TEST(Postings, frequent_terms_become_planes_and_rare_ones_do_not) {
  Corpus frequent{10'000, {}};
  Corpus rare{10'000, {}};
  for (Doc doc = 0; doc < 10'000; ++doc) {
    if (doc % 2 == 0) frequent.postings.push_back({doc, 1});
    if (doc % 100 == 0) rare.postings.push_back({doc, 1});
  }
  EXPECT_EQ(Stored(frequent).list.form, ListForm::planes);
  EXPECT_EQ(Stored(rare).list.form, ListForm::packed);
}

RC_GTEST_PROP(KernelsProperty, the_vector_ones_do_what_the_plain_ones_do, (std::uint64_t seed)) {
  constexpr std::uint32_t count = 512;
  std::array<std::uint8_t, count / 8> bits{};
  std::array<Sums, count> fast{};
  std::array<NormPair, count> norms{};
  std::uint64_t state = seed;
  const auto roll = [&] {
    return static_cast<std::uint32_t>((state = state * 6364136223846793005ULL + 1) >> 33);
  };
  for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(roll());
  for (Sums& sums : fast) sums = sums_of(roll() % 0x3000, roll() % 0x3000);
  for (NormPair& norm : norms)
    norm = norm_pair(static_cast<std::uint8_t>(roll()), static_cast<std::uint8_t>(roll()));
  std::array<Sums, count> plain = fast;
  const Sums weight = sums_of(roll() % 0x1000, roll() % 0x1000);
  kernels().add_bitmap(bits.data(), count, weight, fast.data());
  plain_kernels().add_bitmap(bits.data(), count, weight, plain.data());
  RC_ASSERT(fast == plain);
  const std::uint32_t at_least = 1 + roll() % 4'000'000;
  std::array<std::uint32_t, count / 32> found{};
  std::array<std::uint32_t, count / 32> plainly{};
  kernels().find_scores(fast.data(), norms.data(), count, weight, at_least, found.data());
  plain_kernels().find_scores(fast.data(), norms.data(), count, weight, at_least, plainly.data());
  RC_ASSERT(found == plainly);
}

}  // namespace

}  // namespace shuniu::search
