// account.mjs - from nobody to a first need: sign-up by letter, an organisation, its page, its export; a forgotten password.
import { readFile } from 'node:fs/promises';
import { check, narrow, out, Reader } from './browser.mjs';
import { creditCode } from './credit_code.mjs';
import { linkTo } from './letters.mjs';

const stamp = `a${Date.now().toString(36)}`;
const problem = '我们的丝网印刷银浆在柔性基材上弯折一千次后方阻上升三成，怀疑是粘结剂与基材附着不足，希望得到耐弯折的配方或前处理办法。';

export async function signUp({ page, world }, email, password) {
  await page.goto('/sign-up');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('姓名').fill('新来的人');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '注册' }).click();
  await page.getByRole('heading', { name: '请查收确认邮件' }).waitFor();
  await page.goto(await linkTo(world, email, 'confirm'));
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByRole('heading', { name: '邮箱已确认' }).waitFor();
}

async function register(page, name) {
  await page.getByLabel('单位名称').fill(name);
  await page.getByLabel('统一社会信用代码').fill('91310000000000000X');
  await page.getByLabel('单位类型').selectOption({ index: 3 });
  await page.getByLabel('地区').selectOption({ label: '上海市' });
  await page.getByRole('button', { name: '登记单位' }).click();
  await page.locator('.fault').first().waitFor(); // a wrong check digit is said at its field
  await page.getByLabel('统一社会信用代码').fill(creditCode());
  await page.getByRole('button', { name: '登记单位' }).click();
}

async function newcomerPosts(world) {
  const email = `newcomer-${stamp}@example.com`;
  const password = `a sentence that nobody guesses ${stamp}`;
  const reader = await Reader.enter(world);
  const { page } = reader;
  await signUp({ page, world }, email, password);
  await page.goto('/');
  await page.locator('#problem').fill(problem);
  await page.getByRole('button', { name: '发布为需求' }).click();
  await page.getByRole('heading', { name: '发布前请先登录' }).waitFor();
  await page.locator('main').getByRole('link', { name: '登录' }).click();
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '请先登记或加入单位' }).waitFor();
  await page.getByRole('link', { name: '登记单位' }).click();
  await register(page, `柔印电子 ${stamp}`);
  await page.waitForURL(/\/post\/need/);
  check((await page.getByLabel('难题描述').inputValue()) === problem, 'the paragraph of the home page got lost on the way');
  await page.getByLabel('标题').fill(`耐弯折的银浆 ${stamp}`);
  await page.getByText('已保存为草稿').waitFor();
  await page.getByRole('button', { name: /领域与地区/ }).click();
  await page.locator('.tech-field input').first().check();
  await page.getByRole('button', { name: /核对与提交/ }).click();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/needs\//);
  await page.getByText('待审核').first().waitFor();
  await reader.leave();
}

async function forgetsThePassword(world) {
  const email = `forgetful-${stamp}@example.com`;
  const [before, after] = [`the first sentence ${stamp}`, `the second sentence ${stamp}`];
  const reader = await Reader.enter(world);
  const { page } = reader;
  await signUp({ page, world }, email, before);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: '忘记密码' }).click();
  await page.getByLabel('邮箱').fill(email);
  await page.getByRole('button', { name: '寄送链接' }).click();
  await page.getByRole('heading', { name: '请查收邮件' }).waitFor();
  const link = await linkTo(world, email, 'reset');
  await page.goto(link);
  await page.getByLabel('新密码').fill(after);
  await page.getByRole('button', { name: '设定新密码' }).click();
  await page.getByRole('heading', { name: '密码已更改' }).waitFor();
  await reader.signInWith(email, before);
  await page.getByRole('alert').waitFor();
  check(new URL(page.url()).pathname === '/sign-in', 'the forgotten password still opens');
  await page.getByLabel('密码').fill(after);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(link);
  await page.getByLabel('新密码').fill(`${after} again`);
  await page.getByRole('button', { name: '设定新密码' }).click();
  await page.getByRole('alert').waitFor(); // a link works once
  await reader.leave();
}

async function exportsEverything(world) {
  const reader = await Reader.enter(world, { role: 'university' });
  const { page } = reader;
  await page.goto('/account?tab=organisations');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出全部数据' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
  const records = lines.map((line) => JSON.parse(line));
  check(records.length > 3, `the export has only ${records.length} records`);
  const own = (await reader.ask('GET', '/v1/my/items?limit=1')).body.items[0];
  check(lines.some((line) => line.includes(own.id)), `${own.id} is missing in the export`);
  await reader.leave();
  const stranger = await Reader.enter(world, { role: 'company' });
  const { status } = await stranger.ask('GET', `/v1/organisations/${own.organisation.id}/export`);
  check(status === 403 || status === 404, `another organisation asks for the export and gets ${status}`);
  await stranger.leave();
}

async function changesTheOrganisation(world) {
  const reader = await Reader.enter(world, { role: 'company' });
  const { page } = reader;
  const { body: myself } = await reader.ask('GET', '/v1/myself');
  const { id, name } = myself.memberships[0].organisation;
  const about = `专注储能电芯热安全，服务电网侧与工商业储能。${stamp}`;
  await page.goto(`/organisations/${id}`);
  await page.getByRole('link', { name: '修改单位资料' }).click();
  check((await page.getByLabel('单位名称').inputValue()) === name, 'the form does not hold the name');
  await page.screenshot({ path: `${out}organisation-edit-1440.png`, fullPage: true });
  await page.getByLabel('网址').fill('javascript:alert(1)');
  await page.getByLabel('简介').fill(about);
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('.fault').waitFor();
  await page.getByLabel('网址').fill('https://hengchuan.example');
  await page.getByRole('button', { name: '保存' }).click();
  await page.waitForURL(new RegExp(`/organisations/${id}$`));
  await page.getByText(about).waitFor();
  await page.getByRole('link', { name: 'hengchuan.example' }).waitFor();
  await reader.leave();
  const stranger = await Reader.enter(world, { role: 'university' });
  await stranger.page.goto(`/organisations/${id}/edit`);
  await stranger.page.getByRole('heading', { name: '只有负责人能修改单位资料' }).waitFor();
  await stranger.leave();
}

async function invitesAMember(world) {
  const email = `invited-${stamp}@example.com`;
  const password = `an invited sentence ${stamp}`;
  const owner = await Reader.enter(world, { role: 'company' });
  const { body: myself } = await owner.ask('GET', '/v1/myself');
  const { id, name } = myself.memberships[0].organisation;
  const invite = async (address) => {
    await owner.page.getByLabel('邀请成员').fill(address);
    await owner.page.getByRole('button', { name: '寄出邀请' }).click();
    await owner.page.getByRole('list', { name: '待答复的邀请' }).getByText(address).waitFor();
  };
  await owner.page.goto(`/organisations/${id}`);
  await invite(email);
  await invite(`mistaken-${stamp}@example.com`);
  await owner.page.screenshot({ path: `${out}members-1440.png`, fullPage: true });
  await owner.page.getByRole('button', { name: `撤销给 mistaken-${stamp}@example.com 的邀请` }).click();
  await owner.page.getByText(`mistaken-${stamp}@example.com`).waitFor({ state: 'detached' });

  const invited = await Reader.enter(world);
  const { page } = invited;
  await signUp({ page, world }, email, password);
  await invited.signInWith(email, password);
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/account?tab=organisations');
  await page.getByRole('heading', { name: '邀请' }).waitFor();
  await page.screenshot({ path: `${out}invitation-1440.png`, fullPage: true });
  await page.setViewportSize(narrow);
  await page.screenshot({ path: `${out}invitation-390.png`, fullPage: true });
  await page.getByRole('button', { name: '接受' }).click();
  await page.getByRole('button', { name: '接受' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name }).first().waitFor();
  await invited.leave();
  await owner.page.reload();
  await owner.page.getByRole('button', { name: '移除 新来的人' }).click();
  await owner.page.getByText(email).waitFor({ state: 'detached' });
  await owner.leave();
}

async function makesAKey(world) {
  const reader = await Reader.enter(world, { role: 'company' });
  const { page } = reader;
  await page.goto('/account?tab=keys');
  await page.getByLabel('名称').fill(`nightly import ${stamp}`);
  await page.getByRole('button', { name: '创建密钥' }).click();
  const secret = (await page.locator('.secret').textContent()).trim();
  const myself = await fetch(new URL('/v1/my/items?limit=1', world.base), { headers: { Authorization: `Bearer ${secret}` } });
  check(myself.status === 200, `the new key is refused: ${myself.status}`);
  await page.reload();
  const row = page.locator('tr', { hasText: `nightly import ${stamp}` });
  await row.waitFor();
  check((await page.getByText(secret).count()) === 0, 'the secret is shown twice');
  await row.getByRole('button', { name: '吊销' }).click();
  await row.waitFor({ state: 'detached' });
  const after = await fetch(new URL('/v1/my/items?limit=1', world.base), { headers: { Authorization: `Bearer ${secret}` } });
  check(after.status === 401, `a revoked key still answers ${after.status}`);
  await reader.leave();
}

export const journeys = {
  'a newcomer signs up by letter, registers an organisation and posts a first need': { walk: newcomerPosts, needs: 'outbox' },
  'a forgotten password is set anew by letter': { walk: forgetsThePassword, needs: 'outbox' },
  'an owner exports everything of the organisation': exportsEverything,
  'an owner changes what the organisation says of itself': changesTheOrganisation,
  'an owner invites an address, and whoever has it accepts': { walk: invitesAMember, needs: 'outbox' },
  'an API key is shown once, works, and is revoked': makesAKey,
};
