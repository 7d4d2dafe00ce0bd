// steps.tsx - where a talk stands, as a line of steps: interest, answer, talk, outcome.
import { useTranslation } from 'react-i18next';
import { useCodeNames } from '../../components/codes';
import { day } from '../../components/format';
import { StepsLine, type Step } from '../../components/steps_line';
import { Clock } from './status';
import { isRunning, type Talk } from './talk_query';

export function TalkSteps({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const name = useCodeNames('contract_kinds');
  const { status } = talk;
  const steps: Step[] = [{ key: 'interest', label: t('talk.step.interest'), date: day(talk.created_at), state: 'done' }];
  if (status === 'waiting') {
    steps.push({
      key: 'answer',
      label: t('talk.step.answer'),
      state: 'now',
      tone: 'amber',
      detail: (
        <>
          <Clock talk={talk} />
          <p>{t('talk.clockRule')}</p>
          {talk.answer_by_is_provisional && <p>{t('talk.provisionalWhy')}</p>}
        </>
      ),
    });
  } else if (talk.answered_at) {
    steps.push({ key: 'answer', label: t(status === 'declined' ? 'talk.step.declined' : 'talk.step.accepted'), date: day(talk.answered_at), state: status === 'declined' ? 'now' : 'done' });
  } else {
    steps.push({ key: 'answer', label: t(`talkStatus.${status}`), date: day(talk.closed_at), state: 'now' });
  }
  if (isRunning(talk)) {
    steps.push({ key: 'open', label: t('talk.step.open'), state: status === 'open' ? 'now' : 'next', detail: status === 'open' && t('talk.openDetail') });
    steps.push({ key: 'outcome', label: t('talk.step.outcome'), state: 'next' });
  } else if (status === 'agreed' || status === 'ended') {
    steps.push({ key: 'open', label: t('talk.step.open'), state: 'done' });
    steps.push({
      key: 'outcome',
      label: t(`talkStatus.${status}`),
      date: day(talk.closed_at),
      state: 'now',
      tone: status === 'agreed' ? 'jade' : undefined,
      detail: talk.agreed_mode && name('contract_kinds', talk.agreed_mode),
    });
  }
  return <StepsLine steps={steps} label={t('item.next')} />;
}
