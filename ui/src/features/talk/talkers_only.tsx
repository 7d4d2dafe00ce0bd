// talkers_only.tsx - talks are between organisations: who has none, or is not signed in, is told what comes first.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MembersOnly } from '../../components/members_only';

export function TalkersOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const words = { signIn: t('talk.signInFirst'), signInHint: t('talk.signInFirstHint'), organisationHint: t('talk.organisationFirstHint') };
  return <MembersOnly words={words}>{children}</MembersOnly>;
}
