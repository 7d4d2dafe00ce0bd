#include "delivery_rules.h"

#include <algorithm>

#include "shuniu/calendar/calendar.h"

namespace shuniu::notice {
namespace {

constexpr std::int64_t hour_us = 3'600 * microseconds_per_second;
constexpr std::int64_t pause_us = 300 * microseconds_per_second;
constexpr std::int64_t digest_hour = 8;

Instant digest_of_day(Instant at) {
  return calendar::start_of_legal_day(calendar::legal_day(at)) + digest_hour * hour_us;
}

/// The first eight o'clock that is not before `at`.
Instant digest_after(Instant at) {
  const Instant today = digest_of_day(at);
  return at <= today ? today : digest_of_day(at + microseconds_per_day);
}

}  // namespace

bool is_quiet(const std::optional<QuietHours>& quiet, Instant now) {
  if (!quiet) return false;
  const Instant midnight = calendar::start_of_legal_day(calendar::legal_day(now));
  const std::int64_t hour = (now.microseconds - midnight.microseconds) / hour_us;
  const std::int64_t from = quiet->from;
  const std::int64_t until = quiet->until;
  return from <= until ? from <= hour && hour < until : from <= hour || hour < until;
}

bool is_due(const Timing& timing, Instant now) {
  if (timing.choice == DeliveryChoice::none || is_quiet(timing.quiet, now)) return false;
  if (timing.choice == DeliveryChoice::daily) return digest_after(timing.waits_since) <= now;
  return std::max(timing.waits_since, timing.last_letter_at + pause_us) <= now;
}

}  // namespace shuniu::notice
