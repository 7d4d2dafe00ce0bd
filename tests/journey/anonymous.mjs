// anonymous.mjs - an anonymous need in three browser contexts: who is behind it is told by accepting, to one side alone.
import { check, eventually, narrow, out, Reader, wide } from './browser.mjs';
import { examined } from './examine.mjs';
import { decide, writeNeed } from './need.mjs';

const stamp = `a${Date.now().toString(36)}`;

async function picture(page, name) {
  const before = page.viewportSize();
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size);
    await examined(page, name, `${out}${name}-${size.width}.png`);
  }
  await page.setViewportSize(before);
}

async function staysAnonymous(world) {
  const title = `高镍电芯极片涂布边缘鼓边 ${stamp}`;
  const problem = '极片高速涂布时边缘出现鼓边，辊压后断带；试过调垫片和降速，都达不到产能，希望找到边缘减薄的办法。';
  const owner = await Reader.enter(world, { role: 'company' });
  const { organisation } = (await owner.ask('GET', '/v1/myself')).body.memberships[0];

  // Naming oneself in the text is told at the text.
  await writeNeed(owner.page, { title, problem: `${organisation.name}的${problem}`, anonymous: true });
  await owner.page.getByRole('button', { name: '提交审核' }).click();
  await owner.page.getByText('不能出现本单位的名称').first().waitFor();
  await picture(owner.page, 'anonymous-names-itself');
  await owner.page.locator('.fault-list').getByRole('button', { name: '难题描述' }).click();
  await owner.page.getByLabel('难题描述').fill(problem);
  await owner.page.getByRole('button', { name: '核对与提交' }).click();
  await owner.page.getByRole('button', { name: '提交审核' }).click();
  await owner.page.waitForURL(/\/needs\//);
  const need = owner.page.url().split('/').pop();
  await decide(world, title, (desk) => desk.getByRole('button', { name: '公开', exact: true }).click());

  const asker = await Reader.enter(world, { role: 'university' });
  const visitor = await Reader.enter(world);
  const seen = async (reader, path = `/needs/${need}`) => {
    await reader.page.goto(path);
    await reader.page.locator('main h1').first().waitFor();
    await reader.page.waitForTimeout(400);
    return reader.page.locator('main').innerText();
  };
  for (const reader of [asker, visitor]) {
    const text = await seen(reader);
    check(text.includes('匿名单位') && !text.includes(organisation.name), 'the anonymous need tells whose it is');
  }
  await picture(visitor.page, 'anonymous-need');
  await eventually(async () => (await seen(visitor, `/search?q=${encodeURIComponent(title)}`)).includes(stamp), 'the anonymous need is found');
  const row = await visitor.page.locator('.item-row', { hasText: stamp }).innerText();
  check(row.includes('匿名单位') && !row.includes(organisation.name), 'the search tells whose it is');

  await asker.page.goto(`/interest/need/${need}`);
  await asker.page.getByText('对方匿名').waitFor();
  await asker.page.getByLabel('第一句话').fill(`我们做过涂布模头的流场仿真，可以先看样品 ${stamp}`);
  await asker.page.getByRole('checkbox', { name: /不含秘密/ }).check();
  await picture(asker.page, 'anonymous-interest');
  await asker.page.getByRole('button', { name: '发出意向' }).click();
  await asker.page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
  const talk = asker.page.url().split('/').pop();
  check(!(await seen(asker, `/talks/${talk}`)).includes(organisation.name), 'the talk tells whose the need is');
  await picture(asker.page, 'anonymous-talk-waiting');

  await owner.page.goto(`/talks/${talk}`);
  await owner.page.getByText('接受后，对方会知道您的单位名称').waitFor();
  await picture(owner.page, 'anonymous-talk-asked');
  await owner.page.getByRole('button', { name: '接受，开始洽谈' }).click();
  await owner.page.locator('.composer').getByRole('radio').first().waitFor();
  check((await seen(asker, `/talks/${talk}`)).includes(organisation.name), 'who was accepted does not learn whose the need is');
  check((await seen(asker)).includes(organisation.name), 'the need still hides it from who was accepted');
  check((await seen(visitor)).includes('匿名单位'), 'the acceptance told others');
  for (const reader of [owner, asker, visitor]) await reader.leave();
}

export const journeys = { 'an anonymous need tells whose it is by accepting, to one side alone': staysAnonymous };
