// attempts.h - how failed attempts slow down what may be guessed or abused. Pure.
//
// Five attempts are free in a window of 15 minutes; from then on each costs a pause of 30 s, 60 s, 120 s … at
// most 15 minutes. An attempt is counted before it is judged, so that many at once are no way around; a
// success forgets the count.
#pragma once

#include <cstdint>
#include <optional>

#include "shuniu/base/instant.h"

namespace shuniu::identity {

struct Attempts {
  std::int64_t count = 0;
  Instant since;
  Instant blocked_until;
};

/// Seconds to wait before the next attempt, or nothing: go on.
std::optional<std::int64_t> seconds_to_wait(const Attempts& attempts, Instant now);

Attempts after_attempt(Attempts attempts, Instant now);

}  // namespace shuniu::identity
