// row_editors.tsx - figures and intellectual property, row by row.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useCodeList, useCodeNames } from '../../components/codes';
import { DayInput } from '../../components/day_input';
import { day } from '../../components/format';
import { isDecimal, isWholeFigure } from './drafts';
import { FieldGroup, type FieldProperties } from './fields';

type Figure = Schemas['Figure'];
type IpItem = Schemas['IpItem'];

const relations: Figure['relation'][] = ['ge', 'le', 'gt', 'lt', 'eq', 'between'];

interface CellProperties {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  most: number;
  className?: string;
  invalid?: boolean;
  placeholder?: string;
}

function Cell({ label, value, onChange, most, className, invalid, placeholder }: CellProperties) {
  return (
    <label className={`cell ${className ?? ''}`}>
      <span className="faint">{label}</span>
      <input className="input" value={value ?? ''} maxLength={most} placeholder={placeholder} aria-invalid={invalid || undefined} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function FigureRow({ figure, change, remove, place }: { figure: Figure; change: (part: Partial<Figure>) => void; remove: () => void; place: number }) {
  const { t } = useTranslation();
  const begun = figure.name !== '' || figure.value !== '';
  return (
    <div className="editor-row" role="group" aria-label={t('fault.row', { n: place + 1 })}>
      <Cell className="span-3" label={t('figure.name')} most={80} value={figure.name} placeholder={t('figure.nameExample')} onChange={(name) => change({ name })} />
      <label className="cell span-2">
        <span className="faint">{t('figure.relation')}</span>
        <select className="input" value={figure.relation} onChange={(event) => change({ relation: event.target.value as Figure['relation'] })}>
          {relations.map((relation) => (
            <option key={relation} value={relation}>
              {t(`relation.${relation}`)}
            </option>
          ))}
        </select>
      </label>
      <Cell className="span-2" label={figure.relation === 'between' ? t('figure.low') : t('figure.value')} most={20} value={figure.value} invalid={figure.value !== '' && !isDecimal(figure.value)} onChange={(value) => change({ value: value.trim() })} />
      {figure.relation === 'between' && (
        <Cell className="span-2" label={t('figure.high')} most={20} value={figure.value_high} invalid={Boolean(figure.value_high) && !isDecimal(figure.value_high)} onChange={(value) => change({ value_high: value.trim() })} />
      )}
      <Cell className="span-2" label={t('figure.unit')} most={30} value={figure.unit} placeholder="℃" onChange={(unit) => change({ unit })} />
      <Cell className="span-4" label={t('figure.method')} most={200} value={figure.method} placeholder={t('figure.methodExample')} onChange={(method) => change({ method })} />
      <Cell className="span-5" label={t('figure.conditions')} most={300} value={figure.conditions} onChange={(conditions) => change({ conditions })} />
      <div className="cell-end">
        {begun && !isWholeFigure(figure) && <span className="tag amber">{t('compose.rowUnfinished')}</span>}
        <button type="button" className="link-button" onClick={remove}>
          {t('compose.removeRow')}
        </button>
      </div>
    </div>
  );
}

interface RowsProperties<Row> {
  value: Row[] | undefined;
  onChange: (rows: Row[]) => void;
}

function replaced<Row>(rows: Row[], place: number, part: Partial<Row>): Row[] {
  return rows.map((row, other) => (other === place ? { ...row, ...part } : row));
}

export function FiguresField({ value, onChange, ...field }: FieldProperties & RowsProperties<Figure>) {
  const { t } = useTranslation();
  const rows = value ?? [];
  return (
    <FieldGroup {...field}>
      <div className="editor">
        {rows.map((figure, place) => (
          <FigureRow
            key={place}
            place={place}
            figure={figure}
            change={(part) => onChange(replaced(rows, place, part))}
            remove={() => onChange(rows.filter((_, other) => other !== place))}
          />
        ))}
      </div>
      <button type="button" className="button" onClick={() => onChange([...rows, { name: '', relation: 'ge', value: '', unit: '' }])}>
        {t('compose.addFigure')}
      </button>
    </FieldGroup>
  );
}

const ip_statuses: IpItem['status'][] = ['pending', 'granted', 'registered', 'secret', 'lapsed'];

function DayCell({ label, value, onChange }: { label: string; value: string | undefined; onChange: (day: string | undefined) => void }) {
  const id = useId();
  return (
    <div className="cell span-3">
      <label htmlFor={id} className="faint">
        {label}
      </label>
      <DayInput id={id} value={value} onChange={onChange} />
    </div>
  );
}

function IpRow({ item, change, remove, place }: { item: IpItem; change: (part: Partial<IpItem>) => void; remove: () => void; place: number }) {
  const { t } = useTranslation();
  const kinds = useCodeList('ip_kinds');
  const name = useCodeNames('ip_kinds');
  const isGroup = (code: string) => kinds.some(({ parent }) => parent === code);
  return (
    <div className="editor-row" role="group" aria-label={t('fault.row', { n: place + 1 })}>
      <label className="cell span-3">
        <span className="faint">{t('ip.kind')}</span>
        <select className="input" value={item.kind} onChange={(event) => change({ kind: event.target.value })}>
          <option value="">{t('item.choose')}</option>
          {kinds
            .filter(({ code }) => !isGroup(code))
            .map(({ code }) => (
              <option key={code} value={code}>
                {name('ip_kinds', code)}
              </option>
            ))}
        </select>
      </label>
      <Cell className="span-3" label={t('ip.number')} most={40} value={item.number} onChange={(number) => change({ number })} />
      <label className="cell span-3">
        <span className="faint">{t('ip.status')}</span>
        <select className="input" value={item.status} onChange={(event) => change({ status: event.target.value as IpItem['status'] })}>
          {ip_statuses.map((status) => (
            <option key={status} value={status}>
              {t(`ipStatus.${status}`)}
            </option>
          ))}
        </select>
      </label>
      <Cell className="span-3" label={t('ip.title')} most={200} value={item.title} onChange={(title) => change({ title })} />
      <DayCell label={t('ip.expires')} value={item.expires_on} onChange={(expires_on) => change({ expires_on })} />
      <DayCell label={t('ip.checked')} value={item.checked_on} onChange={(checked_on) => change({ checked_on: checked_on ?? '' })} />
      <div className="cell-end">
        {!(item.kind && item.checked_on) && <span className="tag amber">{t('compose.rowUnfinished')}</span>}
        <button type="button" className="link-button" onClick={remove}>
          {t('compose.removeRow')}
        </button>
      </div>
    </div>
  );
}

export function IpItemsField({ value, onChange, ...field }: FieldProperties & RowsProperties<IpItem>) {
  const { t } = useTranslation();
  const rows = value ?? [];
  const blank = (): IpItem => ({ kind: '', status: 'pending', checked_on: day(new Date().toISOString()) });
  return (
    <FieldGroup {...field}>
      <div className="editor">
        {rows.map((item, place) => (
          <IpRow
            key={place}
            place={place}
            item={item}
            change={(part) => onChange(replaced(rows, place, part))}
            remove={() => onChange(rows.filter((_, other) => other !== place))}
          />
        ))}
      </div>
      <button type="button" className="button" onClick={() => onChange([...rows, blank()])}>
        {t('compose.addIp')}
      </button>
    </FieldGroup>
  );
}
