// speed.mjs - how long the pages take from a key or click to the next paint, by the Event Timing API of the browser.
//
// The figures are printed; the aim is 100 ms. The bound that fails is generous: a test machine may be busy with other things.
import { check, narrow, Reader } from './browser.mjs';
import { ofItems } from './pages.mjs';

const bound_ms = 1000;
const unseen_ms = 16; // the browser reports nothing shorter

function observe() {
  window.paints = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) window.paints.set(interactionId, Math.max(duration, window.paints.get(interactionId) ?? 0));
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}

/** Does `work`, which is `count` interactions, and gives how long each took until the next paint. */
async function timed(page, count, work) {
  await page.evaluate(() => window.paints.clear());
  await work();
  await page.waitForTimeout(1200); // entries come after the paint
  const slow = await page.evaluate(() => [...window.paints.values()]);
  const times = [...slow, ...Array.from({ length: Math.max(0, count - slow.length) }, () => unseen_ms)].sort((a, b) => a - b);
  return { count, median: times[Math.floor(times.length / 2)], worst: times[times.length - 1] };
}

const letters = 'LFP cells for storage: thermal runaway at 210 C spreads to the next cell; a pad of 2 mm is wanted';

async function typesAtHome(reader, note) {
  const { page } = reader;
  await page.goto('/');
  await page.locator('.two-columns .item-row').first().waitFor();
  await page.locator('#problem').focus();
  note('typing in the home box', await timed(page, letters.length, () => page.keyboard.type(letters, { delay: 60 })));
  await page.locator('.answers .item-row').first().waitFor();
}

async function searches(reader, note) {
  const { page } = reader;
  await page.goto(`/search?q=${encodeURIComponent('材料')}`);
  await page.locator('.item-row').first().waitFor();
  note('ticking a facet', await timed(page, 1, () => page.locator('aside .facet-choice input').first().click()));
  note('unticking it', await timed(page, 1, () => page.locator('aside .facet-choice input').first().click()));
  note('opening the rest of a facet', await timed(page, 1, () => page.locator('aside').getByRole('button', { name: /^另外/ }).first().click()));
  note('choosing a kind', await timed(page, 1, () => page.getByRole('group', { name: '信息类别' }).getByRole('button', { name: '成果' }).click()));
  note('going to the next page', await timed(page, 1, () => page.getByRole('button', { name: '下一页' }).click()));
}

async function opensFacetsOnAPhone(world, note) {
  const reader = await enter(world, { size: narrow });
  const { page } = reader;
  await page.goto(`/search?q=${encodeURIComponent('材料')}`);
  await page.locator('.item-row').first().waitFor();
  note('opening the facets on a phone', await timed(page, 1, () => page.getByRole('button', { name: /^筛选/ }).click()));
  await reader.leave();
}

async function readsMatches(world, reader, note) {
  const { page } = reader;
  await page.goto((await ofItems(world)).need);
  await page.locator('.match-list > li').nth(1).waitFor();
  note('opening why a match matches', await timed(page, 1, () => page.getByRole('button', { name: '为什么' }).first().click()));
  note('choosing another kind of match', await timed(page, 1, () => page.getByRole('button', { name: '专家', exact: true }).click()));
  note('switching the language', await timed(page, 1, () => page.getByRole('button', { name: 'English' }).click()));
  await page.getByRole('button', { name: '中文' }).click();
}

async function writesInAWizard(world, note) {
  const author = await enter(world, { role: 'company' });
  const { page } = author;
  await page.goto('/post/need');
  await page.getByLabel('难题描述').focus();
  note('typing in the wizard', await timed(page, letters.length, () => page.keyboard.type(letters, { delay: 60 })));
  for (const step of ['figures', 'tried', 'place', 'terms', 'sight', 'check']) {
    note(`going to the step "${step}"`, await timed(page, 1, () => page.getByRole('button', { name: '下一步' }).click()));
  }
  note('opening the menu', await timed(page, 1, () => page.getByRole('button', { name: /顾言/ }).click()));
  await author.leave();
}

async function enter(world, how) {
  const reader = await Reader.enter(world, how);
  await reader.context.addInitScript(observe);
  return reader;
}

async function measures(world) {
  const figures = [];
  const note = (what, figure) => figures.push({ what, ...figure });
  const reader = await enter(world, {});
  await typesAtHome(reader, note);
  await searches(reader, note);
  await readsMatches(world, reader, note);
  await reader.leave();
  await opensFacetsOnAPhone(world, note);
  await writesInAWizard(world, note);
  const written = (ms) => (ms <= unseen_ms ? `<= ${unseen_ms}` : String(ms)).padStart(6);
  for (const { what, count, median, worst } of figures) console.log(`        ${what.padEnd(36)} ${String(count).padStart(4)} times, median ${written(median)} ms, worst ${written(worst)} ms`);
  const over = figures.filter(({ worst }) => worst > 100).map(({ what }) => what);
  console.log(`        over 100 ms: ${over.length === 0 ? 'nothing' : over.join(', ')}`);
  const tooSlow = figures.filter(({ worst }) => worst > bound_ms);
  check(tooSlow.length === 0, tooSlow.map(({ what, worst }) => `${what} took ${worst} ms`).join('; '));
}

export const journeys = { 'from key and click to paint': measures };
