// delivery_rules.h - when a letter may go. Pure.
#pragma once

#include "shuniu/notice/deliveries.h"

namespace shuniu::notice {

struct Timing {
  DeliveryChoice choice = DeliveryChoice::none;
  std::optional<QuietHours> quiet;
  Instant waits_since;     // the oldest notice that is not in a letter yet
  Instant last_letter_at;  // Instant{} before the first
};

bool is_quiet(const std::optional<QuietHours>& quiet, Instant now);
bool is_due(const Timing& timing, Instant now);

}  // namespace shuniu::notice
