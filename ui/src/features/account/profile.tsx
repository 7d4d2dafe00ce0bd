import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, Refusal } from '../../api/client';
import type { Myself } from '../../components/session';
import { useSession } from '../../components/session';
import { FailureLine } from '../../components/states';
import { changeLanguage, type Language } from '../../i18n/language';
import { EntryField } from './entry';

function Names({ myself }: { myself: Myself }) {
  const { t } = useTranslation();
  const { begin } = useSession();
  const [name, setName] = useState(myself.name);
  const [language, setLanguage] = useState(myself.language as Language);
  const save = useMutation({
    mutationFn: async () => answer(api.PATCH('/v1/myself', { body: { name, language } })),
    onSuccess: async (next) => {
      await changeLanguage(language);
      begin(next);
    },
  });
  return (
    <form
      className="form panel panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('account.profile')}</h2>
      <div className="field">
        <p className="field-label">{t('fieldName.email')}</p>
        <p>{myself.email}</p>
      </div>
      <EntryField label={t('account.name')} member="name" required maxLength={80} value={name} refusal={save.error instanceof Refusal ? save.error : undefined} onChange={(event) => setName(event.target.value)} />
      <div className="field">
        <label htmlFor="language">{t('account.language')}</label>
        <p className="why">{t('account.languageWhy')}</p>
        <select id="language" className="input" value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
          <option value="zh" lang="zh-CN">
            中文
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </div>
      {(myself.roles ?? []).length > 0 && (
        <div className="field">
          <p className="field-label">{t('account.roles')}</p>
          <p className="row">
            {(myself.roles ?? []).map((role) => (
              <span key={role} className="tag">
                {t(`role.${role}`)}
              </span>
            ))}
          </p>
        </div>
      )}
      <FailureLine failure={save.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('action.save')}
        </button>
        {save.isSuccess && (
          <span className="faint" role="status">
            {t('action.saved')}
          </span>
        )}
      </div>
    </form>
  );
}

function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: async () => answer(api.POST('/v1/myself/password', { body: { current_password: current, new_password: next } })),
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  const refusal = change.error instanceof Refusal ? change.error : undefined;
  return (
    <form
      className="form panel panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <h2>{t('account.changePassword')}</h2>
      <EntryField label={t('account.currentPassword')} member="current_password" type="password" autoComplete="current-password" required refusal={refusal} value={current} onChange={(event) => setCurrent(event.target.value)} />
      <EntryField label={t('reset.newPassword')} member="new_password" type="password" autoComplete="new-password" minLength={10} required why={t('signUp.passwordWhy')} refusal={refusal} value={next} onChange={(event) => setNext(event.target.value)} />
      <FailureLine failure={change.error} />
      <div className="row">
        <button type="submit" className="button" disabled={change.isPending}>
          {t('account.changePassword')}
        </button>
        {change.isSuccess && (
          <span className="faint" role="status">
            {t('account.passwordChanged')}
          </span>
        )}
      </div>
    </form>
  );
}

export function Profile({ myself }: { myself: Myself }) {
  return (
    <div className="account-forms">
      <Names myself={myself} />
      <Password />
    </div>
  );
}
