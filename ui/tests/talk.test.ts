import { describe, expect, it } from 'vitest';
import { day } from '../src/components/format';
import { answerClock, spanWords } from '../src/features/talk/clock';
import { blankAnswers, pairFigures, sentFigures } from '../src/features/talk/figures';
import { talkOf } from '../src/features/talk/talk_query';
import { words } from './words';

const zh = await words('zh');
const en = await words('en');

const inDays = (n: number) => day(new Date(Date.now() + n * 86_400_000).toISOString());

describe('a span of time', () => {
  it.each([
    [0, '1 分钟'],
    [59, '59 分钟'],
    [60, '1 小时'],
    [90, '1 小时 30 分钟'],
    [1440, '1 天'],
    [3000, '2 天 2 小时'],
    [2881, '2 天'],
  ])('%i minutes', (minutes, said) => {
    expect(spanWords(minutes, zh.t)).toBe(said);
  });

  it('is said in English too', () => {
    expect(spanWords(90, en.t)).toBe('1 h 30 min');
  });
});

describe('the answer clock', () => {
  it.each([
    [5, '剩 5 天', 'calm'],
    [1, '剩 1 天', 'due'],
    [0, '今天到期', 'due'],
    [-2, '逾期 2 天', 'late'],
  ])('%i days before the end', (days, said, urgency) => {
    expect(answerClock({ answer_by: inDays(days) }, zh.t)).toEqual({ words: said, urgency });
  });
});

const temperature = { name: '热失控触发温度', relation: 'ge', value: '210', unit: '℃' } as const;
const thickness = { name: '垫片厚度', relation: 'le', value: '2', unit: 'mm' } as const;
const width = { name: '宽度', relation: 'between', value: '1', value_high: '2', unit: 'mm' } as const;

describe('figures one can meet', () => {
  it('leaves out what is empty, and remembers the row of the rest', () => {
    const answers = blankAnswers([temperature, thickness, width]);
    const [, second, third] = answers;
    if (!second || !third) throw new Error('three rows were asked');
    second.value = ' 1.8 ';
    second.conditions = '0.3 MPa';
    third.value = '1.2';
    third.value_high = '1.5';
    expect(sentFigures(answers)).toEqual({
      figures: [
        { name: '垫片厚度', relation: 'le', value: '1.8', unit: 'mm', conditions: '0.3 MPa' },
        { name: '宽度', relation: 'between', value: '1.2', value_high: '1.5', unit: 'mm' },
      ],
      rows: [1, 2],
    });
  });

  it('stand beside those asked, others follow', () => {
    const met = { ...thickness, value: '1.8' };
    const other = { ...temperature, name: '密度' };
    expect(pairFigures([temperature, thickness], [other, met])).toEqual([
      { name: '热失控触发温度', asked: temperature, met: undefined },
      { name: '垫片厚度', asked: thickness, met },
      { name: '密度', met: other },
    ]);
  });

  it('stand alone when the need is not shown', () => {
    expect(pairFigures(undefined, [thickness])).toEqual([{ name: '垫片厚度', met: thickness }]);
  });
});

describe('a fact', () => {
  it('names its talk', () => {
    expect(talkOf({ type: 'market.message_written.v1', body: { talk: 'a', message: 'b' } })).toBe('a');
  });

  it('about anything else names none', () => {
    expect(talkOf({ type: 'market.need_published.v1', body: { item: 'a' } })).toBeUndefined();
    expect(talkOf({ type: 'other.talk.v1', body: { talk: 'a' } })).toBeUndefined();
    expect(talkOf({ type: 'market.need_published.v1', body: null })).toBeUndefined();
  });
});
