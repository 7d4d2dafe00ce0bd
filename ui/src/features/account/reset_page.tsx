// reset_page.tsx - asks for a letter; with the token of that letter, sets a new password.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, Refusal } from '../../api/client';
import { usePageTitle } from '../../components/page_title';
import { FailureLine } from '../../components/states';
import { EntryField, EntryFrame } from './entry';

function AskForLetter() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: async () => answer(api.POST('/v1/password-reset', { body: { email } })) });
  if (ask.isSuccess) {
    return (
      <EntryFrame title={t('reset.sent')} hint={t('reset.sentHint', { email })}>
        <p>
          <Link className="button" to="/sign-in">
            {t('reset.backToSignIn')}
          </Link>
        </p>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('reset.title')} hint={t('reset.hint')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <EntryField label={t('fieldName.email')} member="email" type="email" autoComplete="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        <FailureLine failure={ask.error} />
        <button type="submit" className="button primary large wide" disabled={ask.isPending}>
          {t('reset.send')}
        </button>
      </form>
      <p>
        <Link to="/sign-in">{t('reset.toSignIn')}</Link>
      </p>
    </EntryFrame>
  );
}

function NewPassword({ token }: { token: string }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const set = useMutation({ mutationFn: async () => answer(api.POST('/v1/password-reset/confirm', { body: { token, password } })) });
  if (set.isSuccess) {
    return (
      <EntryFrame title={t('reset.done')} hint={t('reset.doneHint')}>
        <Link className="button primary large" to="/sign-in">
          {t('shell.signIn')}
        </Link>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('reset.newPassword')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate();
        }}
      >
        <EntryField
          label={t('reset.newPassword')}
          member="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={128}
          required
          why={t('signUp.passwordWhy')}
          refusal={set.error instanceof Refusal ? set.error : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FailureLine failure={set.error} />
        <button type="submit" className="button primary large wide" disabled={set.isPending}>
          {t('reset.set')}
        </button>
      </form>
    </EntryFrame>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const token = parameters.get('token');
  usePageTitle(t('reset.title'));
  return token ? <NewPassword token={token} /> : <AskForLetter />;
}
