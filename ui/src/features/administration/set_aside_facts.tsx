import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { moment } from '../../components/format';
import { Failed } from '../../components/states';

export function SetAsideFacts() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['set-aside-facts'], queryFn: async () => answer(api.GET('/v1/administration/set-aside-facts')) });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="soft">{t('administration.factsHint')}</p>
      <DataTable<Schemas['SetAsideFact']>
        rowKey={(fact) => `${fact.subscriber} ${fact.seq}`}
        loading={isPending}
        scroll={{ x: 640 }}
        locale={{ emptyText: t('administration.noFacts') }}
        dataSource={data?.facts ?? []}
        columns={[
          { title: t('feed.seq'), dataIndex: 'seq', align: 'right', width: 96 },
          { key: 'name', title: t('feed.type'), dataIndex: 'type' },
          { title: t('administration.subscriber'), dataIndex: 'subscriber' },
          { title: t('work.error'), dataIndex: 'error' },
          { title: t('feed.at'), dataIndex: 'at', render: moment, width: 176 },
        ]}
      />
    </>
  );
}
