// work.mjs - who acts for an organisation begins with what is to be done; each row leads to where it is done, each number to its list.
import { check, narrow, out, Reader, wide } from './browser.mjs';
import { examined } from './examine.mjs';
import { ask, express, needOf } from './interest.mjs';

/** Leaves a picture at the width that the page has. */
async function picture(page, name) {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  await examined(page, name, `${out}work-${name}-${page.viewportSize().width}.png`);
}

const row = (page, talk) => page.locator(`.item-row:has(a[href="/talks/${talk}"])`);
const section = (page, name) => page.locator(`section[data-section="${name}"]`);

async function beginsHereAndMovesOn(world) {
  const owner = await Reader.enter(world, { role: 'company' });
  const { page } = owner;
  check(new URL(page.url()).pathname === '/work', 'who acts for an organisation does not begin at work');
  await page.getByRole('heading', { level: 1, name: '我的工作' }).waitFor();
  const [first] = await page.locator('.bar nav .bar-link').allTextContents();
  check(first === '我的工作', `the navigation begins with ${first}`);
  const asker = await Reader.enter(world, { role: 'university' });
  const need = await needOf(owner, asker);
  const { id: talk, version } = await express(asker, need);

  // It appears while the page is open, with what, with whom, what to do, and until when.
  const told = section(page, 'ours').locator(`.item-row:has(a[href="/talks/${talk}"])`);
  await told.getByText('答复意向', { exact: true }).waitFor();
  const words = await told.textContent();
  check(words.includes(need.title) && /对方：/.test(words) && /\d{4}-\d{2}-\d{2} 前/.test(words), `the row says only: ${words}`);
  await asker.page.goto('/work');
  await section(asker.page, 'theirs').locator(`.item-row:has(a[href="/talks/${talk}"])`).getByText('等对方答复').waitFor();
  await picture(page, 'interest');
  await page.getByRole('button', { name: 'English' }).click();
  await row(page, talk).getByText('Answer the interest').waitFor();
  await picture(page, 'english');
  await page.getByRole('button', { name: '中文' }).click();

  await told.getByRole('link').first().click();
  await page.waitForURL(new RegExp(`/talks/${talk}$`));
  const accepted = await ask(owner, 'POST', `/v1/talks/${talk}/accept`, { version });
  await row(asker.page, talk).getByText('回复对方', { exact: true }).waitFor();
  const proposed = await ask(asker, 'POST', `/v1/talks/${talk}/propose-agreement`, { version: accepted.version, mode: 'LIC' });
  await page.goto('/work');
  await row(page, talk).getByText(/^对方提议.*待确认$/).waitFor();
  await picture(page, 'proposal');
  await ask(owner, 'POST', `/v1/talks/${talk}/confirm-agreement`, { version: proposed.version });
  await row(page, talk).waitFor({ state: 'detached' });

  // Behind every number stands its list.
  const view = await ask(owner, 'GET', '/v1/work');
  await page.locator('.total', { hasText: '达成合作' }).click();
  await page.waitForURL(/\/work\/talks\?figure=agreements/);
  await row(page, talk).waitFor();
  await page.getByText(`共 ${view.figures.agreements} 次`).waitFor();
  await picture(page, 'agreements');
  await page.getByRole('link', { name: '回到我的工作' }).click();
  await page.locator('.total', { hasText: '公开中的需求' }).click();
  await page.getByText(`共 ${view.figures.needs_open} 条`).waitFor();
  await picture(page, 'needs');
  await page.goBack();
  const month = view.funnel.find(({ agreed }) => agreed > 0);
  check(month, 'no need of the funnel has been agreed on');
  await page.locator('tr', { hasText: month.month.slice(0, 7) }).getByRole('link').last().click();
  await page.waitForURL(/stage=agreed/);
  await page.getByText(`共 ${month.agreed} 条`).waitFor();
  await page.locator('.item-row', { hasText: need.title }).first().waitFor();
  await owner.leave();
  await asker.leave();
}

async function onAPhoneAndInTheDark(world) {
  for (const reads of [{ size: narrow }, { size: narrow, dark: true }, { size: wide, dark: true }]) {
    const reader = await Reader.enter(world, { role: 'university', ...reads });
    await reader.page.goto('/work');
    await reader.page.getByRole('heading', { name: '新的匹配' }).waitFor();
    await reader.page.locator('.totals').waitFor();
    await picture(reader.page, reads.dark ? 'dark' : 'light');
    if (!reads.dark) {
      await reader.page.getByRole('button', { name: '菜单' }).click();
      await reader.page.locator('.side-nav a').first().waitFor();
      check((await reader.page.locator('.side-nav a').first().textContent()) === '我的工作', 'the menu does not begin with work');
    }
    await reader.leave();
  }
}

/** What comes back from the review desk waits for its owner. */
async function returnedItem(world) {
  const owner = await Reader.enter(world, { role: 'university' });
  const title = `退回后在我的工作里出现的需求 ${Date.now()}`;
  const problem = '需要在零下二十度的环境里连续运行八小时的温度记录仪，现有产品的电池只能坚持三小时。';
  const { state } = await ask(owner, 'POST', '/v1/needs', { content: { title, problem, fields: ['06'], modes: ['LIC'], region: '310000' } });
  const submitted = await ask(owner, 'POST', `/v1/items/${state.id}/submit`, { version: state.version });
  await owner.page.goto('/work');
  const told = owner.page.locator('.item-row', { hasText: title });
  await section(owner.page, 'theirs').filter({ has: told }).waitFor();
  const officer = await Reader.enter(world, { role: 'officer' });
  check(new URL(officer.page.url()).pathname === '/', 'who acts for nobody does not begin at home');
  await ask(officer, 'POST', `/v1/review/${state.id}/return`, { version: submitted.version, reasons: ['unclear_problem'] });
  await section(owner.page, 'ours').filter({ has: told }).waitFor();
  await told.getByText('按审核意见修改后重新提交').waitFor();
  await told.getByRole('link').click();
  await owner.page.waitForURL(new RegExp(`/needs/${state.id}$`));
  const returned = await ask(owner, 'GET', `/v1/needs/${state.id}`);
  await ask(owner, 'POST', `/v1/items/${state.id}/withdraw`, { version: returned.state.version, reason: 'no_longer_needed' });
  await owner.leave();
  await officer.leave();
}

async function beginsWithSigningIn(world) {
  const stranger = await Reader.enter(world);
  check(!(await stranger.page.locator('.bar nav').textContent()).includes('我的工作'), 'a stranger has work');
  await stranger.page.goto('/work');
  await stranger.page.getByRole('heading', { name: '看我的工作前请先登录' }).waitFor();
  await picture(stranger.page, 'stranger');
  await stranger.leave();
  const alone = await Reader.enter(world, { role: 'auditor' });
  await alone.page.goto('/work');
  await alone.page.getByRole('link', { name: '登记单位' }).waitFor();
  await alone.leave();
}

export const journeys = {
  'work begins the day: rows appear, lead to where they are done, and numbers lead to lists': beginsHereAndMovesOn,
  'work on a phone and in the dark': onAPhoneAndInTheDark,
  'work tells of what the review desk returned': returnedItem,
  'work begins with signing in': beginsWithSigningIn,
};
