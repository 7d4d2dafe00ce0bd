// review_page.tsx - the desk of officers and reviewers: what waits, the item, and the decision with its reasons.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName, useCodeList, useCodeNames } from '../../components/codes';
import { day } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, FailureLine, SkeletonRows } from '../../components/states';
import { SignInFirst } from '../account/sign_in_first';
import { useFacts } from '../feed/stream';
import { Attachments } from '../item/attachments';
import { expert } from '../item/expert';
import { MatchRows } from '../item/matches';
import { need } from '../item/need';
import { ReturnReasons } from '../item/next_steps';
import { offer } from '../item/offer';
import type { ItemShape } from '../item/shape';
import '../item/item.css';
import './review.css';

type ItemBrief = Schemas['ItemBrief'];
type ItemState = Schemas['ItemState'];

const alike_shown = 3;

type Decision = 'publish' | 'return' | 'quarantine';

interface DecisionDetail {
  reasons: string[];
  note: string;
}

function decide(state: ItemState, decision: Decision, { reasons, note }: DecisionDetail): Promise<ItemState> {
  const params = { path: { item: state.id } };
  const { version } = state;
  if (decision === 'publish') return answer(api.POST('/v1/review/{item}/publish', { params, body: { version } }));
  const said = note.trim() || undefined;
  if (decision === 'return') return answer(api.POST('/v1/review/{item}/return', { params, body: { version, reasons, note: said } }));
  return answer(api.POST('/v1/review/{item}/quarantine', { params, body: { version, note: said } }));
}

function Decisions({ state, onDone }: { state: ItemState; onDone: () => void }) {
  const { t } = useTranslation();
  const codes = useCodeList('return_reasons');
  const name = useCodeNames('return_reasons');
  const noteId = useId();
  const [returning, setReturning] = useState<'return' | 'quarantine'>();
  const [reasons, setReasons] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const decision = useMutation({
    mutationFn: (wanted: Decision) => decide(state, wanted, { reasons, note }),
    onSuccess: onDone,
  });
  const actions = state.actions ?? [];
  const toggle = (code: string) => setReasons(reasons.includes(code) ? reasons.filter((other) => other !== code) : [...reasons, code]);
  return (
    <section className="decisions panel" aria-label={t('review.decision')}>
      <div className="row">
        {actions.includes('publish') && (
          <button type="button" className="button primary large" disabled={decision.isPending} onClick={() => decision.mutate('publish')}>
            {t('review.publish')}
          </button>
        )}
        {actions.includes('return_item') && (
          <button type="button" className="button large" aria-expanded={returning === 'return'} onClick={() => setReturning(returning === 'return' ? undefined : 'return')}>
            {t('review.return')}
          </button>
        )}
        {actions.includes('quarantine') && (
          <button type="button" className="button danger large" aria-expanded={returning === 'quarantine'} onClick={() => setReturning(returning === 'quarantine' ? undefined : 'quarantine')}>
            {t('review.quarantine')}
          </button>
        )}
        {actions.every((action) => !['publish', 'return_item', 'quarantine'].includes(action)) && <p className="soft">{t('review.nothingToDecide')}</p>}
      </div>
      {returning === 'return' && (
        <fieldset className="review-reasons">
          <legend>{t('review.reasons')}</legend>
          {codes.map(({ code }) => (
            <label key={code} className="review-reason">
              <input type="checkbox" checked={reasons.includes(code)} onChange={() => toggle(code)} />
              <span>{name('return_reasons', code)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {returning && (
        <>
          <div className="field">
            <label htmlFor={noteId}>{returning === 'return' ? t('review.note') : t('review.quarantineNote')}</label>
            <textarea id={noteId} className="input" rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
          </div>
          <div className="row">
            <button
              type="button"
              className={`button ${returning === 'quarantine' ? 'danger' : 'primary'}`}
              disabled={decision.isPending || (returning === 'return' && reasons.length === 0)}
              onClick={() => decision.mutate(returning)}
            >
              {returning === 'return' ? t('review.confirmReturn') : t('review.confirmQuarantine')}
            </button>
            {returning === 'return' && reasons.length === 0 && <span className="faint">{t('review.chooseReason')}</span>}
          </div>
        </>
      )}
      <FailureLine failure={decision.error} />
    </section>
  );
}

interface DeskProperties {
  id: string;
  onDone: () => void;
}

/** What is published already and most like it: whoever decides sees at once whether it is there twice. */
function Alike({ state }: { state: ItemState }) {
  const { t } = useTranslation();
  const { id, kind } = state;
  const { data } = useQuery({
    queryKey: ['matches', id, kind],
    queryFn: async ({ signal }) => answer(api.GET('/v1/items/{item}/matches', { params: { path: { item: id }, query: { kind, limit: alike_shown } }, signal })),
    enabled: kind !== 'expert', // experts are not compared with each other
  });
  const matches = data?.matches ?? [];
  if (matches.length === 0) return null;
  return (
    <section className="stack" style={{ gap: 8 }} aria-labelledby="alike-title">
      <h2 id="alike-title">{t('review.alike')}</h2>
      <p className="soft">{t('review.alikeHint')}</p>
      <div className="panel">
        <MatchRows matches={matches} asksFor={kind} />
      </div>
    </section>
  );
}

function DeskOf<Content>({ shape, id, onDone }: DeskProperties & { shape: ItemShape<Content> }) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ['review-item', id], queryFn: () => shape.find(id) });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={5} />;
  const { state, content } = data;
  return (
    <article className="desk">
      <header className="stack" style={{ gap: 4 }}>
        <p className="kind">{shape.kindLabel(content, t)}</p>
        <h2 className="desk-title">{shape.title(content) || t('item.untitled')}</h2>
        <p className="soft dots">
          <span>{organisationName(state.organisation, i18n.language)}</span>
          <span>{t('review.submittedOn', { date: day(state.submitted_at) })}</span>
          {state.restricted && <span>{t('item.restricted')}</span>}
        </p>
      </header>
      {state.status === 'quarantined' && <p className="alert cinnabar">{t('review.quarantined')}</p>}
      {state.review && (
        <div className="alert amber">
          <p>
            <strong>{t(state.status === 'quarantined' ? 'review.quarantinedOn' : 'review.returnedBefore', { date: day(state.review.at) })}</strong>
          </p>
          <ReturnReasons review={state.review} />
        </div>
      )}
      <Decisions key={`${state.id} ${state.version}`} state={state} onDone={onDone} />
      <div className="item-text">
        <shape.Text content={content} />
      </div>
      <Attachments files={state.attachments} />
      <dl className="facts desk-facts">
        <shape.Facts content={content} />
      </dl>
      <Alike state={state} />
    </article>
  );
}

function Desk({ kind, ...properties }: DeskProperties & { kind: Schemas['ItemKind'] }) {
  if (kind === 'need') return <DeskOf shape={need} {...properties} />;
  if (kind === 'offer') return <DeskOf shape={offer} {...properties} />;
  return <DeskOf shape={expert} {...properties} />;
}

function QueueRow({ item, chosen, choose }: { item: ItemBrief; chosen: boolean; choose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <li>
      <button type="button" className="queue-row" aria-current={chosen ? 'true' : undefined} onClick={choose}>
        <span className="queue-title">{item.title || t('item.untitled')}</span>
        <span className="faint dots">
          <span>{t(`kindOne.${item.kind}`)}</span>
          <span>{organisationName(item.organisation, i18n.language)}</span>
          <span>{day(item.updated_at)}</span>
        </span>
      </button>
    </li>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { has } = useSession();
  const queries = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  // What is quarantined is seen by officers only.
  const status = parameters.get('status') === 'quarantined' && has('officer') ? 'quarantined' : 'submitted';
  const mayReview = has('reviewer') || has('officer');
  usePageTitle(t('review.title'));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['review', status],
    queryFn: async ({ signal }) => answer(api.GET('/v1/review', { params: { query: { status, limit: 200 } }, signal })),
    enabled: mayReview,
  });
  useFacts((fact) => {
    if (fact.type.startsWith('market.')) void queries.invalidateQueries({ queryKey: ['review'] });
  });
  if (!mayReview) return <SignInFirst title={t('review.onlyOfficers')} />;
  const items = data?.items ?? [];
  const wanted = parameters.get('item');
  const chosen = items.find(({ id }) => id === wanted) ?? items[0];
  const set = (next: Record<string, string>) => setParameters(next, { preventScrollReset: true });
  const onDone = () => {
    set({ status });
    queries.removeQueries({ queryKey: ['review-item', chosen?.id] });
    void queries.invalidateQueries({ queryKey: ['review'] });
    void queries.invalidateQueries({ queryKey: ['overview'] });
  };
  return (
    <div className="stack">
      <div className="spread">
        <h1>{t('review.title')}</h1>
        {has('officer') && (
          <div className="segments" role="group" aria-label={t('review.title')}>
            {(['submitted', 'quarantined'] as const).map((choice) => (
              <button key={choice} type="button" aria-pressed={status === choice} onClick={() => set({ status: choice })}>
                {t(`review.tab.${choice}`)}
              </button>
            ))}
          </div>
        )}
      </div>
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {isPending && <SkeletonRows rows={6} />}
      {data && items.length === 0 && (
        <div className="panel">
          <Empty title={t(`review.nothing.${status}`)}>
            <p>{t(`review.nothingHint.${status}`)}</p>
          </Empty>
        </div>
      )}
      {chosen && (
        <div className="review">
          <section className="panel queue" aria-label={t('review.queue', { n: data?.total ?? 0 })}>
            <p className="panel-head faint">{t('review.queue', { n: data?.total ?? 0 })}</p>
            <ItemList label={t('review.queue', { n: data?.total ?? 0 })}>
              {items.map((item) => (
                <QueueRow key={item.id} item={item} chosen={item.id === chosen.id} choose={() => set({ status, item: item.id })} />
              ))}
            </ItemList>
          </section>
          <Desk key={chosen.id} id={chosen.id} kind={chosen.kind} onDone={onDone} />
        </div>
      )}
    </div>
  );
}
