// administration.mjs - people and their roles, organisations, the configuration in force, background work, set-aside facts.
import { check, eventually, Reader } from './browser.mjs';

const tab = (page, name) => page.getByRole('tab', { name }).click();

async function givesRoles(page, email, role) {
  await page.getByRole('searchbox').fill(email);
  const row = page.locator('tr.ant-table-row', { hasText: email });
  await row.waitFor();
  await row.getByRole('button', { name: /管理/ }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel(role).click();
  await dialog.getByRole('button', { name: '设定角色' }).click();
  await dialog.waitFor({ state: 'detached' }).catch(() => {});
  return row;
}

async function people(page) {
  const row = await givesRoles(page, 'university@', '审核员');
  await row.filter({ hasText: '审核员' }).waitFor();
  await givesRoles(page, 'university@', '审核员'); // taken back
  await row.filter({ hasNotText: '审核员' }).waitFor();
  await row.getByRole('button', { name: /管理/ }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '停用账户' }).click();
  await row.filter({ hasText: '已停用' }).waitFor();
  await row.getByRole('button', { name: /管理/ }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '恢复账户' }).click();
  await row.filter({ hasText: '正常' }).waitFor();
}

async function walksTheAdministration(world) {
  const reader = await Reader.enter(world, { role: 'administrator' });
  const { page } = reader;
  await page.goto('/administration');
  await people(page);
  await tab(page, '单位');
  await page.getByRole('searchbox').fill('hengchuan');
  await page.locator('tr.ant-table-row', { hasText: '衡川储能' }).waitFor(); // found by pinyin
  await tab(page, '生效的设置');
  const setting = page.locator('tr.ant-table-row', { hasText: 'http.port' });
  await setting.filter({ hasText: '命令行' }).waitFor();
  check((await page.locator('tr.ant-table-row').count()) > 15, 'settings are missing');
  await tab(page, '后台工作');
  await page.getByText('检索索引已跟上全部事实').waitFor();
  check(Number((await page.locator('.work-facts dd').nth(2).textContent()).replaceAll(',', '')) > 600, 'the index holds too little');
  await page.getByText('没有无法送达的信件').waitFor();
  await tab(page, '搁置的事实');
  await page.getByText('没有搁置的事实').waitFor();
  await reader.leave();
}

async function auditorReadsTheLog(world) {
  const intruder = await Reader.enter(world);
  await intruder.signInWith('company@demonstration.example', 'a wrong guess of it');
  await intruder.page.getByRole('alert').waitFor();
  await intruder.page.goto('/administration');
  await intruder.page.getByRole('heading', { name: /只对管理员/ }).waitFor();
  await intruder.leave();
  const auditor = await Reader.enter(world, { role: 'auditor' });
  const { page } = auditor;
  await page.goto('/administration');
  await page.getByRole('tab', { name: '安全日志' }).waitFor();
  check((await page.getByRole('tab').count()) === 1, 'an auditor sees more than the log');
  await page.getByLabel('事件').selectOption({ label: '登录失败' });
  const rows = page.locator('tr.ant-table-row');
  const failed = rows.filter({ hasText: 'sign_in_failed' });
  await eventually(async () => (await failed.count()) > 0 && (await failed.count()) === (await rows.count()), 'only failed sign-ins are listed');
  await failed.first().getByRole('button', { name: /^只看账户/ }).click();
  await page.getByRole('button', { name: '显示全部账户' }).waitFor();
  await auditor.leave();
}

export const journeys = {
  'an administrator sees people, organisations, settings and background work': walksTheAdministration,
  'an auditor reads the security log, and only that': auditorReadsTheLog,
};
