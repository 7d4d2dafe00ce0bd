// year_store.h - which calendar data is in force, remembered, so that a change of it is a fact.
//
//   Result<Done> kept = keep_years(database, clock, calendar, 2025, 2031);     // at start
//
// Promises: for every year whose days differ from those kept (or that is new) one fact
// calendar.year_loaded.v1 is recorded in the same transaction; hearers recompute what rests on the year.
// The same data again records nothing.
#pragma once

#include "shuniu/calendar/calendar.h"
#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"
#include "shuniu/journal/journal.h"

namespace shuniu::calendar {

struct YearLoaded {
  static constexpr journal::FactType fact{"calendar.year_loaded.v1", journal::Visibility::open};
  std::int64_t year = 0;
  std::int64_t days = 0;  // special days of the year
  std::string sha256;     // of its days, in order
};
SHUNIU_DESCRIBE(YearLoaded, year, days, sha256)

Result<Done> keep_years(database::Database& database, const Clock& clock, const Calendar& calendar,
                        int first_year, int last_year);

std::vector<database::Migration> migrations();

}  // namespace shuniu::calendar
