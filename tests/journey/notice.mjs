// notice.mjs - what happens to an organisation is counted in the bar while it happens, listed, and marked as read.
import { check, eventually, narrow, out, Reader } from './browser.mjs';
import { examined } from './examine.mjs';
import { ask, express, needOf } from './interest.mjs';

/** Leaves a picture at the width that the page has. */
const picture = (page, name) => examined(page, name, `${out}notice-${name}-${page.viewportSize().width}.png`);

const count = async (badge) => ((await badge.count()) ? Number(await badge.locator('[aria-hidden]').textContent()) : 0);

/** The unread notices of the hub itself; waits until the notices of facts that are under way are there too. */
async function settled(reader) {
  let before = -1;
  return eventually(async () => {
    const { unread } = await ask(reader, 'GET', '/v1/notices?limit=1');
    const same = unread === before;
    before = unread;
    return same && { unread };
  }, 'a number of unread notices that stays');
}

async function readAll(reader) {
  const [newest] = (await ask(reader, 'GET', '/v1/notices?limit=1')).notices ?? [];
  if (newest) await ask(reader, 'POST', '/v1/notices/read', { up_to: newest.id });
}

const row = (reader, talk) => reader.page.locator(`.notice:has(a[href="/talks/${talk}"])`);

async function toldAndRead(world) {
  const owner = await Reader.enter(world, { role: 'company' });
  const asker = await Reader.enter(world, { role: 'university' });
  const need = await needOf(owner, asker);
  await settled(owner);
  await readAll(owner);
  await readAll(asker);
  await owner.page.goto('/my'); // any page: the count in the bar comes by itself
  const bell = owner.page.locator('.bar .bell');
  await bell.waitFor();
  const badge = bell.locator('.unread-count');
  check((await count(badge)) === 0, 'what was marked as read is counted');
  const { id: talk } = await express(asker, need);
  await eventually(async () => (await count(badge)) === 1, 'the count of unread notices');

  await bell.click();
  await owner.page.waitForURL(/\/notices$/);
  const told = row(owner, talk);
  await told.getByRole('link', { name: `收到新的意向：${need.title}`, exact: true }).waitFor();
  await told.getByText('未读', { exact: true }).waitFor();
  await picture(owner.page, 'unread');
  await told.getByRole('link').click();
  await owner.page.waitForURL(new RegExp(`/talks/${talk}$`));
  await owner.page.goto('/notices');
  await told.getByText('未读', { exact: true }).waitFor();
  check((await count(badge)) === 1, 'looking at a notice marks it as read');

  // What comes while the page is open appears on top.
  await ask(asker, 'POST', `/v1/talks/${talk}/withdraw`, { version: (await ask(asker, 'GET', `/v1/talks/${talk}`)).version });
  await owner.page.locator('.notice').first().getByRole('link', { name: '对方撤回了意向' }).waitFor();
  await eventually(async () => (await count(badge)) === 2, 'the count of two unread notices');
  await owner.page.getByRole('button', { name: '全部标为已读' }).click();
  await owner.page.getByRole('status').filter({ hasText: '没有未读消息' }).waitFor();
  await owner.page.locator('.notice .tag').first().waitFor({ state: 'detached' });
  check((await count(badge)) === 0, 'the bell still counts what was marked as read');
  check((await owner.page.getByRole('button', { name: '全部标为已读' }).count()) === 0, 'there is something left to mark');
  await picture(owner.page, 'read');
  await owner.page.reload();
  await told.first().waitFor();
  check((await count(badge)) === 0 && (await owner.page.locator('.notice.unread').count()) === 0, 'a reload brings back what was read');
  await owner.page.getByRole('button', { name: 'English' }).click();
  await owner.page.getByRole('link', { name: `New interest: ${need.title}` }).first().waitFor();
  await picture(owner.page, 'english');
  await owner.leave();
  await asker.leave();
}

async function answersOnAPhone(world) {
  const owner = await Reader.enter(world, { role: 'company', size: narrow });
  const asker = await Reader.enter(world, { role: 'university', size: narrow });
  const need = await needOf(owner, asker);
  const talk = await express(asker, need);
  await settled(asker);
  await readAll(asker);
  await asker.page.goto('/');
  const badge = asker.page.locator('.bar .bell .unread-count');
  await ask(owner, 'POST', `/v1/talks/${talk.id}/accept`, { version: talk.version });
  await eventually(async () => (await count(badge)) === 1, 'the count of unread notices on a phone');
  for (const text of ['样品要多大尺寸', '什么时候方便通话']) await ask(owner, 'POST', `/v1/talks/${talk.id}/messages`, { text, audience: 'both' });
  await eventually(async () => (await count(badge)) === 2, 'one notice for two messages of one talk');
  await asker.page.getByRole('button', { name: '菜单' }).click();
  const entry = asker.page.locator('.side-nav').getByRole('link', { name: /消息/ });
  await entry.getByText('2 条未读').waitFor({ state: 'attached' });
  await picture(asker.page, 'menu');
  await entry.click();
  await asker.page.waitForURL(/\/notices$/);
  const told = row(asker, talk.id);
  await told.getByRole('link', { name: `有新的往来：${need.title}` }).waitFor();
  await told.getByRole('link', { name: `对方接受了意向：${need.title}` }).waitFor();
  await picture(asker.page, 'unread');
  await asker.page.getByRole('button', { name: '全部标为已读' }).click();
  await asker.page.getByRole('status').filter({ hasText: '没有未读消息' }).waitFor();
  check((await count(badge)) === 0, 'the bell still counts what was marked as read');
  await told.first().getByRole('link').click();
  await asker.page.locator('.message.theirs', { hasText: '什么时候方便通话' }).waitFor();
  await ask(owner, 'POST', `/v1/talks/${talk.id}/end`, { version: (await ask(owner, 'GET', `/v1/talks/${talk.id}`)).version, reason: 'no_longer_needed' });
  await eventually(async () => (await count(badge)) === 1, 'a notice that the other side ended the talk');
  await owner.leave();
  await asker.leave();
}

/** More notices than fit on one page. */
async function comesInPages(world) {
  const owner = await Reader.enter(world, { role: 'company' });
  const asker = await Reader.enter(world, { role: 'university' });
  const need = await needOf(owner, asker);
  for (let round = 0; round < 16; round += 1) {
    const { id, version } = await express(asker, need);
    await ask(asker, 'POST', `/v1/talks/${id}/withdraw`, { version });
  }
  await settled(owner);
  await owner.page.goto('/notices');
  await owner.page.locator('.notice').first().waitFor();
  check((await owner.page.locator('.notice').count()) === 30, 'a page has not 30 notices');
  await owner.page.getByRole('button', { name: '显示更多' }).click();
  await eventually(async () => (await owner.page.locator('.notice').count()) > 30, 'more notices');
  const times = await owner.page.locator('.notice time').evaluateAll((found) => found.map((time) => time.dateTime));
  check(times.every((at, place) => place === 0 || at <= times[place - 1]), 'the notices are not newest first');
  await owner.leave();
  await asker.leave();
}

async function tellsStrangers(world) {
  const stranger = await Reader.enter(world);
  check((await stranger.page.locator('.bell').count()) === 0, 'a stranger has a bell');
  await stranger.page.goto('/notices');
  await stranger.page.getByRole('heading', { name: '看消息前请先登录' }).waitFor();
  await picture(stranger.page, 'stranger');
  await stranger.leave();
  const alone = await Reader.enter(world, { role: 'auditor' });
  await alone.page.goto('/notices');
  await alone.page.getByRole('link', { name: '登记单位' }).waitFor();
  check((await alone.page.locator('.bell').count()) === 0, 'who acts for nobody has a bell');
  await alone.leave();
}

export const journeys = {
  'notices are counted as they come, lead to the talk, and are marked as read': toldAndRead,
  'notices on a phone: accepted, one for all messages, ended': answersOnAPhone,
  'notices come in pages, newest first': comesInPages,
  'notices begin with signing in': tellsStrangers,
};
