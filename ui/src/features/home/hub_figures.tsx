// hub_figures.tsx - the hub in figures: totals, by field as a chart and a table, by province as tiles.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useCodeNames } from '../../components/codes';
import { number } from '../../components/format';
import { WhenNear } from '../../components/when_near';
import { RegionTiles } from './region_tiles';

const FieldChart = lazy(() => import('./field_chart'));

type Overview = Schemas['Overview'];

function Total({ label, value, to }: { label: string; value: number | undefined; to: string }) {
  return (
    <Link to={to} className="total">
      <span className="soft">{label}</span>
      <strong>{value === undefined ? <span className="skeleton" style={{ width: 48, height: 24 }} /> : number(value)}</strong>
    </Link>
  );
}

/** Counts of the first level; the second level is part of it. */
export function topFields(overview: Overview): Schemas['FieldCount'][] {
  return (overview.fields ?? []).filter(({ field }) => !field.includes('.'));
}

function FieldTable({ counts }: { counts: Schemas['FieldCount'][] }) {
  const { t } = useTranslation();
  const name = useCodeNames('tech_fields');
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="unseen">{t('home.byField')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('home.field')}</th>
            <th scope="col" className="number">
              {t('kind.need')}
            </th>
            <th scope="col" className="number">
              {t('kind.offer')}
            </th>
            <th scope="col" className="number">
              {t('kind.expert')}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => (
            <tr key={count.field}>
              <td>
                <Link to={`/search?field=${count.field}`}>{name('tech_fields', count.field)}</Link>
              </td>
              <td className="number">{number(count.needs)}</td>
              <td className="number">{number(count.offers)}</td>
              <td className="number">{number(count.experts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function HubFigures({ overview }: { overview?: Overview }) {
  const { t } = useTranslation();
  const counts = overview ? topFields(overview) : [];
  return (
    <section className="stack" aria-labelledby="figures-title">
      <div className="spread">
        <h2 id="figures-title">{t('home.figures')}</h2>
        <p className="faint">
          {t('home.figuresDefinition')} <a href="/v1/overview">{t('home.figuresAddress')}</a>
        </p>
      </div>
      <div className="totals panel">
        <Total label={t('home.totalNeeds')} value={overview?.needs} to="/search?kind=need" />
        <Total label={t('home.totalOffers')} value={overview?.offers} to="/search?kind=offer" />
        <Total label={t('home.totalExperts')} value={overview?.experts} to="/search?kind=expert" />
        <Total label={t('home.totalOrganisations')} value={overview?.organisations} to="/organisations" />
      </div>
      {counts.length > 0 && (
        <div className="figures-grid">
          <div className="panel">
            <div className="panel-head">
              <h3>{t('home.byField')}</h3>
            </div>
            <WhenNear className="chart">
              <Suspense fallback={<div className="chart" />}>
                <FieldChart counts={counts} />
              </Suspense>
            </WhenNear>
          </div>
          <div className="panel">
            <FieldTable counts={counts} />
          </div>
        </div>
      )}
      {overview && (overview.regions ?? []).length > 0 && <RegionTiles counts={overview.regions ?? []} />}
    </section>
  );
}
