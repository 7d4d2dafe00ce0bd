import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { Failed } from '../../components/states';
import { meanings_zh } from './setting_meanings';

export function Configuration() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['configuration'], queryFn: async () => answer(api.GET('/v1/administration/configuration')) });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="soft">{t('administration.configurationHint')}</p>
      <DataTable<Schemas['SettingInForce']>
        rowKey="name"
        loading={isPending}
        scroll={{ x: 800 }}
        dataSource={data?.settings ?? []}
        columns={[
          { title: t('administration.setting'), dataIndex: 'name', render: (name: string) => <code>{name}</code> },
          { title: t('administration.value'), dataIndex: 'value' },
          {
            title: t('administration.origin'),
            render: (_, { origin, place }) => (
              <>
                {t(`origin.${origin}`)} {place && origin !== 'flag' && <span className="faint">{place}</span>}
              </>
            ),
          },
          { title: t('administration.meaning'), className: 'soft', render: (_, { name, meaning }) => (i18n.language === 'zh' && meanings_zh[name]) || meaning },
        ]}
      />
    </>
  );
}
