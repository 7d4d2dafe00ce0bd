// confirm_page.tsx - where the link in the mail leads. The password tells whose sign-up it was: anybody may type anybody's address.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, Refusal } from '../../api/client';
import { usePageTitle } from '../../components/page_title';
import { FailureLine } from '../../components/states';
import { EntryField, EntryFrame } from './entry';

export function Component() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  const [password, setPassword] = useState('');
  usePageTitle(t('confirm.title'));
  const confirm = useMutation({ mutationFn: async () => answer(api.POST('/v1/accounts/confirm', { body: { token, password } })) });
  if (confirm.isSuccess) {
    return (
      <EntryFrame title={t('confirm.done')} hint={t('confirm.doneHint')}>
        <Link className="button primary large" to="/sign-in">
          {t('shell.signIn')}
        </Link>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('confirm.title')} hint={t(token ? 'confirm.hint' : 'confirm.noToken')}>
      {token && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <EntryField label={t('fieldName.password')} member="password" type="password" autoComplete="current-password" required maxLength={128} refusal={confirm.error instanceof Refusal ? confirm.error : undefined} value={password} onChange={(event) => setPassword(event.target.value)} />
          <FailureLine failure={confirm.error} />
          <button type="submit" className="button primary large" disabled={confirm.isPending}>
            {t('confirm.button')}
          </button>
        </form>
      )}
    </EntryFrame>
  );
}
