#include "kernels.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace shuniu::search {

namespace {

constexpr std::uint32_t word_documents = 32;

std::uint32_t read_word(const std::uint8_t* bits) {
  std::uint32_t word = 0;
  std::memcpy(&word, bits, sizeof word);
  return word;
}

void add_bitmap_plain(const std::uint8_t* bits, std::uint32_t count, Sums weight, Sums* sums) {
  for (std::uint32_t at = 0; at < count; at += word_documents) {
    const std::uint32_t word = read_word(bits + at / 8);
    for (std::uint32_t i = 0; i < word_documents; ++i) sums[at + i] += (word >> i & 1U) * weight;
  }
}

void find_scores_plain(const Sums* sums, const NormPair* norms, std::uint32_t count, Sums rest,
                       std::uint32_t at_least, std::uint32_t* found) {
  for (std::uint32_t at = 0; at < count; at += word_documents) {
    std::uint32_t word = 0;
    for (std::uint32_t i = 0; i < word_documents; ++i) {
      word |= std::uint32_t{score_of(sums[at + i] + rest, norms[at + i]) >= at_least} << i;
    }
    found[at / word_documents] = word;
  }
}

#if defined(__x86_64__)
// Eight documents in a vector. Both halves of Sums are below 2^15, so that a multiplication of signed halves
// that adds neighbours gives the score at once.
constexpr std::uint32_t lanes = 8;

[[gnu::target("avx2")]] __m256i load(const Sums* sums) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(sums));
}

[[gnu::target("avx2")]] void add_bitmap_avx2(const std::uint8_t* bits, std::uint32_t count, Sums weight,
                                             Sums* sums) {
  const __m256i weights = _mm256_set1_epi32(static_cast<int>(weight));
  const __m256i first = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
  const __m256i lane_bits[] = {first, _mm256_slli_epi32(first, 8), _mm256_slli_epi32(first, 16),
                               _mm256_slli_epi32(first, 24)};
  for (std::uint32_t at = 0; at < count; at += word_documents) {
    const __m256i word = _mm256_set1_epi32(static_cast<int>(read_word(bits + at / 8)));
    for (std::uint32_t part = 0; part < word_documents / lanes; ++part) {
      Sums* place = sums + at + part * lanes;
      const __m256i present = _mm256_cmpeq_epi32(_mm256_and_si256(word, lane_bits[part]), lane_bits[part]);
      const __m256i sum = _mm256_add_epi32(load(place), _mm256_and_si256(present, weights));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(place), sum);
    }
  }
}

[[gnu::target("avx2")]] void find_scores_avx2(const Sums* sums, const NormPair* norms, std::uint32_t count,
                                              Sums rest, std::uint32_t at_least, std::uint32_t* found) {
  const __m256i rests = _mm256_set1_epi32(static_cast<int>(rest));
  const __m256i below = _mm256_set1_epi32(static_cast<int>(at_least) - 1);
  for (std::uint32_t at = 0; at < count; at += word_documents) {
    std::uint32_t word = 0;
    for (std::uint32_t part = 0; part < word_documents / lanes; ++part) {
      const std::uint32_t place = at + part * lanes;
      const __m256i sum = _mm256_add_epi32(load(sums + place), rests);
      const __m128i narrow = _mm_loadu_si128(reinterpret_cast<const __m128i*>(norms + place));
      const __m256i scores = _mm256_madd_epi16(sum, _mm256_cvtepu8_epi16(narrow));
      const __m256i above = _mm256_cmpgt_epi32(scores, below);
      const auto bits = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(above)));
      word |= bits << (part * lanes);
    }
    found[at / word_documents] = word;
  }
}
#endif

}  // namespace

const Kernels& plain_kernels() {
  static constexpr Kernels plain{&add_bitmap_plain, &find_scores_plain};
  return plain;
}

const Kernels& kernels() {
#if defined(__x86_64__)
  static constexpr Kernels avx2{&add_bitmap_avx2, &find_scores_avx2};
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  return has_avx2 ? avx2 : plain_kernels();
#else
  return plain_kernels();
#endif
}

}  // namespace shuniu::search
