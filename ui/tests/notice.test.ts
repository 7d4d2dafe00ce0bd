import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, gathered, mayTell } from '../src/features/notice/notice_query';

const ours = '0199d3a0-0000-7000-8000-000000000001';
const theirs = '0199d3a0-0000-7000-8000-000000000002';

describe('a fact tells this organisation something', () => {
  it.each([
    ['market.interest_expressed.v1', { talk: 't', asked: ours, asking: theirs }, true],
    ['market.message_written.v1', { talk: 't', by: theirs }, true],
    ['market.item_returned.v1', { item: 'i', organisation: ours }, true],
    ['market.need_published.v1', { item: 'i', organisation: theirs }, false],
    ['market.note_written.v1', { talk: 't' }, false],
    ['identity.organisation_changed.v1', { organisation: ours }, false],
    ['market.item_returned.v1', null, false],
  ])('%s %o: %s', (type, body, told) => expect(mayTell({ type, body } as Parameters<typeof mayTell>[0], ours)).toBe(told));
});

describe('the address of what a notice is about', () => {
  it.each([
    ['talk', '/talks/7'],
    ['need', '/needs/7'],
    ['offer', '/offers/7'],
    ['expert', '/experts/7'],
  ] as const)('%s', (kind, address) => expect(addressOf({ kind, id: '7' })).toBe(address));
});

describe('gathered calls', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come once for many, and once more for what came meanwhile', () => {
    const call = vi.fn();
    const ask = gathered(call, 300);
    ask();
    vi.advanceTimersByTime(299);
    expect(call).toHaveBeenCalledTimes(0);
    ask();
    ask();
    vi.advanceTimersByTime(1);
    expect(call).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(300);
    expect(call).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(3_000);
    expect(call).toHaveBeenCalledTimes(2);
    ask();
    vi.advanceTimersByTime(300);
    expect(call).toHaveBeenCalledTimes(3);
  });
});
