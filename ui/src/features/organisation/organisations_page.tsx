// organisations_page.tsx - who is on the hub: found by name, pinyin, variant or credit code, and by region. The state stands in
// the address.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName, shortRegion, useCodeList, useCodeNames } from '../../components/codes';
import { ItemList } from '../../components/item_list';
import { usePageTitle } from '../../components/page_title';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { useSettled } from '../home/answers';
import './organisations.css';

const page_size = 50;

function useOrganisations(query: string, region: string) {
  return useInfiniteQuery({
    queryKey: ['organisations-list', query, region],
    queryFn: async ({ pageParam, signal }) =>
      answer(api.GET('/v1/organisations', { params: { query: { query: query || undefined, region: region || undefined, after: pageParam || undefined, limit: page_size } }, signal })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['OrganisationList']) => page.next_after,
    placeholderData: keepPreviousData,
  });
}

function Row({ organisation }: { organisation: Schemas['OrganisationView'] }) {
  const { i18n } = useTranslation();
  const name = useCodeNames('regions', 'cities', 'party_kinds', 'industries');
  const place = [shortRegion(name('regions', organisation.region)), name('cities', organisation.city)].filter(Boolean);
  return (
    <li className="item-row">
      <h3>
        <Link to={`/organisations/${organisation.id}`}>{organisationName(organisation, i18n.language)}</Link>
      </h3>
      {organisation.about && <p className="snippet">{organisation.about}</p>}
      <p className="third dots">
        <span>{name('party_kinds', organisation.kind)}</span>
        <span>{place.join(' ')}</span>
        {organisation.industry && <span>{name('industries', organisation.industry)}</span>}
      </p>
    </li>
  );
}

interface Wanted {
  q: string;
  region: string;
}

function Filter({ wanted, change }: { wanted: Wanted; change: (next: Wanted) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const name = useCodeNames('regions');
  const regions = useCodeList('regions');
  const [text, setText] = useState(wanted.q);
  const settled = useSettled(text.trim());
  useEffect(() => setText(wanted.q), [wanted.q]);
  useEffect(() => {
    if (settled !== wanted.q && settled === text.trim()) change({ ...wanted, q: settled });
  }, [settled]);
  return (
    <div className="organisations-filter" role="search">
      <input
        type="search"
        className="input"
        aria-label={t('organisation.find')}
        placeholder={t('administration.findOrganisations')}
        maxLength={120}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <label htmlFor={id} className="unseen">
        {t('fieldName.region')}
      </label>
      <select id={id} className="input" value={wanted.region} onChange={(event) => change({ ...wanted, region: event.target.value })}>
        <option value="">{t('organisation.anyRegion')}</option>
        {regions.map(({ code }) => (
          <option key={code} value={code}>
            {name('regions', code)}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const wanted = { q: parameters.get('q') ?? '', region: parameters.get('region') ?? '' };
  usePageTitle(t('organisation.list'));
  const { data, error, isPending, isFetching, refetch, hasNextPage, fetchNextPage } = useOrganisations(wanted.q, wanted.region);
  const change = ({ q, region }: Wanted) => setParameters({ ...(q && { q }), ...(region && { region }) }, { replace: true, preventScrollReset: true });
  const found = data?.pages.flatMap((page) => page.organisations ?? []) ?? [];
  return (
    <div className="stack">
      <div>
        <h1>{t('organisation.list')}</h1>
        <p className="soft">{t('organisation.listHint')}</p>
      </div>
      <Filter wanted={wanted} change={change} />
      <section className="panel" aria-label={t('organisation.list')} aria-busy={isFetching}>
        {isPending && <SkeletonRows rows={8} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && found.length === 0 && (
          <Empty title={t('organisation.noneFound')}>
            <p>{t('organisation.noneFoundHint')}</p>
          </Empty>
        )}
        <ItemList label={t('organisation.list')}>
          {found.map((organisation) => (
            <Row key={organisation.id} organisation={organisation} />
          ))}
        </ItemList>
      </section>
      {hasNextPage && (
        <button type="button" className="button" disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t('my.more')}
        </button>
      )}
    </div>
  );
}
