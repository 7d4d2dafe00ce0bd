// feed.mjs - eight tabs of one browser share one stream, and a new fact reaches them all.
import { check, eventually, Reader } from './browser.mjs';

const stamp = `f${Date.now().toString(36)}`;

async function streamsOpen(base) {
  const metrics = await (await fetch(new URL('/metrics', base))).text();
  const line = metrics.split('\n').find((text) => /^[a-z_]*event_streams[a-z_]*(\{|\s)/.test(text));
  return line === undefined ? undefined : Number(line.trim().split(/\s+/).pop());
}

async function publishExpert(world) {
  const author = await Reader.enter(world, { role: 'university' });
  const { page } = author;
  await page.goto('/post/expert');
  await page.getByLabel('姓名或名称').fill(`共享平台 ${stamp}`);
  await page.getByText('已保存为草稿').waitFor();
  await page.getByRole('button', { name: /能做什么/ }).click();
  await page.getByLabel('简介').fill('对外开放的材料测试平台，可做热物性、力学性能与失效分析，两周内排期。');
  await page.getByRole('button', { name: /领域与地区/ }).click();
  await page.locator('.tech-field input').first().check();
  await page.getByRole('button', { name: /核对与提交/ }).click();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/experts\//);
  const officer = await Reader.enter(world, { role: 'officer' });
  await officer.page.goto('/review');
  await officer.page.locator('.queue-row', { hasText: stamp }).click();
  await officer.page.locator('.desk-title', { hasText: stamp }).waitFor();
  await officer.page.getByRole('button', { name: '公开', exact: true }).click();
  await officer.page.locator('.queue-row', { hasText: stamp }).waitFor({ state: 'detached' });
  await officer.leave();
  await author.leave();
}

async function eightTabs(world) {
  const before = await streamsOpen(world.base);
  const reader = await Reader.enter(world);
  const tabs = [reader.page];
  while (tabs.length < 8) tabs.push(await reader.context.newPage());
  for (const tab of tabs) await tab.goto('/feed');
  const connection = tabs[0].locator('[data-tabs]');
  await eventually(async () => (await connection.getAttribute('data-tabs')) === '8', 'eight tabs on one connection');
  check((await connection.getAttribute('data-opened')) === '1', 'more than one connection was opened');
  const now = await streamsOpen(world.base);
  if (before !== undefined && now !== undefined) check(now - before === 1, `the hub counts ${now - before} new streams`);
  await publishExpert(world);
  for (const tab of tabs) await tab.locator('.fact.new', { hasText: '专家公开' }).first().waitFor();
  await tabs[7].close();
  await eventually(async () => (await connection.getAttribute('data-tabs')) === '7', 'a closed tab leaves the connection');
  await reader.leave();
}

export const journeys = { 'eight tabs share one stream': eightTabs };
