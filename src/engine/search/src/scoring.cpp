#include "shuniu/search/scoring.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace shuniu::search {

namespace {

// k1 = 6/5 and b = 3/4, as fractions.
constexpr std::uint64_t k1_numerator = 6;
constexpr std::uint64_t k1_denominator = 5;
constexpr std::uint64_t b_numerator = 3;
constexpr std::uint64_t b_denominator = 4;

constexpr std::array<std::uint32_t, top_level> level_starts = {1, 2, 3, 4, 5, 8, 12};
constexpr std::array<std::uint64_t, top_level> level_stands_for = {1, 2, 3, 4, 6, 9, 15};

constexpr std::uint64_t log_unit = 1 << 12;

// log2(numerator / denominator) in units of 1/4096, for numerator >= denominator > 0 (both below 2^62).
std::uint64_t log2_of_ratio(std::uint64_t numerator, std::uint64_t denominator) {
  std::uint64_t result = 0;
  while (numerator / 2 >= denominator) {
    denominator *= 2;
    result += log_unit;
  }
  // The rest lies in [1, 2): squaring it shows one binary digit of its logarithm at a time.
  constexpr unsigned fraction_bits = 30;
  while (numerator >= (std::uint64_t{1} << 33)) {
    numerator /= 2;
    denominator /= 2;
  }
  std::uint64_t rest = (numerator << fraction_bits) / denominator;
  for (std::uint64_t digit = log_unit / 2; digit > 0; digit /= 2) {
    rest = (rest * rest) >> fraction_bits;
    if (rest >= std::uint64_t{2} << fraction_bits) {
      rest /= 2;
      result += digit;
    }
  }
  return result;
}

std::uint64_t square_root(std::uint64_t value) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit > 0; bit /= 2) {
    const std::uint64_t trial = root | bit;
    if (trial * trial <= value) root = trial;
  }
  return root;
}

TermWeights weights_of(std::uint64_t presence) {
  TermWeights weights;
  weights.presence = static_cast<std::uint16_t>(presence);
  for (std::size_t level = 1; level <= top_level; ++level) {
    const std::uint64_t r = level_stands_for[level - 1];
    weights.repetition[level] = static_cast<std::uint16_t>(presence * (r - 1) / (r + 2));
  }
  weights.repetition[top_level + 1] = weights.repetition[top_level];
  return weights;
}

}  // namespace

Level level_of(std::uint32_t frequency) {
  Level level = 0;
  while (level < top_level && frequency >= level_starts[level]) ++level;
  return level;
}

// Exact to 63, then 32 steps for each doubling; what is longer than 4095 counts as that.
std::uint8_t length_code(std::uint32_t length) {
  if (length < 64) return static_cast<std::uint8_t>(length);
  if (length >= 4096) return 255;
  const auto octave = static_cast<std::uint32_t>(std::bit_width(length)) - 7;
  return static_cast<std::uint8_t>(64 + octave * 32 + ((length >> (octave + 1)) & 31U));
}

std::uint32_t coded_length(std::uint8_t code) {
  if (code < 64) return code;
  const std::uint32_t octave = (code - 64U) / 32;
  const std::uint32_t start = (32U + (code - 64U) % 32) << (octave + 1);
  return start + (1U << octave);  // the middle of the step
}

Norms norms_of(const Statistics& statistics) {
  Norms norms;
  const std::uint64_t documents = std::max<std::uint64_t>(statistics.documents, 1);
  // K(x) = least + k1 b x / average, all in units of 1 / 65536.
  constexpr std::uint64_t unit = 1 << 16;
  constexpr std::uint64_t denominator = k1_denominator * b_denominator;
  constexpr std::uint64_t least = unit * k1_numerator * (b_denominator - b_numerator) / denominator;
  constexpr std::uint64_t scale = 255 * (unit + least);
  const std::uint64_t average =
      std::max<std::uint64_t>(statistics.total_length * 16 / documents, 16);  // in sixteenths
  for (std::size_t code = 0; code < norms.presence.size(); ++code) {
    const std::uint64_t length =
        std::min<std::uint64_t>(coded_length(static_cast<std::uint8_t>(code)), 1 << 20);
    // The share of the average that the length is, at most 2^10 of it: beyond, the norms hardly change.
    const std::uint64_t share = std::min(length * unit * 16 / average, unit << 10);
    const std::uint64_t k = least + share * k1_numerator * b_numerator / denominator;
    const std::uint64_t presence = (scale + (unit + k) / 2) / (unit + k);
    // S K / (1 + K) x 6 / (4 + K), with S = scale / unit
    const std::uint64_t repetition = scale * 6 / (unit + k) * k / (4 * unit + k);
    norms.presence[code] = static_cast<std::uint8_t>(std::clamp<std::uint64_t>(presence, 1, 255));
    norms.repetition[code] = static_cast<std::uint8_t>(std::min<std::uint64_t>(repetition, 255));
  }
  return norms;
}

std::uint32_t rarity(std::uint64_t documents, std::uint64_t documents_with_term) {
  const std::uint64_t with = std::min(documents, documents_with_term);
  // 1 + (N - n + 1/2) / (n + 1/2) = (2 N + 2) / (2 n + 1)
  const std::uint64_t logarithm = log2_of_ratio(2 * documents + 2, 2 * with + 1);
  // x^(11/8) = x * x^(1/4) * x^(1/8), in the same units.
  const std::uint64_t fourth_root = square_root(square_root(logarithm * log_unit) * log_unit);
  const std::uint64_t eighth_root = square_root(fourth_root * log_unit);
  const std::uint64_t power = logarithm * fourth_root / log_unit * eighth_root / log_unit;
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(power, 1));
}

std::vector<QueryTerm> joined(std::span<const QueryTerm> terms) {
  std::vector<QueryTerm> out(terms.begin(), terms.end());
  std::erase_if(out, [](const QueryTerm& term) { return term.count == 0 || term.term.empty(); });
  std::sort(out.begin(), out.end(), [](const QueryTerm& a, const QueryTerm& b) { return a.term < b.term; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (kept > 0 && out[kept - 1].term == out[i].term) {
      const std::uint64_t sum = std::uint64_t{out[kept - 1].count} + out[i].count;
      out[kept - 1].count = static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, 0xFFFFFFFF));
    } else {
      if (kept != i) out[kept] = std::move(out[i]);
      ++kept;
    }
  }
  out.resize(kept);
  return out;
}

std::vector<WeighedTerm> weigh(std::span<const CountedTerm> terms, std::uint64_t documents) {
  struct Candidate {
    const CountedTerm* term;
    std::uint64_t weight;
  };
  // Counts above this say no more, and keep the products below within 64 bits.
  constexpr std::uint32_t most_count = 1 << 16;
  std::vector<Candidate> known;
  for (const CountedTerm& term : terms) {
    if (term.documents_with_term == 0) continue;
    const std::uint64_t count = std::min(term.asked.count, most_count);
    known.push_back({&term, count * rarity(documents, term.documents_with_term)});
  }
  if (known.size() > most_query_terms) {
    std::stable_sort(known.begin(), known.end(),
                     [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    known.resize(most_query_terms);
    std::sort(known.begin(), known.end(),
              [](const Candidate& a, const Candidate& b) { return a.term->asked.term < b.term->asked.term; });
  }
  std::uint64_t whole = 1;
  for (const Candidate& candidate : known) whole += candidate.weight;
  const std::uint64_t capacity = 0x7FFF - known.size();  // room for the ones of max(1, ...)
  std::vector<WeighedTerm> out;
  out.reserve(known.size());
  for (const Candidate& candidate : known) {
    const std::uint64_t share = candidate.weight * capacity / whole;
    out.push_back({candidate.term->asked.term, weights_of(std::max<std::uint64_t>(share, 1))});
  }
  return out;
}

}  // namespace shuniu::search
