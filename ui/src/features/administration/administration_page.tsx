// administration_page.tsx - for administrators: people, organisations, settings, background work; for auditors: the security log.
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Tabs, type Tab } from '../../components/tabs';
import { SignInFirst } from '../account/sign_in_first';
import { Accounts } from './accounts';
import { BackgroundWork } from './background_work';
import { Configuration } from './configuration';
import { OrganisationTable } from './organisation_table';
import { SecurityLog } from './security_log';
import { SetAsideFacts } from './set_aside_facts';

export function Component() {
  const { t } = useTranslation();
  const { has } = useSession();
  usePageTitle(t('shell.administration'));
  const tabs: Tab[] = [];
  if (has('administrator')) {
    tabs.push(
      { key: 'people', label: t('administration.people'), body: () => <Accounts /> },
      { key: 'organisations', label: t('administration.organisations'), body: () => <OrganisationTable /> },
      { key: 'configuration', label: t('administration.configuration'), body: () => <Configuration /> },
      { key: 'work', label: t('administration.work'), body: () => <BackgroundWork /> },
      { key: 'facts', label: t('administration.facts'), body: () => <SetAsideFacts /> },
    );
  }
  if (has('auditor')) tabs.push({ key: 'log', label: t('administration.log'), body: () => <SecurityLog /> });
  if (tabs.length === 0) return <SignInFirst title={t('administration.nobody')} />;
  return (
    <div className="account">
      <h1>{t('shell.administration')}</h1>
      <Tabs tabs={tabs} label={t('shell.administration')} />
    </div>
  );
}
