// kernels.h - the loops in which a query spends its time, with a vector version for AVX2 chosen at run time.
#pragma once

#include <cstdint>

namespace shuniu::search {

// The sums and norms of the documents of a window, and what may still be added to either sum.
struct WindowSums {
  const std::uint16_t* presence;
  const std::uint16_t* repetition;
  const std::uint8_t* presence_norms;
  const std::uint8_t* repetition_norms;
  std::uint16_t presence_rest;
  std::uint16_t repetition_rest;
};

struct Kernels {
  // sums[i] += weight where bit i of `bits` is set; `count` documents, a multiple of 64.
  void (*add_bitmap)(const std::uint8_t* bits, std::uint32_t count, std::uint16_t weight,
                     std::uint16_t* sums);

  // Marks (bit g % 8 of hits[g / 8]) each group of 32 documents in which some score with the rest added may
  // reach `at_least`; never misses one. `count` is a multiple of 64.
  void (*mark_groups)(const WindowSums& sums, std::uint32_t count, std::uint32_t at_least,
                      std::uint8_t* hits);
};

const Kernels& kernels();

}  // namespace shuniu::search
