// facets.tsx - the filters of a search, with how many items each value has.
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { shortRegion, useCodeList, useCodeNames } from '../../components/codes';
import { day, number } from '../../components/format';
import { SkeletonRows } from '../../components/states';
import { countFilters, no_filters, type Change, type ListFilter, type SearchState } from './search_state';

type Facet = Schemas['FacetView'];

interface Choice {
  value: string;
  label: string;
  count?: number;
  deeper?: boolean;
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

const shown_at_first = 8;

interface ChoicesProperties {
  title: string;
  name: ListFilter;
  choices: Choice[];
  state: SearchState;
  change: Change;
}

function Choices({ title, name, choices, state, change }: ChoicesProperties) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const chosen = state[name];
  if (choices.length === 0) return null;
  const shown = choices.filter(({ value }, place) => all || place < shown_at_first || chosen.includes(value));
  const toggle = (value: string) =>
    change({ [name]: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] });
  return (
    <Group title={title}>
      {shown.map(({ value, label, count, deeper }) => (
        <label key={value} className={`facet-choice ${deeper ? 'deeper' : ''}`}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <span>{label}</span>
          {count !== undefined && <span className="faint">{number(count)}</span>}
        </label>
      ))}
      {choices.length > shown.length && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {t('search.moreValues', { n: choices.length - shown.length })}
        </button>
      )}
    </Group>
  );
}

function countsOf(facets: Facet[], attribute: string): Map<string, number> {
  const values = facets.find((facet) => facet.attribute === attribute)?.values ?? [];
  return new Map(values.map(({ value, count }) => [value, count]));
}

/** Fields of the first level; the second level of those that are chosen. */
function useFieldChoices(facets: Facet[], chosen: string[]): Choice[] {
  const codes = useCodeList('tech_fields');
  const name = useCodeNames('tech_fields');
  const counts = countsOf(facets, 'field');
  const isShown = (code: string, parent: string) =>
    chosen.includes(code) || (parent === '' ? true : chosen.includes(parent) || chosen.some((other) => other.startsWith(`${parent}.`)));
  return codes
    .filter(({ code, parent }) => isShown(code, parent) && (counts.has(code) || chosen.includes(code)))
    .map(({ code, parent }) => ({ value: code, label: name('tech_fields', code), count: counts.get(code), deeper: parent !== '' }));
}

function byCount(counts: Map<string, number>, chosen: string[], label: (value: string) => string): Choice[] {
  const values = new Set([...counts.keys(), ...chosen]);
  return [...values]
    .map((value) => ({ value, label: label(value), count: counts.get(value) }))
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
}

const spans_days = [7, 30, 90, 365];

function daysAgo(days: number): string {
  return day(new Date(Date.now() - days * 86_400_000).toISOString());
}

function SinceChoice({ id, since, change }: { id: string; since: string; change: Change }) {
  const { t } = useTranslation();
  const spans = spans_days.map((days) => ({ days, date: daysAgo(days) }));
  const isOther = since !== '' && spans.every(({ date }) => date !== since);
  return (
    <select id={id} className="input" value={since} onChange={(event) => change({ since: event.target.value })}>
      <option value="">{t('facet.any')}</option>
      {spans.map(({ days, date }) => (
        <option key={days} value={date}>
          {t('facet.lastDays', { n: days })}
        </option>
      ))}
      {isOther && <option value={since}>{t('facet.sinceDate', { date: since })}</option>}
    </select>
  );
}

export function Facets({ facets, state, change }: { facets: Facet[]; state: SearchState; change: Change }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions', 'contract_kinds');
  const ids = { readiness: useId(), price: useId(), since: useId() };
  const fields = useFieldChoices(facets, state.field);
  // The names of the fields come a moment later than the counts; a list that grows above the pointer would make it tick another box.
  const isNamed = useCodeList('tech_fields').length > 0;
  const regions = byCount(countsOf(facets, 'region'), state.region, (code) => shortRegion(name('regions', code)));
  const modes = byCount(countsOf(facets, 'mode'), state.mode, (code) => name('contract_kinds', code));
  const offerKinds = byCount(countsOf(facets, 'offer_kind'), state.offer_kind, (kind) => t(`offerKind.${kind as Schemas['OfferKind']}`));
  if (!isNamed) return <SkeletonRows rows={8} />;
  return (
    <div className="facets">
      {countFilters(state) > 0 && (
        <button
          type="button"
          className="link-button"
          onClick={() => change(no_filters)}
        >
          {t('search.clearFilters', { n: countFilters(state) })}
        </button>
      )}
      <Choices title={t('facet.field')} name="field" choices={fields} state={state} change={change} />
      {state.kind !== 'need' && state.kind !== 'expert' && (
        <Choices title={t('facet.offer_kind')} name="offer_kind" choices={offerKinds} state={state} change={change} />
      )}
      <Choices title={t('facet.mode')} name="mode" choices={modes} state={state} change={change} />
      <Choices title={t('facet.region')} name="region" choices={regions} state={state} change={change} />
      <Group title={t('facet.more')}>
        <div className="field">
          <label htmlFor={ids.readiness} className="facet-label">
            {t('facet.readinessFrom')}
          </label>
          <select
            id={ids.readiness}
            className="input"
            value={state.readiness}
            onChange={(event) => change({ readiness: Number(event.target.value) })}
          >
            <option value={0}>{t('facet.any')}</option>
            {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => (
              <option key={level} value={level}>
                TRL {level}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={ids.price} className="facet-label">
            {t('facet.priceUpTo')}
          </label>
          <input
            id={ids.price}
            className="input"
            type="number"
            min={0}
            inputMode="numeric"
            defaultValue={state.price || ''}
            key={state.price}
            onBlur={(event) => Number(event.target.value) !== state.price && change({ price: Math.max(0, Math.trunc(Number(event.target.value))) })}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.since} className="facet-label">
            {t('facet.since')}
          </label>
          <SinceChoice id={ids.since} since={state.since} change={change} />
        </div>
      </Group>
    </div>
  );
}
