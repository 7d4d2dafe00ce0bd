// lost_page.tsx - an address that leads nowhere, or a page that broke.
import { useTranslation } from 'react-i18next';
import { usePageTitle } from './page_title';

export function LostPage({ failed }: { failed?: boolean }) {
  const { t } = useTranslation();
  const title = failed ? t('lost.failed') : t('lost.missing');
  usePageTitle(title);
  return (
    <div className={failed ? 'page state state-page' : 'state state-page'} role="alert">
      <h1>{title}</h1>
      <p>{failed ? t('lost.failedHint') : t('lost.missingHint')}</p>
      <p className="row">
        {failed && (
          <button type="button" className="button primary" onClick={() => location.reload()}>
            {t('lost.reload')}
          </button>
        )}
        <a className="button" href="/">
          {t('lost.home')}
        </a>
      </p>
    </div>
  );
}
