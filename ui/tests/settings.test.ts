import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { meanings_zh } from '../src/features/administration/setting_meanings';

it('every setting has its meaning in Chinese', () => {
  const reference = readFileSync(new URL('../../docs/reference/settings.md', import.meta.url), 'utf8');
  const names = [...reference.matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !meanings_zh[name as string])).toEqual([]);
});
