// sums.h - the two sums of a document (scoring.h) side by side in one word, so that a posting adds both at
// once.
#pragma once

#include <array>
#include <cstdint>

#include "shuniu/search/scoring.h"

namespace shuniu::search {

/// Presence in the lower half, repetition in the upper. Either fits 15 bits, so that nothing is carried over.
using Sums = std::uint32_t;

/// Both norms of a document: presence in the lower half, repetition in the upper.
using NormPair = std::uint16_t;

[[nodiscard]] constexpr Sums sums_of(std::uint32_t presence, std::uint32_t repetition) {
  return presence | repetition << 16;
}

[[nodiscard]] constexpr NormPair norm_pair(std::uint8_t presence, std::uint8_t repetition) {
  return static_cast<NormPair>(presence | repetition << 8);
}

[[nodiscard]] constexpr std::uint32_t score_of(Sums sums, NormPair norms) {
  return (sums & 0xFFFF) * (norms & 0xFFU) + (sums >> 16) * (norms >> 8U);
}

/// What a term adds at each level; one more than there are, so that three bits never point outside.
using LevelSums = std::array<Sums, top_level + 2>;

}  // namespace shuniu::search
