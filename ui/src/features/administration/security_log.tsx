// security_log.tsx - what was refused or tried, for auditors: newest first.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { moment } from '../../components/format';
import { Failed } from '../../components/states';
import { useSettled } from '../home/answers';
import { SearchBox } from './accounts';

type SecurityEvent = Schemas['SecurityEvent'];

const page_size = 100;

export function SecurityLog() {
  const { t } = useTranslation();
  const [event, setEvent] = useState('');
  const settled = useSettled(event.trim());
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['security-log', settled],
    queryFn: async ({ pageParam, signal }) =>
      answer(api.GET('/v1/administration/security-log', { params: { query: { event: settled || undefined, before: pageParam || undefined, limit: page_size } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (page: Schemas['SecurityLog']) => ((page.events ?? []).length === page_size ? page.events?.at(-1)?.number : undefined),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="soft">{t('administration.logHint')}</p>
      <SearchBox label={t('administration.findEvent')} value={event} onChange={setEvent} />
      <DataTable<SecurityEvent>
        rowKey="number"
        loading={isPending}
        scroll={{ x: 880 }}
        locale={{ emptyText: t('administration.noEvents') }}
        dataSource={data?.pages.flatMap((page) => page.events ?? []) ?? []}
        columns={[
          { title: t('feed.at'), dataIndex: 'at', render: moment, width: 176 },
          { title: t('administration.event'), dataIndex: 'event' },
          { title: t('administration.account'), dataIndex: 'account', ellipsis: true },
          { title: t('administration.address'), dataIndex: 'remote_address', width: 136 },
          { title: t('administration.detail'), dataIndex: 'detail' },
          { title: t('administration.request'), dataIndex: 'request_id', ellipsis: true },
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
