// keyboard.mjs - without a mouse: every control of every page is reached and seen; a need is posted and decided by keys alone.
import { check, eventually, Reader } from './browser.mjs';
import { ofAdministrator, ofAuditor, ofCompany, ofItems, ofOfficer, open } from './pages.mjs';

const stamp = `k${Date.now().toString(36)}`;

/** Numbers what Tab should reach. Of a group of radio buttons it reaches one. */
function numberStops() {
  const controls = 'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]';
  const groups = new Set();
  let count = 0;
  for (const element of document.querySelectorAll(controls)) {
    const isThere = element.tabIndex >= 0 && element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
    if (!isThere || (element.tagName !== 'SUMMARY' && element.closest('details:not([open])'))) continue;
    if (element.type === 'radio') {
      if (groups.has(element.name)) continue;
      const members = [...document.querySelectorAll('input[type=radio]')].filter(({ name }) => name === element.name);
      if (members.some(({ checked }) => checked) && !element.checked) continue;
      groups.add(element.name);
    }
    element.dataset.stop = String(count);
    count += 1;
  }
  return count;
}

/** Where the focus is, and whether a sighted reader can see it: a ring on the control, or on what frames it. */
function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return { stop: undefined };
  const ring = (one) => {
    const style = getComputedStyle(one);
    const isAnt = /\bant-/.test(String(one.className));
    return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || (isAnt && style.boxShadow !== 'none');
  };
  let one = element;
  let isSeen = false;
  for (let level = 0; one && level < 5 && !isSeen; level += 1, one = one.parentElement) isSeen = ring(one);
  const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? '';
  return { stop: element.dataset.stop, isSeen, what: `${element.tagName.toLowerCase()} ${element.className} "${name}"` };
}

async function walk(reader, name) {
  const { page } = reader;
  const faults = [];
  await reader.quiet(); // what comes later has no number
  await page.locator('.skeleton').first().waitFor({ state: 'detached' }).catch(() => {});
  await page.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' }).catch(() => {});
  await page.waitForTimeout(300);
  const count = await page.evaluate(numberStops);
  const reached = new Set();
  let last;
  for (let press = 0; press < count + 24; press += 1) {
    await page.keyboard.press('Tab');
    const { stop, isSeen, what } = await page.evaluate(describeFocus);
    if (stop === undefined && what === undefined) break; // out of the page
    if (stop !== undefined && reached.has(stop) && stop !== last) break; // around; a date has several stops of its own
    if (stop !== undefined) reached.add(stop);
    last = stop;
    if (!isSeen) faults.push(`${name}: the focus is not seen on ${what}`);
  }
  const missed = await page.evaluate((known) => [...document.querySelectorAll('[data-stop]')].filter(({ dataset }) => !known.includes(dataset.stop)).map(({ outerHTML }) => outerHTML.slice(0, 120)), [...reached]);
  return [...faults.slice(0, 3), ...missed.slice(0, 3).map((html) => `${name}: Tab does not reach ${html}`)];
}

async function reachesEverything(world) {
  const faults = [];
  const all = [
    [undefined, { ...open, ...(await ofItems(world)) }],
    ['company', ofCompany],
    ['officer', ofOfficer],
    ['administrator', ofAdministrator],
    ['auditor', ofAuditor],
  ];
  for (const [role, pages] of all) {
    const reader = await Reader.enter(world, { role });
    for (const [name, path] of Object.entries(pages)) {
      await reader.page.goto(path);
      faults.push(...(await walk(reader, name)));
    }
    await reader.leave();
  }
  check(faults.length === 0, faults.join('\n        '));
}

/** Presses Tab until `locator` has the focus. */
async function tabTo(page, locator, most = 120) {
  await locator.first().waitFor();
  for (let press = 0; press < most; press += 1) {
    if (await locator.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${locator}`);
}

async function press(page, name) {
  await tabTo(page, page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

async function postsByKeys(world, title) {
  const author = await Reader.enter(world, { role: 'company' });
  const { page } = author;
  await page.goto('/post/need');
  await tabTo(page, page.getByLabel('标题'));
  await page.keyboard.insertText(title);
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('模组压装后隔热垫边缘翘起，影响相邻电芯受力，希望得到贴合更好的结构或材料方案。');
  await page.getByText('已保存为草稿').waitFor();
  await press(page, '下一步');
  await press(page, '添加一项指标');
  await tabTo(page, page.locator('.editor-row').getByLabel('指标'));
  await page.keyboard.insertText('翘起高度');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown'); // at most
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('0.2');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('mm');
  await press(page, '下一步');
  await press(page, '下一步');
  await tabTo(page, page.locator('.tech-field input').first());
  await page.keyboard.press('Space');
  for (let step = 0; step < 3; step += 1) await press(page, '下一步');
  await page.locator('.summary', { hasText: '≤ 0.2 mm' }).waitFor();
  await press(page, '提交审核');
  await page.waitForURL(/\/needs\//);
  await author.leave();
}

async function returnsByKeys(world, title) {
  const officer = await Reader.enter(world, { role: 'officer' });
  const { page } = officer;
  await page.goto('/review');
  const rows = page.locator('.queue-row');
  await tabTo(page, rows);
  for (let row = 0; row < (await rows.count()); row += 1) {
    if ((await page.evaluate(() => document.activeElement.textContent)).includes(title)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.locator('.desk-title', { hasText: title }).waitFor();
  await press(page, '退回…');
  await tabTo(page, page.getByLabel('缺少可核对的指标'));
  await page.keyboard.press('Space');
  await press(page, '确认退回');
  await page.locator('.queue-row', { hasText: title }).waitFor({ state: 'detached' });
  await officer.leave();
}

async function worksByKeys(world) {
  const title = `只用键盘写的需求 ${stamp}`;
  await postsByKeys(world, title);
  await returnsByKeys(world, title);
}

async function opensAndCloses(world) {
  const reader = await Reader.enter(world, { role: 'company' });
  const { page } = reader;
  const isFocused = (locator) => eventually(() => locator.evaluate((element) => element === document.activeElement), `the focus comes back to ${locator}`);
  await page.goto('/search');
  await page.locator('.item-row').first().waitFor();
  const menu = page.getByRole('button', { name: /顾言/ });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.locator('.menu').waitFor();
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement.closest('.menu') !== null), 'Tab does not go into the open menu');
  await page.keyboard.press('Escape');
  await page.locator('.menu').waitFor({ state: 'detached' });
  await isFocused(menu);
  await page.goto('/account?tab=profile');
  await page.getByRole('tab', { name: '个人资料' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/tab=organisations/);
  await isFocused(page.getByRole('tab', { name: '单位' }));
  const { body } = await reader.ask('GET', '/v1/my/items?status=published&limit=1');
  await page.goto(`/${body.items[0].kind}s/${body.items[0].id}`);
  const withdraw = page.locator('.item-rail').getByRole('button', { name: '撤回' });
  await withdraw.focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog[open] select').waitFor();
  check(await page.evaluate(() => document.activeElement.closest('dialog') !== null), 'the focus is not in the open dialog');
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await isFocused(withdraw);
  await reader.leave();
}

export const journeys = {
  'the Tab key reaches every control of every page, and the focus is seen': reachesEverything,
  'a need is posted and returned by the keyboard only': worksByKeys,
  'menus, tabs and dialogs open and close by keys': opensAndCloses,
};
