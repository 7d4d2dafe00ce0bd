// needs_page.tsx - the needs behind a number: by stage, by month of publication, or those that are open.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { itemAddress } from '../../components/item_row';
import { MoreButton } from '../../components/more_button';
import { usePageTitle } from '../../components/page_title';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { Status } from '../../components/status';
import { MembersAtWork } from './members_at_work';
import { stages } from './work_query';
import './work.css';

const colours: Record<Exclude<Schemas['NeedStage'], 'published'>, string> = { interest: 'amber', talk: 'river', agreed: 'jade' };

function NeedRow({ need }: { need: Schemas['WorkNeed'] }) {
  const { t } = useTranslation();
  return (
    <li className="item-row">
      <h3>
        <Link to={itemAddress('need', need.id)}>{need.title || t('item.untitled')}</Link>
      </h3>
      {need.stage !== 'published' && (
        <p className="second">
          <span className={`tag ${colours[need.stage]}`}>{t(`myWork.stage.${need.stage}`)}</span>
          <span>{t('myWork.needTalks', { interests: need.interests, talks: need.talks })}</span>
        </p>
      )}
      <p className="third dots">
        <span>
          <Status status={need.status} />
        </span>
        {need.published_on && <span>{t('item.publishedOn', { date: need.published_on })}</span>}
      </p>
    </li>
  );
}

function Needs() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const stage = stages.find((each) => each === parameters.get('stage'));
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(parameters.get('month') ?? '') ? (parameters.get('month') ?? undefined) : undefined;
  const open = parameters.get('open') === 'true' || undefined;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['work', 'needs', stage, month, open],
    queryFn: async ({ pageParam }) => answer(api.GET('/v1/work/needs', { params: { query: { stage, month: month && `${month}-01`, open, after: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['WorkNeedList']) => page.next_after,
  });
  const needs = data?.pages.flatMap((page) => page.needs ?? []) ?? [];
  const parts = [open && t('myWork.needsOpen'), month, stage && t('myWork.reached', { stage: t(`myWork.stage.${stage}`) })].filter((part) => part);
  const title = t('myWork.needsTitle');
  usePageTitle(title);
  return (
    <div className="stack">
      <div>
        <h1>{title}</h1>
        <p className="soft dots">
          {parts.map((part) => (
            <span key={part}>{part}</span>
          ))}
          <Link to="/work">{t('myWork.back')}</Link>
        </p>
      </div>
      <section className="panel" aria-label={title}>
        {data && <p className="panel-head faint">{t('my.total', { n: number(data.pages[0]?.total ?? 0) })}</p>}
        {isPending && <SkeletonRows rows={6} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && needs.length === 0 && (
          <Empty title={t('myWork.noNeeds')}>
            <Link className="button" to="/post/need">
              {t('shell.postNeed')}
            </Link>
          </Empty>
        )}
        <ItemList label={title}>
          {needs.map((need) => (
            <NeedRow key={need.id} need={need} />
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
      <Needs />
    </MembersAtWork>
  );
}
