// answers.tsx - what the hub finds for the paragraph while it is being written: offers, experts, similar needs.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { ItemRow } from '../../components/item_row';
import { Empty, Failed, SkeletonRows } from '../../components/states';

type ItemKind = Schemas['ItemKind'];

const pause_ms = 250;
const kinds: { kind: ItemKind; limit: number }[] = [
  { kind: 'offer', limit: 5 },
  { kind: 'expert', limit: 3 },
  { kind: 'need', limit: 3 },
];

/** The text after the writer paused. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause_ms);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const Column = memo(function Column({ kind, limit, text }: { kind: ItemKind; limit: number; text: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['answers', kind, text],
    // The signal aborts a search whose text is no longer the one in the box.
    queryFn: async ({ signal }) => answer(api.POST('/v1/search', { body: { text, kinds: [kind], limit }, signal })),
    placeholderData: keepPreviousData,
  });
  const title = t(`home.answers.${kind}`);
  const drawn = useDeferredValue(data); // the next letter is drawn before the rows
  const hits = drawn?.hits ?? [];
  return (
    <section className="panel" aria-busy={isFetching}>
      <div className="panel-head">
        <h2>
          {title} {drawn && <span className="faint">{number(drawn.total)}</span>}
        </h2>
        {drawn && drawn.total > hits.length && <Link to={`/search?kind=${kind}&q=${encodeURIComponent(text)}`}>{t('home.all')}</Link>}
      </div>
      {(isPending || (data && !drawn)) && <SkeletonRows rows={limit} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {drawn && hits.length === 0 && (
        <Empty title={t(`home.none.${kind}`)}>{kind === 'offer' && <p>{t('home.noneHint')}</p>}</Empty>
      )}
      {hits.length > 0 && (
        <ItemList label={title}>
          {hits.map((hit) => (
            <ItemRow key={hit.item.id} item={hit.item} title={hit.title} snippet={hit.snippet} />
          ))}
        </ItemList>
      )}
    </section>
  );
});

export function Answers({ text }: { text: string }) {
  const { t } = useTranslation();
  const settled = useSettled(text);
  return (
    <section className="answers" aria-label={t('home.answersLabel')} aria-live="polite">
      {kinds.map(({ kind, limit }) => (
        <Column key={kind} kind={kind} limit={limit} text={settled} />
      ))}
    </section>
  );
}
