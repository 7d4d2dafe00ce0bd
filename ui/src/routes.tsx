// routes.tsx - the addresses of the pages. Each page is a script of its own; Ant Design comes with the pages that need it.
import { createBrowserRouter } from 'react-router';
import { LostPage } from './components/lost_page';
import { Shell } from './components/shell';
import { HomePage } from './features/home/home_page';

export const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    errorElement: <LostPage failed />,
    HydrateFallback: () => null,
    children: [
      { index: true, Component: HomePage },
      { path: 'search', lazy: () => import('./features/search/search_page') },
      { path: 'needs/:id', lazy: () => import('./features/item/need') },
      { path: 'offers/:id', lazy: () => import('./features/item/offer') },
      { path: 'experts/:id', lazy: () => import('./features/item/expert') },
      { path: 'organisations', lazy: () => import('./features/organisation/organisations_page') },
      { path: 'organisations/:id', lazy: () => import('./features/organisation/organisation_page') },
      { path: 'organisations/:id/edit', lazy: () => import('./features/organisation/edit_page') },
      { path: 'calendar', lazy: () => import('./features/calendar/calendar_page') },
      { path: 'feed', lazy: () => import('./features/feed/feed_page') },
      { path: 'work', lazy: () => import('./features/work/work_page') },
      { path: 'work/needs', lazy: () => import('./features/work/needs_page') },
      { path: 'work/talks', lazy: () => import('./features/work/talks_page') },
      { path: 'my', lazy: () => import('./features/account/my_page') },
      { path: 'sign-in', lazy: () => import('./features/account/sign_in_page') },
      { path: 'sign-up', lazy: () => import('./features/account/sign_up_page') },
      { path: 'confirm', lazy: () => import('./features/account/confirm_page') },
      { path: 'reset', lazy: () => import('./features/account/reset_page') },
      { path: 'talks', lazy: () => import('./features/talk/talks_page') },
      { path: 'talks/:id', lazy: () => import('./features/talk/talk_page') },
      { path: 'notices', lazy: () => import('./features/notice/notices_page') },
      { path: 'account/notices', lazy: () => import('./features/notice/delivery_page') },
      { path: 'unsubscribe', lazy: () => import('./features/notice/unsubscribe_page') },
      { path: 'interest/:kind/:id', lazy: () => import('./features/talk/interest_page') },
      { path: 'review', lazy: () => import('./features/review/review_page') },
      {
        lazy: () => import('./components/ant_layer'),
        children: [
          { path: 'post/need', lazy: () => import('./features/compose/need_wizard') },
          { path: 'post/offer', lazy: () => import('./features/compose/offer_wizard') },
          { path: 'post/expert', lazy: () => import('./features/compose/expert_wizard') },
          { path: 'import', lazy: () => import('./features/import/import_page') },
          { path: 'account', lazy: () => import('./features/account/account_page') },
          { path: 'administration', lazy: () => import('./features/administration/administration_page') },
        ],
      },
      { path: '*', Component: LostPage },
    ],
  },
]);
