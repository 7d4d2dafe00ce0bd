// why.ts - the sentence why two items match, built from the hub's structured reasons.
import type { Schemas } from '../../api/client';
import { pieces } from '../../components/marked';

type Match = Schemas['Match'];

/** What both speak of: the longest marked places of the matched text, the heaviest first. */
export function sharedPhrases(match: Match, most: number): string[] {
  const weights = (match.shared_terms ?? []).map(({ term, weight }) => ({ term: term.toLowerCase(), weight }));
  const found = new Map<string, { phrase: string; weight: number }>();
  for (const text of [match.matched_title, match.matched_text]) {
    for (const { text: piece, marked } of pieces(text)) {
      const phrase = piece.replace(/^[\s，。、；：,.;:]+|[\s，。、；：,.;:]+$/g, '');
      const key = phrase.toLowerCase();
      if (!marked || phrase.length < 2 || phrase.length > 24 || found.has(key)) continue;
      const weight = weights.reduce((sum, { term, weight: part }) => (key.includes(term) ? sum + part : sum), 0);
      found.set(key, { phrase, weight });
    }
  }
  const heaviest = [...found.values()].sort((a, b) => b.weight - a.weight);
  const chosen: string[] = [];
  for (const { phrase } of heaviest) {
    const isPart = chosen.some((other) => other.toLowerCase().includes(phrase.toLowerCase()));
    if (!isPart) chosen.push(phrase);
    if (chosen.length === most) break;
  }
  return chosen;
}

export interface FigureCount {
  met: number;
  missed: number;
  unknown: number;
  total: number;
}

export function countFigures(match: Match): FigureCount {
  const figures = match.figures ?? [];
  const count = (verdict: Schemas['Verdict']) => figures.filter((figure) => figure.verdict === verdict).length;
  return { met: count('met'), missed: count('missed'), unknown: count('unknown'), total: figures.length };
}

export function criteriaWith(match: Match, verdict: Schemas['Verdict']): Schemas['CriterionKey'][] {
  return (match.criteria ?? []).filter((criterion) => criterion.verdict === verdict).map(({ key }) => key);
}
