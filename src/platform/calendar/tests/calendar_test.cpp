#include "shuniu/calendar/calendar.h"

#include <gtest/gtest.h>

namespace shuniu::calendar {
namespace {

Calendar rulebook() {
  auto calendar = Calendar::load(std::string(SHUNIU_SOURCE_DIR) + "/rulebook/cn/calendar");
  if (!calendar) throw std::runtime_error(calendar.error().faults.front().path);
  return *calendar;
}

struct WorkingDayRow {
  const char* day;
  bool working;
};

class WorkingDay : public testing::TestWithParam<WorkingDayRow> {};

TEST_P(WorkingDay, FollowsHolidaysAndMakeUpDays) {
  EXPECT_EQ(rulebook().is_working_day(*parse_date(GetParam().day)), GetParam().working) << GetParam().day;
}

INSTANTIATE_TEST_SUITE_P(Table, WorkingDay,
                         testing::Values(WorkingDayRow{"2026-11-24", true},    // a Tuesday
                                         WorkingDayRow{"2026-11-28", false},   // a Saturday
                                         WorkingDayRow{"2026-10-01", false},   // National Day
                                         WorkingDayRow{"2026-10-10", true},    // a Saturday that makes up
                                         WorkingDayRow{"2026-02-16", false},   // a Monday in Spring Festival
                                         WorkingDayRow{"2031-10-02", false},   // provisional: fixed holiday
                                         WorkingDayRow{"2031-10-09", true}));  // provisional: a Thursday

TEST(Calendar, CountsFullWorkingDaysAfterTheFirstDay) {
  const auto due = rulebook().add_working_days({2026, 9, 30}, 1);
  EXPECT_EQ(due->date, (Date{2026, 10, 8}));
  EXPECT_FALSE(due->provisional);
  EXPECT_EQ(rulebook().add_working_days({2026, 9, 30}, 4)->date, (Date{2026, 10, 12}))
      << "8, 9, make-up 10, 12 October";
  EXPECT_EQ(rulebook().working_days_between({2026, 9, 30}, {2026, 10, 12}), 4);
}

TEST(Calendar, SaysWhenAnAnswerIsProvisional) {
  const Calendar calendar = rulebook();
  EXPECT_TRUE(calendar.add_working_days({2026, 12, 30}, 5)->provisional);
  EXPECT_EQ(calendar.require_official({2031, 1, 2})->key, "calendar.provisional_year");
  EXPECT_FALSE(calendar.require_official({2026, 1, 2}).has_value());
}

TEST(Calendar, APeriodThatEndsOnAHolidayEndsAfterIt) {
  EXPECT_EQ(rulebook().end_of_period({2026, 10, 3}).date, (Date{2026, 10, 8}));
}

TEST(Calendar, TheLegalDayIsThatOfShanghai) {
  EXPECT_EQ(legal_day(*parse_instant("2026-11-24T15:59:59.999999Z")), (Date{2026, 11, 24}));
  EXPECT_EQ(legal_day(*parse_instant("2026-11-24T16:00:00Z")), (Date{2026, 11, 25}));
  EXPECT_EQ(to_text(start_of_legal_day({2026, 11, 25})), "2026-11-24T16:00:00.000000Z");
  EXPECT_EQ(to_text(start_of_legal_day({1988, 7, 1})), "1988-06-30T15:00:00.000000Z")
      << "daylight saving of 1986-1991";
}

TEST(Calendar, ReportsEveryFaultOfAFile) {
  const auto wrong = Calendar::parse({{2026,
                                       "date\tkind\tname_zh\tsource\n"
                                       "2026-02-30\tholiday\tx\ty\n"
                                       "2026-03-02\tmake_up_workday\tx\ty\n"
                                       "2026-03-03\tfeast\t\t\n"
                                       "2026-01-01\tholiday\tx\ty\n2026-01-01\tholiday\tx\ty\nshort\n"}});
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().faults.size(), 7U);
}

}  // namespace
}  // namespace shuniu::calendar
