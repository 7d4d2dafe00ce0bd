// item_row.tsx - one row of a list: the title; two facts that decide; who, where, how fresh.
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { organisationName, shortRegion, useCodeNames } from './codes';
import { day, figureValue, money } from './format';
import { Marked } from './marked';
import { Status } from './status';

type ItemBrief = Schemas['ItemBrief'];

export function itemAddress(kind: Schemas['ItemKind'], id: string): string {
  return `/${kind}s/${id}`;
}

export function Money({ range }: { range: Schemas['MoneyRange'] }) {
  const { i18n } = useTranslation();
  return <span className="number">{money(range, i18n.language)}</span>;
}

interface Properties {
  item: ItemBrief;
  title?: Schemas['MarkedText'];
  snippet?: Schemas['MarkedText'];
  /** Lists of one kind need not say it on every row. */
  showKind?: boolean;
  showStatus?: boolean;
  /** Lists of one organisation need not name it. */
  hideOrganisation?: boolean;
  to?: string;
}

/** Drawn again only when its item changes: lists stand beside boxes that people type into. */
export const ItemRow = memo(function ItemRow({ item, title, snippet, showKind, showStatus, hideOrganisation, to }: Properties) {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('tech_fields', 'regions');
  const fields = (item.fields ?? []).filter((code) => code.includes('.') || (item.fields ?? []).length === 1);
  const region = item.region ?? item.organisation.region;
  const figures = (item.figures ?? []).slice(0, 2);
  return (
    <li className="item-row">
      <h3>
        <Link to={to ?? itemAddress(item.kind, item.id)}>
          {title && title.text ? <Marked value={title} /> : item.title || t('item.untitled')}
        </Link>
      </h3>
      {snippet?.text && (
        <p className="snippet">
          <Marked value={snippet} lineBreak=" · " />
        </p>
      )}
      {(figures.length > 0 || item.readiness || item.price) && (
        <p className="second">
          {figures.map((figure, place) => (
            <span key={place}>
              {figure.name} {figureValue(figure)}
            </span>
          ))}
          {item.readiness ? <span>TRL {item.readiness}</span> : null}
          {item.price && <Money range={item.price} />}
        </p>
      )}
      <p className="third dots">
        {showKind && <span>{t(`kindOne.${item.kind}`)}</span>}
        {showStatus && (
          <span>
            <Status status={item.status} />
          </span>
        )}
        {!hideOrganisation && <span>{organisationName(item.organisation, i18n.language)}</span>}
        {region && <span>{shortRegion(name('regions', region))}</span>}
        {fields.slice(0, 2).map((code) => (
          <span key={code}>{name('tech_fields', code)}</span>
        ))}
        {item.deadline && <span>{t('item.until', { date: item.deadline })}</span>}
        <span>{item.published_at ? t('item.publishedOn', { date: day(item.published_at) }) : t('item.changedOn', { date: day(item.updated_at) })}</span>
      </p>
    </li>
  );
});
