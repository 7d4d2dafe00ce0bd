// item_page.tsx - the page of an item: facts left, text in the middle, what can be done and what comes next on the right.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { shortRegion, useCodeNames } from '../../components/codes';
import { day } from '../../components/format';
import { OrganisationLink } from '../../components/organisation_link';
import { usePageTitle } from '../../components/page_title';
import { FailedPage, SkeletonRows } from '../../components/states';
import { Status } from '../../components/status';
import { Attachments } from './attachments';
import type { Found } from './find';
import { ItemActions } from './item_actions';
import { Matches } from './matches';
import { NextSteps } from './next_steps';
import type { ItemShape } from './shape';
import './item.css';

function Head({ state, title, kindLabel }: { state: Found<unknown>['state']; title: string; kindLabel: string }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions');
  const { organisation } = state;
  return (
    <header className="item-head">
      <p className="row">
        <span className="kind">{kindLabel}</span>
        {(state.mine || state.status !== 'published') && <Status status={state.status} />}
        {state.restricted && <span className="tag">{t('item.restricted')}</span>}
      </p>
      <h1>{title}</h1>
      <p className="soft dots">
        <OrganisationLink organisation={organisation} />
        {organisation.region && <span>{shortRegion(name('regions', organisation.region))}</span>}
        <span>{state.published_at ? t('item.publishedOn', { date: day(state.published_at) }) : t('item.changedOn', { date: day(state.updated_at) })}</span>
      </p>
    </header>
  );
}

function Shown<Content>({ shape, found: { state, content } }: { shape: ItemShape<Content>; found: Found<Content> }) {
  const { t } = useTranslation();
  const title = shape.title(content) || t('item.untitled');
  usePageTitle(title);
  return (
    <article className="item">
      <Head state={state} title={title} kindLabel={shape.kindLabel(content, t)} />
      <div className="item-columns">
        <dl className="facts item-facts">
          <shape.Facts content={content} />
        </dl>
        <div className="item-text">
          <shape.Text content={content} />
          <Attachments files={state.attachments} />
        </div>
        <aside className="item-rail" aria-label={t('item.rail')}>
          <ItemActions state={state} />
          <NextSteps state={state} />
        </aside>
      </div>
      <Matches key={state.id} id={state.id} kind={shape.kind} kinds={shape.matches} />
    </article>
  );
}

export function ItemPage<Content>({ shape }: { shape: ItemShape<Content> }) {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({ queryKey: ['item', id], queryFn: () => shape.find(id) });
  if (error) return <FailedPage failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  return <Shown shape={shape} found={data} />;
}
