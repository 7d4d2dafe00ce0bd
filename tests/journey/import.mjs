// import.mjs - a spreadsheet with faults: every faulty row is shown; then the good rows come in.
import { check, narrow, out, Reader, wide } from './browser.mjs';
import { workbook } from './workbook.mjs';

const stamp = `i${Date.now().toString(36)}`;
const problem = '镍基合金铸件在热处理后出现再结晶晶粒，需要合适的工艺窗口与检测方法。';

const rows = [
  ['title', 'problem', 'fields', 'deadline', 'readiness_wanted'],
  [`铸件再结晶控制 ${stamp}`, problem, '05', '2027-12-31', '5'],
  [`没有领域的一行 ${stamp}`, problem, '99', '2027-12-31', '5'],
  [`日期写错的一行 ${stamp}`, problem, '05', '明年', '5'],
  [`就绪度过高的一行 ${stamp}`, problem, '05', '2027-12-31', '12'],
  [`铸件无损检测 ${stamp}`, problem, '05', '2027-12-31', '6'],
];

async function send(page, faulty) {
  const buffer = workbook(rows);
  await page.goto('/import');
  await page.locator('.drop input[type=file]').setInputFiles({ name: `needs-${stamp}.xlsx`, mimeType: 'application/octet-stream', buffer });
  await page.getByText(faulty).click();
  await page.getByRole('button', { name: '开始导入' }).click();
}

async function importsWithFaults(world) {
  const reader = await Reader.enter(world, { role: 'company' });
  const { page } = reader;
  await send(page, '整份退回');
  await page.locator('.alert', { hasText: '没有导入任何内容' }).waitFor();
  const shown = await page.locator('.faulty-rows tbody tr.ant-table-row').allTextContents();
  for (const line of ['3', '4', '5']) check(shown.some((row) => row.startsWith(line)), `line ${line} is not among the faulty rows: ${shown}`);
  check(shown.some((row) => row.includes('截止日期') && row.includes('应为日期')), `the date is not called wrong: ${shown}`);
  check(shown.some((row) => row.includes('技术领域') && row.includes('99')), `the unknown field is not named: ${shown}`);
  check(!shown.some((row) => row.startsWith('2') || row.startsWith('6')), 'a good row is called faulty');
  await page.screenshot({ path: `${out}import-faults-1440.png`, fullPage: true });
  await page.goto('/my?status=submitted');
  await page.locator('.panel-head').waitFor();
  check((await page.locator('.item-row', { hasText: stamp }).count()) === 0, 'a refused file left something behind');
  await send(page, '跳过有错的行');
  await page.locator('.alert', { hasText: '导入完成' }).waitFor();
  await page.getByRole('link', { name: '查看导入的内容' }).click();
  await page.locator('.item-row', { hasText: `铸件再结晶控制 ${stamp}` }).waitFor();
  await page.locator('.item-row', { hasText: `铸件无损检测 ${stamp}` }).waitFor();
  check((await page.locator('.item-row', { hasText: stamp }).count()) === 2, 'not exactly the two good rows came');
  await reader.leave();
}

async function checksTheColumns(world) {
  const reader = await Reader.enter(world, { role: 'company' });
  const { page } = reader;
  await page.goto('/import');
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载需求模板' }).click();
  check((await (await template).suggestedFilename()) === '需求导入模板.xlsx', 'the template has another name');
  const title = `列名不同的一行 ${stamp}`;
  const buffer = workbook([
    ['需求题目', '要解决的事', '领域', '联系人'],
    [title, problem, '新材料及其应用', '张三'],
  ]);
  await page.locator('.drop input[type=file]').setInputFiles({ name: `own-${stamp}.xlsx`, mimeType: 'application/octet-stream', buffer });
  const start = page.getByRole('button', { name: '开始导入' });
  const row = (heading) => page.locator('.columns-table tbody tr', { hasText: heading });
  await row('领域').getByText('05 新材料及其应用').waitFor();
  check(await start.isDisabled(), 'a file with unknown columns can be imported');
  await page.screenshot({ path: `${out}import-columns-1440.png`, fullPage: true });
  await page.setViewportSize(narrow);
  await page.screenshot({ path: `${out}import-columns-390.png`, fullPage: true });
  await page.setViewportSize(wide);
  await row('要解决的事').getByRole('combobox').selectOption({ label: '问题描述（必需）' });
  await row('联系人').getByRole('combobox').selectOption({ label: '不导入' });
  await start.click();
  await page.locator('.alert', { hasText: '导入完成' }).waitFor();
  await page.getByRole('link', { name: '查看导入的内容' }).click();
  await page.locator('.item-row', { hasText: title }).waitFor();
  await reader.leave();
}

export const journeys = {
  'an import with faults shows every faulty row': importsWithFaults,
  'an import says how it reads each column, and is corrected': checksTheColumns,
};
