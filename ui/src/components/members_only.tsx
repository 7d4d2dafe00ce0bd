// members_only.tsx - only members of an organisation can post; everybody else is told what to do first.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useSession } from './session';
import { EmptyPage } from './states';

/** What is said instead of the words about posting. */
interface Words {
  signIn: string;
  signInHint: string;
  organisationHint: string;
}

export function MembersOnly({ children, words }: { children: ReactNode; words?: Words }) {
  const { t } = useTranslation();
  const { myself, actingFor } = useSession();
  const location = useLocation();
  const from = location.pathname + location.search;
  if (!myself) {
    return (
      <EmptyPage title={words?.signIn ?? t('compose.signInFirst')}>
        <p>{words?.signInHint ?? t('compose.signInFirstHint')}</p>
        <p className="row">
          <Link className="button primary" to="/sign-in" state={{ from }}>
            {t('shell.signIn')}
          </Link>
          <Link className="button" to="/sign-up">
            {t('shell.signUp')}
          </Link>
        </p>
      </EmptyPage>
    );
  }
  if (!actingFor) {
    return (
      <EmptyPage title={t('compose.organisationFirst')}>
        <p>{words?.organisationHint ?? t('compose.organisationFirstHint')}</p>
        <Link className="button primary" to="/account?tab=organisations" state={{ from }}>
          {t('compose.registerOrganisation')}
        </Link>
      </EmptyPage>
    );
  }
  return children;
}
