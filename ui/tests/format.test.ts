import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bytes, day, daysUntil, figureValue, moment, money, number } from '../src/components/format';

describe('number', () => {
  it.each([
    [0, '0'],
    [1234567.5, '1,234,567.5'],
    [2.005, '2.01'],
    [-1200, '-1,200'],
  ])('%s is written %s', (value, written) => expect(number(value)).toBe(written));
});

describe('money', () => {
  const range = (low: number, high: number, currency = 'CNY') => ({ low_minor: low, high_minor: high, currency });
  it.each([
    [range(180_000_000, 320_000_000), 'zh', '180 – 320 万元'],
    [range(180_000_000, 180_000_000), 'zh', '180 万元'],
    [range(550_000, 1_250_000_000), 'zh', '0.55 – 1,250 万元'],
    [range(180_000_000, 320_000_000), 'en', 'CNY 1,800,000 – 3,200,000'],
    [range(100_050, 100_050, 'EUR'), 'zh', 'EUR 1,000.5'],
  ])('%o in %s is written %s', (amount, language, written) => expect(money(amount, language)).toBe(written));
});

describe('days and moments are those of Shanghai', () => {
  it('an instant late in the evening of UTC is the next day', () => expect(day('2026-11-24T16:00:00Z')).toBe('2026-11-25'));
  it('one second earlier is the same day', () => expect(day('2026-11-24T15:59:59Z')).toBe('2026-11-24'));
  it('a day stays as it is', () => expect(day('2026-02-29')).toBe('2026-02-29'));
  it('nothing stays nothing', () => expect([day(undefined), moment(undefined)]).toEqual(['', '']));
  it('a moment has seconds', () => expect(moment('2026-11-24T03:27:55.123456Z')).toBe('2026-11-24 11:27:55'));
});

describe('daysUntil', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  it.each([
    ['2026-11-24T15:59:59Z', '2026-11-25', 1],
    ['2026-11-24T16:00:00Z', '2026-11-25', 0],
    ['2026-11-24T16:00:00Z', '2026-11-24', -1],
    ['2026-12-31T02:00:00Z', '2027-12-31', 365],
  ])('at %s until %s: %i', (now, date, days) => {
    vi.setSystemTime(now);
    expect(daysUntil(date)).toBe(days);
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 kB'],
    [1536, '1.5 kB'],
    [20 * 1024 * 1024, '20 MB'],
  ])('%i is written %s', (size, written) => expect(bytes(size)).toBe(written));
});

describe('figureValue', () => {
  it.each([
    [{ name: 'T', relation: 'ge', value: '210', unit: '℃' }, '≥ 210 ℃'],
    [{ name: 'd', relation: 'between', value: '0.3', value_high: '0.5', unit: 'mm' }, '0.3 – 0.5 mm'],
    [{ name: 'n', relation: 'eq', value: '3', unit: '' }, '= 3'],
  ] as const)('%o is written %s', (figure, written) => expect(figureValue(figure)).toBe(written));
});
