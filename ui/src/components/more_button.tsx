import { useTranslation } from 'react-i18next';

interface Properties {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The next page of an endless list, while there is one. */
export function MoreButton({ hasNextPage, isFetchingNextPage, fetchNextPage }: Properties) {
  const { t } = useTranslation();
  if (!hasNextPage) return null;
  return (
    <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {t('my.more')}
    </button>
  );
}
