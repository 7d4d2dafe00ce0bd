import { describe, expect, it } from 'vitest';
import { holidaysOf, monthsOf, spansOf } from '../src/features/calendar/year';

const day = (date: string, kind: 'holiday' | 'make_up_workday', name_zh: string) => ({ date, kind, name_zh, source: 's' });
const official = monthsOf({
  year: 2026,
  provisional: false,
  special_days: [
    day('2026-01-01', 'holiday', '元旦'),
    day('2026-01-02', 'holiday', '元旦'),
    day('2026-01-03', 'holiday', '元旦'),
    day('2026-01-04', 'make_up_workday', '元旦'),
    day('2026-02-14', 'make_up_workday', '春节'),
    day('2026-02-16', 'holiday', '春节'),
  ],
});
const find = (months: typeof official, date: string) => months.flatMap(({ weeks }) => weeks.flat()).find((one) => one?.date === date);

describe('a year with official data', () => {
  it('has every day once', () => expect(official.flatMap(({ weeks }) => weeks.flat().filter(Boolean))).toHaveLength(365));
  it('weeks begin on Monday', () => expect(official[0]?.weeks[0]?.map((one) => one?.day)).toEqual([undefined, undefined, undefined, 1, 2, 3, 4]));
  it('a make-up day is worked although it is Sunday', () => expect(find(official, '2026-01-04')?.kind).toBe('make_up_workday'));
  it('January has 20 weekdays less two plus one', () => expect(official[0]?.working_days).toBe(22 - 2 + 1));
  it('its holidays, each with the days worked for it', () =>
    expect(holidaysOf(official)).toEqual([
      { name: '元旦', days: ['2026-01-01', '2026-01-02', '2026-01-03'], make_up: ['2026-01-04'] },
      { name: '春节', days: ['2026-02-16'], make_up: ['2026-02-14'] },
    ]));
});

describe('a provisional year', () => {
  const provisional = monthsOf({ year: 2028, provisional: true, special_days: [] });
  it('knows the leap day', () => expect(find(provisional, '2028-02-29')?.kind).toBe('working'));
  it('has the fixed holidays and no make-up days', () =>
    expect(holidaysOf(provisional)).toEqual([
      { name: '元旦', days: ['2028-01-01'], make_up: [] },
      { name: '劳动节', days: ['2028-05-01', '2028-05-02'], make_up: [] },
      { name: '国庆节', days: ['2028-10-01', '2028-10-02', '2028-10-03'], make_up: [] },
    ]));
});

describe('spansOf', () => {
  it('joins days that follow each other, over the end of a month', () =>
    expect(spansOf(['2026-01-31', '2026-02-01', '2026-02-03'])).toEqual([
      ['2026-01-31', '2026-02-01'],
      ['2026-02-03', '2026-02-03'],
    ]));
});
