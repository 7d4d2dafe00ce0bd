// seeded_random.h - randomness that a seed repeats, in the place of the operating system's, for tests.
//
//   SeededRandom::install();        // once, before anything draws
//   SeededRandom::seed(7);          // from now on the same ids and tokens in the same order
//
// Promises: everything that draws through libsodium (ids, tokens, salts, keys of files) draws from here.
// Thread-safe; but threads that draw at the same time share one sequence, in an order that no seed repeats.
#pragma once

#include <sodium.h>

#include <cstring>
#include <mutex>
#include <random>

namespace shuniu::crypto::testing {

class SeededRandom {
 public:
  static void install() {
    static randombytes_implementation implementation{
        [] { return "seeded"; }, &SeededRandom::number, [] {}, nullptr,
        &SeededRandom::fill,     [] { return 0; }};
    randombytes_set_implementation(&implementation);
  }
  static void seed(std::uint64_t seed) {
    const std::lock_guard lock(mutex());
    generator().seed(seed);
  }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  static std::mt19937_64& generator() {
    static std::mt19937_64 one;
    return one;
  }
  static std::uint32_t number() {
    std::uint32_t drawn = 0;
    fill(&drawn, sizeof(drawn));
    return drawn;
  }
  static void fill(void* bytes, std::size_t count) {
    const std::lock_guard lock(mutex());
    auto* to = static_cast<unsigned char*>(bytes);
    while (count > 0) {
      const std::uint64_t drawn = generator()();
      const std::size_t part = std::min(count, sizeof(drawn));
      std::memcpy(to, &drawn, part);
      to += part;
      count -= part;
    }
  }
};

}  // namespace shuniu::crypto::testing
