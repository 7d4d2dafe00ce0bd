// calendar.h - working days and the legal day, from data: weekends, holidays and make-up working days.
//
//   Calendar calendar = Calendar::parse({{2026, text_of_2026}}).value();
//   // The first day is not counted.
//   Due due = calendar.add_working_days(legal_day(clock.now()), 5).value();
//   // Before an irrevocable step:
//   if (auto refused = calendar.require_official(due.date)) return *refused;
//
// A year's file (rulebook/cn/calendar/2026.tsv): date, kind (holiday | make_up_workday), name_zh, source.
// Promises
//   - A year without its data is provisional: weekends and the fixed holidays (1 January, 1-2 May, 1-3
//     October) count.
//   - Every answer that rests on a provisional year says so.
//   - The legal day is the civil day in Asia/Shanghai (ICU's time zone data).
// Does not store anything: year_store.h keeps which data is in force and records a fact when it changes.
// Sources: Civil Code 200-204; the State Council's yearly notice. Thread-safe: immutable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::calendar {

enum class DayKind { holiday, make_up_workday };
SHUNIU_DESCRIBE_ENUM(DayKind, holiday, make_up_workday)

struct SpecialDay {
  Date date;
  DayKind kind = DayKind::holiday;
  std::string name_zh;
  std::string source;
};
SHUNIU_DESCRIBE(SpecialDay, date, kind, name_zh, source)

struct Due {
  Date date;
  bool provisional = false;  // it rests on a year without official data
};
SHUNIU_DESCRIBE(Due, date, provisional)

/// The civil day in Asia/Shanghai.
Date legal_day(Instant instant);
/// The first instant of a legal day, and the first that is no longer in it.
Instant start_of_legal_day(Date day);

class Calendar {
 public:
  /// One TSV text per year; all faults (line, column) are reported together.
  static Result<Calendar> parse(const std::map<int, std::string>& years);
  /// All files YYYY.tsv of a folder.
  static Result<Calendar> load(const std::string& directory);

  bool is_working_day(Date day) const;
  bool is_official(int year) const { return years_.contains(year); }
  /// The day on which `count` full working days have passed after `from`, which itself is not counted.
  Result<Due> add_working_days(Date from, std::int64_t count) const;
  /// Working days in (from, to].
  std::int64_t working_days_between(Date from, Date to) const;
  /// A period in calendar days that would end on a day off ends on the next working day (Civil Code 203).
  Due end_of_period(Date last_day) const;
  /// calendar.provisional_year, when an irrevocable step would rest on the day.
  std::optional<Reason> require_official(Date day) const;
  std::vector<SpecialDay> special_days(int year) const;

 private:
  std::map<int, std::map<Date, SpecialDay>> years_;
};

}  // namespace shuniu::calendar
