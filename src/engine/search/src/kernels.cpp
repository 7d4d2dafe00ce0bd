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

// Half of the upper bits of each product is kept, so that sixteen-bit arithmetic is enough to rule a group
// out; the two parts that are cut off weigh less than two together.
[[gnu::always_inline]] inline void mark_groups_body(const WindowSums& sums, std::uint32_t count,
                                                    std::uint32_t at_least, std::uint8_t* hits) {
  constexpr std::uint32_t group = 32;
  constexpr std::uint32_t cut = 9;
  const std::uint32_t needed = at_least >> cut;
  const auto coarse =
      static_cast<std::uint16_t>(std::min<std::uint32_t>(needed - std::min(needed, 1U), 0xFFFF));
  for (std::uint32_t at = 0; at < count; at += 8 * group) {
    std::uint8_t marks = 0;
    for (std::uint32_t of = 0; of < 8 && at + of * group < count; ++of) {
      const std::uint32_t first = at + of * group;
      std::uint16_t highest = 0;
      std::uint16_t any = sums.presence_rest;
      for (std::uint32_t i = first; i < first + group; ++i) {
        const auto presence = static_cast<std::uint16_t>(sums.presence[i] + sums.presence_rest);
        const auto repetition = static_cast<std::uint16_t>(sums.repetition[i] + sums.repetition_rest);
        const auto presence_norm = static_cast<std::uint16_t>(sums.presence_norms[i] << 7);
        const auto repetition_norm = static_cast<std::uint16_t>(sums.repetition_norms[i] << 7);
        const auto presence_part =
            static_cast<std::uint16_t>((static_cast<std::uint32_t>(presence) * presence_norm) >> 16);
        const auto repetition_part =
            static_cast<std::uint16_t>((static_cast<std::uint32_t>(repetition) * repetition_norm) >> 16);
        highest = std::max(highest, static_cast<std::uint16_t>(presence_part + repetition_part));
        any = static_cast<std::uint16_t>(any | sums.presence[i]);
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
[[gnu::target("avx2"), gnu::optimize("O3")]] void mark_groups_avx2(const WindowSums& sums,
                                                                   std::uint32_t count,
                                                                   std::uint32_t at_least,
                                                                   std::uint8_t* hits) {
  mark_groups_body(sums, count, at_least, hits);
}
#endif

void add_bitmap_plain(const std::uint8_t* bits, std::uint32_t count, std::uint16_t weight,
                      std::uint16_t* sums) {
  add_bitmap_body(bits, count, weight, sums);
}
void mark_groups_plain(const WindowSums& sums, std::uint32_t count, std::uint32_t at_least,
                       std::uint8_t* hits) {
  mark_groups_body(sums, count, at_least, hits);
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
