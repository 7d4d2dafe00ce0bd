// accessibility.mjs - axe-core on every main page at both widths, and a screenshot of each.
import { axeSource, check, narrow, out, Reader, wide } from './browser.mjs';

const open = {
  home: '/',
  search: `/search?q=${encodeURIComponent('电池热失控')}`,
  feed: '/feed',
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  reset: '/reset',
  confirm: '/confirm?token=00000000000000000000',
  lost: '/nowhere',
};
const ofCompany = {
  'post-need': '/post/need',
  'post-offer': '/post/offer',
  'post-expert': '/post/expert',
  my: '/my',
  import: '/import',
  account: '/account',
  'account-organisations': '/account?tab=organisations',
  'account-sessions': '/account?tab=sessions',
  'account-keys': '/account?tab=keys',
};
const ofOfficer = { review: '/review' };
const ofAdministrator = {
  'administration-people': '/administration?tab=people',
  'administration-organisations': '/administration?tab=organisations',
  'administration-configuration': '/administration?tab=configuration',
  'administration-work': '/administration?tab=work',
  'administration-facts': '/administration?tab=facts',
};
const ofAuditor = { 'administration-log': '/administration?tab=log' };

async function examine(page, name, size) {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' }).catch(() => {});
  await page.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' }).catch(() => {});
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${out}${name}-${size.width}.png`, fullPage: true });
  await page.evaluate(await axeText());
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${name} at ${size.width}: ${id} (${nodes.slice(0, 2).map(({ target }) => target.join(' ')).join(', ')})`);
  return overflow > 0 ? [...serious, `${name} at ${size.width}: ${overflow} pixels too wide`] : serious;
}

let axe;
async function axeText() {
  const { readFile } = await import('node:fs/promises');
  axe ??= await readFile(axeSource, 'utf8');
  return axe;
}

async function examineAll(world, pages, role) {
  const found = [];
  for (const size of [wide, narrow]) {
    const reader = await Reader.enter(world, { size, role });
    for (const [name, path] of Object.entries(pages)) {
      await reader.page.goto(path);
      found.push(...(await examine(reader.page, name, size)));
    }
    await reader.leave();
  }
  check(found.length === 0, found.join('\n        '));
}

/** The pages of single items have no fixed address: the newest of each kind. */
async function examineItems(world) {
  const { newest_needs, newest_offers } = await (await fetch(new URL('/v1/overview', world.base))).json();
  const answer = await fetch(new URL('/v1/search', world.base), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ kinds: ['expert'], limit: 1 }),
  });
  const { hits } = await answer.json();
  await examineAll(world, {
    need: `/needs/${newest_needs[0].id}`,
    offer: `/offers/${newest_offers[0].id}`,
    expert: `/experts/${hits[0].item.id}`,
    organisation: `/organisations/${newest_offers[0].organisation.id}`,
  });
}

export const journeys = {
  'axe-core finds nothing serious on the open pages': (world) => examineAll(world, open),
  'axe-core finds nothing serious on the pages of items': examineItems,
  'axe-core finds nothing serious on the pages of a company': (world) => examineAll(world, ofCompany, 'company'),
  'axe-core finds nothing serious on the review desk': (world) => examineAll(world, ofOfficer, 'officer'),
  'axe-core finds nothing serious on the administration': (world) => examineAll(world, ofAdministrator, 'administrator'),
  'axe-core finds nothing serious on the security log': (world) => examineAll(world, ofAuditor, 'auditor'),
};
