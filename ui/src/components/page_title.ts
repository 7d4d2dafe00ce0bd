import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** "热失控 · 枢纽": each page has its own title. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation();
  const hub = t('brand.name');
  useEffect(() => {
    document.title = title ? `${title} · ${hub}` : `${hub} Shuniu`;
  }, [title, hub]);
}
