// talk_page.tsx - one talk: what was offered for what, what was said, whose turn it is.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { organisationName, useCodeNames } from '../../components/codes';
import { day, figureValue } from '../../components/format';
import { itemAddress } from '../../components/item_row';
import { OrganisationLink } from '../../components/organisation_link';
import { usePageTitle } from '../../components/page_title';
import { FailedPage, SkeletonRows } from '../../components/states';
import type { Schemas } from '../../api/client';
import { findNeed } from '../item/find';
import { pairFigures } from './figures';
import { Clock, TalkStatus } from './status';
import { TalkSteps } from './steps';
import { TalkActions } from './talk_actions';
import { talkQuery, type Talk } from './talk_query';
import { TalkersOnly } from './talkers_only';
import { Thread } from './thread';
import '../item/item.css';
import './talk.css';

function ItemLink({ item }: { item: Schemas['TalkItem'] }) {
  const { t } = useTranslation();
  return item.title ? <Link to={itemAddress(item.kind, item.id)}>{item.title}</Link> : <span className="soft">{t('talk.hiddenItem')}</span>;
}

function Head({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const side = (name: 'asked' | 'asking') => (
    <span>
      {t(`talk.side.${name}`)}{' '}
      <OrganisationLink organisation={talk[name]} />
      {talk.side === name && <span className="faint"> {t('talk.us')}</span>}
    </span>
  );
  return (
    <header className="item-head">
      <p className="row">
        <span className="kind">
          {t('talk.title')} · {t(`kindOne.${talk.item.kind}`)}
        </span>
        <TalkStatus talk={talk} />
        <Clock talk={talk} />
      </p>
      <h1>
        <ItemLink item={talk.item} />
      </h1>
      <p className="soft dots">
        {side('asked')}
        {side('asking')}
      </p>
    </header>
  );
}

/** How it ended, for both sides alike. */
function Outcome({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const name = useCodeNames('contract_kinds', 'decline_reasons', 'talk_end_reasons');
  if (talk.status === 'waiting' || talk.status === 'open') return null;
  const list = talk.status === 'declined' ? 'decline_reasons' : 'talk_end_reasons';
  return (
    <div className={`alert ${talk.status === 'agreed' ? 'jade' : ''}`} role="status">
      <p>
        <strong>{talk.agreed_mode ? t('talk.agreedOn', { mode: name('contract_kinds', talk.agreed_mode) }) : t(`talk.outcome.${talk.status}`)}</strong>
      </p>
      {(talk.reasons ?? []).length > 0 && (
        <ul className="reasons">
          {(talk.reasons ?? []).map((reason) => (
            <li key={reason}>{name(list, reason)}</li>
          ))}
        </ul>
      )}
      {talk.note && <p className="text">{talk.note}</p>}
    </div>
  );
}

/** Asked beside met. The need may have changed or gone since: then there is only what was said. */
function Figures({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const isNeed = talk.item.kind === 'need' && talk.item.title !== undefined;
  const { data } = useQuery({ queryKey: ['item', talk.item.id], queryFn: () => findNeed(talk.item.id), enabled: isNeed, retry: false });
  const pairs = pairFigures(data?.content.figures, talk.figures);
  if (pairs.length === 0) return null;
  const hasAsked = pairs.some(({ asked }) => asked);
  const conditions = pairs.some(({ met }) => met?.conditions || met?.method);
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={t('match.figures')}>
      <table className="table">
        <caption className="unseen">{t('match.figures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('figure.name')}</th>
            {hasAsked && (
              <th scope="col" className="number">
                {t('match.asked')}
              </th>
            )}
            <th scope="col" className="number">
              {t('talk.canMeet')}
            </th>
            {conditions && <th scope="col">{t('figure.measured')}</th>}
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ name, asked, met }, place) => (
            <tr key={place}>
              <td>{name}</td>
              {hasAsked && <td className="number">{asked ? figureValue(asked) : <span className="faint">{t('talk.notAsked')}</span>}</td>}
              <td className="number">{met ? figureValue(met) : <span className="faint">{t('match.notSaid')}</span>}</td>
              {conditions && (
                <td className="soft">
                  {met?.method} {met?.conditions}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Interest({ talk }: { talk: Talk }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="talk-interest">
      <div className="spread">
        <h2>{t('talk.interest')}</h2>
        <span className="faint">
          {organisationName(talk.asking, i18n.language)} · {day(talk.created_at)} · {t('talk.declaredOpen')}
        </span>
      </div>
      <p className="text passage">{talk.message}</p>
      {talk.answer_with && (
        <p>
          <span className="faint">{t('talk.answersWith')}</span> {t(`kindOne.${talk.answer_with.kind}`)} · <ItemLink item={talk.answer_with} />
        </p>
      )}
      <Figures talk={talk} />
    </section>
  );
}

function Shown({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const [moved, setMoved] = useState(false); // a step was refused, for the other side was first
  usePageTitle(`${t('talk.title')} · ${talk.item.title ?? t('talk.hiddenItem')}`);
  const actions = talk.actions ?? [];
  const hasSteps = actions.some((action) => action !== 'write' && action !== 'note');
  const isCalm = talk.status !== 'waiting' && !moved && !actions.includes('confirm_agreement');
  return (
    <article className="item">
      <Head talk={talk} />
      <div className={`talk-columns ${isCalm ? 'calm' : ''}`}>
        <div className="talk-first stack">
          <Outcome talk={talk} />
          <Interest talk={talk} />
        </div>
        <aside className="item-rail talk-rail" aria-label={t('item.rail')}>
          {moved && (
            <p className="alert amber" role="alert">
              {t('talk.moved')}
            </p>
          )}
          {hasSteps && (
            <section className="rail-actions">
              <h2>{t('item.now')}</h2>
              <TalkActions talk={talk} onMoved={setMoved} />
            </section>
          )}
          <section>
            <h2>{t('item.next')}</h2>
            <TalkSteps talk={talk} />
          </section>
        </aside>
        <div className="talk-second">
          <Thread talk={talk} />
        </div>
      </div>
    </article>
  );
}

function Page({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(talkQuery(id));
  if (error && !data) return <FailedPage failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  return <Shown key={data.id} talk={data} />;
}

export function Component() {
  const { id = '' } = useParams();
  return (
    <TalkersOnly>
      <Page id={id} />
    </TalkersOnly>
  );
}
