// need.mjs - a need from the first word to ranked offers, and back with reasons.
import { check, eventually, narrow, out, Reader, wide } from './browser.mjs';

const stamp = `n${Date.now().toString(36)}`;

export async function writeNeed(page, { title, problem, figure, language, anonymous }) {
  await page.goto('/post/need');
  await page.getByLabel('标题').fill(title);
  await page.getByLabel('难题描述').fill(problem);
  if (language) await page.getByRole('radio', { name: language }).check();
  await page.getByText('已保存为草稿').waitFor();
  const next = () => page.getByRole('button', { name: '下一步' }).click();
  await next();
  if (figure) {
    await page.getByRole('button', { name: '添加一项指标' }).click();
    await page.locator('.editor-row').getByLabel('指标').fill(figure.name);
    await page.locator('.editor-row').getByLabel('关系').selectOption(figure.relation);
    await page.locator('.editor-row').getByLabel('数值').fill(figure.value);
    await page.locator('.editor-row').getByLabel('单位').fill(figure.unit);
  }
  await next();
  await next();
  await page.locator('.tech-field .choice.small', { hasText: '电池' }).first().locator('input').check();
  await next();
  await page.getByLabel('截止日期').fill('2027/6/30');
  await next();
  if (anonymous) await page.getByRole('radio', { name: /^匿名/ }).check();
  await next();
  await page.locator('.summary', { hasText: '2027-06-30' }).waitFor();
}

export async function decide(world, title, work) {
  const officer = await Reader.enter(world, { role: 'officer' });
  const { page } = officer;
  await page.goto('/review');
  const row = page.locator('.queue-row', { hasText: title });
  await row.waitFor();
  await row.click();
  await page.locator('.desk-title', { hasText: title }).waitFor();
  await page.screenshot({ path: `${out}review-desk-1440.png`, fullPage: true });
  await page.setViewportSize(narrow);
  await page.screenshot({ path: `${out}review-desk-390.png`, fullPage: true });
  await page.setViewportSize(wide);
  await work(page);
  await row.waitFor({ state: 'detached' });
  await officer.leave();
}

async function postsPublishesMatches(world) {
  const title = `储能电芯热失控隔热片 ${stamp}`;
  const author = await Reader.enter(world, { role: 'company' });
  const { page } = author;
  await writeNeed(page, {
    title,
    problem: '储能模组内单只磷酸铁锂电芯热失控后向相邻电芯蔓延。需要可压缩的隔热材料，在高温下保持绝热和绝缘，并能承受循环膨胀力。',
    figure: { name: '热失控触发温度', relation: 'ge', value: '180', unit: '摄氏度' },
  });
  check((await page.locator('.wizard-rail li').count()) > 0, 'the wizard does not show what exists already');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/needs\//);
  await page.getByText('待审核').first().waitFor();
  await decide(world, title, (desk) => desk.getByRole('button', { name: '公开', exact: true }).click());
  await page.reload();
  await page.getByText('已公开').first().waitFor();
  const ranked = await eventually(() => page.locator('.match-list > li').count(), 'offers for the new need');
  check(ranked >= 3, `only ${ranked} offers are ranked`);
  check((await page.locator('.match-detail .pair mark').count()) > 1, 'the pair of texts is not marked');
  await page.locator('.match-detail .table .verdict').first().waitFor();
  await eventually(async () => {
    await page.goto(`/search?q=${encodeURIComponent(title)}`);
    return page.locator('.item-row', { hasText: stamp }).first().waitFor({ timeout: 2000 }).then(() => true, () => false);
  }, 'the new need in the search');
  await author.leave();
}

async function returnsWithReasons(world) {
  const title = `电池隔膜涂覆 ${stamp}`;
  const note = `请补充测试方法 ${stamp}`;
  const author = await Reader.enter(world, { role: 'company' });
  const { page } = author;
  await writeNeed(page, { title, problem: '希望改善电池隔膜的陶瓷涂覆均匀性，减少针孔，提高耐热收缩性能，降低成本。' });
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/needs\//);
  await decide(world, title, async (desk) => {
    await desk.getByRole('button', { name: '退回…' }).click();
    check(await desk.getByRole('button', { name: '确认退回' }).isDisabled(), 'a return without a reason is possible');
    await desk.getByLabel('缺少可核对的指标').check();
    await desk.getByLabel('补充说明').fill(note);
    await desk.getByRole('button', { name: '确认退回' }).click();
  });
  await page.reload();
  await page.getByText('已退回').first().waitFor();
  await page.locator('.item-rail', { hasText: '缺少可核对的指标' }).waitFor();
  await page.locator('.item-rail', { hasText: note }).waitFor();
  await page.getByRole('link', { name: '修改' }).click();
  await page.getByLabel('标题').waitFor();
  check((await page.getByLabel('标题').inputValue()) === title, 'the wizard does not hold the returned need');
  await author.leave();
}

async function isToldWhatIsMissing(world) {
  const author = await Reader.enter(world, { role: 'company' });
  const { page } = author;
  await page.goto('/post/need');
  await page.getByLabel('标题').fill(`缺项的需求 ${stamp}`);
  await page.getByText('已保存为草稿').waitFor();
  await page.getByRole('button', { name: '核对与提交' }).click();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.locator('.fault-list').getByRole('button', { name: '技术领域' }).click();
  await page.locator('.fault', { hasText: '至少选一个技术领域' }).waitFor();
  await page.getByRole('button', { name: /说清难题/ }).click();
  await page.locator('.fault', { hasText: '至少 20 个字' }).waitFor();
  await author.leave();
}

async function writesEnglish(world) {
  const author = await Reader.enter(world, { role: 'company' });
  const { page } = author;
  const problem = 'Prismatic cells swell unevenly under cyclic load and crack the busbar weld; a compliant joint is wanted.';
  await writeNeed(page, { title: `Compliant busbar joint ${stamp}`, problem, language: '英文' });
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/needs\//);
  await page.locator('.item-facts', { hasText: '英文' }).waitFor();
  await author.leave();
}

export const journeys = {
  'a need is posted, published and answered by ranked offers with reasons': postsPublishesMatches,
  'an officer returns a need and the author sees the reasons': returnsWithReasons,
  'an author is told what is missing, at its field': isToldWhatIsMissing,
  'an author writes in English and says so': writesEnglish,
};
