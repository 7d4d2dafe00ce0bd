// dice.h - every choice of a simulation, from its seed.
//
//   Dice dice(7);
//   if (dice.one_in(5)) …
//   const Person& person = dice.pick(people);
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace shuniu::simulation {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : generator_(seed) {}
  /// 0 … limit - 1. Written out, because distributions of the standard library differ between libraries.
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(generator_() % static_cast<std::uint64_t>(limit));
  }
  bool one_in(std::int64_t times) { return below(times) == 0; }
  template <class T>
  T& pick(std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
  }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
  }

 private:
  std::mt19937_64 generator_;
};

}  // namespace shuniu::simulation
