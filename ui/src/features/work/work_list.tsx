// work_list.tsx - what is to be done: a section for each urgency, a row for each thing, one click to where it is done.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { organisationName, useCodeNames } from '../../components/codes';
import { day, daysUntil, number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { placeOf, type WorkRow } from './work_query';

type Section = Schemas['WorkSection'];

const colours: Record<Section, string> = { overdue: 'cinnabar', today: 'amber', ours: 'river', theirs: '' };
const first_rows: Record<Section, number> = { overdue: 10, today: 10, ours: 10, theirs: 5 };

function Due({ row }: { row: WorkRow }) {
  const { t } = useTranslation();
  if (!row.due) return null;
  const left = daysUntil(row.due);
  const words = left < 0 ? t('talk.late', { n: -left }) : left === 0 ? t('talk.dueToday') : t('talk.daysLeft', { n: left });
  return (
    <span>
      {t(row.kind === 'renew_item' ? 'myWork.validUntil' : 'myWork.dueOn', { date: row.due })}
      {row.due_is_provisional && <span title={t('talk.provisionalWhy')}> {t('talk.provisional')}</span>}{' '}
      {left < 2 ? <span className={`tag ${left < 0 ? 'cinnabar' : 'amber'}`}>{words}</span> : <span className="faint">{words}</span>}
    </span>
  );
}

function Row({ row }: { row: WorkRow }) {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('contract_kinds');
  const ended = row.kind === 'renew_item' && row.item_status === 'expired';
  const held = row.kind === 'await_review' && row.item_status === 'quarantined';
  const what = ended ? t('myWork.renewEnded') : held ? t('myWork.awaitSecrecy') : t(`myWork.todo.${row.kind}`, { mode: row.mode ? name('contract_kinds', row.mode) : '' });
  return (
    <li className="item-row">
      <h3>
        <Link to={placeOf(row)}>{row.title || t('talk.hiddenItem')}</Link>
      </h3>
      <p className="second">
        <span className={`tag ${colours[row.section]}`}>{what}</span>
        <Due row={row} />
      </p>
      <p className="third dots">
        <span>{t(`kindOne.${row.item_kind}`)}</span>
        {row.with && <span>{t('myWork.with', { name: organisationName(row.with, i18n.language) })}</span>}
        <span>{t(`myWork.since.${row.kind}`, { date: day(row.since) })}</span>
      </p>
    </li>
  );
}

function WorkSection({ section, rows, total }: { section: Section; rows: WorkRow[]; total: number }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const shown = all ? rows : rows.slice(0, first_rows[section]);
  const title = t(`myWork.section.${section}`);
  return (
    <section className="panel" aria-label={title} data-section={section}>
      <div className="panel-head">
        <h2>{title}</h2>
        <span className="faint">{t('myWork.rows', { n: number(total) })}</span>
      </div>
      <ItemList label={title}>
        {shown.map((row) => (
          <Row key={`${row.kind} ${row.talk ?? row.item}`} row={row} />
        ))}
      </ItemList>
      {shown.length < rows.length && (
        <p className="work-more">
          <button type="button" className="button" onClick={() => setAll(true)}>
            {t('my.more')}
          </button>
        </p>
      )}
      {all && rows.length < total && (
        <p className="work-more faint">
          {t('myWork.onlyFirst', { n: number(rows.length) })} <Link to="/my">{t('shell.my')}</Link>
        </p>
      )}
    </section>
  );
}

function NothingToDo() {
  const { t } = useTranslation();
  return (
    <section className="panel work-nothing">
      <h2>{t('myWork.nothing')}</h2>
      <p className="soft">{t('myWork.nothingHint')}</p>
      <p className="row">
        <Link className="button primary" to="/post/need">
          {t('shell.postNeed')}
        </Link>
        <Link className="button" to="/post/offer">
          {t('shell.postOffer')}
        </Link>
        <Link className="button" to="/search">
          {t('state.toSearch')}
        </Link>
      </p>
    </section>
  );
}

export function WorkList({ view }: { view: Schemas['WorkView'] }) {
  const { t } = useTranslation();
  const rows = view.rows ?? [];
  const of = (section: Section) => rows.filter((row) => row.section === section);
  if (rows.length === 0) return <NothingToDo />;
  const nothingForUs = view.counts.overdue + view.counts.today + view.counts.ours === 0;
  return (
    <>
      {nothingForUs && <p className="panel work-nothing soft">{t('myWork.nothingForUs')}</p>}
      {(['overdue', 'today', 'ours', 'theirs'] as const).map((section) => (
        <WorkSection key={section} section={section} rows={of(section)} total={view.counts[section]} />
      ))}
    </>
  );
}
