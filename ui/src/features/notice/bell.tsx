// bell.tsx - the way to the notices, with the number of unread ones: in the bar, and in the menu of a phone.
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useLiveNotices, useUnread } from './notice_query';
import './bell.css';

export function UnreadCount() {
  const { t } = useTranslation();
  const count = useUnread();
  if (!count) return null;
  return (
    <span className="unread-count" title={t('notice.unreadCount', { n: count })}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="unseen">{t('notice.unreadCount', { n: count })}</span>
    </span>
  );
}

/** Keeps the count, and the list of notices, up to date while it is shown. */
export function Bell() {
  const { t } = useTranslation();
  useLiveNotices();
  return (
    <NavLink to="/notices" className="bar-link bell">
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round">
        <path d="M2.5 11.8h11c-1-1-1.5-2-1.5-4.3a4 4 0 0 0-8 0c0 2.3-.5 3.3-1.5 4.3zM6.6 14.2h2.800M8 1.800v1.200" />
      </svg>
      <span className="bell-word">{t('notice.title')}</span>
      <UnreadCount />
    </NavLink>
  );
}
