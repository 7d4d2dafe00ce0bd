// account_page.tsx - one's own profile, second factor, sessions, API keys, organisations and invitations.
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Tabs } from '../../components/tabs';
import { SignInFirst } from './sign_in_first';
import { ApiKeys } from './api_keys';
import { Invitations } from './invitations';
import { Organisations } from './organisations';
import { Profile } from './profile';
import { SecondFactor } from './second_factor';
import { Sessions } from './sessions';

export function Component() {
  const { t } = useTranslation();
  const { myself } = useSession();
  usePageTitle(t('shell.account'));
  if (!myself) return <SignInFirst />;
  return (
    <div className="account">
      <h1>{t('shell.account')}</h1>
      <Invitations />
      <Tabs
        label={t('shell.account')}
        tabs={[
          { key: 'profile', label: t('account.profile'), body: () => <Profile myself={myself} /> },
          { key: 'organisations', label: t('account.organisations'), body: () => <Organisations myself={myself} /> },
          { key: 'second-factor', label: t('secondFactor.title'), body: () => <SecondFactor /> },
          { key: 'sessions', label: t('account.sessions'), body: () => <Sessions /> },
          { key: 'keys', label: t('account.keys'), body: () => <ApiKeys /> },
        ]}
      />
    </div>
  );
}
