import { describe, expect, it } from 'vitest';
import { expert_drafts, isDecimal, isWholeFigure, need_drafts, offer_drafts } from '../src/features/compose/drafts';

describe('isDecimal', () => {
  it.each(['0', '-1', '12.5', '0.30', '12345678901234567890'])('%s is one', (text) => expect(isDecimal(text)).toBe(true));
  it.each(['', '.5', '5.', '01', '1e3', '１２', '1,000', '123456789012345678901', undefined])('%s is none', (text) => expect(isDecimal(text)).toBe(false));
});

describe('isWholeFigure', () => {
  const figure = { name: '厚度', relation: 'le', value: '2', unit: 'mm' } as const;
  it('has a name and a value', () => expect(isWholeFigure(figure)).toBe(true));
  it('a unit may be missing', () => expect(isWholeFigure({ ...figure, unit: '' })).toBe(true));
  it('without a name it waits', () => expect(isWholeFigure({ ...figure, name: ' ' })).toBe(false));
  it('"between" needs its upper end', () => expect(isWholeFigure({ ...figure, relation: 'between' })).toBe(false));
});

describe('what of a draft can be sent', () => {
  it('half written rows wait; what says nothing is left out', () =>
    expect(
      need_drafts.sendable({
        title: '',
        problem: '',
        tried: '',
        fields: [],
        budget: undefined,
        figures: [
          { name: '厚度', relation: 'le', value: '2', value_high: '3', unit: '' },
          { name: '', relation: 'ge', value: '', unit: '' },
        ],
      }),
    ).toEqual({ title: '', problem: '', figures: [{ name: '厚度', relation: 'le', value: '2', unit: '' }] }));
  it('an IP item without a kind waits', () =>
    expect(offer_drafts.sendable({ kind: 'patent', title: 'a', abstract: '', non_secret: false, ip_items: [{ kind: '', status: 'pending', checked_on: '2026-11-24' }] })).toEqual({
      kind: 'patent',
      title: 'a',
      abstract: '',
      non_secret: false,
    }));
  it('an address that is still being typed waits', () => {
    const content = { kind: 'expert', name: 'n', title: '', abstract: '' } as const;
    expect(expert_drafts.sendable({ ...content, office_email: 'office@' })).not.toHaveProperty('office_email');
    expect(expert_drafts.sendable({ ...content, office_email: 'office@u.example' })).toHaveProperty('office_email');
  });
});
