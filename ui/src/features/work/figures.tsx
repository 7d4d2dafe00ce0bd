// figures.tsx - the numbers that somebody reports, and how far the needs have come; behind each number stands its list.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { number } from '../../components/format';
import { spanWords } from '../talk/clock';
import { needsAddress, stages } from './work_query';
import '../home/home.css';

function Tile({ label, to, children, hint }: { label: string; to: string; children: ReactNode; hint?: string }) {
  return (
    <Link to={to} className="total">
      <span className="soft">{label}</span>
      <strong>{children}</strong>
      {hint && <span className="faint">{hint}</span>}
    </Link>
  );
}

export function Figures({ figures }: { figures: Schemas['WorkFigures'] }) {
  const { t } = useTranslation();
  const { due, answered, median_minutes } = figures.answers;
  return (
    <section className="stack" aria-labelledby="work-figures">
      <div>
        <h2 id="work-figures">{t('myWork.figures')}</h2>
        <p className="faint">{t('myWork.figuresDefinition')}</p>
      </div>
      <div className="totals panel">
        <Tile label={t('myWork.needsOpen')} to={needsAddress({ open: true })}>
          {number(figures.needs_open)}
        </Tile>
        <Tile label={t('myWork.answered')} to="/work/talks?figure=due" hint={due > 0 ? t('myWork.answeredOf', { answered, due }) : t('myWork.noneDue')}>
          {due > 0 ? `${Math.round((answered / due) * 100)}%` : '—'}
        </Tile>
        <Tile label={t('myWork.medianTime')} to="/work/talks?figure=answered" hint={median_minutes === undefined ? t('myWork.noneAnswered') : undefined}>
          {median_minutes === undefined ? '—' : spanWords(median_minutes, t)}
        </Tile>
        <Tile label={t('myWork.agreements')} to="/work/talks?figure=agreements">
          {number(figures.agreements)}
        </Tile>
      </div>
    </section>
  );
}

function Count({ n, to }: { n: number; to: string }) {
  return <td className="number">{n > 0 ? <Link to={to}>{number(n)}</Link> : <span className="faint">0</span>}</td>;
}

export function Funnel({ months }: { months: Schemas['FunnelMonth'][] }) {
  const { t } = useTranslation();
  if (months.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="work-funnel">
      <div className="panel-head">
        <h2 id="work-funnel">{t('myWork.funnel')}</h2>
      </div>
      <div className="table-frame">
        <table className="table">
          <caption className="unseen">{t('myWork.funnel')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('myWork.month')}</th>
              {stages.map((stage) => (
                <th key={stage} scope="col" className="number">
                  {t(`myWork.stage.${stage}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((row) => (
              <tr key={row.month}>
                <td>{row.month.slice(0, 7)}</td>
                {stages.map((stage) => (
                  <Count key={stage} n={row[stage]} to={needsAddress({ stage, month: row.month })} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="work-quiet faint">{t('myWork.funnelDefinition')}</p>
    </section>
  );
}
