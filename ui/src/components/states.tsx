// states.tsx - loading, empty and failed, designed once.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refusal } from '../api/client';
import { usePageTitle } from './page_title';

/** Grey lines in the place of what comes, as high as it will be. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="item-row" style={{ gap: 10, padding: '16px' }} aria-hidden="true">
          <span className="skeleton" style={{ width: `${72 - (row % 3) * 14}%` }} />
          <span className="skeleton" style={{ width: `${52 - (row % 2) * 12}%`, height: 10 }} />
          <span className="skeleton" style={{ width: '32%', height: 10 }} />
        </div>
      ))}
    </div>
  );
}

/** Instead of a whole page: the words are its heading and its title. */
export function EmptyPage({ title, children, alert }: { title: string; children?: ReactNode; alert?: boolean }) {
  usePageTitle(title);
  return (
    <div className="state state-page" role={alert ? 'alert' : undefined}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** In the place of a list. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** The words for a refusal: the hub's own where it gave some. */
export function useFailureWords(): (failure: unknown) => string {
  const { t } = useTranslation();
  return (failure) => {
    if (!(failure instanceof Refusal)) return t('state.failed');
    if (failure.status === 0) return t('state.unreachable');
    return failure.message || t('state.failed');
  };
}

interface FailedProperties {
  failure: unknown;
  onRetry?: () => void;
}

function FailureDetail({ failure, onRetry }: FailedProperties) {
  const { t } = useTranslation();
  const isMissing = failure instanceof Refusal && failure.status === 404;
  return (
    <>
      <p>{isMissing ? t('state.notFoundHint') : t('state.failedHint')}</p>
      {failure instanceof Refusal && failure.requestId && !isMissing && (
        <p className="faint">{t('state.requestId', { id: failure.requestId })}</p>
      )}
      {onRetry && !isMissing && (
        <button type="button" className="button" onClick={onRetry}>
          {t('state.retry')}
        </button>
      )}
    </>
  );
}

function useFailureTitle(failure: unknown): string {
  const { t } = useTranslation();
  const words = useFailureWords();
  return failure instanceof Refusal && failure.status === 404 ? t('state.notFound') : words(failure);
}

export function Failed({ failure, onRetry }: FailedProperties) {
  const title = useFailureTitle(failure);
  return (
    <div className="state" role="alert">
      <h3>{title}</h3>
      <FailureDetail failure={failure} onRetry={onRetry} />
    </div>
  );
}

/** The page cannot be shown at all. */
export function FailedPage({ failure, onRetry }: FailedProperties) {
  const { t } = useTranslation();
  return (
    <EmptyPage title={useFailureTitle(failure)} alert>
      <FailureDetail failure={failure} onRetry={onRetry} />
      <Link className="button" to="/search">
        {t('state.toSearch')}
      </Link>
    </EmptyPage>
  );
}

/** One line for a change that failed, beside the button that caused it. */
export function FailureLine({ failure }: { failure: unknown }) {
  const words = useFailureWords();
  if (!failure) return null;
  return (
    <p className="alert cinnabar" role="alert">
      {words(failure)}
    </p>
  );
}
