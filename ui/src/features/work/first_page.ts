// first_page.ts - where somebody who has just signed in begins.
import type { Myself } from '../../components/session';

/** The page one came from, unless that was the home of visitors; else one's work, where one acts for an organisation. */
export function firstPage(from: string | undefined, { memberships }: Pick<Myself, 'memberships'>): string {
  if (from && from !== '/') return from;
  return (memberships ?? []).length > 0 ? '/work' : '/';
}
