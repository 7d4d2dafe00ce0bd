// figures.ts - what is asked for and what the other side can meet, figure by figure.
import type { Schemas } from '../../api/client';

type Figure = Schemas['Figure'];

/** What is being typed about one asked figure. */
export interface FigureAnswer {
  asked: Figure;
  relation: Figure['relation'];
  value: string;
  value_high: string;
  unit: string;
  conditions: string;
}

export function blankAnswers(asked: Figure[] | undefined): FigureAnswer[] {
  return (asked ?? []).map((figure) => ({ asked: figure, relation: figure.relation, value: '', value_high: '', unit: figure.unit, conditions: '' }));
}

export interface SentFigures {
  figures: Figure[];
  /** rows[i]: the answer that figures[i] came from, because empty ones are left out. */
  rows: number[];
}

export function sentFigures(answers: FigureAnswer[]): SentFigures {
  const sent: SentFigures = { figures: [], rows: [] };
  answers.forEach(({ asked, relation, value, value_high, unit, conditions }, row) => {
    if (value.trim() === '') return;
    const figure: Figure = { name: asked.name, relation, value: value.trim(), unit: unit.trim() };
    if (relation === 'between') figure.value_high = value_high.trim();
    if (conditions.trim()) figure.conditions = conditions.trim();
    sent.figures.push(figure);
    sent.rows.push(row);
  });
  return sent;
}

export interface FigurePair {
  name: string;
  asked?: Figure;
  met?: Figure;
}

const plain = (name: string) => name.trim().toLowerCase();

/** Asked figures in their order, each with what was said about it; then what nobody had asked for. */
export function pairFigures(asked: Figure[] | undefined, met: Figure[] | undefined): FigurePair[] {
  const rest = [...(met ?? [])];
  const pairs: FigurePair[] = (asked ?? []).map((figure) => {
    const place = rest.findIndex(({ name }) => plain(name) === plain(figure.name));
    return { name: figure.name, asked: figure, met: place < 0 ? undefined : rest.splice(place, 1)[0] };
  });
  return [...pairs, ...rest.map((figure) => ({ name: figure.name, met: figure }))];
}
