// why.ts - the sentence why two items match, built from the hub's structured reasons.
import type { Schemas } from '../../api/client';
import { pieces } from '../../components/marked';

type Match = Schemas['Match'];
type Criterion = Schemas['Criterion'];
type MarkedText = Schemas['MarkedText'];

// Punctuation and particles that a mark may take in at its ends.
const edges = /^[\s，。、；：,.;:的了在与和及对从为把将等并]+|[\s，。、；：,.;:的了在与和及对从为把将等并]+$/g;

// Words that both texts of nearly every pair share.
const small_talk = new Set(['我们', '可以', '一个', '一种', '每年', '而不', '不低于', '不超过', '以上', '以下', '希望', '需要', '目前', '现有', '采用', '使用', '进行', '通过', '已经', '没有', '能够', '同时', '要求']);

/** The same text with only the marks that tell a reader something. */
export function telling({ text, marks }: MarkedText): MarkedText {
  return { text, marks: (marks ?? []).filter(({ begin, end }) => !small_talk.has(text.slice(begin, end).replace(edges, ''))) };
}

/** What both speak of: the longest marked places of the matched text, the heaviest first. */
export function sharedPhrases(match: Match, most: number): string[] {
  const weights = (match.shared_terms ?? []).map(({ term, weight }) => ({ term: term.toLowerCase(), weight }));
  const found = new Map<string, { phrase: string; weight: number }>();
  for (const text of [match.matched_title, match.matched_text]) {
    for (const { text: piece, marked } of pieces(text)) {
      const phrase = piece.replace(edges, '');
      const key = phrase.toLowerCase();
      if (!marked || small_talk.has(phrase) || phrase.length < 2 || phrase.length > 24 || found.has(key)) continue;
      const weight = weights.reduce((sum, { term, weight: part }) => (key.includes(term) ? sum + part : sum), 0);
      found.set(key, { phrase, weight });
    }
  }
  const sorted = [...found.values()].sort((a, b) => b.weight - a.weight);
  // What counts little beside the best says little to a reader.
  const heaviest = sorted.filter(({ weight }, place) => place === 0 || weight * 3 >= (sorted[0]?.weight ?? 0));
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

/** The criteria for which a wish was expressed; what nobody asked for is neither met nor missed. */
export function askedCriteria(match: Match): Criterion[] {
  return (match.criteria ?? []).filter(({ key, asked }) => asked !== '' && !(key === 'ip_position' && asked === 'any'));
}

/** Those named in the sentence. Another region is no fault: it is shown, and costs nothing in the ranking. */
export function criteriaWith(match: Match, verdict: Schemas['Verdict']): Schemas['CriterionKey'][] {
  const named = askedCriteria(match).filter(({ key }) => !(key === 'region' && verdict === 'missed'));
  return named.filter((criterion) => criterion.verdict === verdict).map(({ key }) => key);
}

/** The codes on both sides, the deepest of each branch: 06 06.1 and 06 06.1 06.2 share 06.1. */
export function sharedCodes(asked: string, offered: string): string[] {
  const branch = (codes: string) => new Set(codes.split(/\s+/).filter(Boolean).flatMap((code) => (code.includes('.') ? [code.replace(/\..*$/, ''), code] : [code])));
  const theirs = branch(offered);
  const both = [...branch(asked)].filter((code) => theirs.has(code));
  return both.filter((code) => !both.some((other) => other.startsWith(`${code}.`)));
}
