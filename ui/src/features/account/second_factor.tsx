// second_factor.tsx - one's second factor: set up with an app, renewed, removed; its recovery codes.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { moment } from '../../components/format';
import { useSession } from '../../components/session';
import { Failed, FailureLine, SkeletonRows } from '../../components/states';
import { EntryField } from './entry';
import { QrImage } from './qr_image';
import { RecoveryCodes } from './recovery_codes';

type View = Schemas['SecondFactorView'];
type Start = Schemas['SecondFactorStart'];
type Task = 'start' | 'renew' | 'codes' | 'remove';

const grouped = (secret: string) => secret.match(/.{1,4}/g) ?? [];

interface ProofProperties {
  title: string;
  hint: string;
  action: string;
  danger?: boolean;
  withCode: boolean;
  failure: unknown;
  busy: boolean;
  onProof: (password: string, code: string) => void;
  onCancel: () => void;
}

/** The password, and a code where one is in force. */
function Proof({ title, hint, action, danger, withCode, failure, busy, onProof, onCancel }: ProofProperties) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const refusal = failure instanceof Refusal ? failure : undefined;
  return (
    <form
      className="form panel panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        onProof(password, code);
      }}
    >
      <h2>{title}</h2>
      <p className="soft">{hint}</p>
      <EntryField label={t('account.currentPassword')} member="password" type="password" autoComplete="current-password" autoFocus required refusal={refusal} value={password} onChange={(event) => setPassword(event.target.value)} />
      {withCode && (
        <EntryField label={t('secondFactor.codeOrRecovery')} member="code" className="input code-input" autoComplete="one-time-code" spellCheck={false} required minLength={6} maxLength={40} refusal={refusal} value={code} onChange={(event) => setCode(event.target.value)} />
      )}
      <FailureLine failure={failure} />
      <div className="row">
        <button type="submit" className={danger ? 'button danger' : 'button primary'} disabled={busy}>
          {action}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
      </div>
    </form>
  );
}

function Pairing({ start, onDone, onCancel }: { start: Start; onDone: (codes: string[]) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: async () => answer(api.POST('/v1/myself/second-factor/confirm', { body: { code } })),
    onSuccess: ({ codes }) => onDone(codes ?? []),
    onError: () => setCode(''),
  });
  return (
    <section className="panel panel-form" aria-labelledby="pairing-title">
      <h2 id="pairing-title">{t('secondFactor.pair')}</h2>
      <div className="pairing">
        <QrImage rows={start.qr ?? []} label={t('secondFactor.qr')} />
        <div className="stack">
          <p>{t('secondFactor.scan')}</p>
          <div>
            <p className="field-label">{t('secondFactor.secret')}</p>
            <p className="secret grouped" aria-label={start.secret}>
              {grouped(start.secret).map((part, place) => (
                <span key={place}>{part}</span>
              ))}
            </p>
            <p className="why">
              <a href={start.address}>{t('secondFactor.openApp')}</a>
            </p>
          </div>
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              confirm.mutate();
            }}
          >
            <EntryField label={t('secondFactor.code')} member="code" why={t('secondFactor.firstCode')} className="input code-input" autoFocus inputMode="numeric" autoComplete="one-time-code" required minLength={6} maxLength={10} value={code} onChange={(event) => setCode(event.target.value)} />
            <FailureLine failure={confirm.error} />
            <div className="row">
              <button type="submit" className="button primary" disabled={confirm.isPending}>
                {t('secondFactor.confirm')}
              </button>
              <button type="button" className="button" onClick={onCancel}>
                {t('action.cancel')}
              </button>
            </div>
          </form>
        </div>
      </div>
    </section>
  );
}

function Standing({ view, choose }: { view: View; choose: (task: Task) => void }) {
  const { t } = useTranslation();
  if (view.state !== 'enabled') {
    return (
      <section className="panel panel-form stack" aria-labelledby="factor-title">
        <h2 id="factor-title">{t('secondFactor.title')}</h2>
        {view.state === 'required' && <p className="alert amber">{t('secondFactor.required')}</p>}
        <p>{t('secondFactor.why')}</p>
        <div>
          <button type="button" className="button primary" onClick={() => choose('start')}>
            {t('secondFactor.begin')}
          </button>
        </div>
      </section>
    );
  }
  const left = view.recovery_codes_left;
  return (
    <section className="panel panel-form stack" aria-labelledby="factor-title">
      <h2 id="factor-title">
        {t('secondFactor.title')} <span className="tag jade">{t('secondFactor.on')}</span>
      </h2>
      <p className="soft">{t('secondFactor.since', { at: moment(view.enabled_at) })}</p>
      <p className={left <= 3 ? 'alert amber' : undefined}>{t('secondFactor.left', { n: left })}</p>
      <div className="row">
        <button type="button" className="button" onClick={() => choose('codes')}>
          {t('secondFactor.newCodes')}
        </button>
        <button type="button" className="button" onClick={() => choose('renew')}>
          {t('secondFactor.renew')}
        </button>
        <button type="button" className="button danger" onClick={() => choose('remove')}>
          {t('secondFactor.remove')}
        </button>
      </div>
    </section>
  );
}

/** What is asked for the task, and what follows. */
function useTask(task: Task | undefined, onStart: (start: Start) => void, onCodes: (codes: string[]) => void, onRemoved: () => void) {
  return useMutation({
    mutationFn: async ({ password, code }: { password: string; code: string }) => {
      if (task === 'codes') onCodes((await answer(api.POST('/v1/myself/second-factor/recovery-codes', { body: { password, code } }))).codes ?? []);
      else if (task === 'remove') {
        await answer(api.POST('/v1/myself/second-factor/remove', { body: { password, code } }));
        onRemoved();
      } else onStart(await answer(api.POST('/v1/myself/second-factor', { body: { password, code: code || undefined } })));
    },
  });
}

export function SecondFactor() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { reload } = useSession();
  const [task, setTask] = useState<Task>();
  const [start, setStart] = useState<Start>();
  const [codes, setCodes] = useState<string[]>();
  const { data, error, refetch } = useQuery({ queryKey: ['second-factor'], queryFn: async () => answer(api.GET('/v1/myself/second-factor')) });
  const rest = () => {
    setTask(undefined);
    setStart(undefined);
  };
  const changed = () => {
    rest();
    void queries.invalidateQueries({ queryKey: ['second-factor'] });
    void reload();
  };
  const showCodes = (next: string[]) => {
    setCodes(next);
    changed();
  };
  const run = useTask(task, setStart, showCodes, changed);
  const choose = (next: Task) => {
    run.reset();
    setTask(next);
  };
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  let body: ReactNode = <Standing view={data} choose={choose} />;
  if (codes) body = <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />;
  else if (start) body = <Pairing start={start} onDone={showCodes} onCancel={rest} />;
  else if (task) {
    body = (
      <Proof
        key={task}
        title={t(`secondFactor.task.${task}`)}
        hint={t(`secondFactor.taskHint.${task}`)}
        action={t(`secondFactor.taskAction.${task}`)}
        danger={task === 'remove'}
        withCode={data.state === 'enabled'}
        failure={run.error}
        busy={run.isPending}
        onProof={(password, code) => run.mutate({ password, code })}
        onCancel={rest}
      />
    );
  }
  return <div className="stack second-factor">{body}</div>;
}
