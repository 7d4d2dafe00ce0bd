// next_steps.tsx - where the item stands, and what happens next.
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useCodeNames } from '../../components/codes';
import { day } from '../../components/format';
import { StepsLine, type Step } from '../../components/steps_line';

type ItemState = Schemas['ItemState'];

export function ReturnReasons({ review }: { review: Schemas['ReviewView'] }) {
  const name = useCodeNames('return_reasons');
  return (
    <>
      <ul className="reasons">
        {(review.reasons ?? []).map((reason) => (
          <li key={reason}>{name('return_reasons', reason)}</li>
        ))}
      </ul>
      {review.note && <p className="text">{review.note}</p>}
    </>
  );
}

function useSteps(state: ItemState): Step[] {
  const { t } = useTranslation();
  const { status } = state;
  const ended = status === 'withdrawn' || status === 'expired';
  const after = (wanted: ItemState['status'][]): Step['state'] => (wanted.includes(status) ? 'now' : 'done');
  const steps: Step[] = [
    { key: 'draft', label: t('steps.draft'), date: day(state.created_at), state: status === 'draft' ? 'now' : 'done', detail: status === 'draft' && t('steps.draftDetail') },
  ];
  if (status === 'quarantined') {
    steps.push({ key: 'quarantined', label: t('status.quarantined'), state: 'now', tone: 'cinnabar', detail: t('steps.quarantinedDetail') });
    return steps;
  }
  const reviewState: Step['state'] = status === 'draft' ? 'next' : after(['submitted', 'returned']);
  steps.push({
    key: 'review',
    label: status === 'returned' ? t('status.returned') : t('steps.review'),
    date: day(status === 'returned' ? state.review?.at : state.submitted_at),
    state: reviewState,
    tone: 'amber',
    detail:
      status === 'returned' && state.review ? (
        <>
          <ReturnReasons review={state.review} />
          <p>{t('steps.returnedDetail')}</p>
        </>
      ) : (
        status === 'submitted' && t('steps.reviewDetail')
      ),
  });
  const isOpen = status === 'published';
  steps.push({
    key: 'published',
    label: t('steps.published'),
    date: day(state.published_at),
    state: isOpen ? 'now' : ended ? 'done' : 'next',
    tone: 'jade',
    detail: isOpen && state.expires_on ? t('steps.publishedDetail', { date: state.expires_on }) : undefined,
  });
  steps.push({ key: 'end', label: status === 'withdrawn' ? t('status.withdrawn') : t('steps.end'), date: state.expires_on, state: ended ? 'now' : 'next' });
  return steps;
}

export function NextSteps({ state }: { state: ItemState }) {
  const { t } = useTranslation();
  const steps = useSteps(state);
  return (
    <section>
      <h2>{t('item.next')}</h2>
      <StepsLine steps={steps} label={t('item.next')} />
      {state.published_version !== undefined && state.published_version < state.version && <p className="alert amber rail-note">{t('item.changeWaits')}</p>}
    </section>
  );
}
