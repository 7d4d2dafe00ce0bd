// interest_action.tsx - on the page of another's item: express interest, or go on where a talk is running.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useRunningTalk } from './talk_query';

export function InterestAction({ state }: { state: Schemas['ItemState'] }) {
  const { t } = useTranslation();
  const running = useRunningTalk(state.id);
  if (state.mine || state.status !== 'published') return null;
  if (running) {
    return (
      <>
        <Link className="button primary wide" to={`/talks/${running.id}`}>
          {t('talk.goOn')}
        </Link>
        <p className="faint">{t('talk.goOnHint')}</p>
      </>
    );
  }
  if (running === undefined) return <span className="skeleton" style={{ height: 32 }} aria-hidden="true" />;
  return (
    <>
      <Link className="button primary wide" to={`/interest/${state.kind}/${state.id}`}>
        {t('talk.express')}
      </Link>
      <p className="faint">{t('talk.expressHint')}</p>
    </>
  );
}
