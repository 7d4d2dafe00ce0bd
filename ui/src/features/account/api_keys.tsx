// api_keys.tsx - keys for programs; the secret is shown once.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { DayInput } from '../../components/day_input';
import { day, moment } from '../../components/format';
import { Failed, FailureLine } from '../../components/states';
import { EntryField } from './entry';

const scopes = ['market:read', 'market:write', 'feed:read', 'identity:read', 'identity:write', 'organisation:export'] as const;

function NewKey({ onMade }: { onMade: (made: Schemas['NewApiKey']) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['market:read']);
  const [expires, setExpires] = useState<string>();
  const make = useMutation({
    mutationFn: async () => answer(api.POST('/v1/myself/api-keys', { body: { name, scopes: chosen, expires_on: expires } })),
    onSuccess: (made) => {
      setName('');
      onMade(made);
    },
  });
  const toggle = (scope: string) => setChosen(chosen.includes(scope) ? chosen.filter((other) => other !== scope) : [...chosen, scope]);
  return (
    <form
      className="form panel panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <h2>{t('keys.make')}</h2>
      <EntryField label={t('keys.name')} member="name" required maxLength={80} why={t('keys.nameWhy')} refusal={make.error instanceof Refusal ? make.error : undefined} value={name} onChange={(event) => setName(event.target.value)} />
      <div className="field" role="group" aria-labelledby="scopes">
        <p id="scopes" className="field-label">
          {t('keys.scopes')}
        </p>
        <div className="scopes">
          {scopes.map((scope) => (
            <label key={scope} className="row">
              <input type="checkbox" checked={chosen.includes(scope)} onChange={() => toggle(scope)} />
              <span>
                {t(`scope.${scope.replace(':', '_') as 'market_read'}`)} <code className="faint">{scope}</code>
              </span>
            </label>
          ))}
        </div>
      </div>
      <div className="field">
        <label htmlFor="key-expires">
          {t('keys.expires')} <span className="faint">{t('compose.optional')}</span>
        </label>
        <p className="why">{t('keys.expiresWhy')}</p>
        <DayInput id="key-expires" value={expires} onChange={setExpires} />
      </div>
      <FailureLine failure={make.error} />
      <button type="submit" className="button primary" disabled={make.isPending || chosen.length === 0}>
        {t('keys.make')}
      </button>
    </form>
  );
}

export function ApiKeys() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [made, setMade] = useState<Schemas['NewApiKey']>();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['api-keys'], queryFn: async () => answer(api.GET('/v1/myself/api-keys')) });
  const revoke = useMutation({
    mutationFn: async (key: string) => answer(api.DELETE('/v1/myself/api-keys/{key}', { params: { path: { key } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  const scopeName = (scope: string) => (scopes.some((known) => known === scope) ? t(`scope.${scope.replace(':', '_') as 'market_read'}`) : scope);
  return (
    <>
      <p className="soft">
        {t('keys.hint')} <a href="/openapi.json">{t('shell.openapi')}</a>
      </p>
      {made && (
        <div className="alert jade" role="status">
          <p>{t('keys.once')}</p>
          <p className="secret">{made.secret}</p>
        </div>
      )}
      <DataTable<Schemas['ApiKeyView']>
        rowKey="id"
        loading={isPending}
        scroll={{ x: 640 }}
        locale={{ emptyText: t('keys.none') }}
        dataSource={data?.keys ?? []}
        columns={[
          { title: t('keys.name'), dataIndex: 'name' },
          { title: t('keys.scopes'), dataIndex: 'scopes', render: (list: string[]) => (list ?? []).map(scopeName).join(t('why.listComma')) },
          { title: t('account.begun'), dataIndex: 'created_at', render: day, width: 120 },
          { title: t('keys.lastUsed'), dataIndex: 'last_used_at', render: moment, width: 176 },
          { title: t('keys.expires'), dataIndex: 'expires_on', width: 120 },
          {
            key: 'action',
            title: t('action.column'),
            width: 88,
            render: (_, key) => (
              <button type="button" className="link-button" onClick={() => revoke.mutate(key.id)}>
                {t('keys.revoke')}
              </button>
            ),
          },
        ]}
      />
      <FailureLine failure={revoke.error} />
      <NewKey
        onMade={(next) => {
          setMade(next);
          void queries.invalidateQueries({ queryKey: ['api-keys'] });
        }}
      />
    </>
  );
}
