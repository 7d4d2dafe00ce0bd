// accessibility.mjs - axe-core on every page, step and dialog at both widths, light and dark; nothing is too wide.
import { check, narrow, out, Reader, wide } from './browser.mjs';
import { faultsOf, tooWide } from './examine.mjs';
import { ofAdministrator, ofAuditor, ofCompany, ofItems, ofOfficer, open } from './pages.mjs';

async function settle(page) {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' }).catch(() => {});
  await page.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' }).catch(() => {});
  // Down and up once: what is heavy is drawn only when it is about to be seen.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(250);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(500);
}

/** Each page says what it is: one heading of the first level, and a title of its own in the tab of the browser. */
async function nameless(page, name) {
  const { title, headings, path } = await page.evaluate(() => ({ title: document.title, headings: document.querySelectorAll('main h1').length, path: location.pathname }));
  const found = headings === 1 ? [] : [`${name}: ${headings} headings of the first level`];
  if (path !== '/' && !/^.+ · .+$/.test(title)) found.push(`${name}: its title is "${title}"`);
  return found;
}

async function examine(page, name) {
  await settle(page);
  const label = `${name} at ${page.viewportSize().width}`;
  await page.screenshot({ path: `${out}${name}-${page.viewportSize().width}.png`, fullPage: true });
  return [...(await faultsOf(page, label)), ...(await nameless(page, label))];
}

function report(found) {
  check(found.length === 0, found.join('\n        '));
}

async function examineAll(world, pages, role, reads = {}) {
  const found = [];
  for (const size of [wide, narrow]) {
    const reader = await Reader.enter(world, { size, role, ...reads });
    for (const [name, path] of Object.entries(pages)) {
      await reader.page.goto(path);
      found.push(...(await examine(reader.page, reads.dark ? `dark-${name}` : name)));
    }
    await reader.leave();
  }
  report(found);
}

/** All steps of a wizard, with what somebody has begun to write. */
async function examineWizard(page, kind, first) {
  const found = [];
  await page.goto(`/post/${kind}`);
  await page.getByLabel(first, { exact: true }).fill('逐步检查的草稿');
  const steps = page.locator('.wizard-steps button');
  const count = await steps.count();
  for (let step = 0; step < count; step += 1) {
    await steps.nth(step).click();
    const add = page.getByRole('button', { name: /^添加一项/ });
    if (await add.count()) await add.first().click();
    found.push(...(await examine(page, `post-${kind}-step-${step + 1}`)));
  }
  return found;
}

async function examineWizards(world) {
  const found = [];
  for (const size of [wide, narrow]) {
    const reader = await Reader.enter(world, { size, role: 'company' });
    found.push(...(await examineWizard(reader.page, 'need', '标题')));
    found.push(...(await examineWizard(reader.page, 'offer', '标题')));
    found.push(...(await examineWizard(reader.page, 'expert', '姓名或名称')));
    await reader.leave();
  }
  report(found);
}

async function examineDialogs(world) {
  const found = [];
  for (const size of [wide, narrow]) {
    const owner = await Reader.enter(world, { size, role: 'company' });
    const { page } = owner;
    const { body } = await owner.ask('GET', '/v1/my/items?status=published&limit=1');
    await page.goto(`/${body.items[0].kind}s/${body.items[0].id}`);
    await page.getByRole('button', { name: '撤回' }).click();
    found.push(...(await examine(page, 'withdraw-dialog')));
    await page.goto(`/organisations/${body.items[0].organisation.id}/edit`);
    await page.getByLabel('单位名称').waitFor();
    found.push(...(await examine(page, 'organisation-edit')));
    await page.goto('/post/need');
    await page.getByLabel('标题').fill('马上放弃的草稿');
    await page.getByText('已保存为草稿').waitFor();
    await page.getByRole('button', { name: '放弃草稿' }).click();
    found.push(...(await examine(page, 'discard-dialog')));
    await page.locator('dialog[open]').getByRole('button', { name: '放弃草稿' }).click();
    await page.waitForURL(/\/my$/);
    await page.goto('/search');
    await page.getByRole('button', { name: size === narrow ? '菜单' : /顾言/ }).click();
    found.push(...(await examine(page, 'menu')));
    await owner.leave();
    const administrator = await Reader.enter(world, { size, role: 'administrator' });
    await administrator.page.goto('/administration');
    await administrator.page.getByRole('button', { name: /^管理 / }).first().click();
    found.push(...(await examine(administrator.page, 'manage-dialog')));
    await administrator.leave();
  }
  report(found);
}

/** English words are longer: nothing may be pushed out of a phone. */
async function fitsInEnglish(world) {
  const found = [];
  const walk = async (role, pages) => {
    const reader = await Reader.enter(world, { size: narrow, role });
    await reader.page.evaluate(() => localStorage.setItem('shuniu.language', 'en'));
    for (const [name, path] of Object.entries(pages)) {
      await reader.page.goto(path);
      await settle(reader.page);
      check((await reader.page.locator('html').getAttribute('lang')) === 'en', `${name} is not in English`);
      found.push(...(await tooWide(reader.page, name)));
    }
    await reader.leave();
  };
  await walk('company', { ...open, ...(await ofItems(world)), ...ofCompany });
  await walk('administrator', ofAdministrator);
  report(found);
}

export const journeys = {
  'axe-core finds nothing serious on the open pages': (world) => examineAll(world, open),
  'axe-core finds nothing serious on the pages of items': async (world) => examineAll(world, await ofItems(world)),
  'axe-core finds nothing serious on the pages of a company': (world) => examineAll(world, ofCompany, 'company'),
  'axe-core finds nothing serious on the steps of the wizards': examineWizards,
  'axe-core finds nothing serious in dialogs and menus': examineDialogs,
  'axe-core finds nothing serious on the review desk': (world) => examineAll(world, ofOfficer, 'officer'),
  'axe-core finds nothing serious on the administration': (world) => examineAll(world, ofAdministrator, 'administrator'),
  'axe-core finds nothing serious on the security log': (world) => examineAll(world, ofAuditor, 'auditor'),
  'axe-core finds nothing serious in the dark': async (world) => examineAll(world, { ...open, ...(await ofItems(world)) }, undefined, { dark: true }),
  'every page fits a phone in English': fitsInEnglish,
};
