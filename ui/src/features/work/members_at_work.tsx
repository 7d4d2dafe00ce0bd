// members_at_work.tsx - work is of an organisation: who has none, or is not signed in, is told what comes first.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MembersOnly } from '../../components/members_only';

export function MembersAtWork({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const words = { signIn: t('myWork.signInFirst'), signInHint: t('myWork.signInFirstHint'), organisationHint: t('myWork.organisationFirstHint') };
  return <MembersOnly words={words}>{children}</MembersOnly>;
}
