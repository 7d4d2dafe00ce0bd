// instant.h - points in time (microseconds since 1970, UTC) and civil dates.
//
//   Instant now = clock.now();
//   std::string wire = to_text(now);              // "2026-11-24T03:27:55.000123Z"
//   std::optional<Date> day = parse_date("2026-11-24");
//
// Promises: pure values; the wire form is RFC 3339 in UTC; a Date is a proleptic Gregorian day that exists.
// Does not know time zones or working days: platform/calendar does.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shuniu {

struct Instant {
  std::int64_t microseconds = 0;  // since 1970-01-01T00:00:00Z
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

constexpr std::int64_t microseconds_per_second = 1'000'000;
constexpr std::int64_t microseconds_per_day = 86'400 * microseconds_per_second;

constexpr Instant operator+(Instant instant, std::int64_t microseconds) {
  return Instant{instant.microseconds + microseconds};
}

struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};

std::string to_text(Instant instant);
std::string to_text(Date date);
std::optional<Instant> parse_instant(std::string_view text);
std::optional<Date> parse_date(std::string_view text);

/// Days since 1970-01-01, and back.
std::int64_t days_since_epoch(Date date);
Date date_from_days(std::int64_t days);

/// A port: where the time comes from. Pure code takes an Instant instead.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace shuniu
