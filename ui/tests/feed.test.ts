import { describe, expect, it } from 'vitest';
import { EventParser } from '../src/features/feed/connection';

describe('EventParser', () => {
  it('gives whole events, however the text is cut', () => {
    const text = 'id: 7\ndata: {"seq":7}\n\n: heartbeat\n\nevent: hello\nid: 8\ndata: a\ndata: b\n\n';
    const whole = new EventParser().feed(text);
    expect(whole).toEqual([
      { event: 'message', id: '7', data: '{"seq":7}' },
      { event: 'hello', id: '8', data: 'a\nb' },
    ]);
    const parser = new EventParser();
    expect([...text].flatMap((character) => parser.feed(character))).toEqual(whole);
  });
  it('takes every kind of line end', () => expect(new EventParser().feed('id: 1\r\ndata: x\r\n\r\n')).toEqual([{ event: 'message', id: '1', data: 'x' }]));
  it('an event that has not ended yet waits', () => expect(new EventParser().feed('data: x\n')).toEqual([]));
});
