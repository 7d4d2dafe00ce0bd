// kernels.h - the loops in which a query spends its time, with a vector version for AVX2 chosen at run time.
#pragma once

#include <cstdint>

#include "sums.h"

namespace shuniu::search {

struct Kernels {
  // sums[i] += weight where bit i of `bits` is set; `count` documents, a multiple of 64.
  void (*add_bitmap)(const std::uint8_t* bits, std::uint32_t count, Sums weight, Sums* sums);

  // Bit i % 32 of found[i / 32] says whether score_of(sums[i] + rest, norms[i]) >= at_least (> 0, below
  // 2^31). `count` is a multiple of 64.
  void (*find_scores)(const Sums* sums, const NormPair* norms, std::uint32_t count, Sums rest,
                      std::uint32_t at_least, std::uint32_t* found);
};

const Kernels& kernels();

/// The ones for any processor; the others are held against them in tests.
const Kernels& plain_kernels();

}  // namespace shuniu::search
