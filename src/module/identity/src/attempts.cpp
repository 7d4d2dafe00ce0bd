#include "attempts.h"

#include <algorithm>

namespace shuniu::identity {
namespace {

constexpr std::int64_t free_attempts = 5;
constexpr std::int64_t window = 15 * 60 * microseconds_per_second;
constexpr std::int64_t first_pause = 30 * microseconds_per_second;

std::int64_t pause_after(std::int64_t count) {
  const std::int64_t doublings = std::min<std::int64_t>(count - free_attempts, 10);
  return std::min(first_pause << doublings, window);
}

}  // namespace

std::optional<std::int64_t> seconds_to_wait(const Attempts& attempts, Instant now) {
  const std::int64_t left = attempts.blocked_until.microseconds - now.microseconds;
  if (left <= 0) return std::nullopt;
  return (left + microseconds_per_second - 1) / microseconds_per_second;
}

Attempts after_attempt(Attempts attempts, Instant now) {
  const bool is_over = now >= std::max(attempts.since, attempts.blocked_until) + window;
  if (attempts.count == 0 || is_over) attempts = {0, now, {}};
  ++attempts.count;
  if (attempts.count >= free_attempts) attempts.blocked_until = now + pause_after(attempts.count);
  return attempts;
}

}  // namespace shuniu::identity
