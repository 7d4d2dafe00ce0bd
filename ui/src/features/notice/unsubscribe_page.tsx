// unsubscribe_page.tsx - where the last link of a letter leads: it asks first, for mail programs open links by themselves.
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { usePageTitle } from '../../components/page_title';
import { FailureLine } from '../../components/states';
import { EntryFrame } from '../account/entry';
import { useUnsubscribe } from './delivery_query';

export function Component() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  const leave = useUnsubscribe(token);
  usePageTitle(t('unsubscribe.title'));
  if (leave.isSuccess) {
    return (
      <EntryFrame title={t('unsubscribe.done')} hint={t('unsubscribe.doneHint')}>
        <Link className="button large" to="/account/notices">
          {t('unsubscribe.again')}
        </Link>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('unsubscribe.title')} hint={t(token ? 'unsubscribe.hint' : 'unsubscribe.noToken')}>
      {token && (
        <>
          <FailureLine failure={leave.error} />
          <button type="button" className="button primary large" disabled={leave.isPending} onClick={() => leave.mutate()}>
            {t('unsubscribe.button')}
          </button>
        </>
      )}
    </EntryFrame>
  );
}
