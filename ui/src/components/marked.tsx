// marked.tsx - the text of a user with the places that the hub marked; always rendered as text.
import { Fragment } from 'react';
import type { Schemas } from '../api/client';

type MarkedText = Schemas['MarkedText'];
type Piece = { text: string; marked: boolean };

/** Marks may touch or overlap: they are drawn as one. Positions are UTF-16 code units, as browsers count. */
export function pieces({ text, marks }: MarkedText): Piece[] {
  const result: Piece[] = [];
  let end = 0;
  for (const mark of [...(marks ?? [])].sort((a, b) => a.begin - b.begin)) {
    const begin = Math.max(mark.begin, end);
    if (mark.end <= begin) continue;
    const last = result[result.length - 1];
    if (begin > end) result.push({ text: text.slice(end, begin), marked: false });
    if (begin === end && last?.marked) last.text += text.slice(begin, mark.end);
    else result.push({ text: text.slice(begin, mark.end), marked: true });
    end = mark.end;
  }
  if (end < text.length) result.push({ text: text.slice(end), marked: false });
  return result;
}

/** `lineBreak` stands for the ends of lines where the text must fit into one; those at its own ends are dropped. */
export function Marked({ value, lineBreak }: { value: MarkedText; lineBreak?: string }) {
  const all = pieces(value);
  const written = (text: string, place: number) => {
    if (lineBreak === undefined) return text;
    const trimmed = place === all.length - 1 ? text.trimEnd() : text;
    return (place === 0 ? trimmed.trimStart() : trimmed).replace(/\s*\n\s*/g, lineBreak);
  };
  return all.map((piece, place) => {
    const text = written(piece.text, place);
    return piece.marked ? <mark key={place}>{text}</mark> : <Fragment key={place}>{text}</Fragment>;
  });
}
