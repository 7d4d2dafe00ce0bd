import { describe, expect, it } from 'vitest';
import { firstPage } from '../src/features/work/first_page';
import { needsAddress, placeOf, type WorkRow } from '../src/features/work/work_query';

const membership = { organisation: { id: 'o' } } as NonNullable<Parameters<typeof firstPage>[1]['memberships']>[number];

describe('where somebody begins who has just signed in', () => {
  it.each([
    [undefined, [membership], '/work'],
    ['/', [membership], '/work'],
    ['/needs/7', [membership], '/needs/7'],
    [undefined, [], '/'],
    [undefined, undefined, '/'],
    ['/talks', [], '/talks'],
  ])('from %s', (from, memberships, page) => expect(firstPage(from, { memberships })).toBe(page));
});

describe('where a row is done', () => {
  const row = (some: Partial<WorkRow>): WorkRow => ({ kind: 'reply', section: 'ours', item: '7', item_kind: 'offer', due_is_provisional: false, since: '', ...some });
  it.each([
    [row({ kind: 'answer_interest', talk: '3' }), '/talks/3'],
    [row({ kind: 'correct_item' }), '/offers/7'],
    [row({ kind: 'await_review', item_kind: 'need' }), '/needs/7'],
    [row({ kind: 'renew_item', item_kind: 'expert' }), '/post/expert?id=7'],
  ])('%o', (each, place) => expect(placeOf(each)).toBe(place));
});

describe('the list behind a number of the funnel', () => {
  it('names stage and month', () => expect(needsAddress({ stage: 'talk', month: '2026-11-01' })).toBe('/work/needs?stage=talk&month=2026-11'));
  it('or those that are open', () => expect(needsAddress({ open: true })).toBe('/work/needs?open=true'));
});
