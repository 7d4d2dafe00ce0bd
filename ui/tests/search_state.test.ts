import { describe, expect, it } from 'vitest';
import { countFilters, questionOf, readState, writeState, type SearchState } from '../src/features/search/search_state';

const empty = readState(new URLSearchParams());
const full: SearchState = { q: '热失控 & 隔热', kind: 'offer', field: ['06', '06.2'], region: ['310000'], mode: ['LIC'], offer_kind: ['patent'], readiness: 6, price: 120, since: '2026-11-01', page: 3 };

describe('what is searched for stands in the address', () => {
  it('and comes back from it', () => expect(readState(new URLSearchParams(writeState(full).toString()))).toEqual(full));
  it('an empty search has an empty address', () => expect(writeState(empty).toString()).toBe(''));
  it.each([
    ['kind=script', { kind: '' }],
    ['readiness=99', { readiness: 9 }],
    ['readiness=-4', { readiness: 0 }],
    ['page=0', { page: 1 }],
    ['page=x', { page: 1 }],
    ['price=12.7', { price: 12 }],
    ['since=yesterday', { since: '' }],
  ])('%s is read as %o', (address, state) => expect(readState(new URLSearchParams(address))).toMatchObject(state));
});

describe('questionOf', () => {
  it('asks in minor units and from the right place', () => expect(questionOf(full)).toMatchObject({ price_up_to_minor: 120_000_000, offset: 40, limit: 20, kinds: ['offer'], readiness_from: 6 }));
  it('does not ask for what was not said', () => expect(questionOf(empty)).toMatchObject({ text: undefined, kinds: undefined, price_up_to_minor: undefined, published_since: undefined, offset: 0 }));
});

describe('countFilters', () => {
  it('counts each value of a list', () => expect(countFilters(full)).toBe(8));
  it('the text and the page are none', () => expect(countFilters({ ...empty, q: 'x', page: 2 })).toBe(0));
});
