// visitor.mjs - somebody without an account: asks, reads, switches the language, uses the keyboard and a phone.
import { check, eventually, narrow, out, Reader } from './browser.mjs';
import { pixelsTooWide } from './examine.mjs';

const problem = '储能电站用磷酸铁锂电芯热失控后向相邻电芯蔓延，希望得到隔热材料，热失控触发温度不低于 210 ℃，厚度不超过 2 mm';

async function typesAParagraph(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto('/');
  await page.locator('#problem').fill(problem);
  const offers = page.locator('.answers section').first();
  await offers.locator('.item-row mark').first().waitFor();
  check((await offers.locator('.item-row').count()) >= 3, 'fewer than three offers answer the paragraph');
  const marked = await page.locator('.answers mark').allTextContents();
  check(marked.some((text) => problem.includes(text.trim())), `the marks are not words of the paragraph: ${marked.slice(0, 5)}`);
  await reader.leave();
}

async function searchesWithFilters(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto(`/search?kind=offer&q=${encodeURIComponent('电池')}`);
  await page.locator('.item-row h3').first().waitFor();
  await page.getByText(/^共 /).waitFor();
  const before = await page.locator('.search-line p').textContent();
  await page.locator('aside').getByRole('group', { name: '技术领域' }).getByRole('checkbox').first().check();
  await page.waitForURL(/field=/);
  const total = page.locator('.search-line p');
  await eventually(async () => (await total.textContent()) !== before, 'fewer results under a filter');
  await page.goBack();
  await eventually(async () => (await total.textContent()) === before, 'the results from before the filter');
  await reader.leave();
}

async function seesWhyANeedMatches(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto(`/search?kind=need&q=${encodeURIComponent(problem)}`);
  await page.locator('.item-row h3 a').first().click();
  await page.locator('.match-list .pair').first().waitFor();
  check((await page.locator('.match-detail .pair mark').count()) > 1, 'nothing is marked in the two texts');
  check((await page.locator('.match-head .why').first().textContent()).length > 10, 'no sentence says why');
  check((await page.locator('.match-detail .criteria .verdict').count()) > 0, 'no criterion is judged');
  await reader.leave();
}

async function readsEnglish(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto('/');
  check((await page.locator('html').getAttribute('lang')) === 'zh-CN', 'the page does not begin in Chinese');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Describe your problem' }).waitFor();
  check((await page.locator('html').getAttribute('lang')) === 'en', 'the lang attribute did not follow');
  await page.reload();
  await page.getByRole('heading', { name: 'Describe your problem' }).waitFor();
  await reader.leave();
}

async function usesTheKeyboardOnly(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto('/');
  await page.locator('.two-columns .item-row').first().waitFor();
  await page.keyboard.press('Tab');
  check((await page.evaluate(() => document.activeElement?.className)) === 'skip', 'the first stop is not the skip link');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  check((await page.evaluate(() => document.activeElement?.id)) === 'problem', 'after the skip link the box is not the next stop');
  await page.keyboard.type('热失控 隔热');
  const first = page.locator('.answers .item-row h3 a').first();
  await first.waitFor();
  await page.waitForTimeout(1000); // until the answers to the last letter are there
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press('Tab');
    if (await first.evaluate((link) => link === document.activeElement)) break;
  }
  check(await first.evaluate((link) => link === document.activeElement), 'Tab does not reach the answers');
  await page.keyboard.press('ArrowDown');
  const second = page.locator('.answers .item-row h3 a').nth(1);
  check(await second.evaluate((link) => link === document.activeElement), 'the arrow does not go down the list');
  const outline = await page.locator('.answers .item-row').nth(1).evaluate((row) => getComputedStyle(row).outlineStyle);
  check(outline === 'solid', 'the focus is not seen');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/offers\//);
  await page.locator('.item h1').waitFor();
  await reader.leave();
}

const pages = ['/', '/search', '/feed', '/sign-in', '/sign-up', '/post/need'];

async function holdsAPhone(world) {
  const reader = await Reader.enter(world, { size: narrow });
  const { page } = reader;
  for (const path of pages) {
    await page.goto(path);
    await page.locator('main').waitFor();
    await page.waitForTimeout(400);
    const overflow = await pixelsTooWide(page);
    check(overflow <= 0, `${path} is ${overflow} pixels too wide`);
  }
  await page.goto('/search?kind=need');
  await page.getByRole('button', { name: /筛选/ }).click();
  await page.getByRole('dialog').getByRole('group', { name: '技术领域' }).getByRole('checkbox').first().check();
  await page.waitForURL(/field=/);
  await page.getByRole('button', { name: /查看/ }).click();
  await page.locator('.item-row h3 a').first().click();
  await page.locator('.match-list .pair').first().waitFor();
  const [left, right] = await page.locator('.pair').first().locator(':scope > div').all();
  check((await right.boundingBox()).y > (await left.boundingBox()).y, 'the two texts are not stacked');
  const overflow = await pixelsTooWide(page);
  check(overflow <= 0, `the need is ${overflow} pixels too wide`);
  await page.getByRole('button', { name: '菜单' }).click();
  const entries = await page.locator('dialog.side nav a').all();
  const boxes = await Promise.all(entries.map((entry) => entry.boundingBox()));
  check(boxes.every(({ y }, place) => place === 0 || y >= boxes[place - 1].y + boxes[place - 1].height), 'the entries of the menu do not stand one below the other');
  check(boxes.every(({ x, width }) => x >= 0 && width > 200), 'the entries of the menu are not whole lines');
  await page.screenshot({ path: `${out}menu-open-390.png` });
  await page.locator('dialog.side nav').getByRole('link', { name: '发布成果' }).click();
  await page.waitForURL(/\/post\/offer/);
  await reader.leave();
}

async function readsTheCalendar(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.locator('.foot').getByRole('link', { name: /^法定日/ }).click();
  await page.waitForURL(/\/calendar/);
  await page.goto('/calendar?year=2026');
  await page.locator('.alert', { hasText: '官方安排' }).waitFor();
  const february = page.locator('.calendar-month', { hasText: '二月' }).first();
  check((await february.locator('.make_up_workday').count()) === 2, 'the days worked for the Spring Festival are missing');
  check((await february.locator('.holiday').count()) === 9, 'the Spring Festival has not nine days');
  await page.goto('/calendar?year=2031');
  await page.locator('.alert', { hasText: '暂定' }).waitFor();
  check((await page.locator('.calendar-months .holiday').count()) === 6, 'a provisional year has other than the fixed holidays');
  check((await page.locator('.calendar-months .make_up_workday').count()) === 0, 'a provisional year has make-up days');
  await reader.leave();
}

async function findsAnOrganisation(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.locator('.totals').getByRole('link', { name: /单位/ }).click();
  await page.waitForURL(/\/organisations$/);
  await page.getByRole('searchbox', { name: '查找单位' }).fill('chenghuai'); // by pinyin
  await page.waitForURL(/q=chenghuai/);
  const rows = page.locator('.item-row');
  await eventually(async () => (await rows.count()) === 1, 'one organisation of that name');
  await rows.getByRole('link', { name: '澄淮工业大学' }).click();
  await page.getByRole('heading', { name: '澄淮工业大学', level: 1 }).waitFor();
  await page.getByRole('link', { name: '单位名录' }).first().click();
  await page.getByLabel('地区').selectOption({ label: '湖北省' });
  await page.waitForURL(/region=420000/);
  await eventually(async () => (await rows.allTextContents()).every((text) => text.includes('湖北')) && (await rows.count()) > 0, 'organisations of Hubei only');
  await reader.leave();
}

async function losesTheWay(world) {
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto('/nowhere');
  await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  await page.goto('/needs/00000000-0000-7000-8000-000000000000');
  await page.getByRole('heading', { name: '没有找到' }).waitFor();
  await page.goto('/review');
  await page.getByRole('heading', { name: /只对专员/ }).waitFor();
  await reader.leave();
}

export const journeys = {
  'a visitor types a paragraph and gets marked answers': typesAParagraph,
  'a visitor searches with filters and goes back': searchesWithFilters,
  'a visitor sees why a need matches': seesWhyANeedMatches,
  'a visitor switches to English': readsEnglish,
  'a visitor uses the keyboard only': usesTheKeyboardOnly,
  'a visitor holds a phone': holdsAPhone,
  'a visitor reads the working calendar': readsTheCalendar,
  'a visitor finds an organisation': findsAnOrganisation,
  'a visitor loses the way': losesTheWay,
};
