// confirm_page.tsx - where the link in the mail leads. A click confirms: mail scanners that open links confirm nothing.
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { usePageTitle } from '../../components/page_title';
import { FailureLine } from '../../components/states';
import { EntryFrame } from './entry';

export function Component() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  usePageTitle(t('confirm.title'));
  const confirm = useMutation({ mutationFn: async () => answer(api.POST('/v1/accounts/confirm', { body: { token } })) });
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
      <FailureLine failure={confirm.error} />
      <button type="button" className="button primary large" disabled={!token || confirm.isPending} onClick={() => confirm.mutate()}>
        {t('confirm.button')}
      </button>
    </EntryFrame>
  );
}
