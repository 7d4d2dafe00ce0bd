import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { browserName } from '../../components/browser_name';
import { DataTable } from '../../components/data_table';
import { moment } from '../../components/format';
import { Failed, FailureLine } from '../../components/states';

export function Sessions() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['sessions'], queryFn: async () => answer(api.GET('/v1/myself/sessions')) });
  const end = useMutation({
    mutationFn: async (session: string) => answer(api.DELETE('/v1/myself/sessions/{session}', { params: { path: { session } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="soft">{t('account.sessionsHint')}</p>
      <DataTable<Schemas['SessionView']>
        rowKey="id"
        loading={isPending}
        scroll={{ x: 640 }}
        dataSource={data?.sessions ?? []}
        columns={[
          { title: t('account.browser'), dataIndex: 'user_agent', render: (line: string) => <span title={line}>{browserName(line)}</span> },
          { title: t('account.begun'), dataIndex: 'created_at', render: moment, width: 176 },
          { title: t('account.lastSeen'), dataIndex: 'last_seen_at', render: moment, width: 176 },
          {
            key: 'action',
            title: t('action.column'),
            width: 112,
            render: (_, session) =>
              session.current ? (
                <span className="tag jade">{t('account.thisSession')}</span>
              ) : (
                <button type="button" className="link-button" onClick={() => end.mutate(session.id)}>
                  {t('account.end')}
                </button>
              ),
          },
        ]}
      />
      <FailureLine failure={end.error} />
    </>
  );
}
