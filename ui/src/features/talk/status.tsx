// status.tsx - the state of a talk and its answer clock, as tags.
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { answerClock } from './clock';
import type { Talk } from './talk_query';

const colours: Record<Schemas['TalkStatus'], string> = {
  waiting: 'amber',
  open: 'river',
  agreed: 'jade',
  declined: '',
  lapsed: '',
  withdrawn: '',
  ended: '',
};

export function TalkStatus({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const words = talk.status === 'waiting' ? t(`talk.waitingFor.${talk.side}`) : t(`talkStatus.${talk.status}`);
  return <span className={`tag ${colours[talk.status]}`}>{words}</span>;
}

/** "2026-12-01 前答复（暂定） 剩 3 天" while the interest waits. */
export function Clock({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  if (talk.status !== 'waiting') return null;
  const { words, urgency } = answerClock(talk, t);
  return (
    <span className="answer-clock">
      <span>
        {t('talk.answerBy', { date: talk.answer_by })}
        {talk.answer_by_is_provisional && <span title={t('talk.provisionalWhy')}> {t('talk.provisional')}</span>}
      </span>{' '}
      {urgency === 'calm' ? <span className="faint">{words}</span> : <span className="tag amber">{words}</span>}
    </span>
  );
}
