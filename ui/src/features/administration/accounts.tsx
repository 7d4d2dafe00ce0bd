// accounts.tsx - people: their roles on the hub, and whether they are suspended.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { organisationName } from '../../components/codes';
import { Dialog } from '../../components/dialog';
import { day } from '../../components/format';
import { Failed, FailureLine } from '../../components/states';
import { useSettled } from '../home/answers';

type Account = Schemas['AccountView'];
type Role = Schemas['Role'];

const roles: Role[] = ['reviewer', 'officer', 'auditor', 'administrator'];

function Manage({ account, onDone }: { account: Account; onDone: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Role[]>(account.roles ?? []);
  const path = { account: account.id };
  const setRoles = useMutation({
    mutationFn: async () => answer(api.PUT('/v1/administration/accounts/{account}/roles', { params: { path }, body: { roles: chosen } })),
    onSuccess: onDone,
  });
  const suspend = useMutation({
    mutationFn: async () => answer(api.PUT('/v1/administration/accounts/{account}/suspension', { params: { path }, body: { suspended: !account.suspended } })),
    onSuccess: onDone,
  });
  const toggle = (role: Role) => setChosen(chosen.includes(role) ? chosen.filter((other) => other !== role) : [...chosen, role]);
  return (
    <>
      <p className="soft">{account.email}</p>
      <fieldset className="scopes" style={{ margin: 0, padding: 0, border: 0 }}>
        <legend className="field-label" style={{ padding: 0 }}>
          {t('account.roles')}
        </legend>
        {roles.map((role) => (
          <label key={role} className="row">
            <input type="checkbox" checked={chosen.includes(role)} onChange={() => toggle(role)} /> {t(`role.${role}`)}
          </label>
        ))}
      </fieldset>
      <p className="faint">{t('administration.rolesHint')}</p>
      <FailureLine failure={setRoles.error ?? suspend.error} />
      <div className="row">
        <button type="button" className="button primary" disabled={setRoles.isPending} onClick={() => setRoles.mutate()}>
          {t('administration.setRoles')}
        </button>
        <button type="button" className={account.suspended ? 'button' : 'button danger'} disabled={suspend.isPending} onClick={() => suspend.mutate()}>
          {account.suspended ? t('administration.restore') : t('administration.suspend')}
        </button>
      </div>
    </>
  );
}

export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  return <input type="search" className="input" style={{ maxWidth: 400 }} aria-label={label} placeholder={label} value={value} onChange={(event) => onChange(event.target.value)} />;
}

export function Accounts() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [query, setQuery] = useState('');
  const [managed, setManaged] = useState<Account>();
  const settled = useSettled(query.trim());
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['accounts', settled],
    queryFn: async ({ pageParam, signal }) =>
      answer(api.GET('/v1/administration/accounts', { params: { query: { query: settled || undefined, after: pageParam || undefined, limit: 100 } }, signal })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['AccountList']) => page.next_after,
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <SearchBox label={t('administration.findPeople')} value={query} onChange={setQuery} />
      <DataTable<Account>
        rowKey="id"
        loading={isPending}
        scroll={{ x: 960 }}
        dataSource={data?.pages.flatMap((page) => page.accounts ?? []) ?? []}
        columns={[
          { title: t('fieldName.name'), dataIndex: 'name', width: 120 },
          { title: t('fieldName.email'), dataIndex: 'email' },
          { title: t('account.roles'), dataIndex: 'roles', render: (list: Role[]) => (list ?? []).map((role) => t(`role.${role}`)).join(t('why.listComma')) },
          {
            title: t('account.organisations'),
            dataIndex: 'memberships',
            render: (list: Schemas['MembershipView'][]) => (list ?? []).map(({ organisation }) => organisationName(organisation, i18n.language)).join(t('why.listComma')),
          },
          { title: t('administration.since'), dataIndex: 'created_at', render: day, width: 112 },
          {
            title: t('administration.state'),
            width: 112,
            render: (_, account) =>
              account.suspended ? <span className="tag cinnabar">{t('administration.suspended')}</span> : account.confirmed ? <span className="tag jade">{t('administration.confirmed')}</span> : <span className="tag amber">{t('administration.unconfirmed')}</span>,
          },
          {
            key: 'action',
            title: t('action.column'),
            width: 80,
            render: (_, account) => (
              <button type="button" className="link-button" aria-label={t('administration.manageOne', { name: account.name })} onClick={() => setManaged(account)}>
                {t('administration.manage')}
              </button>
            ),
          },
        ]}
      />
      {hasNextPage && (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('my.more')}
        </button>
      )}
      <Dialog open={Boolean(managed)} onClose={() => setManaged(undefined)} title={managed?.name ?? ''}>
        {managed && (
          <Manage
            account={managed}
            onDone={() => {
              setManaged(undefined);
              void queries.invalidateQueries({ queryKey: ['accounts'] });
            }}
          />
        )}
      </Dialog>
    </>
  );
}
