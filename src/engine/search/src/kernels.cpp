#include "kernels.h"

#include <algorithm>
#include <cstring>

namespace shuniu::search {

namespace {

using Sums16 = std::uint16_t __attribute__((vector_size(32)));
using Norms8 = std::uint8_t __attribute__((vector_size(16)));

constexpr std::uint32_t lanes = 16;

[[gnu::always_inline]] inline void add_bitmap_body(const std::uint8_t* bits, std::uint32_t count,
                                                   std::uint16_t weight, std::uint16_t* sums) {
  const Sums16 lane_bits = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
  const Sums16 weights = Sums16{} + weight;
  for (std::uint32_t at = 0; at < count; at += lanes) {
    std::uint16_t word;
    std::memcpy(&word, bits + at / 8, sizeof word);
    const Sums16 words = Sums16{} + word;
    const Sums16 present = reinterpret_cast<Sums16>((words & lane_bits) == lane_bits);
    Sums16 sum;
    std::memcpy(&sum, sums + at, sizeof sum);
    sum += present & weights;
    std::memcpy(sums + at, &sum, sizeof sum);
  }
}

// (sum + rest) * norm >= at_least implies ((sum + rest) * (norm * 256)) >> 16 >= at_least / 256: sixteen-bit
// arithmetic is enough to rule a group out.
[[gnu::always_inline]] inline void mark_groups_body(const std::uint16_t* sums, const std::uint8_t* norms,
                                                    std::uint32_t count, std::uint16_t rest,
                                                    std::uint32_t at_least, std::uint8_t* hits) {
  const auto coarse = static_cast<std::uint16_t>(std::min<std::uint32_t>(at_least >> 8, 0xFFFF));
  constexpr std::uint32_t group = 32;
  for (std::uint32_t at = 0; at < count; at += 8 * group) {
    std::uint8_t marks = 0;
    for (std::uint32_t of = 0; of < 8 && at + of * group < count; ++of) {
      const std::uint16_t* sum = sums + at + of * group;
      const std::uint8_t* norm = norms + at + of * group;
      std::uint16_t highest = 0;
      std::uint16_t any = rest;
      for (std::uint32_t i = 0; i < group; ++i) {
        const auto bound = static_cast<std::uint16_t>(sum[i] + rest);
        const auto scaled = static_cast<std::uint16_t>(norm[i] << 8);
        const auto product = static_cast<std::uint16_t>((static_cast<std::uint32_t>(bound) * scaled) >> 16);
        highest = std::max(highest, product);
        any = static_cast<std::uint16_t>(any | sum[i]);
      }
      marks = static_cast<std::uint8_t>(marks | (any != 0 && highest >= coarse ? 1U << of : 0U));
    }
    hits[at / (8 * group)] = marks;
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_bitmap_avx2(const std::uint8_t* bits, std::uint32_t count,
                                             std::uint16_t weight, std::uint16_t* sums) {
  add_bitmap_body(bits, count, weight, sums);
}
[[gnu::target("avx2"), gnu::optimize("O3")]] void mark_groups_avx2(const std::uint16_t* sums,
                                                                   const std::uint8_t* norms,
                                                                   std::uint32_t count, std::uint16_t rest,
                                                                   std::uint32_t at_least,
                                                                   std::uint8_t* hits) {
  mark_groups_body(sums, norms, count, rest, at_least, hits);
}
#endif

void add_bitmap_plain(const std::uint8_t* bits, std::uint32_t count, std::uint16_t weight,
                      std::uint16_t* sums) {
  add_bitmap_body(bits, count, weight, sums);
}
void mark_groups_plain(const std::uint16_t* sums, const std::uint8_t* norms, std::uint32_t count,
                       std::uint16_t rest, std::uint32_t at_least, std::uint8_t* hits) {
  mark_groups_body(sums, norms, count, rest, at_least, hits);
}

}  // namespace

const Kernels& kernels() {
  static const Kernels chosen = [] {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return Kernels{&add_bitmap_avx2, &mark_groups_avx2};
#endif
    return Kernels{&add_bitmap_plain, &mark_groups_plain};
  }();
  return chosen;
}

}  // namespace shuniu::search
