import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Empty } from '../../components/states';

export function SignInFirst() {
  const { t } = useTranslation();
  const location = useLocation();
  return (
    <Empty title={t('account.signInFirst')}>
      <Link className="button primary" to="/sign-in" state={{ from: location.pathname + location.search }}>
        {t('shell.signIn')}
      </Link>
    </Empty>
  );
}
