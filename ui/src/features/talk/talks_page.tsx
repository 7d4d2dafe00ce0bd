// talks_page.tsx - the talks of the organisation that one acts for, by whose turn it is.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName, useCodeNames } from '../../components/codes';
import { day, number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { MoreButton } from '../../components/more_button';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { Tabs } from '../../components/tabs';
import { Clock, TalkStatus } from './status';
import { closed_statuses, otherSide, useTalkCount, type Asked, type Talk } from './talk_query';
import { TalkersOnly } from './talkers_only';
import './talk.css';

const page_size = 50;

function Outcome({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const name = useCodeNames('contract_kinds', 'decline_reasons', 'talk_end_reasons');
  if (talk.agreed_mode) return <span>{name('contract_kinds', talk.agreed_mode)}</span>;
  if (talk.status === 'open' && talk.proposed_mode) return <span>{t(talk.proposed_by === talk.side ? 'talk.weProposed' : 'talk.theyProposed', { mode: name('contract_kinds', talk.proposed_mode) })}</span>;
  const list = talk.status === 'declined' ? 'decline_reasons' : 'talk_end_reasons';
  const reasons = (talk.reasons ?? []).map((reason) => name(list, reason));
  return reasons.length > 0 ? <span>{reasons.join(t('why.listComma'))}</span> : null;
}

function TalkRow({ talk }: { talk: Talk }) {
  const { t, i18n } = useTranslation();
  return (
    <li className="item-row">
      <h3>
        <Link to={`/talks/${talk.id}`}>{talk.item.title || t('talk.hiddenItem')}</Link>
      </h3>
      <p className="second">
        <TalkStatus talk={talk} />
        <Clock talk={talk} />
        <Outcome talk={talk} />
      </p>
      <p className="third dots">
        <span>{t(`kindOne.${talk.item.kind}`)}</span>
        <span>{t(`talk.with.${talk.side}`, { name: organisationName(otherSide(talk), i18n.language) })}</span>
        <span>{t('talk.changedOn', { date: day(talk.updated_at) })}</span>
      </p>
    </li>
  );
}

type Cursors = Record<string, string | null>;

interface Page {
  talks: Talk[];
  total: number;
  cursors: Cursors;
}

/** One page of each question that has more to say; a cursor of null: nothing more. */
async function readPage(questions: Asked[], cursors: Cursors): Promise<Page> {
  const page: Page = { talks: [], total: 0, cursors: {} };
  const answers = await Promise.all(
    questions.map(async (asked, place) => {
      const after = cursors[place];
      if (after === null) return undefined;
      return answer(api.GET('/v1/talks', { params: { query: { ...asked, after: after || undefined, limit: page_size } } }));
    }),
  );
  answers.forEach((list, place) => {
    page.talks.push(...(list?.talks ?? []));
    page.total += list?.total ?? 0;
    page.cursors[place] = list?.next_after ?? null;
  });
  return page;
}

function TalkList({ questions, label, empty }: { questions: Asked[]; label: string; empty: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['talks', 'list', questions],
    queryFn: ({ pageParam }) => readPage(questions, pageParam),
    initialPageParam: {} as Cursors,
    getNextPageParam: ({ cursors }: Page) => (Object.values(cursors).some((cursor) => cursor !== null) ? cursors : undefined),
    refetchOnWindowFocus: true,
  });
  const talks = (data?.pages.flatMap((page) => page.talks) ?? []).sort((a, b) => b.created_at.localeCompare(a.created_at));
  return (
    <>
      <section className="panel" aria-label={label}>
        {data && talks.length > 0 && <p className="panel-head faint">{t('talk.total', { n: number(data.pages[0]?.total ?? 0) })}</p>}
        {isPending && <SkeletonRows rows={4} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && talks.length === 0 && empty}
        <ItemList label={label}>
          {talks.map((talk) => (
            <TalkRow key={talk.id} talk={talk} />
          ))}
        </ItemList>
      </section>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </>
  );
}

type TabKey = 'answer' | 'open' | 'theirs' | 'closed';

const questions: Record<TabKey, Asked[]> = {
  answer: [{ side: 'asked', status: 'waiting' }],
  open: [{ status: 'open' }],
  theirs: [{ side: 'asking', status: 'waiting' }],
  closed: closed_statuses.map((status: Schemas['TalkStatus']) => ({ status })),
};

function NothingHere({ tab }: { tab: TabKey }) {
  const { t } = useTranslation();
  return (
    <Empty title={t(`talk.nothing.${tab}`)}>
      <p>{t(`talk.nothingHint.${tab}`)}</p>
      {tab !== 'closed' && (
        <Link className="button" to={tab === 'answer' ? '/my?status=published' : '/search'}>
          {tab === 'answer' ? t('shell.my') : t('state.toSearch')}
        </Link>
      )}
    </Empty>
  );
}

function MyTalks() {
  const { t, i18n } = useTranslation();
  const { actingFor } = useSession();
  usePageTitle(t('talk.title'));
  const counts: Record<TabKey, number | undefined> = {
    answer: useTalkCount({ side: 'asked', status: 'waiting' }),
    open: useTalkCount({ status: 'open' }),
    theirs: useTalkCount({ side: 'asking', status: 'waiting' }),
    closed: undefined,
  };
  const tab = (key: TabKey) => {
    const label = t(`talk.tab.${key}`);
    return {
      key,
      label: counts[key] ? `${label} ${number(counts[key])}` : label,
      body: () => <TalkList questions={questions[key]} label={label} empty={<NothingHere tab={key} />} />,
    };
  };
  return (
    <div className="stack">
      <div>
        <h1>{t('talk.title')}</h1>
        <p className="soft">{actingFor && organisationName(actingFor.organisation, i18n.language)}</p>
      </div>
      <Tabs label={t('talk.title')} tabs={[tab('answer'), tab('open'), tab('theirs'), tab('closed')]} />
    </div>
  );
}

export function Component() {
  return (
    <TalkersOnly>
      <MyTalks />
    </TalkersOnly>
  );
}
