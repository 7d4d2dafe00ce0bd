import { describe, expect, it } from 'vitest';
import { answer, Refusal, refusalOf } from '../src/api/client';
import { faultsOf, faultWords, fieldLabel, pathParts } from '../src/components/faults';
import { words } from './words';

const zh = await words('zh');
const en = await words('en');

const fault = (path: string, expected = '必须填写', got = '') => ({ path, key: 'fault.missing', expected, got, values: {} });

describe('pathParts', () => {
  it.each([
    ['title', ['title']],
    ['content.figures[2].unit', ['figures', '2', 'unit']],
    ['figures[0]', ['figures', '0']],
    ['content', []],
    ['', []],
  ])('%s', (path, parts) => expect(pathParts(path)).toEqual(parts));
});

describe('a fault stands at the field of its form', () => {
  const refusal = new Refusal(400, 'input.invalid', '请检查', [fault('content.figures[2].unit'), fault('content.fields'), fault('content.figures[0].value')]);
  it('all faults of a list stand at the list', () => expect(faultsOf(refusal, 'figures')).toHaveLength(2));
  it('a field without fault has none', () => expect(faultsOf(refusal, 'title')).toEqual([]));
  it('a name that only begins alike is another field', () => expect(faultsOf(refusal, 'field')).toEqual([]));
  it('without a refusal there are no faults', () => expect(faultsOf(undefined, 'figures')).toEqual([]));
});

describe('fieldLabel', () => {
  it('counts rows from one', () => expect(fieldLabel('content.figures[2].unit', zh)).toBe('指标 · 第 3 项 · 单位'));
  it('speaks the language of the reader', () => expect(fieldLabel('content.title', en)).toBe('Title'));
  it('a field without a name keeps that of the API', () => expect(fieldLabel('unheard_of', zh)).toBe('unheard_of'));
});

describe('faultWords', () => {
  it('says what came', () => expect(faultWords({ expected: '至少 4 个字', got: '短' }, zh)).toBe('至少 4 个字；填的是：短'));
  it('says nothing about what did not come', () => expect(faultWords({ expected: '必须填写', got: '' }, zh)).toBe('必须填写'));
});

describe('refusalOf', () => {
  const problem = { type: 'urn:shuniu:error:input.invalid', title: '请检查', status: 400, key: 'input.invalid', faults: [fault('title')], details: { a: 'b' }, request_id: 'r-1' };
  it('keeps key, words, faults and request', () => {
    const refusal = refusalOf(400, problem);
    expect(refusal).toMatchObject({ status: 400, key: 'input.invalid', message: '请检查', requestId: 'r-1', details: { a: 'b' } });
    expect(refusal.faults[0]?.path).toBe('title');
  });
  it.each([[null], ['<html>'], [{ message: 'proxy' }]])('an answer that is no problem (%o) is unreadable', (body) =>
    expect(refusalOf(502, body)).toMatchObject({ status: 502, key: 'http.unreadable_answer', faults: [] }),
  );
});

describe('answer', () => {
  it('gives the body of a good answer', async () =>
    expect(await answer(Promise.resolve({ data: { id: 1 }, response: new Response(null, { status: 200 }) }))).toEqual({ id: 1 }));
  it('throws what the hub refused', async () =>
    await expect(answer(Promise.resolve({ error: { key: 'market.stale', title: '已被修改' }, response: new Response(null, { status: 409 }) }))).rejects.toMatchObject({ status: 409, key: 'market.stale' }));
  it('a hub that cannot be reached is status 0', async () => await expect(answer(Promise.reject(new TypeError('network')))).rejects.toMatchObject({ status: 0, key: 'http.unreachable' }));
  it('a question that was given up stays given up', async () =>
    await expect(answer(Promise.reject(new DOMException('', 'AbortError')))).rejects.toBeInstanceOf(DOMException));
});
