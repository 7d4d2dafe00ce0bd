// readings.ts - what a person said of the columns of a file, beside what the hub made of them.
import type { Schemas } from '../../api/client';

type Column = Pick<Schemas['PreviewedColumn'], 'name' | 'member' | 'fault'>;

/** By position: the name that a column is read as, '' to leave it out; where nothing was said, as the hub reads it. */
export type Readings = Record<number, string>;

/** The hub does not know its name, and nobody has said what it is: it is never left out silently. */
export function isUnread({ member, fault }: Column, place: number, readings: Readings): boolean {
  return readings[place] === undefined && member === '' && fault !== undefined;
}

/** One name stands for one column: whoever takes it from another leaves that one out. */
export function readAs(columns: Column[], readings: Readings, place: number, name: string): Readings {
  const next: Readings = { ...readings, [place]: name };
  if (name === '') return next;
  columns.forEach((column, other) => {
    if (other !== place && (next[other] ?? column.name) === name) next[other] = '';
  });
  return next;
}

/** As the hub is told: every column by position; nothing when it was right in all of them. */
export function columnsOf(columns: Column[], readings: Readings): string[] | undefined {
  if (Object.keys(readings).length === 0) return undefined;
  return columns.map(({ name }, place) => readings[place] ?? name);
}
