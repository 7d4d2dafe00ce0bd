// talks_page.tsx - the talks behind a number: answered or lapsed, and agreed.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName, useCodeNames } from '../../components/codes';
import { day, number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { MoreButton } from '../../components/more_button';
import { usePageTitle } from '../../components/page_title';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { spanWords } from '../talk/clock';
import { TalkStatus } from '../talk/status';
import { otherSide, type Talk } from '../talk/talk_query';
import { MembersAtWork } from './members_at_work';
import { talk_figures } from './work_query';
import './work.css';

function TalkRow({ talk }: { talk: Talk }) {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('contract_kinds');
  const minutes = talk.answered_at ? (Date.parse(talk.answered_at) - Date.parse(talk.created_at)) / 60_000 : undefined;
  return (
    <li className="item-row">
      <h3>
        <Link to={`/talks/${talk.id}`}>{talk.item.title || t('talk.hiddenItem')}</Link>
      </h3>
      <p className="second">
        <TalkStatus talk={talk} />
        {minutes !== undefined && <span>{t('myWork.answeredIn', { span: spanWords(minutes, t) })}</span>}
        {talk.agreed_mode && <span>{name('contract_kinds', talk.agreed_mode)}</span>}
      </p>
      <p className="third dots">
        <span>{t(`talk.with.${talk.side}`, { name: organisationName(otherSide(talk), i18n.language) })}</span>
        <span>{t('myWork.since.answer_interest', { date: day(talk.created_at) })}</span>
      </p>
    </li>
  );
}

function Talks() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const figure = talk_figures.find((each) => each === parameters.get('figure')) ?? 'due';
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['work', 'talks', figure],
    queryFn: async ({ pageParam }) => answer(api.GET('/v1/work/talks', { params: { query: { figure, after: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['TalkList']) => page.next_after,
  });
  const talks = data?.pages.flatMap((page) => page.talks ?? []) ?? [];
  const title = t(`myWork.talksTitle.${figure}`);
  usePageTitle(title);
  return (
    <div className="stack">
      <div>
        <h1>{title}</h1>
        <p className="soft dots">
          <span>{t('myWork.lastYear')}</span>
          <Link to="/work">{t('myWork.back')}</Link>
        </p>
      </div>
      <div className="row" role="group" aria-label={t('myWork.figures')}>
        {talk_figures.map((each) => (
          <Link key={each} className="button" to={`/work/talks?figure=${each}`} aria-current={each === figure ? 'true' : undefined}>
            {t(`myWork.talksTitle.${each}`)}
          </Link>
        ))}
      </div>
      <section className="panel" aria-label={title}>
        {data && <p className="panel-head faint">{t('talk.total', { n: number(data.pages[0]?.total ?? 0) })}</p>}
        {isPending && <SkeletonRows rows={4} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && talks.length === 0 && (
          <Empty title={t('myWork.noTalks')}>
            <Link className="button" to="/talks">
              {t('talk.title')}
            </Link>
          </Empty>
        )}
        <ItemList label={title}>
          {talks.map((talk) => (
            <TalkRow key={talk.id} talk={talk} />
          ))}
        </ItemList>
      </section>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </div>
  );
}

export function Component() {
  return (
    <MembersAtWork>
      <Talks />
    </MembersAtWork>
  );
}
