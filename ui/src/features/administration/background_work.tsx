import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { bytes, moment, number } from '../../components/format';
import { Failed, SkeletonRows } from '../../components/states';

export function BackgroundWork() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ['background-work'],
    queryFn: async () => answer(api.GET('/v1/administration/background-work')),
    refetchInterval: 5_000,
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  const lag = data.journal_last_seq - data.index_cursor;
  const facts: [string, string][] = [
    [t('work.journal'), number(data.journal_last_seq)],
    [t('work.cursor'), number(data.index_cursor)],
    [t('work.documents'), number(data.index_documents)],
    [t('work.segments'), number(data.index_segments)],
    [t('work.bytes'), bytes(data.index_bytes)],
  ];
  return (
    <>
      <p className={`alert ${lag > 0 ? 'amber' : 'jade'}`}>{lag > 0 ? t('work.lag', { n: number(lag) }) : t('work.noLag')}</p>
      <dl className="facts work-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('work.letters')}</h2>
      <DataTable<Schemas['DeadLetter']>
        rowKey="id"
        scroll={{ x: 640 }}
        locale={{ emptyText: t('work.noLetters') }}
        dataSource={data.dead_letters ?? []}
        columns={[
          { title: t('work.recipient'), dataIndex: 'recipient' },
          { title: t('work.subject'), dataIndex: 'subject' },
          { title: t('work.attempts'), dataIndex: 'attempts', align: 'right', width: 96 },
          { title: t('work.error'), dataIndex: 'last_error' },
          { title: t('work.queued'), dataIndex: 'queued_at', render: moment, width: 176 },
        ]}
      />
    </>
  );
}
