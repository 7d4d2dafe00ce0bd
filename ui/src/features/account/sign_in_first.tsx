// sign_in_first.tsx - instead of a page that is not for this reader: why, and the way to sign in for those who have not.
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useSession } from '../../components/session';
import { EmptyPage } from '../../components/states';

export function SignInFirst({ title }: { title?: string }) {
  const { t } = useTranslation();
  const { myself } = useSession();
  const location = useLocation();
  return (
    <EmptyPage title={title ?? t('account.signInFirst')}>
      {myself?.second_factor === 'required' ? (
        <>
          <p>{t('secondFactor.required')}</p>
          <Link className="button primary" to="/account?tab=second-factor">
            {t('secondFactor.begin')}
          </Link>
        </>
      ) : myself ? (
        <>
          <p>{t('account.otherRole', { name: myself.name })}</p>
          <Link className="button" to="/">
            {t('lost.home')}
          </Link>
        </>
      ) : (
        <Link className="button primary" to="/sign-in" state={{ from: location.pathname + location.search }}>
          {t('shell.signIn')}
        </Link>
      )}
    </EmptyPage>
  );
}
