// security_log.tsx - what was refused or tried, for auditors: newest first, by kind of event and by account.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { moment } from '../../components/format';
import { Failed } from '../../components/states';
import { zh } from '../../i18n/zh';

type SecurityEvent = Schemas['SecurityEvent'];
type EventName = keyof typeof zh.securityEvent;

const page_size = 100;
const events = Object.keys(zh.securityEvent) as EventName[];

const isKnown = (event: string): event is EventName => events.some((known) => known === event);

interface Chosen {
  event: string;
  account: string;
}

function Filter({ chosen, choose }: { chosen: Chosen; choose: (next: Chosen) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="row">
      <label htmlFor={id} className="soft">
        {t('administration.event')}
      </label>
      <select id={id} className="input" style={{ width: 'auto' }} value={chosen.event} onChange={(event) => choose({ ...chosen, event: event.target.value })}>
        <option value="">{t('administration.allEvents')}</option>
        {events.map((event) => (
          <option key={event} value={event}>
            {t(`securityEvent.${event}`)}
          </option>
        ))}
      </select>
      {chosen.account && (
        <button type="button" className="button" onClick={() => choose({ ...chosen, account: '' })}>
          {t('administration.anyAccount')}
        </button>
      )}
    </div>
  );
}

export function SecurityLog() {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Chosen>({ event: '', account: '' });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['security-log', chosen],
    queryFn: async ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/administration/security-log', {
          params: { query: { event: chosen.event || undefined, account: chosen.account || undefined, before: pageParam || undefined, limit: page_size } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (page: Schemas['SecurityLog']) => ((page.events ?? []).length === page_size ? page.events?.at(-1)?.number : undefined),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="soft">{t('administration.logHint')}</p>
      <Filter chosen={chosen} choose={choose} />
      <DataTable<SecurityEvent>
        rowKey="number"
        loading={isPending}
        scroll={{ x: 960 }}
        locale={{ emptyText: t('administration.noEvents') }}
        dataSource={data?.pages.flatMap((page) => page.events ?? []) ?? []}
        columns={[
          { title: t('feed.at'), dataIndex: 'at', render: moment, width: 168 },
          {
            key: 'name',
            title: t('administration.event'),
            dataIndex: 'event',
            width: 200,
            render: (event: string) => (
              <>
                {isKnown(event) ? t(`securityEvent.${event}`) : event} <code className="faint event-code">{event}</code>
              </>
            ),
          },
          {
            title: t('administration.account'),
            dataIndex: 'account',
            // The end of an id tells accounts apart; its beginning is the time at which it was made.
            render: (account: string | undefined) =>
              account && (
                <button type="button" className="link-button" title={account} aria-label={t('administration.onlyAccount', { account })} onClick={() => choose({ ...chosen, account })}>
                  <code>…{account.slice(-12)}</code>
                </button>
              ),
            width: 136,
          },
          { title: t('administration.address'), dataIndex: 'remote_address', width: 128 },
          { title: t('administration.detail'), dataIndex: 'detail', className: 'anywhere' },
          { title: t('administration.request'), dataIndex: 'request_id', width: 144 },
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
