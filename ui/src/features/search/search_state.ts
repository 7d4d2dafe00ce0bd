// search_state.ts - what is searched for stands in the address, so that it can be shared and gone back to.
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client';

export interface SearchState {
  q: string;
  kind: Schemas['ItemKind'] | '';
  field: string[];
  region: string[];
  mode: string[];
  offer_kind: string[];
  readiness: number;
  price: number; // 万元, 0: any
  since: string;
  page: number;
}

export type ListFilter = 'field' | 'region' | 'mode' | 'offer_kind';

export const page_size = 20;

const kinds: readonly string[] = ['need', 'offer', 'expert'];

export function readState(parameters: URLSearchParams): SearchState {
  const whole = (name: string) => Math.max(0, Math.trunc(Number(parameters.get(name)) || 0));
  const kind = parameters.get('kind') ?? '';
  return {
    q: parameters.get('q') ?? '',
    kind: kinds.includes(kind) ? (kind as Schemas['ItemKind']) : '',
    field: parameters.getAll('field'),
    region: parameters.getAll('region'),
    mode: parameters.getAll('mode'),
    offer_kind: parameters.getAll('offer_kind'),
    readiness: Math.min(9, whole('readiness')),
    price: whole('price'),
    since: /^\d{4}-\d{2}-\d{2}$/.test(parameters.get('since') ?? '') ? (parameters.get('since') as string) : '',
    page: Math.max(1, whole('page')),
  };
}

export function writeState(state: SearchState): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.q) parameters.set('q', state.q);
  if (state.kind) parameters.set('kind', state.kind);
  for (const name of ['field', 'region', 'mode', 'offer_kind'] as const) {
    for (const value of state[name]) parameters.append(name, value);
  }
  if (state.readiness) parameters.set('readiness', String(state.readiness));
  if (state.price) parameters.set('price', String(state.price));
  if (state.since) parameters.set('since', state.since);
  if (state.page > 1) parameters.set('page', String(state.page));
  return parameters;
}

export function questionOf(state: SearchState): Schemas['SearchItems'] {
  return {
    text: state.q || undefined,
    kinds: state.kind ? [state.kind] : undefined,
    fields: state.field,
    regions: state.region,
    modes: state.mode,
    offer_kinds: state.offer_kind as Schemas['OfferKind'][],
    readiness_from: state.readiness || undefined,
    price_up_to_minor: state.price ? state.price * 1_000_000 : undefined,
    published_since: state.since || undefined,
    offset: (state.page - 1) * page_size,
    limit: page_size,
  };
}

export const no_filters = { field: [], region: [], mode: [], offer_kind: [], readiness: 0, price: 0, since: '' } satisfies Partial<SearchState>;

export function countFilters(state: SearchState): number {
  const single = [state.readiness, state.price, state.since].filter(Boolean).length;
  return single + state.field.length + state.region.length + state.mode.length + state.offer_kind.length;
}

export type Change = (part: Partial<SearchState>, how?: 'replace') => void;

export function useSearchState(): [SearchState, Change] {
  const [parameters, setParameters] = useSearchParams();
  const [latest, setLatest] = useState(parameters);
  // The address follows a moment later than the click; a box that is ticked must not wait for it.
  useEffect(() => setLatest(parameters), [parameters]);
  const state = readState(latest);
  const change: Change = (part, how) => {
    const next = writeState({ ...state, page: 1, ...part });
    setLatest(next);
    setParameters(next, { replace: how === 'replace', preventScrollReset: !part.page });
  };
  return [state, change];
}
