// waiting.tsx - how many interests wait for the answer of the organisation that one acts for; beside the word in the navigation.
import { useTranslation } from 'react-i18next';
import { useSession } from '../../components/session';
import { useLiveTalks, useTalkCount } from './talk_query';
import './waiting.css';

/** Keeps the count, and every talk on the page, up to date. */
export function LiveTalks() {
  useLiveTalks();
  return null;
}

export function WaitingCount() {
  const { t } = useTranslation();
  const { actingFor } = useSession();
  const count = useTalkCount({ side: 'asked', status: 'waiting' }, actingFor !== undefined);
  if (!count) return null;
  return (
    <span className="waiting-count" title={t('talk.waitingForUs', { n: count })}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="unseen">{t('talk.waitingForUs', { n: count })}</span>
    </span>
  );
}
