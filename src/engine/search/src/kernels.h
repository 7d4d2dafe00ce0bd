// kernels.h - the loops in which a query spends its time, with a vector version for AVX2 chosen at run time.
#pragma once

#include <cstdint>

namespace shuniu::search {

struct Kernels {
  // sums[i] += weight where bit i of `bits` is set; `count` documents, a multiple of 64.
  void (*add_bitmap)(const std::uint8_t* bits, std::uint32_t count, std::uint16_t weight,
                     std::uint16_t* sums);

  // Marks (bit g of hits[g / 8]) each group of 32 documents in which (sums[i] + rest) * norms[i] >= at_least
  // may hold for some i with sums[i] + rest > 0; never misses one. `count` is a multiple of 64.
  void (*mark_groups)(const std::uint16_t* sums, const std::uint8_t* norms, std::uint32_t count,
                      std::uint16_t rest, std::uint32_t at_least, std::uint8_t* hits);
};

const Kernels& kernels();

}  // namespace shuniu::search
