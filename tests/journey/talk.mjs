// talk.mjs - two organisations from the first word to an agreement, and to a refusal that says why.
import { check, eventually, narrow, out, Reader, wide } from './browser.mjs';
import { examined } from './examine.mjs';
import { endRunning } from './interest.mjs';

const stamp = `t${Date.now().toString(36)}`;

/** Leaves a picture at both widths; the page stays at the width that it had. */
async function picture(page, name) {
  const before = page.viewportSize();
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size);
    await page.locator('.skeleton').first().waitFor({ state: 'detached' }).catch(() => {});
    await examined(page, name, `${out}talk-${name}-${size.width}.png`);
  }
  await page.setViewportSize(before);
}

/** A published need of this reader's own that names figures. */
async function needWithFigures(owner) {
  const { body } = await owner.ask('GET', '/v1/my/items?status=published&kind=need&limit=50');
  for (const item of body.items ?? []) {
    const need = await owner.ask('GET', `/v1/needs/${item.id}`);
    if ((need.body.content.figures ?? []).length > 1) return { id: item.id, title: need.body.content.title, figures: need.body.content.figures };
  }
  throw new Error('the demonstration has no published need with figures');
}

const message = `我们做过同类材料，能给出第三方测试报告，可以先寄样品 ${stamp}`;

async function expressInterest(page, need, { pictures } = {}) {
  await page.goto(`/needs/${need.id}`);
  await page.getByRole('link', { name: '表达意向' }).click();
  await page.getByLabel('第一句话').fill('太短');
  await page.getByRole('button', { name: '发出意向' }).click();
  await page.locator('.fault', { hasText: '至少 10 个字' }).waitFor();
  await page.locator('.fault', { hasText: '请确认这一项' }).waitFor();
  await page.getByLabel('第一句话').fill(message);
  await page.getByRole('checkbox', { name: /不含秘密/ }).check();
  const [figure] = need.figures;
  const row = page.getByRole('group', { name: figure.name, exact: true });
  await row.getByLabel('单位').fill('不存在的单位');
  await row.getByLabel(/^(数值|下限)$/).fill('约 190');
  await page.getByRole('button', { name: '发出意向' }).click();
  await row.locator('.fault').first().waitFor();
  if (pictures) await picture(page, 'interest-faults');
  await row.getByLabel('关系').or(row.getByLabel('可达到')).selectOption('ge');
  await row.getByLabel(/^数值$/).fill('191.5');
  await row.getByLabel('单位').fill(figure.unit);
  const own = page.getByLabel(/用我们的成果回应/);
  const choices = await own.locator('option').count();
  if (choices > 1) await own.selectOption({ index: 1 });
  if (pictures) await picture(page, 'interest');
  await page.getByRole('button', { name: '发出意向' }).click();
  await page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
  await page.locator('.talk-interest', { hasText: stamp }).waitFor();
  return page.url().split('/').pop();
}

async function agrees(world) {
  const owner = await Reader.enter(world, { role: 'company' });
  const asker = await Reader.enter(world, { role: 'university' });
  const need = await needWithFigures(owner);
  await endRunning(asker, need);
  await owner.page.goto('/my'); // any page: the count in the navigation comes by itself
  const badge = owner.page.locator('.bar nav .waiting-count').first();
  const before = Number((await badge.count()) ? (await badge.locator('[aria-hidden]').textContent()) : 0);
  const talk = await expressInterest(asker.page, need, { pictures: true });
  await asker.page.locator('.tag', { hasText: '等待对方答复' }).waitFor();
  await picture(asker.page, 'waiting-asker');
  await eventually(async () => (await badge.count()) > 0 && Number(await badge.locator('[aria-hidden]').textContent()) === before + 1, 'the count of waiting interests');

  await asker.page.goto(`/needs/${need.id}`);
  await asker.page.getByRole('link', { name: '继续洽谈' }).click();
  await asker.page.waitForURL(new RegExp(talk));
  // Who has the form open elsewhere is led to the talk that is running.
  await asker.page.goto(`/interest/need/${need.id}`);
  await asker.page.getByLabel('第一句话').fill(message);
  await asker.page.reload();
  check((await asker.page.getByLabel('第一句话').inputValue()) === message, 'a reload loses what was written');
  await asker.page.getByRole('checkbox', { name: /不含秘密/ }).check();
  await asker.page.getByRole('button', { name: '发出意向' }).click();
  await asker.page.locator('.alert').getByRole('link', { name: '继续洽谈' }).click();
  await asker.page.waitForURL(new RegExp(`/talks/${talk}$`));

  await owner.page.getByRole('link', { name: /洽谈/ }).first().click();
  await owner.page.getByRole('tab', { name: /待我方答复/ }).waitFor();
  const row = owner.page.locator(`.item-row:has(a[href="/talks/${talk}"])`);
  await row.waitFor();
  await row.locator('.answer-clock', { hasText: /剩 \d+ 天/ }).waitFor();
  await picture(owner.page, 'list');
  await row.getByRole('link').click();
  await owner.page.locator('.talk-interest .table', { hasText: '191.5' }).waitFor();
  await picture(owner.page, 'waiting-owner');
  await owner.page.getByRole('button', { name: '接受，开始洽谈' }).click();

  // The other side hears of it without touching the page.
  await asker.page.getByRole('radio', { name: '发给对方' }).waitFor();
  const write = async (reader, text, { note = false } = {}) => {
    await reader.page.getByRole('radio', { name: note ? '仅本方备注' : '发给对方' }).check();
    await reader.page.locator('.composer textarea').fill(text);
    await reader.page.getByRole('button', { name: note ? '记下备注' : '发送', exact: true }).click();
    await reader.page.locator('.message', { hasText: text }).waitFor();
  };
  const [asks, answers, note] = [`样品要多大尺寸 ${stamp}`, `先要十片一百毫米见方的 ${stamp}`, `底价由采购部定 ${stamp}`];
  await write(asker, asks);
  await owner.page.locator('.message.theirs', { hasText: asks }).waitFor();
  await write(owner, note, { note: true });
  await owner.page.locator('.message.note', { hasText: '仅本方可见' }).waitFor();
  await write(owner, answers);
  await asker.page.locator('.message.theirs', { hasText: answers }).waitFor();
  await asker.page.reload();
  await asker.page.locator('.message.theirs', { hasText: answers }).waitFor();
  check((await asker.page.getByText(note).count()) === 0, 'a note for one side is shown to the other');
  await picture(owner.page, 'open-owner');

  // A step on a version that is not the newest any more is refused, and the page says so.
  await owner.page.getByRole('button', { name: '终止洽谈' }).click();
  await owner.page.getByRole('radio', { name: '价格谈不拢' }).check();
  await asker.page.getByRole('button', { name: '提议达成' }).click();
  await asker.page.getByRole('radio', { name: '技术许可' }).check();
  await picture(asker.page, 'propose');
  await asker.page.getByRole('button', { name: '向对方提议' }).click();
  await asker.page.getByText('我方已提议技术许可').waitFor();
  await owner.page.locator('dialog').getByRole('button', { name: '确认终止' }).click();
  await owner.page.getByText('对方刚刚有了新的动作').waitFor();
  await owner.page.getByText('对方提议技术许可').waitFor();
  await picture(owner.page, 'proposed-owner');
  await owner.page.getByRole('button', { name: '确认达成：技术许可' }).click();
  for (const reader of [owner, asker]) await reader.page.locator('.alert.jade', { hasText: '已达成：技术许可' }).waitFor();
  check((await owner.page.getByText('对方刚刚有了新的动作').count()) === 0, 'the page still speaks of a step that was taken since');
  await picture(asker.page, 'agreed');
  await asker.page.goto('/talks?tab=closed');
  await asker.page.locator(`.item-row:has(a[href="/talks/${talk}"])`, { hasText: '技术许可' }).waitFor();
  await owner.leave();
  await asker.leave();
}

async function declinesOnAPhone(world) {
  const owner = await Reader.enter(world, { role: 'company', size: narrow });
  const asker = await Reader.enter(world, { role: 'university', size: narrow });
  const need = await needWithFigures(owner);
  await endRunning(asker, need);
  const talk = await expressInterest(asker.page, need);
  await owner.page.goto('/');
  await owner.page.getByRole('button', { name: '菜单' }).click();
  await owner.page.locator('.side-nav').getByRole('link', { name: /洽谈/ }).click();
  await owner.page.locator(`.item-row:has(a[href="/talks/${talk}"])`).getByRole('link').click();
  await owner.page.getByRole('button', { name: '谢绝' }).click();
  const dialog = owner.page.locator('dialog');
  const confirm = dialog.getByRole('button', { name: '确认谢绝' });
  check(await confirm.isDisabled(), 'an interest can be declined without a reason');
  await dialog.getByRole('checkbox', { name: '指标达不到要求' }).check();
  await dialog.getByRole('checkbox', { name: '技术成熟度不够' }).check();
  await dialog.getByLabel(/补充说明/).fill(`差在循环次数 ${stamp}`);
  await picture(owner.page, 'decline');
  await confirm.click();
  await owner.page.getByText('信息方谢绝了这次意向').waitFor();
  const outcome = asker.page.locator('.alert', { hasText: '信息方谢绝了这次意向' });
  await outcome.waitFor();
  for (const words of ['指标达不到要求', '技术成熟度不够', `差在循环次数 ${stamp}`]) await outcome.getByText(words).waitFor();
  await picture(asker.page, 'declined');
  await asker.page.goto(`/organisations/${(await owner.ask('GET', `/v1/talks/${talk}`)).body.asked.id}`);
  await asker.page.getByText(/近一年：收到 \d+ 次意向，答复 \d+ 次（\d+%），通常在 .+内答复/).waitFor();
  await picture(asker.page, 'organisation');
  await owner.leave();
  await asker.leave();
}

async function tellsStrangers(world) {
  const stranger = await Reader.enter(world);
  const owner = await Reader.enter(world, { role: 'company' });
  const need = await needWithFigures(owner);
  await stranger.page.goto(`/needs/${need.id}`);
  await stranger.page.getByRole('link', { name: '表达意向' }).click();
  await stranger.page.getByRole('heading', { name: '洽谈前请先登录' }).waitFor();
  await owner.page.goto(`/needs/${need.id}`);
  await owner.page.getByRole('button', { name: '撤回' }).waitFor();
  check((await owner.page.getByRole('link', { name: '表达意向' }).count()) === 0, 'one can express interest in what is one’s own');
  await owner.page.goto('/talks/00000000-0000-7000-8000-000000000000');
  await owner.page.getByText('没有找到').first().waitFor();
  await owner.leave();
  await stranger.leave();
}

export const journeys = {
  'a talk from interest to agreement, with a note that one side alone sees': agrees,
  'a talk is declined on a phone with reasons that the other side reads': declinesOnAPhone,
  'a talk begins with signing in': tellsStrangers,
};
