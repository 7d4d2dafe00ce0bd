import { describe, expect, it } from 'vitest';
import { browserName } from '../src/components/browser_name';
import { organisationName, shortRegion } from '../src/components/codes';
import { changesOf, profileOf } from '../src/features/organisation/profile';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';

describe('shortRegion', () => {
  it.each([
    ['上海市', '上海'],
    ['新疆维吾尔自治区', '新疆'],
    ['内蒙古自治区', '内蒙古'],
    ['香港特别行政区', '香港'],
    ['Shanghai', 'Shanghai'],
    ['', ''],
  ])('%s is %s', (name, short) => expect(shortRegion(name)).toBe(short));
});

describe('organisationName', () => {
  const one = { name: '澄淮工业大学', name_en: 'Chenghuai University of Technology' };
  it('in English where there is an English one', () => expect(organisationName(one, 'en')).toBe(one.name_en));
  it('in Chinese otherwise', () => expect([organisationName(one, 'zh'), organisationName({ name: one.name }, 'en')]).toEqual([one.name, one.name]));
});

describe('browserName', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0', 'Edge 142 · Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36', 'Chrome 156 · Linux'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari 18 · iOS'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15', 'Safari 17 · macOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140 · Linux'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', ''],
  ])('%s', (line, name) => expect(browserName(line)).toBe(name));
});

describe('a changed profile', () => {
  const before = profileOf({ id: '1', name: '甲', credit_code: 'x', kind: 'k', region: '310000', website: 'https://a.example', created_at: '' });
  it('sends only what is different', () => expect(changesOf(before, { ...before, name: ' 乙 ', website: '' })).toEqual({ name: '乙', website: '' }));
  it('spaces are no change', () => expect(changesOf(before, { ...before, name: '甲 ' })).toEqual({}));
});

describe('the words', () => {
  const holes = (words: object, path = ''): string[] =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'object' ? holes(value, `${path}${name}.`) : [`${path}${name}: ${[...String(value).matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort().join(' ')}`],
    );
  it('both languages leave the same places open', () => expect(holes(en)).toEqual(holes(zh)));
});
