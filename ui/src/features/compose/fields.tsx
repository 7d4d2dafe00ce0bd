// fields.tsx - the fields of the wizards; each says why it asks and shows the hub's faults at its place.
import { Select } from 'antd';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type Refusal, type Schemas } from '../../api/client';
import { organisationName, useCodeList, useCodeNames, type ListName } from '../../components/codes';
import { DayInput } from '../../components/day_input';
import { faultsOf, pathParts, useFaultWords, useFieldLabel } from '../../components/faults';
import { useSettled } from '../home/answers';
import { organisationQuery } from '../organisation/organisation_query';

export interface FieldProperties {
  member: string;
  refusal: Refusal | undefined;
  label: string;
  why?: string;
  optional?: boolean;
}

function FaultLines({ member, refusal }: { member: string; refusal: Refusal | undefined }) {
  const words = useFaultWords();
  const label = useFieldLabel();
  return faultsOf(refusal, member).map((fault, place) => (
    <p key={place} className="fault">
      {pathParts(fault.path).length > 1 ? `${label(fault.path)}: ` : ''}
      {words(fault)}
    </p>
  ));
}

function Label({ id, label, optional }: { id: string; label: string; optional?: boolean }) {
  const { t } = useTranslation();
  return (
    <label htmlFor={id}>
      {label} {optional && <span className="faint">{t('compose.optional')}</span>}
    </label>
  );
}

/** A field whose one control has the given id. */
export function Field({ id, children, ...field }: FieldProperties & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <Label id={id} label={field.label} optional={field.optional} />
      {field.why && <p className="why">{field.why}</p>}
      {children}
      <FaultLines member={field.member} refusal={field.refusal} />
    </div>
  );
}

/** A field of several controls. */
export function FieldGroup({ children, ...field }: FieldProperties & { children: ReactNode }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <p id={id} className="field-label">
        {field.label} {field.optional && <span className="faint">{t('compose.optional')}</span>}
      </p>
      {field.why && <p className="why">{field.why}</p>}
      {children}
      <FaultLines member={field.member} refusal={field.refusal} />
    </div>
  );
}

interface Valued<Value> {
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}

export function TextField({ value, onChange, rows, most, placeholder, ...field }: FieldProperties & Valued<string> & { rows?: number; most: number; placeholder?: string }) {
  const id = useId();
  const shared = {
    id,
    className: 'input',
    value: value ?? '',
    maxLength: most,
    placeholder,
    'aria-invalid': faultsOf(field.refusal, field.member).length > 0 || undefined,
  };
  return (
    <Field id={id} {...field}>
      {rows ? (
        <textarea rows={rows} style={{ minHeight: rows * 24 + 18 }} {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input type="text" {...shared} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

export function DateField({ value, onChange, ...field }: FieldProperties & Valued<string>) {
  const id = useId();
  return (
    <Field id={id} {...field}>
      <DayInput id={id} value={value} onChange={onChange} invalid={faultsOf(field.refusal, field.member).length > 0} />
    </Field>
  );
}

/** One code of a list; a list of two levels is grouped. */
export function CodeField({ list, value, onChange, ...field }: FieldProperties & Valued<string> & { list: ListName }) {
  const { t } = useTranslation();
  const id = useId();
  const codes = useCodeList(list);
  const name = useCodeNames(list);
  const tops = codes.filter(({ parent }) => !parent);
  const option = (code: string, top = false) => (
    <option key={code} value={code}>
      {top && codes.some(({ parent }) => parent === code) ? `${name(list, code)} · ${t('compose.wholeGroup')}` : name(list, code)}
    </option>
  );
  return (
    <Field id={id} {...field}>
      <select id={id} className="input" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t('compose.unsaid')}</option>
        {tops.map(({ code }) => {
          const children = codes.filter(({ parent }) => parent === code);
          if (children.length === 0) return option(code);
          return (
            <optgroup key={code} label={name(list, code)}>
              {option(code, true)}
              {children.map((child) => option(child.code))}
            </optgroup>
          );
        })}
      </select>
    </Field>
  );
}

interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

export function RadioField<Value extends string>({ choices, value, onChange, ...field }: FieldProperties & Valued<Value> & { choices: Choice<Value>[] }) {
  const name = useId();
  return (
    <FieldGroup {...field}>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input type="radio" name={name} checked={value === choice.value} onChange={() => onChange(choice.value)} />
            <span>
              {choice.label}
              {choice.hint && <span className="faint"> {choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export function ModesField({ value, onChange, ...field }: FieldProperties & Valued<string[]>) {
  const codes = useCodeList('contract_kinds');
  const name = useCodeNames('contract_kinds');
  const chosen = value ?? [];
  const toggle = (code: string) => onChange(chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code]);
  return (
    <FieldGroup {...field}>
      <div className="choices">
        {codes.map(({ code }) => (
          <label key={code} className="choice">
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            <span>{name('contract_kinds', code)}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export function ReadinessField({ value, onChange, ...field }: FieldProperties & Valued<number>) {
  const { t } = useTranslation();
  const id = useId();
  const name = useCodeNames('readiness_levels');
  return (
    <Field id={id} {...field}>
      <select id={id} className="input" value={value ?? ''} onChange={(event) => onChange(event.target.value ? Number(event.target.value) : undefined)}>
        <option value="">{t('compose.unsaid')}</option>
        {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => (
          <option key={level} value={level}>
            TRL {level} · {name('readiness_levels', `TRL-${level}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}

const most_fields = 8;

/** Technology fields: a click on a second-level field also chooses the first level that it belongs to. */
export function TechFields({ value, onChange, ...field }: FieldProperties & Valued<string[]>) {
  const { t } = useTranslation();
  const codes = useCodeList('tech_fields');
  const name = useCodeNames('tech_fields');
  const chosen = value ?? [];
  const toggle = (code: string, parent: string) => {
    if (chosen.includes(code)) return onChange(chosen.filter((other) => other !== code && !other.startsWith(`${code}.`)));
    const next = [...new Set([...chosen, ...(parent ? [parent] : []), code])];
    if (next.length <= most_fields) onChange(next);
  };
  const box = (code: string, parent: string) => (
    <label key={code} className={parent ? 'choice small' : 'choice'}>
      <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code, parent)} />
      <span>{name('tech_fields', code)}</span>
    </label>
  );
  return (
    <FieldGroup {...field}>
      <div className="tech-fields">
        {codes
          .filter(({ parent }) => !parent)
          .map(({ code }) => (
            <div key={code} className="tech-field">
              {box(code, '')}
              <div className="choices">{codes.filter(({ parent }) => parent === code).map((child) => box(child.code, code))}</div>
            </div>
          ))}
      </div>
      <p className="why">{t('compose.fieldsNote', { n: chosen.length, most: most_fields })}</p>
    </FieldGroup>
  );
}

/** Words of the writer's own, one chip each. */
export function WordsField({ value, onChange, most, placeholder, ...field }: FieldProperties & Valued<string[]> & { most: number; placeholder?: string }) {
  const id = useId();
  return (
    <Field id={id} {...field}>
      <Select
        id={id}
        mode="tags"
        open={false}
        suffixIcon={null}
        value={value ?? []}
        maxCount={most}
        placeholder={placeholder}
        tokenSeparators={['；', ';', '、', '\n']}
        onChange={(words: string[]) => onChange(words.map((word) => word.trim()).filter(Boolean))}
      />
    </Field>
  );
}

export function WipoField({ value, onChange, ...field }: FieldProperties & Valued<number[]>) {
  const id = useId();
  const codes = useCodeList('wipo35_fields');
  const name = useCodeNames('wipo35_fields');
  return (
    <Field id={id} {...field}>
      <Select
        id={id}
        mode="multiple"
        maxCount={10}
        value={value ?? []}
        optionFilterProp="label"
        options={codes.map(({ code }) => ({ value: Number(code), label: name('wipo35_fields', code) }))}
        onChange={onChange}
      />
    </Field>
  );
}

/** Organisations that must never see the item, found by name, pinyin or credit code. */
export function OrganisationsField({ value, onChange, ...field }: FieldProperties & Valued<string[]>) {
  const { i18n } = useTranslation();
  const id = useId();
  const [query, setQuery] = useState('');
  const settled = useSettled(query);
  const chosen = value ?? [];
  const known = useQueries({ queries: chosen.map(organisationQuery) });
  const { data, isFetching } = useQuery({
    queryKey: ['organisations', settled],
    queryFn: async ({ signal }) => answer(api.GET('/v1/organisations', { params: { query: { query: settled, limit: 20 } }, signal })),
    enabled: settled.trim() !== '',
  });
  const found = [...(data?.organisations ?? []), ...known.flatMap(({ data: one }) => (one ? [one] : []))];
  const options = [...new Map(found.map((one) => [one.id, { value: one.id, label: organisationName(one, i18n.language) }])).values()];
  return (
    <Field id={id} {...field}>
      <Select
        id={id}
        mode="multiple"
        showSearch
        filterOption={false}
        loading={isFetching}
        value={chosen}
        options={options}
        onSearch={setQuery}
        onChange={(organisations: string[]) => {
          setQuery('');
          onChange(organisations);
        }}
      />
    </Field>
  );
}

type MoneyRange = Schemas['MoneyRange'];

function asWan(minor: number | undefined): string {
  return minor === undefined ? '' : String(minor / 1_000_000);
}

/** From … to … in 万元; one end alone stands for both. */
export function MoneyField({ value, onChange, ...field }: FieldProperties & Valued<MoneyRange>) {
  const { t } = useTranslation();
  const [low, setLow] = useState(asWan(value?.low_minor));
  const [high, setHigh] = useState(asWan(value?.high_minor));
  const change = (nextLow: string, nextHigh: string) => {
    setLow(nextLow);
    setHigh(nextHigh);
    const minor = (text: string) => (text.trim() === '' || !(Number(text) >= 0) ? undefined : Math.round(Number(text) * 1_000_000));
    const [from, to] = [minor(nextLow), minor(nextHigh)];
    const one = from ?? to;
    onChange(one === undefined ? undefined : { low_minor: from ?? one, high_minor: to ?? one, currency: value?.currency ?? 'CNY' });
  };
  const isWrong = (text: string) => text.trim() !== '' && !(Number(text) >= 0);
  const isReversed = !isWrong(low) && !isWrong(high) && low.trim() !== '' && high.trim() !== '' && Number(low) > Number(high);
  return (
    <FieldGroup {...field}>
      <div className="row money-field">
        <input className="input number" inputMode="decimal" aria-label={t('compose.moneyLow')} aria-invalid={isWrong(low) || isReversed || undefined} value={low} onChange={(event) => change(event.target.value, high)} />
        <span>–</span>
        <input className="input number" inputMode="decimal" aria-label={t('compose.moneyHigh')} aria-invalid={isWrong(high) || isReversed || undefined} value={high} onChange={(event) => change(low, event.target.value)} />
        <span>{t('unit.wan')}</span>
      </div>
      {(isWrong(low) || isWrong(high)) && <p className="fault">{t('compose.moneyWrong')}</p>}
      {isReversed && <p className="fault">{t('compose.moneyReversed')}</p>}
    </FieldGroup>
  );
}
