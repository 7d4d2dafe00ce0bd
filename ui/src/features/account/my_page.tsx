// my_page.tsx - what the organisation acted for has on the hub, by state.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName } from '../../components/codes';
import { number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { itemAddress, ItemRow } from '../../components/item_row';
import { MoreButton } from '../../components/more_button';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { MembersOnly } from '../../components/members_only';

type ItemStatus = Schemas['ItemStatus'];

const statuses: ItemStatus[] = ['draft', 'submitted', 'returned', 'published', 'quarantined', 'withdrawn', 'expired'];
const page_size = 50;

function MyItems() {
  const { t, i18n } = useTranslation();
  const { actingFor } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const wanted = statuses.find((status) => status === parameters.get('status'));
  usePageTitle(t('my.title'));
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['my', actingFor?.organisation.id, wanted],
    queryFn: async ({ pageParam, signal }) => answer(api.GET('/v1/my/items', { params: { query: { status: wanted, after: pageParam || undefined, limit: page_size } }, signal })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['ItemList']) => page.next_after,
  });
  const items = data?.pages.flatMap((page) => page.items ?? []) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <div className="stack">
      <div className="spread">
        <div>
          <h1>{t('my.title')}</h1>
          <p className="soft">{actingFor && organisationName(actingFor.organisation, i18n.language)}</p>
        </div>
        <div className="row">
          <Link className="button primary" to="/post/need">
            {t('shell.postNeed')}
          </Link>
          <Link className="button" to="/post/offer">
            {t('shell.postOffer')}
          </Link>
          <Link className="button" to="/import">
            {t('shell.import')}
          </Link>
        </div>
      </div>
      <div className="row" role="group" aria-label={t('my.byStatus')}>
        <button type="button" className="button" aria-pressed={!wanted} onClick={() => setParameters({})}>
          {t('my.all')}
        </button>
        {statuses.map((status) => (
          <button key={status} type="button" className="button" aria-pressed={status === wanted} onClick={() => setParameters({ status })}>
            {t(`status.${status}`)}
          </button>
        ))}
      </div>
      <section className="panel" aria-label={t('my.title')}>
        {data && <p className="panel-head faint">{t('my.total', { n: number(total) })}</p>}
        {isPending && <SkeletonRows rows={6} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && items.length === 0 && (
          <Empty title={wanted ? t('my.nothingInStatus') : t('my.nothing')}>
            <p>{t('my.nothingHint')}</p>
          </Empty>
        )}
        <ItemList label={t('my.title')}>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} showKind showStatus hideOrganisation to={item.status === 'draft' ? `/post/${item.kind}?id=${item.id}` : itemAddress(item.kind, item.id)} />
          ))}
        </ItemList>
      </section>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </div>
  );
}

export function Component() {
  return (
    <MembersOnly>
      <MyItems />
    </MembersOnly>
  );
}
