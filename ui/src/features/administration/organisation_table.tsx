import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { organisationName, shortRegion, useCodeNames } from '../../components/codes';
import { day } from '../../components/format';
import { Failed } from '../../components/states';
import { useSettled } from '../home/answers';
import { SearchBox } from './accounts';

export function OrganisationTable() {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('regions', 'party_kinds');
  const [query, setQuery] = useState('');
  const settled = useSettled(query.trim());
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['organisations-table', settled],
    queryFn: async ({ pageParam, signal }) =>
      answer(api.GET('/v1/organisations', { params: { query: { query: settled || undefined, after: pageParam || undefined, limit: 100 } }, signal })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['OrganisationList']) => page.next_after,
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <SearchBox label={t('administration.findOrganisations')} value={query} onChange={setQuery} />
      <DataTable<Schemas['OrganisationView']>
        rowKey="id"
        loading={isPending}
        scroll={{ x: 800 }}
        dataSource={data?.pages.flatMap((page) => page.organisations ?? []) ?? []}
        columns={[
          { title: t('organisation.name'), render: (_, one) => <Link to={`/organisations/${one.id}`}>{organisationName(one, i18n.language)}</Link> },
          { title: t('organisation.creditCodeShort'), dataIndex: 'credit_code', width: 192 },
          { title: t('organisation.kind'), dataIndex: 'kind', render: (code: string) => name('party_kinds', code) },
          { title: t('fieldName.region'), dataIndex: 'region', render: (code: string) => shortRegion(name('regions', code)), width: 96 },
          { title: t('administration.since'), dataIndex: 'created_at', render: day, width: 112 },
        ]}
      />
      {hasNextPage && (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('my.more')}
        </button>
      )}
    </>
  );
}
