import { expect, it } from 'vitest';
import { invalidWords } from '../src/components/invalid';
import { words } from './words';

const fine = { valueMissing: false, typeMismatch: false, tooShort: false, tooLong: false };

it.each([
  [{ ...fine, valueMissing: true }, 'text', '请填写这一项'],
  [{ ...fine, valueMissing: true }, 'select-one', '请选择一项'],
  [{ ...fine, tooShort: true }, 'password', '至少 10 个字符'],
  [{ ...fine, tooLong: true }, 'text', '最多 80 个字符'],
  [{ ...fine, typeMismatch: true }, 'email', '邮箱地址不完整，如 name@example.com'],
  [{ ...fine, typeMismatch: true }, 'url', '网址不完整，如 https://example.com'],
  [fine, 'text', '请检查这一项'],
])('%o of %s: %s', async (validity, type, said) => {
  const { t } = await words('zh');
  expect(invalidWords(validity, { type, least: 10, most: 80 }, t)).toBe(said);
});
