// sign_in_page.tsx - sign-in; a demonstration also shows its accounts, to enter with one click.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { answer, api, reader, Refusal, type Schemas } from '../../api/client';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { hubQuery } from '../../components/shell';
import { FailureLine } from '../../components/states';
import { CodeStep } from './code_step';
import { firstPage } from '../work/first_page';
import { EntryField, EntryFrame } from './entry';

type Account = Schemas['DemonstrationAccount'];

function DemonstrationAccounts({ accounts, enter, busy, oneStep }: { accounts: Account[]; enter: (account: Account) => void; busy: boolean; oneStep: boolean }) {
  const { t, i18n } = useTranslation();
  const role = (name: string) => (i18n.exists(`demonstrationRole.${name}`) ? t(`demonstrationRole.${name}` as 'demonstrationRole.company') : name);
  return (
    <section className="panel" aria-labelledby="demonstration-title">
      <div className="panel-head">
        <h2 id="demonstration-title">{t('signIn.demonstration')}</h2>
      </div>
      {oneStep && <p className="panel-row soft">{t('signIn.oneStep')}</p>}
      <ul className="rows">
        {accounts.map((account) => (
          <li key={account.email} className="demonstration-row">
            <div>
              <p>
                <strong>{role(account.role)}</strong> <span className="soft">{account.name}</span>
              </p>
              {i18n.exists(`demonstrationHint.${account.role}`) && <p className="soft">{t(`demonstrationHint.${account.role}` as 'demonstrationHint.company')}</p>}
              <p className="faint dots">
                <span>{account.email}</span>
                <code>{account.password}</code>
              </p>
            </div>
            <button type="button" className="button" disabled={busy} onClick={() => enter(account)} aria-label={t('signIn.enterAs', { role: role(account.role) })}>
              {t('signIn.enter')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const { begin } = useSession();
  const { data: hub } = useQuery(hubQuery);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle(t('signIn.title'));
  const from = (location.state as { from?: string } | null)?.from;
  const enter = (myself: Schemas['Myself']) => {
    begin(myself);
    void navigate(myself.second_factor === 'required' ? '/account?tab=second-factor' : firstPage(from, myself), { replace: true });
  };
  const signIn = useMutation({
    mutationFn: async (body: Schemas['SignIn']) => {
      reader.organisation = ''; // of whoever was signed in before
      return answer(api.POST('/v1/session', { body }));
    },
    onSuccess: enter,
  });
  const [isOver, setIsOver] = useState<Refusal>();
  const wanted = signIn.error instanceof Refusal && signIn.error.key === 'identity.second_factor_wanted' ? signIn.error.details['challenge'] : undefined;
  const accounts = hub?.demonstration ? (hub.accounts ?? []) : [];
  if (wanted) {
    return (
      <CodeStep
        challenge={wanted}
        onDone={enter}
        onBack={(refusal) => {
          signIn.reset();
          setPassword('');
          setIsOver(refusal);
        }}
      />
    );
  }
  return (
    <EntryFrame title={t('signIn.title')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ email, password });
        }}
      >
        <EntryField label={t('fieldName.email')} member="email" type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
        <EntryField label={t('fieldName.password')} member="password" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        <FailureLine failure={signIn.error ?? (signIn.isIdle ? isOver : undefined)} />
        <button type="submit" className="button primary large wide" disabled={signIn.isPending}>
          {t('signIn.title')}
        </button>
      </form>
      <p className="spread">
        <Link to="/sign-up">{t('signIn.toSignUp')}</Link>
        <Link to="/reset">{t('signIn.toReset')}</Link>
      </p>
      {accounts.length > 0 && <DemonstrationAccounts accounts={accounts} oneStep={hub?.second_factor_required === false} busy={signIn.isPending} enter={({ email: address, password: secret }) => signIn.mutate({ email: address, password: secret })} />}
    </EntryFrame>
  );
}
