// manual_clock.h - a clock that a test moves by hand.
//
//   ManualClock clock;                 // 2026-11-24T00:00:00Z
//   clock.advance_minutes(15);
#pragma once

#include <atomic>

#include "shuniu/base/instant.h"

namespace shuniu::testing {

class ManualClock final : public Clock {
 public:
  static constexpr std::int64_t start_us = 1'795'478'400'000'000;  // 2026-11-24T00:00:00Z

  explicit ManualClock(Instant now = Instant{start_us}) : now_us_(now.microseconds) {}
  Instant now() const override { return Instant{now_us_}; }
  void set(Instant now) { now_us_ = now.microseconds; }
  void advance(std::int64_t microseconds) { now_us_ += microseconds; }
  void advance_seconds(std::int64_t seconds) { advance(seconds * microseconds_per_second); }
  void advance_minutes(std::int64_t minutes) { advance_seconds(minutes * 60); }
  void advance_hours(std::int64_t hours) { advance_minutes(hours * 60); }
  void advance_days(std::int64_t days) { advance_hours(days * 24); }

 private:
  std::atomic<std::int64_t> now_us_;
};

}  // namespace shuniu::testing
