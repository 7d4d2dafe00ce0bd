// shell.tsx - the frame of every page: skip link, bar, content, foot.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { answer, api } from '../api/client';
import { changeLanguage } from '../i18n/language';
import { Dialog } from './dialog';
import { organisationName } from './codes';
import { SessionProvider, useSession } from './session';
import { SkeletonRows } from './states';
import { Bell, UnreadCount } from '../features/notice/bell';
import { LiveTalks, WaitingCount } from '../features/talk/waiting';

export const hubQuery = {
  queryKey: ['hub'],
  queryFn: async () => answer(api.GET('/v1/hub')),
  staleTime: 600_000,
};

function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
      <path d="M4 9h8.8M19.2 9H28M4 23h8.8M19.2 23H28M16 12.2v7.6" />
      <circle cx="16" cy="9" r="3.2" />
      <circle cx="16" cy="23" r="3.2" />
    </svg>
  );
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" className="bar-link" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void changeLanguage(other)}>
      {t('shell.otherLanguage')}
    </button>
  );
}

interface Destination {
  to: string;
  label: string;
  count?: ReactNode;
}

/** What this reader can go to, in the order of use. */
function useDestinations(): { main: Destination[]; desk: Destination[]; mine: Destination[] } {
  const { t } = useTranslation();
  const { myself, actingFor, has } = useSession();
  const main: Destination[] = [
    { to: '/search', label: t('shell.search') },
    { to: '/post/need', label: t('shell.postNeed') },
    { to: '/post/offer', label: t('shell.postOffer') },
    { to: '/feed', label: t('shell.feed') },
  ];
  if (actingFor) main.unshift({ to: '/work', label: t('myWork.title') });
  if (actingFor) main.push({ to: '/talks', label: t('shell.talks'), count: <WaitingCount /> });
  const desk: Destination[] = [];
  if (has('reviewer') || has('officer')) desk.push({ to: '/review', label: t('shell.review') });
  if (has('administrator') || has('auditor')) desk.push({ to: '/administration', label: t('shell.administration') });
  const mine: Destination[] = [];
  if (myself && actingFor) {
    mine.push({ to: '/my', label: t('shell.my') });
    mine.push({ to: '/post/expert', label: t('shell.postExpert') });
    mine.push({ to: '/import', label: t('shell.import') });
    mine.push({ to: `/organisations/${actingFor.organisation.id}`, label: t('shell.myOrganisation') });
  }
  if (myself) mine.push({ to: '/account', label: t('shell.account') });
  return { main, desk, mine };
}

function OrganisationChoice() {
  const { t, i18n } = useTranslation();
  const { myself, actingFor, actFor } = useSession();
  const id = useId();
  const memberships = myself?.memberships ?? [];
  if (memberships.length < 2) return null;
  return (
    <div className="field" style={{ padding: '4px 12px 8px' }}>
      <label htmlFor={id} className="faint">
        {t('shell.actFor')}
      </label>
      <select id={id} className="input" value={actingFor?.organisation.id} onChange={(event) => actFor(event.target.value)}>
        {memberships.map(({ organisation }) => (
          <option key={organisation.id} value={organisation.id}>
            {organisationName(organisation, i18n.language)}
          </option>
        ))}
      </select>
    </div>
  );
}

function useSignOut(): () => void {
  const { end } = useSession();
  const navigate = useNavigate();
  return () => void end().then(() => navigate('/'));
}

function AccountMenu() {
  const { t, i18n } = useTranslation();
  const { myself, actingFor } = useSession();
  const { mine } = useDestinations();
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const signOut = useSignOut();
  const location = useLocation();
  useEffect(() => setOpen(false), [location]);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      const isOutside = !(event instanceof KeyboardEvent) && !frame.current?.contains(event.target as Node);
      if (isEscape || isOutside) setOpen(false);
      if (isEscape) frame.current?.querySelector('button')?.focus();
    };
    const events = ['keydown', 'pointerdown', 'focusin'];
    for (const name of events) document.addEventListener(name, leave);
    return () => {
      for (const name of events) document.removeEventListener(name, leave);
    };
  }, [open]);
  if (!myself) return null;
  return (
    <div ref={frame} style={{ position: 'relative' }}>
      <button type="button" className="bar-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {myself.name}
        <svg width="10" height="6" viewBox="0 0 10 6" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.5">
          <path d="M1 1l4 4 4-4" />
        </svg>
      </button>
      {open && (
        <div className="menu">
          <div className="menu-head">
            <strong>{myself.name}</strong>
            <div className="faint">
              {actingFor ? organisationName(actingFor.organisation, i18n.language) : t('shell.actsForNobody')}
            </div>
          </div>
          <OrganisationChoice />
          <hr />
          {mine.map(({ to, label }) => (
            <Link key={to} to={to}>
              {label}
            </Link>
          ))}
          <hr />
          <button type="button" onClick={signOut}>
            {t('shell.signOut')}
          </button>
        </div>
      )}
    </div>
  );
}

function NarrowMenu() {
  const { t } = useTranslation();
  const { myself, actingFor } = useSession();
  const { main, desk, mine } = useDestinations();
  const [open, setOpen] = useState(false);
  const signOut = useSignOut();
  const location = useLocation();
  useEffect(() => setOpen(false), [location]);
  const group = (destinations: Destination[]) =>
    destinations.map(({ to, label, count }) => (
      <Link key={to} to={to}>
        {label}
        {count}
      </Link>
    ));
  return (
    <>
      <button type="button" className="bar-link only-narrow" aria-expanded={open} onClick={() => setOpen(true)}>
        {t('shell.menu')}
        <WaitingCount />
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={myself?.name ?? t('brand.name')} side>
        <OrganisationChoice />
        <nav className="side-nav" aria-label={t('shell.menu')}>
          {group(main)}
          {actingFor && group([{ to: '/notices', label: t('notice.title'), count: <UnreadCount /> }])}
          <hr />
          {group([...desk, ...mine])}
          {(desk.length > 0 || mine.length > 0) && <hr />}
          {myself ? (
            <button type="button" onClick={signOut}>
              {t('shell.signOut')}
            </button>
          ) : (
            group([
              { to: '/sign-in', label: t('shell.signIn') },
              { to: '/sign-up', label: t('shell.signUp') },
            ])
          )}
        </nav>
      </Dialog>
    </>
  );
}

function Bar() {
  const { t } = useTranslation();
  const { myself, actingFor } = useSession();
  const { main, desk } = useDestinations();
  const location = useLocation();
  return (
    <header className="bar">
      <div className="bar-inner">
        <Link to="/" className="brand">
          <Mark />
          {t('brand.name')} <small className="only-wide">{t('brand.second')}</small>
        </Link>
        <nav aria-label={t('shell.mainNavigation')}>
          {[...main, ...desk].map(({ to, label, count }) => (
            <NavLink key={to} to={to} className="bar-link only-wide">
              {label}
              {count}
            </NavLink>
          ))}
        </nav>
        {actingFor && <LiveTalks />}
        {actingFor && <Bell />}
        <LanguageSwitch />
        {myself ? (
          <div className="only-wide">
            <AccountMenu />
          </div>
        ) : (
          <Link className="bar-link primary" to="/sign-in" state={{ from: location.pathname + location.search }}>
            {t('shell.signIn')}
          </Link>
        )}
        <NarrowMenu />
      </div>
    </header>
  );
}

function Foot() {
  const { t } = useTranslation();
  const { data: hub } = useQuery(hubQuery);
  return (
    <footer className="foot">
      <div className="foot-inner">
        <span>{hub ? t('shell.version', { version: hub.version }) : t('brand.name')}</span>
        {hub && <Link to="/calendar">{t('shell.legalDay', { date: hub.legal_day })}</Link>}
        <a href="/openapi.json">{t('shell.openapi')}</a>
        <Link to="/organisations">{t('organisation.list')}</Link>
        <Link to="/feed">{t('shell.feedFoot')}</Link>
        {hub?.demonstration && <span>{t('shell.demonstration')}</span>}
      </div>
    </footer>
  );
}

/** After a change of page the focus is where its content begins, so that the keyboard and readers go on from there. */
function useFocusOnNewPage() {
  const { pathname } = useLocation();
  const first = useRef(true);
  const content = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!first.current && !content.current?.contains(document.activeElement)) content.current?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);
  return content;
}

function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const content = useFocusOnNewPage();
  return (
    <>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <Bar />
      <main id="content" ref={content} tabIndex={-1} className="page">
        {children}
      </main>
      <Foot />
    </>
  );
}

export function Shell() {
  const waiting = (
    <div className="page">
      <SkeletonRows rows={5} />
    </div>
  );
  return (
    <SessionProvider waiting={waiting}>
      <Frame>
        <Outlet />
      </Frame>
      <ScrollRestoration />
    </SessionProvider>
  );
}
