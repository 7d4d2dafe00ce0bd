// answers.tsx - how an organisation answers interests, for its page.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { Fact } from '../item/facts';
import { spanWords } from './clock';

export function useAnswersWords(): (answers: Schemas['AnswersView']) => string {
  const { t } = useTranslation();
  return ({ due, answered, median_minutes }) => {
    if (due === 0) return t('talk.answersNone');
    const counts = t('talk.answers', { due, answered, share: Math.round((answered / due) * 100) });
    if (median_minutes === undefined) return counts + t('why.stop');
    return counts + t('talk.answersTime', { span: spanWords(median_minutes, t) });
  };
}

export function AnswersFact({ organisation }: { organisation: string }) {
  const { t } = useTranslation();
  const words = useAnswersWords();
  const { data } = useQuery({
    queryKey: ['answers', organisation],
    queryFn: async () => answer(api.GET('/v1/organisations/{organisation}/answers', { params: { path: { organisation } } })),
  });
  return (
    <Fact label={t('talk.answersTitle')}>
      {data && (
        <>
          {words(data)} {data.waiting > 0 && <span className="faint">{t('talk.answersWaiting', { n: data.waiting })}</span>}
        </>
      )}
    </Fact>
  );
}
