// item_actions.tsx - what this reader can do now with an item.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { useCodeList, useCodeNames } from '../../components/codes';
import { Dialog } from '../../components/dialog';
import { FailureLine } from '../../components/states';
import { FaultList } from '../../components/faults';
import { useSession } from '../../components/session';
import { InterestAction } from '../talk/interest_action';

type ItemState = Schemas['ItemState'];

function useAfterChange(id: string) {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['item', id] }),
      queries.invalidateQueries({ queryKey: ['my'] }),
      queries.invalidateQueries({ queryKey: ['matches', id] }),
    ]);
  };
}

/** Takes an item back, for a reason; a draft, which nobody has seen, is put away the same way. */
export function Withdraw({ state, onDone }: { state: ItemState; onDone: () => void }) {
  const { t } = useTranslation();
  const reasons = useCodeList('withdraw_reasons');
  const name = useCodeNames('withdraw_reasons');
  const isDraft = state.status === 'draft';
  const [reason, setReason] = useState(isDraft ? 'no_longer_needed' : '');
  const id = useId();
  const afterChange = useAfterChange(state.id);
  const withdraw = useMutation({
    mutationFn: async () =>
      answer(api.POST('/v1/items/{item}/withdraw', { params: { path: { item: state.id } }, body: { version: state.version, reason } })),
    onSuccess: async () => {
      await afterChange();
      onDone();
    },
  });
  return (
    <>
      <p className="soft">{t(isDraft ? 'item.discardHint' : 'item.withdrawHint')}</p>
      <div className="field">
        <label htmlFor={id}>{t(isDraft ? 'item.discardReason' : 'item.withdrawReason')}</label>
        <select id={id} className="input" value={reason} onChange={(event) => setReason(event.target.value)}>
          <option value="">{t('item.choose')}</option>
          {reasons.map(({ code }) => (
            <option key={code} value={code}>
              {name('withdraw_reasons', code)}
            </option>
          ))}
        </select>
      </div>
      <FailureLine failure={withdraw.error} />
      <div className="row">
        <button type="button" className="button danger" disabled={!reason || withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t(isDraft ? 'action.discard' : 'action.withdraw')}
        </button>
      </div>
    </>
  );
}

function OwnActions({ state }: { state: ItemState }) {
  const { t } = useTranslation();
  const [withdrawing, setWithdrawing] = useState(false);
  const afterChange = useAfterChange(state.id);
  const submit = useMutation({
    mutationFn: async () => answer(api.POST('/v1/items/{item}/submit', { params: { path: { item: state.id } }, body: { version: state.version } })),
    onSuccess: afterChange,
  });
  const actions = state.actions ?? [];
  return (
    <>
      {actions.includes('submit') && (
        <button type="button" className="button primary wide" disabled={submit.isPending} onClick={() => submit.mutate()}>
          {t('action.submit')}
        </button>
      )}
      {actions.includes('edit') && (
        <Link className="button wide" to={`/post/${state.kind}?id=${state.id}`}>
          {state.status === 'published' ? t('action.editPublished') : t('action.edit')}
        </Link>
      )}
      {actions.includes('withdraw') && (
        <button type="button" className="button danger wide" onClick={() => setWithdrawing(true)}>
          {t('action.withdraw')}
        </button>
      )}
      {submit.error instanceof Refusal && submit.error.faults.length > 0 ? (
        <FaultList refusal={submit.error} />
      ) : (
        <FailureLine failure={submit.error} />
      )}
      <Dialog open={withdrawing} onClose={() => setWithdrawing(false)} title={t('action.withdraw')}>
        <Withdraw state={state} onDone={() => setWithdrawing(false)} />
      </Dialog>
    </>
  );
}

/** What somebody else can do with an item: talk with its owner, answer a need, or ask for the same. */
function VisitorActions({ state }: { state: ItemState }) {
  const { t } = useTranslation();
  if (state.kind === 'need') {
    return (
      <>
        <InterestAction state={state} />
        <Link className="button wide" to="/post/offer">
          {t('item.answerNeed')}
        </Link>
        <p className="faint">{t('item.answerNeedHint')}</p>
      </>
    );
  }
  return (
    <>
      <InterestAction state={state} />
      <Link className="button wide" to="/post/need">
        {t('item.askForThis')}
      </Link>
      <p className="faint">{t('item.askForThisHint')}</p>
    </>
  );
}

export function ItemActions({ state }: { state: ItemState }) {
  const { t } = useTranslation();
  const { has } = useSession();
  const actions = state.actions ?? [];
  const mayReview = actions.some((action) => ['publish', 'return_item', 'quarantine'].includes(action));
  return (
    <section className="rail-actions">
      <h2>{t('item.now')}</h2>
      {state.mine ? <OwnActions state={state} /> : <VisitorActions state={state} />}
      {mayReview && (has('reviewer') || has('officer')) && (
        <Link className="button wide" to={`/review?item=${state.id}`}>
          {t('item.toReview')}
        </Link>
      )}
    </section>
  );
}
