// drafts.ts - needs, offers and experts as drafts: how each is read, made and changed, and what of it can be sent already.
import { answer, api, type Schemas } from '../../api/client';
import { findExpert, findNeed, findOffer } from '../item/find';
import type { DraftStore } from './draft_saver';

type Figure = Schemas['Figure'];

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Leaves out what says nothing; required texts stay, even when empty. */
export function withoutEmpty<Content extends object>(content: Content, required: (keyof Content)[]): Content {
  const entries = Object.entries(content).filter(([name, value]) => required.includes(name as keyof Content) || !isEmpty(value));
  return Object.fromEntries(entries) as Content;
}

const is_decimal = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

export function isDecimal(text: string | undefined): boolean {
  return text !== undefined && is_decimal.test(text) && text.length <= 20;
}

export function isWholeFigure(figure: Figure): boolean {
  const upper = figure.relation !== 'between' || isDecimal(figure.value_high);
  return figure.name.trim() !== '' && isDecimal(figure.value) && upper;
}

function sendableFigures(figures: Figure[] | undefined): Figure[] {
  return (figures ?? []).filter(isWholeFigure).map((figure) => withoutEmpty({ ...figure, value_high: figure.relation === 'between' ? figure.value_high : undefined }, ['unit']));
}

export const need_drafts: DraftStore<Schemas['NeedContent']> = {
  kind: 'need',
  find: findNeed,
  create: (content, key) => answer(api.POST('/v1/needs', { body: { content }, headers: { 'Idempotency-Key': key } })),
  update: (need, version, content) => answer(api.PUT('/v1/needs/{need}', { params: { path: { need } }, body: { version, content } })),
  sendable: (content) => withoutEmpty({ ...content, figures: sendableFigures(content.figures) }, ['title', 'problem']),
  hasSomething: (content) => content.title.trim() !== '' || content.problem.trim() !== '',
};

export const offer_drafts: DraftStore<Schemas['OfferContent']> = {
  kind: 'offer',
  find: findOffer,
  create: (content, key) => answer(api.POST('/v1/offers', { body: { content }, headers: { 'Idempotency-Key': key } })),
  update: (offer, version, content) => answer(api.PUT('/v1/offers/{offer}', { params: { path: { offer } }, body: { version, content } })),
  sendable: (content) => {
    const ip_items = (content.ip_items ?? []).filter(({ kind, checked_on }) => kind && checked_on).map((item) => withoutEmpty(item, []));
    return withoutEmpty({ ...content, figures: sendableFigures(content.figures), ip_items }, ['title', 'abstract', 'kind', 'non_secret']);
  },
  hasSomething: (content) => content.title.trim() !== '' || content.abstract.trim() !== '',
};

const is_address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const expert_drafts: DraftStore<Schemas['ExpertContent']> = {
  kind: 'expert',
  find: findExpert,
  create: (content, key) => answer(api.POST('/v1/experts', { body: { content }, headers: { 'Idempotency-Key': key } })),
  update: (expert, version, content) => answer(api.PUT('/v1/experts/{expert}', { params: { path: { expert } }, body: { version, content } })),
  sendable: (content) => {
    const office_email = is_address.test(content.office_email ?? '') ? content.office_email : undefined;
    return withoutEmpty({ ...content, office_email }, ['kind', 'name', 'title', 'abstract']);
  },
  hasSomething: (content) => content.name.trim() !== '',
};
