#include "shuniu/base/instant.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace shuniu {
namespace {

bool read_number(std::string_view text, std::size_t from, std::size_t digits, int& number) {
  if (from + digits > text.size()) return false;
  for (std::size_t i = from; i < from + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  std::from_chars(text.data() + from, text.data() + from + digits, number);
  return true;
}

std::chrono::year_month_day civil(Date date) {
  return std::chrono::year(date.year) / std::chrono::month(static_cast<unsigned>(date.month)) /
         std::chrono::day(static_cast<unsigned>(date.day));
}

/// Reads ".123456" (1 to 9 digits, cut to microseconds); moves `at` behind it.
bool read_fraction(std::string_view text, std::size_t& at, std::int64_t& microseconds) {
  std::size_t digits = 0;
  std::int64_t scale = 100'000;
  for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
    microseconds += (text[at] - '0') * scale;
    scale /= 10;
  }
  return digits >= 1 && digits <= 9;
}

/// Reads "Z", "z" or "+08:00" to the end of the text.
bool read_offset(std::string_view text, std::size_t at, std::int64_t& offset_seconds) {
  if (at + 1 == text.size() && (text[at] == 'Z' || text[at] == 'z')) return true;
  int hours = 0, minutes = 0;
  if (at + 6 != text.size() || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') return false;
  if (!read_number(text, at + 1, 2, hours) || !read_number(text, at + 4, 2, minutes)) return false;
  if (hours > 23 || minutes > 59) return false;
  offset_seconds = (hours * 3600 + minutes * 60) * (text[at] == '-' ? -1 : 1);
  return true;
}

}  // namespace

std::int64_t days_since_epoch(Date date) {
  return std::chrono::sys_days(civil(date)).time_since_epoch().count();
}

Date date_from_days(std::int64_t days) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(days))};
  return Date{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
              static_cast<int>(static_cast<unsigned>(day.day()))};
}

std::string to_text(Date date) {
  std::array<char, 48> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

std::string to_text(Instant instant) {
  std::int64_t days = instant.microseconds / microseconds_per_day;
  std::int64_t rest = instant.microseconds % microseconds_per_day;
  if (rest < 0) {
    rest += microseconds_per_day;
    --days;
  }
  const std::int64_t seconds = rest / microseconds_per_second;
  std::array<char, 32> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d.%06dZ", static_cast<int>(seconds / 3600),
                    static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
                    static_cast<int>(rest % microseconds_per_second));
  return to_text(date_from_days(days)) + std::string(buffer.data(), static_cast<std::size_t>(length));
}

std::optional<Date> parse_date(std::string_view text) {
  Date date;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (!read_number(text, 0, 4, date.year) || !read_number(text, 5, 2, date.month) ||
      !read_number(text, 8, 2, date.day)) {
    return std::nullopt;
  }
  if (!civil(date).ok()) return std::nullopt;
  return date;
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  int hour = 0, minute = 0, second = 0;
  if (!date || !read_number(text, 11, 2, hour) || !read_number(text, 14, 2, minute) ||
      !read_number(text, 17, 2, second) || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  std::size_t at = 19;
  std::int64_t microseconds = 0, offset_seconds = 0;
  if (text[at] == '.' && !read_fraction(text, at, microseconds)) return std::nullopt;
  if (at >= text.size() || !read_offset(text, at, offset_seconds)) return std::nullopt;
  const std::int64_t seconds = hour * 3600 + minute * 60 + second - offset_seconds;
  return Instant{days_since_epoch(*date) * microseconds_per_day + seconds * microseconds_per_second +
                 microseconds};
}

Instant SystemClock::now() const {
  using namespace std::chrono;
  return Instant{duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace shuniu
