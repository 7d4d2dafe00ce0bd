// second_factor.mjs - a second factor: set up, asked for at the next sign-in, recovered from, and required of a role.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { signUp } from './account.mjs';
import { check, narrow, out, Reader } from './browser.mjs';
import { faultsOf, tooWide } from './examine.mjs';

const stamp = `f${Date.now().toString(36)}`;
const step = 30_000;

function bytesOf(base32) {
  const bits = Array.from(base32, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** As an authenticator app shows it, `later` steps from now. */
function code(secret, later = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / step) + later));
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function lookAt(page, name) {
  const size = page.viewportSize();
  const found = [];
  for (const next of [size, narrow]) {
    await page.setViewportSize(next);
    await page.screenshot({ path: `${out}${name}-${next.width}.png`, fullPage: true });
    found.push(...(await faultsOf(page, `${name} at ${next.width}`)), ...(await tooWide(page, `${name} at ${next.width}`)));
  }
  await page.setViewportSize(size);
  check(found.length === 0, found.join('\n        '));
}

async function signOut(page) {
  await page.evaluate(() => fetch('/v1/session', { method: 'DELETE', headers: { 'Shuniu-CSRF': '1' } }));
  await page.evaluate(() => localStorage.clear());
}

async function setUp(page, password) {
  await page.goto('/account?tab=second-factor');
  await page.getByRole('button', { name: '启用动态码' }).click();
  await page.getByLabel('当前密码').fill('a guess of somebody');
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('当前密码').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /二维码/ }).waitFor();
  await lookAt(page, 'second-factor-pairing');
  const groups = await page.locator('.secret.grouped span').allTextContents();
  check(groups.length === 8 && groups.every((group) => group.length === 4), `the secret is not in groups of four: ${groups.join(' ')}`);
  return groups.join('');
}

async function walkSecondFactor(world) {
  const email = `careful-${stamp}@example.com`;
  const password = `a careful sentence ${stamp}`;
  const reader = await Reader.enter(world);
  const { page } = reader;
  await signUp({ page, world }, email, password);
  await reader.signInWith(email, password);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  const secret = await setUp(page, password);
  const field = page.getByRole('textbox', { name: '动态码', exact: true });
  check((await field.getAttribute('autocomplete')) === 'one-time-code', 'the field does not ask for a one-time code');
  const wrong = code(secret) === '000000' ? '000001' : '000000';
  await field.fill(wrong);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await field.fill(code(secret));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '恢复码' }).waitFor();
  await lookAt(page, 'recovery-codes');
  const codes = await page.locator('.recovery-codes code').allTextContents();
  check(codes.length === 10, `${codes.length} recovery codes`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  check(codes.every((one) => file.includes(one)), 'a recovery code is missing in the file');
  await page.getByRole('button', { name: '我已保存' }).click();
  await page.getByText('还有 10 个恢复码可用').waitFor();
  await lookAt(page, 'second-factor');

  await signOut(page);
  await reader.signInWith(email, password);
  await page.getByRole('heading', { name: '输入动态码' }).waitFor();
  await lookAt(page, 'sign-in-code');
  check(await field.evaluate((input) => input === document.activeElement), 'the code is not where one types');
  await field.fill(wrong);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await field.fill(code(secret, 1)); // the step of the first code is used up
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');

  for (const isFirstUse of [true, false]) {
    await signOut(page);
    await reader.signInWith(email, password);
    await page.getByRole('button', { name: '改用恢复码' }).click();
    await page.getByLabel('恢复码').fill(codes[4].toLowerCase().replaceAll('-', ' '));
    await page.keyboard.press('Enter');
    if (isFirstUse) await page.waitForURL((url) => url.pathname !== '/sign-in');
    else await page.getByRole('alert').waitFor();
  }
  await page.getByLabel('恢复码').fill(codes[5]);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.goto('/account?tab=second-factor');
  await page.getByText('还有 8 个恢复码可用').waitFor();
  await page.getByRole('button', { name: '移除动态码' }).click();
  await page.getByLabel('当前密码').fill(password);
  await page.getByLabel('动态码或恢复码').fill(codes[6]);
  await lookAt(page, 'second-factor-remove');
  await page.getByRole('button', { name: '移除动态码' }).click();
  await page.getByRole('button', { name: '启用动态码' }).waitFor();
  await signOut(page);
  await reader.signInWith(email, password);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await reader.leave();
}

/** The demonstration asks no second factor of roles; the answers are changed to those of a hub that does. */
async function leadsRolesToSetUp(world) {
  const officer = world.accounts.find((one) => one.role === 'officer');
  const reader = await Reader.enter(world);
  const { page } = reader;
  await page.goto('/sign-in');
  await page.getByText('本演示不要求平台职务启用动态码').waitFor();
  const asRequired = async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    if (response.ok()) await route.fulfill({ response, json: { ...body, [route.request().url().endsWith('second-factor') ? 'state' : 'second_factor']: 'required' } });
    else await route.fulfill({ response });
  };
  for (const address of ['**/v1/session', '**/v1/myself', '**/v1/myself/second-factor']) await page.route(address, asRequired);
  await reader.signInWith(officer.email, officer.password);
  await page.waitForURL((url) => url.searchParams.get('tab') === 'second-factor');
  await page.getByText('启用前职务暂不生效').waitFor();
  await lookAt(page, 'second-factor-required');
  await page.goto('/review');
  await page.getByRole('link', { name: '启用动态码' }).click();
  await page.waitForURL((url) => url.searchParams.get('tab') === 'second-factor');
  await page.unrouteAll();
  await reader.leave();
}

export const journeys = {
  'a second factor is set up, asked for, recovered from and removed': { walk: walkSecondFactor, needs: 'outbox' },
  'whoever has a role is led to set a second factor up': leadsRolesToSetUp,
};
