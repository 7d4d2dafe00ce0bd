#include "rate_limit.h"

#include <algorithm>

namespace shuniu::http {
namespace {

constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t second_us = 1'000'000;

}  // namespace

RateLimit::RateLimit(std::int64_t per_minute, std::size_t names_per_generation)
    : interval_us_(per_minute > 0 ? minute_us / per_minute : 0),
      names_per_generation_(names_per_generation) {}

std::int64_t& RateLimit::full_at(const std::string& name) {
  if (const auto found = young_.find(name); found != young_.end()) return found->second;
  if (young_.size() >= names_per_generation_) {
    old_ = std::move(young_);
    young_.clear();
  }
  const auto kept = old_.find(name);
  return young_[name] = kept == old_.end() ? 0 : kept->second;
}

std::int64_t RateLimit::seconds_to_wait(const std::string& name, std::int64_t now_us) {
  if (interval_us_ == 0) return 0;
  const std::lock_guard lock(mutex_);
  std::int64_t& full_at_us = full_at(name);
  const std::int64_t next_us = std::max(full_at_us, now_us) + interval_us_;
  if (next_us - now_us > minute_us) return (next_us - now_us - minute_us + second_us - 1) / second_us;
  full_at_us = next_us;
  return 0;
}

std::size_t RateLimit::names() const {
  const std::lock_guard lock(mutex_);
  return young_.size() + old_.size();
}

}  // namespace shuniu::http
