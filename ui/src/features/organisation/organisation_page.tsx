// organisation_page.tsx - who it is, what it has published, and for its members: who they are.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName, shortRegion, useCodeNames } from '../../components/codes';
import { day, number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { ItemRow } from '../../components/item_row';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, FailedPage, SkeletonRows } from '../../components/states';
import { Fact } from '../item/facts';
import { AnswersFact } from '../talk/answers';
import { Members } from './members';
import { organisationQuery } from './organisation_query';
import '../item/item.css';

type Organisation = Schemas['OrganisationView'];

function OrganisationFacts({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions', 'cities', 'party_kinds', 'industries');
  const website = organisation.website?.startsWith('https://') ? organisation.website : undefined;
  return (
    <dl className="facts item-facts">
      <Fact label={t('organisation.kind')}>{name('party_kinds', organisation.kind)}</Fact>
      <Fact label={t('fieldName.region')}>
        {shortRegion(name('regions', organisation.region))} {organisation.city && name('cities', organisation.city)}
      </Fact>
      <Fact label={t('organisation.industry')}>{name('industries', organisation.industry)}</Fact>
      <Fact label={t('organisation.creditCode')}>{organisation.credit_code}</Fact>
      <Fact label={t('organisation.website')}>
        {website && (
          <a href={website} rel="noopener noreferrer nofollow" target="_blank">
            {website.replace('https://', '')}
          </a>
        )}
      </Fact>
      <Fact label={t('organisation.since')}>{day(organisation.created_at)}</Fact>
      <AnswersFact organisation={organisation.id} />
    </dl>
  );
}

function Published({ organisation }: { organisation: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['organisation-items', organisation],
    queryFn: async ({ pageParam }) =>
      answer(api.GET('/v1/organisations/{organisation}/items', { params: { path: { organisation }, query: { after: pageParam || undefined, limit: 50 } } })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['ItemList']) => page.next_after,
  });
  const items = data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <section className="panel" aria-labelledby="published">
      <div className="panel-head">
        <h2 id="published">
          {t('organisation.published')} {data && <span className="faint">{number(data.pages[0]?.total ?? 0)}</span>}
        </h2>
      </div>
      {isPending && <SkeletonRows rows={4} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && <Empty title={t('organisation.nothing')} />}
      <ItemList label={t('organisation.published')}>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} showKind hideOrganisation />
        ))}
      </ItemList>
      {hasNextPage && (
        <p className="panel-head">
          <button type="button" className="button" onClick={() => void fetchNextPage()}>
            {t('my.more')}
          </button>
        </p>
      )}
    </section>
  );
}

export function Component() {
  const { t, i18n } = useTranslation();
  const { id = '' } = useParams();
  const { myself } = useSession();
  const { data, error, refetch } = useQuery(organisationQuery(id));
  usePageTitle(data && organisationName(data, i18n.language));
  if (error) return <FailedPage failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  const membership = (myself?.memberships ?? []).find(({ organisation }) => organisation.id === id)?.membership ?? 'none';
  const second = i18n.language === 'en' ? data.name : data.name_en;
  return (
    <article className="item">
      <header className="item-head">
        <p className="kind">
          <Link to="/organisations">{t('organisation.list')}</Link>
        </p>
        <h1>{organisationName(data, i18n.language)}</h1>
        {second && second !== organisationName(data, i18n.language) && <p className="soft">{second}</p>}
        {membership === 'owner' && (
          <p className="row">
            <Link className="button" to={`/organisations/${id}/edit`}>
              {t('organisation.edit')}
            </Link>
          </p>
        )}
      </header>
      <div className="organisation-columns">
        <OrganisationFacts organisation={data} />
        <div className="stack">
          {data.about && <p className="text passage">{data.about}</p>}
          {membership !== 'none' && (data.warnings ?? []).includes('identity.credit_code_inner_check') && <p className="alert amber">{t('organisation.innerCheck')}</p>}
          <Published organisation={id} />
          {membership !== 'none' && <Members organisation={id} isOwner={membership === 'owner'} />}
        </div>
      </div>
    </article>
  );
}
