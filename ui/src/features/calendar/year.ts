// year.ts - a year of the working calendar, day by day.
//
// A year without official data is provisional: weekends and the fixed holidays count, as the hub itself counts them.
import type { Schemas } from '../../api/client';

type CalendarYear = Schemas['CalendarYear'];

export type DayKind = 'working' | 'weekend' | 'holiday' | 'make_up_workday';

export interface CalendarDay {
  date: string; // 2026-02-17
  day: number;
  kind: DayKind;
  name: string;
}

export interface CalendarMonth {
  month: number; // 1 to 12
  /** Weeks from Monday to Sunday; undefined stands before the first and after the last day. */
  weeks: (CalendarDay | undefined)[][];
  working_days: number;
}

const fixed_holidays: Record<string, string> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};

function special(year: CalendarYear): Map<string, { kind: DayKind; name: string }> {
  if (year.provisional) return new Map(Object.entries(fixed_holidays).map(([day, name]) => [`${year.year}-${day}`, { kind: 'holiday', name }]));
  return new Map((year.special_days ?? []).map(({ date, kind, name_zh }) => [date, { kind, name: name_zh }]));
}

const isWorking = (day: CalendarDay) => day.kind === 'working' || day.kind === 'make_up_workday';

export function monthsOf(year: CalendarYear): CalendarMonth[] {
  const days = special(year);
  return Array.from({ length: 12 }, (_, place) => {
    const month = place + 1;
    const length = new Date(Date.UTC(year.year, month, 0)).getUTCDate();
    const before = (new Date(Date.UTC(year.year, place, 1)).getUTCDay() + 6) % 7; // days from Monday to the first
    const cells: (CalendarDay | undefined)[] = Array.from({ length: before }, () => undefined);
    for (let day = 1; day <= length; day += 1) {
      const date = `${year.year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const isWeekend = (before + day - 1) % 7 > 4;
      cells.push({ date, day, name: '', kind: isWeekend ? 'weekend' : 'working', ...days.get(date) });
    }
    while (cells.length < 42) cells.push(undefined); // all months are equally high
    const weeks = Array.from({ length: 6 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
    return { month, weeks, working_days: cells.filter((cell) => cell && isWorking(cell)).length };
  });
}

export interface Holiday {
  name: string;
  days: string[];
  make_up: string[];
}

/** The holidays of a year in the order of their first day, each with the days that are worked for it. */
export function holidaysOf(months: CalendarMonth[]): Holiday[] {
  const found = new Map<string, Holiday>();
  const named = months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day !== undefined && day.name !== '');
  for (const day of named as CalendarDay[]) {
    const holiday = found.get(day.name) ?? { name: day.name, days: [], make_up: [] };
    (day.kind === 'holiday' ? holiday.days : holiday.make_up).push(day.date);
    found.set(day.name, holiday);
  }
  return [...found.values()].sort((a, b) => ((a.days[0] ?? '') < (b.days[0] ?? '') ? -1 : 1));
}

/** Days that follow each other, as their first and last: 2026-02-15 – 2026-02-23. */
export function spansOf(days: string[]): [string, string][] {
  const spans: [string, string][] = [];
  for (const day of days) {
    const last = spans[spans.length - 1];
    if (last && Date.parse(day) - Date.parse(last[1]) === 86_400_000) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}
