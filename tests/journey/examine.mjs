// examine.mjs - what every page must be, whoever looks: nothing wider than the window, nothing serious for axe-core.
import { readFile } from 'node:fs/promises';
import { axeSource, check } from './browser.mjs';

const axe = await readFile(axeSource, 'utf8');

export const pixelsTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A line when the page is wider than the window. */
export async function tooWide(page, name) {
  const pixels = await pixelsTooWide(page);
  return pixels > 0 ? [`${name}: ${pixels} pixels too wide`] : [];
}

/** A line for each thing that is wrong with the page as it stands. */
export async function faultsOf(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return [
    ...serious.map(({ id, nodes }) => `${name}: ${id} (${nodes.slice(0, 2).map(({ target }) => target.join(' ')).join(', ')})`),
    ...(await tooWide(page, name)),
  ];
}

/** Leaves a picture of the whole page at `path`, and checks the page. */
export async function examined(page, name, path) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.screenshot({ path, fullPage: true });
  const found = await faultsOf(page, `${name} at ${page.viewportSize().width}`);
  check(found.length === 0, found.join('; '));
}
