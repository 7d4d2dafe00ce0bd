// pages.mjs - the addresses of all pages, by who may open them.
import { check } from './browser.mjs';

const token = '00000000000000000000';

export const open = {
  home: '/',
  search: `/search?q=${encodeURIComponent('电池热失控')}`,
  organisations: '/organisations',
  feed: '/feed',
  calendar: '/calendar?year=2026',
  'calendar-provisional': '/calendar?year=2031',
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  reset: '/reset',
  'reset-token': `/reset?token=${token}`,
  confirm: `/confirm?token=${token}`,
  lost: '/nowhere',
};

export const ofCompany = {
  work: '/work',
  'work-needs': '/work/needs',
  'work-talks': '/work/talks',
  'post-need': '/post/need',
  'post-offer': '/post/offer',
  'post-expert': '/post/expert',
  my: '/my',
  talks: '/talks',
  notices: '/notices',
  import: '/import',
  account: '/account',
  'account-organisations': '/account?tab=organisations',
  'account-sessions': '/account?tab=sessions',
  'account-keys': '/account?tab=keys',
};

export const ofOfficer = { review: '/review' };

export const ofAdministrator = {
  'administration-people': '/administration?tab=people',
  'administration-organisations': '/administration?tab=organisations',
  'administration-configuration': '/administration?tab=configuration',
  'administration-work': '/administration?tab=work',
  'administration-facts': '/administration?tab=facts',
};

export const ofAuditor = { 'administration-log': '/administration?tab=log' };

async function best(world, kind, text) {
  const answer = await fetch(new URL('/v1/search', world.base), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, kinds: [kind], limit: 1 }),
  });
  const [hit] = (await answer.json()).hits;
  check(hit, `the demonstration has no ${kind} about ${text}`);
  return hit.item;
}

/** The pages of single items have no fixed address: the best of each kind for one text. */
export async function ofItems(world) {
  const text = '储能电芯模组抑制热失控蔓延的隔热材料';
  const [need, offer, expert] = await Promise.all(['need', 'offer', 'expert'].map((kind) => best(world, kind, text)));
  return {
    need: `/needs/${need.id}`,
    offer: `/offers/${offer.id}`,
    expert: `/experts/${expert.id}`,
    organisation: `/organisations/${offer.organisation.id}`,
  };
}
