import { describe, expect, it } from 'vitest';
import { pieces } from '../src/components/marked';

const marked = (text: string, ...marks: [number, number][]) =>
  pieces({ text, marks: marks.map(([begin, end]) => ({ begin, end })) })
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('pieces', () => {
  it('a text without marks is one piece', () => expect(pieces({ text: '热失控', marks: [] })).toEqual([{ text: '热失控', marked: false }]));
  it('an empty text has no pieces', () => expect(pieces({ text: '', marks: [] })).toEqual([]));
  it('a mark stands out', () => expect(marked('电池热失控', [2, 5])).toBe('电池[热失控]'));
  it('marks that touch are drawn as one', () => expect(marked('abcdef', [1, 3], [3, 5])).toBe('a[bcde]f'));
  it('marks that overlap are drawn as one', () => expect(marked('abcdef', [0, 4], [2, 6])).toBe('[abcdef]'));
  it('a mark inside another adds nothing', () => expect(marked('abcdef', [0, 5], [1, 3])).toBe('[abcde]f'));
  it('marks come in any order', () => expect(marked('abcdef', [4, 6], [0, 2])).toBe('[ab]cd[ef]'));
  it('positions count UTF-16 code units, as the hub does', () => expect(marked('𠮷野家', [0, 2])).toBe('[𠮷]野家'));
  it('an empty mark marks nothing', () => expect(marked('abc', [1, 1])).toBe('abc'));
  it('a mark beyond the end ends with the text', () => expect(marked('abc', [2, 9])).toBe('ab[c]'));
  it('no character is lost or doubled', () => {
    const text = '储能电芯热失控隔热片 heat shield';
    for (let begin = 0; begin < text.length; begin += 1) {
      const plain = pieces({ text, marks: [{ begin, end: begin + 3 }, { begin: begin + 1, end: begin + 6 }] });
      expect(plain.map((piece) => piece.text).join('')).toBe(text);
    }
  });
});
