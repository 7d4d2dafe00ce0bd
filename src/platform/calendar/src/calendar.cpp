#include "shuniu/calendar/calendar.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "shuniu/base/assert.h"

namespace shuniu::calendar {
namespace {

constexpr std::int64_t most_working_days = 2'500;  // ten years
constexpr std::int64_t microseconds_per_millisecond = 1'000;

const icu::TimeZone& shanghai() {
  static const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone("Asia/Shanghai"));
  return *zone;
}

std::int64_t offset_at(Instant instant, bool local) {
  std::int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  shanghai().getOffset(static_cast<UDate>(instant.microseconds / microseconds_per_millisecond), local, raw,
                       saving, status);
  SHUNIU_ASSERT(U_SUCCESS(status) != 0, "ICU knows Asia/Shanghai");
  return (std::int64_t{raw} + saving) * microseconds_per_millisecond;
}

/// 0 = Sunday; 1970-01-01 was a Thursday.
int weekday(Date day) {
  return static_cast<int>(((days_since_epoch(day) % 7) + 11) % 7);
}

bool is_fixed_holiday(Date day) {
  return (day.month == 1 && day.day == 1) || (day.month == 5 && day.day <= 2) ||
         (day.month == 10 && day.day <= 3);
}

Date next(Date day) {
  return date_from_days(days_since_epoch(day) + 1);
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (std::size_t from = 0;;) {
    const std::size_t tab = line.find('\t', from);
    cells.emplace_back(line.substr(from, tab == std::string_view::npos ? tab : tab - from));
    if (tab == std::string_view::npos) return cells;
    from = tab + 1;
  }
}

/// One line of a year's file; what is wrong with it goes to `faults`.
void read_day(int year, const std::string& path, std::string_view line, std::map<Date, SpecialDay>& days,
              std::vector<Fault>& faults) {
  const auto cells = cells_of(line);
  if (cells.size() != 4) {
    faults.push_back(
        plain_fault(path, "date, kind, name_zh, source", std::to_string(cells.size()) + " columns"));
    return;
  }
  const auto date = parse_date(cells[0]);
  if (!date || date->year != year)
    faults.push_back(plain_fault(path + ".date", "a day of " + std::to_string(year), cells[0]));
  const bool holiday = cells[1] == "holiday";
  const bool made_up = cells[1] == "make_up_workday";
  if (!holiday && !made_up)
    faults.push_back(plain_fault(path + ".kind", "holiday or make_up_workday", cells[1]));
  if (cells[2].empty()) faults.push_back(plain_fault(path + ".name_zh", "a name", "nothing"));
  if (cells[3].empty()) faults.push_back(plain_fault(path + ".source", "a source", "nothing"));
  if (!date) return;
  const bool weekend = weekday(*date) == 0 || weekday(*date) == 6;
  if (made_up && !weekend)
    faults.push_back(plain_fault(path + ".date", "a Saturday or Sunday to make up on", cells[0]));
  const SpecialDay day{*date, holiday ? DayKind::holiday : DayKind::make_up_workday, cells[2], cells[3]};
  if (!days.emplace(*date, day).second)
    faults.push_back(plain_fault(path + ".date", "each day once", cells[0]));
}

void read_year(int year, std::string_view text, std::map<Date, SpecialDay>& days,
               std::vector<Fault>& faults) {
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (number == 1 || line.empty()) continue;  // the header
    read_day(year, std::to_string(year) + ".tsv line " + std::to_string(number), line, days, faults);
  }
}

}  // namespace

Date legal_day(Instant instant) {
  const std::int64_t local = instant.microseconds + offset_at(instant, false);
  std::int64_t days = local / microseconds_per_day;
  if (local % microseconds_per_day < 0) --days;
  return date_from_days(days);
}

Instant start_of_legal_day(Date day) {
  const Instant midnight{days_since_epoch(day) * microseconds_per_day};
  return midnight + -offset_at(midnight, true);
}

Result<Calendar> Calendar::parse(const std::map<int, std::string>& years) {
  Calendar calendar;
  std::vector<Fault> faults;
  for (const auto& [year, text] : years) read_year(year, text, calendar.years_[year], faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return calendar;
}

Result<Calendar> Calendar::load(const std::string& directory) {
  std::map<int, std::string> years;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string stem = entry.path().stem().string();
    const bool is_year = stem.size() == 4 &&
                         std::all_of(stem.begin(), stem.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (entry.path().extension() != ".tsv" || !is_year) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    years[std::stoi(stem)] =
        std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  return parse(years);
}

bool Calendar::is_working_day(Date day) const {
  const bool weekend = weekday(day) == 0 || weekday(day) == 6;
  const auto year = years_.find(day.year);
  if (year == years_.end()) return !weekend && !is_fixed_holiday(day);
  const auto special = year->second.find(day);
  if (special == year->second.end()) return !weekend;
  return special->second.kind == DayKind::make_up_workday;
}

Result<Due> Calendar::add_working_days(Date from, std::int64_t count) const {
  if (count < 0 || count > most_working_days) {
    return refuse_input({Fault{"count",
                               "fault.whole",
                               {{"least", "0"}, {"most", std::to_string(most_working_days)}},
                               std::to_string(count)}});
  }
  Due due{from, !is_official(from.year)};
  while (count > 0) {
    due.date = next(due.date);
    due.provisional = due.provisional || !is_official(due.date.year);
    if (is_working_day(due.date)) --count;
  }
  return due;
}

std::int64_t Calendar::working_days_between(Date from, Date to) const {
  std::int64_t count = 0;
  for (Date day = from; day < to;) {
    day = next(day);
    if (is_working_day(day)) ++count;
  }
  return count;
}

Due Calendar::end_of_period(Date last_day) const {
  Due due{last_day, !is_official(last_day.year)};
  while (!is_working_day(due.date)) {
    due.date = next(due.date);
    due.provisional = due.provisional || !is_official(due.date.year);
  }
  return due;
}

std::optional<Reason> Calendar::require_official(Date day) const {
  if (is_official(day.year)) return std::nullopt;
  return refuse("calendar.provisional_year", Kind::precondition, {{"year", std::to_string(day.year)}});
}

std::vector<SpecialDay> Calendar::special_days(int year) const {
  std::vector<SpecialDay> days;
  const auto found = years_.find(year);
  if (found == years_.end()) return days;
  for (const auto& [date, day] : found->second) days.push_back(day);
  return days;
}

}  // namespace shuniu::calendar
