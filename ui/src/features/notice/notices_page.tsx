// notices_page.tsx - what has happened to the organisation that one acts for, newest first.
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { organisationName } from '../../components/codes';
import { moment } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { MembersOnly } from '../../components/members_only';
import { MoreButton } from '../../components/more_button';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, FailureLine, SkeletonRows } from '../../components/states';
import { addressOf, useMarkRead, useNotices, type Notice } from './notice_query';
import './notices.css';

function NoticeRow({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { kind, subject, title, at, unread } = notice;
  const words = t(`notice.kind.${kind}`);
  return (
    <li className={unread ? 'item-row notice unread' : 'item-row notice'}>
      <h3>
        {unread && <span className="tag river">{t('notice.unread')}</span>}
        <Link to={addressOf(subject)}>{title ? t('notice.about', { words, title }) : words}</Link>
      </h3>
      <p className="third dots">
        <span>{subject.kind === 'talk' ? t('notice.talk') : t(`kindOne.${subject.kind}`)}</span>
        <span>
          <time dateTime={at}>{moment(at)}</time>
        </span>
      </p>
    </li>
  );
}

function NoNotices() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notice.nothing')}>
      <p>{t('notice.nothingHint')}</p>
      <p className="row">
        <Link className="button" to="/post/need">
          {t('shell.postNeed')}
        </Link>
        <Link className="button" to="/search">
          {t('state.toSearch')}
        </Link>
      </p>
    </Empty>
  );
}

function NoticeList() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useNotices();
  const mark = useMarkRead();
  const panel = useRef<HTMLElement>(null);
  const notices = data?.pages.flatMap((page) => page.notices ?? []) ?? [];
  const [newest] = notices;
  const unread = data?.pages[0]?.unread ?? 0;
  // The button goes away when nothing is left to mark; the keyboard goes on from the list.
  const markAll = (upTo: string) => mark.mutate(upTo, { onSuccess: () => panel.current?.focus() });
  return (
    <>
      <FailureLine failure={mark.error} />
      <section ref={panel} tabIndex={-1} className="panel notices" aria-label={t('notice.title')}>
        {newest && (
          <div className="panel-head">
            <p role="status" className="faint">
              {unread > 0 ? t('notice.unreadCount', { n: unread }) : t('notice.allRead')}
            </p>
            {unread > 0 && (
              <button type="button" className="button" disabled={mark.isPending} onClick={() => markAll(newest.id)}>
                {t('notice.markAll')}
              </button>
            )}
          </div>
        )}
        {isPending && <SkeletonRows rows={6} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && notices.length === 0 && <NoNotices />}
        <ItemList label={t('notice.title')}>
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ItemList>
      </section>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </>
  );
}

function MyNotices() {
  const { t, i18n } = useTranslation();
  const { actingFor } = useSession();
  usePageTitle(t('notice.title'));
  return (
    <div className="stack">
      <div>
        <h1>{t('notice.title')}</h1>
        <p className="soft">
          {actingFor && t('notice.hint', { name: organisationName(actingFor.organisation, i18n.language) })} <Link to="/account/notices">{t('delivery.title')}</Link>
        </p>
      </div>
      <NoticeList />
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const words = { signIn: t('notice.signInFirst'), signInHint: t('notice.signInFirstHint'), organisationHint: t('notice.organisationFirstHint') };
  return (
    <MembersOnly words={words}>
      <MyNotices />
    </MembersOnly>
  );
}
