import { describe, expect, it } from 'vitest';
import { readDay } from '../src/components/read_day';

describe('readDay', () => {
  it.each([
    ['2026-11-24', '2026-11-24'],
    [' 2026/1/4 ', '2026-01-04'],
    ['2026.11.24', '2026-11-24'],
    ['20261124', '2026-11-24'],
    ['2026年11月24日', '2026-11-24'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s', (text, day) => expect(readDay(text)).toBe(day));
  it.each(['', '2026', '2026-11', '2026-02-29', '2026-13-01', '0002-01-01', '24.11.2026', 'soon'])('"%s" is no day', (text) => expect(readDay(text)).toBeUndefined());
});
