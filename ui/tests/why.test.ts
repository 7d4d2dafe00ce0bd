import { describe, expect, it } from 'vitest';
import type { Schemas } from '../src/api/client';
import { askedCriteria, countFigures, criteriaWith, sharedCodes, sharedPhrases, telling } from '../src/features/item/why';

type Match = Schemas['Match'];

/** A text whose marks stand in brackets. */
function text(written: string): Schemas['MarkedText'] {
  const marks: { begin: number; end: number }[] = [];
  let plain = '';
  for (const piece of written.split(/(\[[^\]]*\])/)) {
    const inner = piece.startsWith('[') ? piece.slice(1, -1) : piece;
    if (piece.startsWith('[')) marks.push({ begin: plain.length, end: plain.length + inner.length });
    plain += inner;
  }
  return { text: plain, marks };
}

const match = (title: string, body: string, terms: Record<string, number> = {}) =>
  ({ matched_title: text(title), matched_text: text(body), shared_terms: Object.entries(terms).map(([term, weight]) => ({ term, weight })) }) as unknown as Match;

describe('sharedPhrases', () => {
  it('the heaviest first, the lightest left out', () => expect(sharedPhrases(match('[电芯]与[隔热垫]', '[分钟]', { 电芯: 30, 隔热: 90, 分钟: 5 }), 4)).toEqual(['隔热垫', '电芯']));
  it('each phrase once, and no part of another', () => expect(sharedPhrases(match('[热失控]', '[热失控]后[失控]', { 热失: 50, 失控: 50 }), 4)).toEqual(['热失控']));
  it('without the particles at its ends', () => expect(sharedPhrases(match('[的隔热垫，]', '', { 隔热: 1 }), 4)).toEqual(['隔热垫']));
  it('no small talk, no single characters', () => expect(sharedPhrases(match('[我们]', '[可以] [热]', { 我们: 9 }), 4)).toEqual([]));
  it('at most as many as asked for', () => expect(sharedPhrases(match('[alpha] [beta] [gamma]', ''), 2)).toHaveLength(2));
});

describe('telling', () => {
  it('keeps the marks that say something', () => expect(telling(text('[我们]的[电芯]'))).toEqual(text('我们的[电芯]')));
});

describe('verdicts are counted', () => {
  const criteria = [
    { key: 'field', verdict: 'met', asked: '06', offered: '06 06.1' },
    { key: 'region', verdict: 'missed', asked: '310000', offered: '340000' },
    { key: 'mode', verdict: 'missed', asked: 'TRF', offered: 'LIC' },
    { key: 'price', verdict: 'unknown', asked: '', offered: '1-2 CNY' },
    { key: 'ip_position', verdict: 'met', asked: 'any', offered: 'LIC' },
  ];
  const judged = { figures: ['met', 'met', 'missed', 'unknown'].map((verdict) => ({ verdict })), criteria } as unknown as Match;
  it('figures', () => expect(countFigures(judged)).toEqual({ met: 2, missed: 1, unknown: 1, total: 4 }));
  it('criteria', () => expect(criteriaWith(judged, 'met')).toEqual(['field']));
  it('another region is not named as a fault', () => expect(criteriaWith(judged, 'missed')).toEqual(['mode']));
  it('what nobody asked for is left out', () => expect(askedCriteria(judged).map(({ key }) => key)).toEqual(['field', 'region', 'mode']));
});

describe('sharedCodes', () => {
  it('the deepest of each branch', () => expect(sharedCodes('06 06.1 11', '06.1 06.2 11 11.3')).toEqual(['06.1', '11']));
  it('the branch, where only that is shared', () => expect(sharedCodes('06.1', '06.2')).toEqual(['06']));
  it('nothing', () => expect(sharedCodes('06.1', '07')).toEqual([]));
});
