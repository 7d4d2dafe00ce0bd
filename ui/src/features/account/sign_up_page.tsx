import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, Refusal } from '../../api/client';
import { usePageTitle } from '../../components/page_title';
import { FailureLine } from '../../components/states';
import { EntryField, EntryFrame } from './entry';

export function Component() {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle(t('signUp.title'));
  const signUp = useMutation({
    mutationFn: async () => answer(api.POST('/v1/accounts', { body: { email, name, password, language: i18n.language } })),
  });
  const refusal = signUp.error instanceof Refusal ? signUp.error : undefined;
  if (signUp.isSuccess) {
    return (
      <EntryFrame title={t('signUp.sent')} hint={t('signUp.sentHint', { email })}>
        <p>
          <Link className="button" to="/">
            {t('lost.home')}
          </Link>
        </p>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('signUp.title')} hint={t('signUp.hint')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signUp.mutate();
        }}
      >
        <EntryField label={t('fieldName.email')} member="email" type="email" autoComplete="email" required why={t('signUp.emailWhy')} refusal={refusal} value={email} onChange={(event) => setEmail(event.target.value)} />
        <EntryField label={t('account.name')} member="name" autoComplete="name" required maxLength={80} why={t('signUp.nameWhy')} refusal={refusal} value={name} onChange={(event) => setName(event.target.value)} />
        <EntryField label={t('fieldName.password')} member="password" type="password" autoComplete="new-password" required minLength={10} maxLength={128} why={t('signUp.passwordWhy')} refusal={refusal} value={password} onChange={(event) => setPassword(event.target.value)} />
        <FailureLine failure={signUp.error} />
        <button type="submit" className="button primary large wide" disabled={signUp.isPending}>
          {t('signUp.title')}
        </button>
      </form>
      <p>
        <Link to="/sign-in">{t('signUp.toSignIn')}</Link>
      </p>
    </EntryFrame>
  );
}
